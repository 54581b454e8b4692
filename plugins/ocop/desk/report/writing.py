"""A report as .docx (layout of Nghị định 30/2020), .xlsx and Markdown: the same items in the same order."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from docx.document import Document as Paper
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from PIL import Image, ImageDraw, ImageFont

from ocop.text import date_short
from ocop.text.typeface import Face, font_file

from .. import papers, tables
from ..office import Office
from ..tables import Table, Value
from .parts import Chart, Item, Report, Room, Said

_TEXT_WIDTH: Final = 165.0
_ROOM: Final = "[Cơ quan ghi: {}]"
_RECIPIENTS: Final = ("Cơ quan thường trực Chương trình OCOP cấp tỉnh;",)


def docx(report: Report, office: Office) -> bytes:
    """Give the report as a paper whose number, day and signature stay open."""
    document = papers.paper()
    papers.head(document, office, office.symbol or "BC-UBND", None)
    papers.name(document, "BÁO CÁO", report.about)
    papers.text(document, report.opening)
    for part in report.parts:
        papers.heading(document, part.title)
        for section in part.sections:
            papers.heading(document, section.title)
            for item in section.items:
                _write(document, item)
    papers.text(document, report.closing)
    papers.signed(document, office, _RECIPIENTS)
    return papers.saved(document, " ".join(report.about))


def xlsx(report: Report) -> bytes:
    """Give all tables of the report, a sheet each, the chart as Excel's own."""
    book = tables.workbook(report.tables())
    for chart in report.charts():
        table = Table(
            "Biểu đồ", chart.title, ("Năm", "Lượt công nhận"), chart.values, "các quyết định công nhận trong danh mục"
        )
        sheet = tables.add(book, table)
        bars = BarChart()
        bars.type, bars.title, bars.legend, bars.gapWidth = "col", chart.title, None, 60
        bars.add_data(Reference(sheet, min_col=2, min_row=4, max_row=3 + len(chart.values)))
        bars.set_categories(Reference(sheet, min_col=1, min_row=4, max_row=3 + len(chart.values)))
        bars.dataLabels = DataLabelList()
        bars.dataLabels.showVal = True
        for axis in (bars.x_axis, bars.y_axis):
            axis.delete = False
        bars.y_axis.majorGridlines, bars.y_axis.scaling.min = None, 0
        bars.series[0].graphicalProperties.solidFill = "3C6E57"
        sheet.add_chart(bars, "D3")
    return tables.saved(book)


def markdown(report: Report) -> str:
    """Give the report as Markdown."""
    return "\n\n".join(_markdown(report)) + "\n"


def _markdown(report: Report) -> Iterator[str]:
    yield f"# Báo cáo: {' '.join(report.about)}"
    yield report.opening
    for part in report.parts:
        yield f"## {part.title}"
        for section in part.sections:
            yield f"### {section.title}"
            for item in section.items:
                yield from _marked(item)
    yield report.closing


def _marked(item: Item) -> Iterator[str]:
    if isinstance(item, Said):
        yield item.text
    elif isinstance(item, Room):
        yield f"*{_ROOM.format(item.text)}*"
    elif isinstance(item, Chart):
        yield f"**{item.title}:** " + "; ".join(f"{year}: {count}" for year, count in item.values)
    else:
        yield f"**{item.title}**"
        rows = [item.header, tuple("---" for _ in item.header), *item.rows]
        yield "\n".join("| " + " | ".join(_cell(value).replace("|", "\\|") for value in row) + " |" for row in rows)
        yield f"*Nguồn: {item.source}.*"


def _write(document: Paper, item: Item) -> None:
    if isinstance(item, Said):
        papers.text(document, item.text)
    elif isinstance(item, Room):
        papers.text(document, _ROOM.format(item.text), italic=True)
    elif isinstance(item, Chart):
        papers.text(document, f"Biểu đồ. {item.title}", italic=True)
        papers.picture(document, columns(item), 120)
    else:
        papers.text(document, f"Bảng. {item.title}", italic=True).paragraph_format.keep_with_next = True
        rows = [tuple(_cell(value) for value in row) for row in item.rows]
        papers.grid(document, item.header, rows, _widths(item.header, rows), item.source)


def _cell(value: Value) -> str:
    if isinstance(value, date):
        return date_short(value, "vi")
    return "" if value is None else str(value).replace("\n", ", ")


def _widths(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Share the width of the text among the columns: enough for the longest word of each, then by how much they hold."""
    least, wanted = [], []
    for column, title in enumerate(header):
        cells = [title, *(row[column] for row in rows)]
        longest = max(len(word) for cell in cells for word in (cell.split() or [""]))
        least.append(longest * 2.15 + 5)
        wanted.append(max(max((len(row[column]) for row in rows), default=0), len(title) * 0.7) ** 0.75)
    spare = max(_TEXT_WIDTH - sum(least), 0)
    widths = [low + spare * want / sum(wanted) for low, want in zip(least, wanted, strict=True)]
    return [width * _TEXT_WIDTH / sum(widths) for width in widths]


def columns(chart: Chart) -> bytes:
    """Draw columns with their numbers, from zero, as a PNG for print (1,500 pixels across)."""
    width, height, base, top = 1500, 640, 540, 70
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(font_file(Face.READING)), 44)
    highest = max((count for _, count in chart.values), default=0) or 1
    step = width / max(len(chart.values), 1)
    for number, (name, count) in enumerate(chart.values):
        middle = step * (number + 0.5)
        high = round((base - top) * count / highest)
        if count:
            draw.rectangle((middle - step * 0.28, base - high, middle + step * 0.28, base), fill=90)
        draw.text((middle, base - high - 8), str(count), font=font, fill=0, anchor="mb")
        draw.text((middle, base + 14), name, font=font, fill=0, anchor="mt")
    draw.line((0, base, width, base), fill=0, width=3)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
