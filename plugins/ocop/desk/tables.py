"""Tables for staff: .xlsx that reads and prints well, .csv that Excel opens right. No text becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ocop.text import date_short

from .archives import settled

Value = str | int | date | None
BOM: Final = "\ufeff"
"""Without it Excel takes UTF-8 for the system's old code page."""
FONT: Final = "Times New Roman"
DAY_FORMAT: Final = "dd/mm/yyyy"
_NO_CONTROL: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32)], "\ufffd")
"""Letters that a cell cannot hold."""
_HEAD: Final = PatternFill("solid", fgColor="E8EEE9")
_LINE: Final = Side(style="thin", color="B5BDB7")
_WIDEST, _NARROWEST = 32, 7


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its name, what stands above it, its heads, its rows, and where its numbers come from."""

    name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    source: str = ""


def put(cell: Cell, value: Value) -> None:
    """Put a value in a cell as what it is: text stays text, whatever it begins with."""
    if isinstance(value, str):
        cell.value = value.translate(_NO_CONTROL)
        cell.data_type = "s"
        if value.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = 1
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = DAY_FORMAT


def workbook(tables: Sequence[Table], note: str = "") -> Workbook:
    """Give a workbook with a sheet for each table, its heads kept in view, set to print on A4 across."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        add(book, table, note)
    return book


def add(book: Workbook, table: Table, note: str = "") -> Worksheet:
    """Add a sheet with a table to a workbook."""
    sheet = cast("Worksheet", book.create_sheet(table.name[:31]))
    _fill(sheet, table, note)
    return sheet


def saved(book: Workbook) -> bytes:
    """Give the bytes of a workbook, the same for the same content."""
    buffer = io.BytesIO()
    book.save(buffer)
    return settled(buffer.getvalue())


def csv_bytes(table: Table, separator: str = ",") -> bytes:
    """Give a table as CSV: UTF-8 with a byte order mark, CRLF, days as 29/12/2026, an apostrophe before a would-be formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    writer.writerow(table.header)
    writer.writerows([_plain(value) for value in row] for row in table.rows)
    return (BOM + buffer.getvalue()).encode("utf-8")


def _plain(value: Value) -> str:
    if isinstance(value, date):
        return date_short(value, "vi")
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _fill(sheet: Worksheet, table: Table, note: str) -> None:
    _line(sheet, 1, table.title, Font(name=FONT, size=14, bold=True))
    head = 3
    if note:
        _line(sheet, 2, note, Font(name=FONT, size=11, italic=True))
    for column, title in enumerate(table.header, 1):
        cell = _at(sheet, head, column)
        put(cell, title)
        cell.font, cell.fill = Font(name=FONT, size=12, bold=True), _HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.border = Border(bottom=_LINE, top=_LINE, left=_LINE, right=_LINE)
    for number, row in enumerate(table.rows, head + 1):
        for column, value in enumerate(row, 1):
            cell = _at(sheet, number, column)
            put(cell, value)
            cell.font = Font(name=FONT, size=12)
            centred = "center" if isinstance(value, int | date) else None
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=centred)
            cell.border = Border(bottom=_LINE, top=_LINE, left=_LINE, right=_LINE)
    _widths(sheet, table)
    last = head + len(table.rows)
    if table.source:
        _line(sheet, last + 2, f"Nguồn: {table.source}", Font(name=FONT, size=11, italic=True))
    sheet.freeze_panes = f"A{head + 1}"
    if table.rows:
        sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(table.header))}{last}"
    _page(sheet, head)


def _at(sheet: Worksheet, row: int, column: int) -> Cell:
    return cast("Cell", sheet.cell(row, column))


def _line(sheet: Worksheet, row: int, text: str, font: Font) -> None:
    cell = _at(sheet, row, 1)
    put(cell, text)
    cell.font = font


def _widths(sheet: Worksheet, table: Table) -> None:
    for column, title in enumerate(table.header, 1):
        longest = max((_length(row[column - 1]) for row in table.rows), default=0)
        width = min(max(longest + 2, min(len(title) + 4, 18), _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(column)].width = width


def _length(value: Value) -> int:
    return 10 if isinstance(value, date) else max((len(line) for line in str(value or "").split("\n")), default=0)


def _page(sheet: Worksheet, head: int) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head}:{head}"
    footer: Any = sheet.oddFooter
    footer.center.text = "Trang &P/&N"
