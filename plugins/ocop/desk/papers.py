"""Official papers as .docx in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, Times New Roman, black, its margins.

Its sizes: Quốc hiệu 12–13 bold, Tiêu ngữ 13–14 bold with a line as long as itself, the body above 12–13, the body that issues
bold with a line a third to half as long, number 13, place and day 13–14 italic, name of the paper 13–14 bold, text 13–14
justified with the first line moved in by 1–1,27 cm, Nơi nhận 12 bold italic and its lines 11, page numbers 13–14 on top from
the second page. Margins: top and bottom 20–25 mm, left 30–35, right 15–20.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, cast

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as Grid
from docx.text.paragraph import Paragraph

from .archives import settled
from .office import BLANK, Office

FACE: Final = "Times New Roman"
TEXT: Final = 14
SMALL: Final = 12
_TOGETHER: Final = 10
"""A table of so many rows is not broken over two pages."""
_CENTRE: Final = WD_ALIGN_PARAGRAPH.CENTER
_LEFT_COLUMN, _RIGHT_COLUMN = 58, 107
"""Widths of the two columns of the head, mm; together the 165 mm between the margins."""


def paper() -> Paper:
    """Give an empty A4 page with the margins, the letter and the page numbers of the decree."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = FACE, Pt(TEXT)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FACE)
    style.element.rPr.rFonts.set(qn("w:cs"), FACE)
    style.paragraph_format.space_after = Pt(0)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _CENTRE
    _field(number, "PAGE")
    return document


def head(document: Paper, office: Office, symbol: str, day: date | None, about: str = "") -> None:
    """Write the head: who issues, number and symbol, Quốc hiệu, place and day; `about` (V/v) for a letter.

    `symbol` such as "BC-UBND"; the number stays open. `day` None: month and day stay open, as on a draft.
    """
    grid = _grid(document, (_LEFT_COLUMN, _RIGHT_COLUMN))
    left, right = grid.rows[0].cells
    _say(left.paragraphs[0], office.parent.upper() or BLANK, 13)
    _say(left.add_paragraph(), office.name.upper() or BLANK, 13, bold=True)
    _rule(left.add_paragraph(), (_LEFT_COLUMN - 4) * 0.3)
    _say(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True)
    _say(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", 14, bold=True)
    _rule(right.add_paragraph(), (_RIGHT_COLUMN - 66) / 2)
    left, right = _row(grid).cells
    _say(left.paragraphs[0], f"Số:          /{symbol}", 13)
    if about:
        _say(left.add_paragraph(), f"V/v {about}", 12)
    written = f"ngày {day:%d} tháng {_month(day)} năm {day.year}" if day else "ngày …… tháng …… năm ………"
    _say(right.paragraphs[0], f"{office.place or '……………'}, {written}", 14, italic=True)


def name(document: Paper, kind: str, about: Sequence[str]) -> None:
    """Write the kind of paper ("BÁO CÁO") and what it is about, with the short line below."""
    first = document.add_paragraph()
    first.paragraph_format.space_before = Pt(18)
    _say(first, kind, 14, bold=True)
    for line in about:
        _say(document.add_paragraph(), line, 14, bold=True)
    _rule(document.add_paragraph(), 62)


def text(document: Paper, said: str, *, bold: bool = False, italic: bool = False, indent: bool = True) -> Paragraph:
    """Write a paragraph: justified, the first line moved in, six points from its neighbours."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.paragraph_format.line_spacing = 1.05
    if indent:
        paragraph.paragraph_format.first_line_indent = Mm(12.7)
    _run(paragraph, said, TEXT, bold=bold, italic=italic)
    return paragraph


def heading(document: Paper, said: str) -> None:
    """Write a heading of a part or an item; it stays with what follows."""
    text(document, said, bold=True).paragraph_format.keep_with_next = True


def addressed(document: Paper, whom: str) -> None:
    """Write "Kính gửi" as a letter has it."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(18), Pt(12)
    _say(paragraph, f"Kính gửi: {whom}", TEXT)


def grid(
    document: Paper, header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], source: str = ""
) -> None:
    """Write a ruled table, its head again on each page, and below it where its numbers come from. `widths` in mm."""
    table = _grid(document, widths, ruled=True)
    for cell, title in zip(table.rows[0].cells, header, strict=True):
        _say(cell.paragraphs[0], title, SMALL, bold=True)
    _repeats(table)
    for row in rows:
        cells = _row(table).cells
        for column, (cell, value) in enumerate(zip(cells, row, strict=True)):
            _run(cell.paragraphs[0], value, SMALL)
            if len(value) <= 12 and (value.isdigit() or (column and value[:1].isdigit())):
                cell.paragraphs[0].alignment = _CENTRE
    together = len(rows) <= _TOGETHER
    for number, line in enumerate(table.rows):
        _whole(line)
        for cell in line.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = together and number < len(rows)
            cell.paragraphs[0].paragraph_format.space_before = cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    below = document.add_paragraph()
    below.paragraph_format.space_before = Pt(3)
    if source:
        _run(below, f"Nguồn: {source}", 11, italic=True)


def signed(document: Paper, office: Office, recipients: Sequence[str]) -> None:
    """Write the end: Nơi nhận on the left, the authority and room for the signature on the right."""
    space = document.add_paragraph()
    space.paragraph_format.space_before = Pt(6)
    space.paragraph_format.keep_with_next = True
    row = _grid(document, (82, 83)).rows[0]
    _whole(row)
    left, right = row.cells
    _run(left.paragraphs[0], "Nơi nhận:", 12, bold=True, italic=True)
    for line in (*(office.recipients or recipients), "Lưu: VT."):
        _run(left.add_paragraph(), f"- {line}", 11)
    _say(right.paragraphs[0], office.authority.upper() or BLANK, 14, bold=True)
    _say(right.add_paragraph(), office.signer_title.upper() or BLANK, 14, bold=True)
    for _ in range(4):
        right.add_paragraph()
    _say(right.add_paragraph(), office.signer or BLANK, 14, bold=True)


def picture(document: Paper, png: bytes, width: float) -> None:
    """Write a picture of a width in mm, in the middle."""
    paragraph = document.add_paragraph()
    paragraph.alignment = _CENTRE
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(width))


def saved(document: Paper, title: str) -> bytes:
    """Give the bytes of the paper, the same for the same content."""
    document.core_properties.title, document.core_properties.author = title, ""
    document.core_properties.comments = ""
    buffer = io.BytesIO()
    document.save(buffer)
    return settled(buffer.getvalue())


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)


def _grid(document: Paper, widths: Sequence[float], *, ruled: bool = False) -> Grid:
    table: Grid = document.add_table(rows=1, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    if ruled:
        table.style = "Table Grid"
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _repeats(table: Grid) -> None:
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def _row(table: Grid) -> Any:
    return cast("Any", table).add_row()


def _whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _say(paragraph: Paragraph, said: str, size: int, *, bold: bool = False, italic: bool = False) -> None:
    paragraph.alignment = _CENTRE
    _run(paragraph, said, size, bold=bold, italic=italic)


def _run(paragraph: Paragraph, said: str, size: int, *, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run("".join(letter for letter in said if letter >= " " or letter in "\n\t"))
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None


def _rule(paragraph: Paragraph, indent: float) -> None:
    """A line across the paragraph, `indent` mm from both sides."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(indent)
    paragraph.paragraph_format.line_spacing = Pt(4)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{key}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _field(paragraph: Paragraph, code: str) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, said in (("begin", ""), ("", code), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = said
        run._r.append(mark)
