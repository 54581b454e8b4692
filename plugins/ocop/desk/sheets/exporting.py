"""`export`: the workbook with headings, notes and drop-downs, filled with the catalogue or empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ocop.catalogue.models import Kind

from ..tables import FONT, Value, put, saved
from .cells import cell_of
from .columns import SLUG, Column, Sheet
from .pages import Pages

FIRST_ROW: Final = 3
"""Row 1: headings; row 2: keys, by which columns are found again; then a thing on each row."""
GUIDE: Final = "Hướng dẫn"
CHOICES: Final = "Lựa chọn"
MOST_ROWS: Final = 5_000
_LINES: Final = (
    "Mỗi tờ một loại; các tờ có dấu gạch (ví dụ Sản phẩm - Nguồn) là danh sách của từng mục, nối bằng cột Khóa.",
    "Không đổi hàng 2 (khóa của cột). Cột có dấu * phải điền. Xóa một ô là xóa dòng ấy trong trang.",
    "Ngày nhập như ngày của Excel. Ô nhiều giá trị: mỗi giá trị một dòng trong ô (Alt+Enter).",
    "Mục không có trong bảng thì giữ nguyên; bỏ một hàng ở tờ chính không xóa trang.",
    "Nhập lại: python -m ocop import TỆP để xem sẽ đổi gì, thêm --write để ghi. Không dùng công thức, không gộp ô.",
)
_HEAD: Final = PatternFill("solid", fgColor="E8EEE9")


def export(sheets: Sequence[Sheet], pages: Pages, references: Mapping[str, Sequence[str]], default_language: str) -> bytes:
    """Give the workbook of the pages. `references` are the lists that columns choose from, by `Column.reference`."""
    book = Workbook()
    guide = cast("Worksheet", book.active)
    guide.title = GUIDE
    for number, line in enumerate(_LINES, 1):
        put(_cell(guide, number, 1), line)
        _cell(guide, number, 1).font = Font(name=FONT, size=12)
    guide.column_dimensions["A"].width = 120
    lists = _Lists(cast("Worksheet", book.create_sheet(CHOICES)), references)
    for sheet in sheets:
        _fill(cast("Worksheet", book.create_sheet(sheet.name)), sheet, lists, rows_of(sheet, pages, default_language))
    choices = book[CHOICES]
    choices.sheet_state = "hidden"
    book.move_sheet(CHOICES, len(book.sheetnames))
    return saved(book)


def rows_of(sheet: Sheet, pages: Pages, default_language: str) -> Iterator[tuple[Value, ...]]:
    """Give the rows of a sheet as its pages are."""
    for (kind, slug), files in pages.items():
        if kind is sheet.kind and default_language in files:
            trees = {tag: page.tree for tag, page in files.items()}
            yield from thing_rows(sheet, slug, trees, default_language)


def thing_rows(sheet: Sheet, slug: str, trees: Mapping[str, Any], default_language: str) -> Iterator[tuple[Value, ...]]:
    """Give the rows of one thing in a sheet."""
    if not sheet.field:
        yield (slug, *(cell_of(trees.get(column.language or default_language, {}), column) for column in sheet.columns[1:]))
        return
    for item in trees[default_language].get(sheet.field) or ():
        if isinstance(item, dict):
            yield (slug, *(cell_of(item, column) for column in sheet.columns[1:]))


class _Lists:
    """The hidden sheet of choices: a column for each list, made when the first column asks for it."""

    def __init__(self, sheet: Worksheet, references: Mapping[str, Sequence[str]]) -> None:
        self.sheet, self.references = sheet, references
        self.made: dict[tuple[str, ...], str] = {}

    def range_of(self, column: Column) -> str:
        """Give the range with the choices of a column; "" where anything can be typed."""
        choices = column.choices or tuple(self.references.get(column.reference, ()))
        if not choices:
            return ""
        if choices not in self.made:
            number = len(self.made) + 1
            for row, choice in enumerate(choices, 1):
                put(_cell(self.sheet, row, number), choice)
            letter = get_column_letter(number)
            self.made[choices] = f"{quote_sheetname(CHOICES)}!${letter}$1:${letter}${len(choices)}"
        return self.made[choices]


def _fill(target: Worksheet, sheet: Sheet, lists: _Lists, rows: Iterator[tuple[Value, ...]]) -> None:
    target.append(["" for _ in sheet.columns])
    for number, column in enumerate(sheet.columns, 1):
        head, key = _cell(target, 1, number), _cell(target, 2, number)
        put(head, f"{column.title} *" if column.required else column.title)
        put(key, column.key)
        head.font, head.fill = Font(name=FONT, size=11, bold=True), _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="center")
        key.font = Font(name=FONT, size=9, color="6B6B6B")
        if column.note:
            head.comment = Comment(column.note, "OCOP", width=320, height=110)
        letter = get_column_letter(number)
        target.column_dimensions[letter].width = 14 if column.form in {"day", "whole"} else 24
        choices = lists.range_of(column)
        if choices:
            rule = DataValidation(type="list", formula1=choices, allow_blank=True, showErrorMessage=True)
            rule.errorTitle, rule.error = "Giá trị lạ", f"{column.title}: chọn một giá trị trong danh sách."
            rule.add(f"{letter}{FIRST_ROW}:{letter}{MOST_ROWS}")
            target.add_data_validation(rule)
    for row_number, row in enumerate(rows, FIRST_ROW):
        for column_number, value in enumerate(row, 1):
            if value is not None:
                put(_cell(target, row_number, column_number), value)
    target.freeze_panes = f"B{FIRST_ROW}"
    target.row_dimensions[1].height = 46


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    return cast("Cell", sheet.cell(row, column))


def references_of(pages: Pages, units: Mapping[str, bool]) -> dict[str, tuple[str, ...]]:
    """Give the lists that columns choose from; `units`: whether each unit is of today."""
    return {
        "producers": tuple(slug for kind, slug in pages if kind is Kind.PRODUCER),
        "units": tuple(slug for slug, present in units.items() if present),
        "former-units": tuple(slug for slug, present in units.items() if not present),
    }


__all__ = ["FIRST_ROW", "SLUG", "export", "references_of", "rows_of", "thing_rows"]
