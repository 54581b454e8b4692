"""The catalogue as an Excel workbook, out and in: one sheet for each kind of thing, one for each of its lists.

What changes nothing touches nothing: a cell is compared with what export would write for the page as it is, so a workbook that
comes back as it went out changes 0 bytes, whatever a cell cannot hold (docs/adr/0031-excel-both-ways.md).
"""
