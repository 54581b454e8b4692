"""A workbook or a CSV file as it comes back: rows of text by sheet, or every reason why it is not taken."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from ocop.reading.raised import closest

from .cells import typed
from .columns import SLUG, Column, Sheet
from .exporting import CHOICES, FIRST_ROW, GUIDE

MOST_ROWS: Final = 20_000
MOST_BYTES: Final = 20 * 1024 * 1024
MOST_UNPACKED: Final = 200 * 1024 * 1024
MOST_PARTS: Final = 2_000
_MERGED: Final = re.compile(rb'<mergeCell [^>]*?ref="([A-Z]+[0-9]+)')
_OTHER_SEPARATORS: Final = ";,\t"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is not taken: where ("Sản phẩm!C5"), and what to do."""

    where: str
    why: str


class NotTakenError(RuntimeError):
    """The file as a whole cannot be read; says why and what to do, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the sheet, the slug, and the text of each cell by the key of its column."""

    number: int
    slug: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Incoming:
    """Rows by sheet (as in `sheets`), where each column stands, and what is refused. Sheets not in the file are absent."""

    rows: Mapping[Sheet, tuple[Row, ...]]
    letters: Mapping[tuple[str, str], str]
    refused: tuple[Refusal, ...]

    def cell(self, sheet: Sheet, row: int, key: str) -> str:
        """Give the name of a cell as Excel shows it; of the first column for a key that has none."""
        return f"{sheet.name}!{self.letters.get((sheet.name, key), 'A')}{row}"


def read_workbook(path: Path, sheets: Sequence[Sheet]) -> Incoming:
    """Read an .xlsx file. Raises NotTakenError."""
    raw = _bytes(path)
    merged = _judged(raw, path)
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, TypeError, SyntaxError, OSError, zipfile.BadZipFile) as error:
        raise NotTakenError(f"{path.name} không đọc được như một bảng .xlsx; mở bằng Excel, lưu lại, rồi thử lại.") from error
    known = {sheet.name: sheet for sheet in sheets}
    reader = _Reader(path.name)
    for number, target in enumerate(book.worksheets):
        if target.title in {GUIDE, CHOICES}:
            continue
        sheet = known.get(target.title)
        if sheet is None:
            near = closest(target.title, list(known))
            reader.refuse(f"{target.title}!A1", "tờ không có tên này" + (f"; có phải “{near}”?" if near else ""))
            continue
        for cell in merged.get(number, ()):
            reader.refuse(f"{sheet.name}!{cell}", "ô bị gộp; bỏ gộp (Unmerge Cells), mỗi mục một hàng")
        if hasattr(target, "reset_dimensions"):
            target.reset_dimensions()  # What the file says of its size may be wrong, and may be a million rows.
        reader.sheet(sheet, ([(cell.value, cell.data_type) for cell in row] for row in target.iter_rows()))
    return reader.result()


def read_csv(path: Path, sheet: Sheet) -> Incoming:
    """Read a CSV file with the columns of a sheet; the separator is ; , or a tab. Raises NotTakenError."""
    raw = _bytes(path)
    try:
        text = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotTakenError(f"{path.name} không phải UTF-8; trong Excel chọn lưu kiểu “CSV UTF-8”, hoặc dùng .xlsx.") from error
    first = text.split("\n", 1)[0]
    separator = max(_OTHER_SEPARATORS, key=first.count)
    reader = _Reader(path.name)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        reader.sheet(sheet, ([(_unmarked(value), "s") for value in row] for row in rows), one_head=True)
    except csv.Error as error:
        raise NotTakenError(f"{path.name}: dấu ngoặc kép hoặc hàng bị hỏng ({error}); lưu lại từ Excel.") from error
    return reader.result()


def _unmarked(value: str) -> str:
    # The apostrophe that keeps a spreadsheet from reckoning (see tables.csv_bytes).
    return value[1:] if value[:1] == "'" and value[1:2] in {"=", "+", "-", "@"} else value


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NotTakenError(f"{path.name} lớn hơn {MOST_BYTES // 1024 // 1024} MB; bỏ ảnh, định dạng thừa rồi lưu lại.")
        return path.read_bytes()
    except OSError as error:
        raise NotTakenError(
            f"Không mở được {path}: {error.strerror}. Nếu đang mở bằng Excel thì đóng lại rồi thử lại."
        ) from error


def _judged(raw: bytes, path: Path) -> dict[int, list[str]]:
    """Look at the archive before anything unpacks it; give merged cells by the number of their sheet."""
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        locked = raw[:4] == b"\xd0\xcf\x11\xe0"
        why = "có mật khẩu hoặc là .xls cũ; bỏ mật khẩu, lưu kiểu .xlsx" if locked else "không phải .xlsx; lưu lại kiểu .xlsx"
        raise NotTakenError(f"{path.name} {why}.")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise NotTakenError(f"{path.name} bung ra quá lớn, không giống một bảng; không đọc.")
            if any("vbaproject" in part.filename.lower() for part in parts):
                raise NotTakenError(f"{path.name} có macro; lưu kiểu .xlsx (không macro) rồi thử lại.")
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise NotTakenError(f"{path.name} không phải một bảng .xlsx.")
            return {number: _merged(archive, name) for number, name in enumerate(_sheet_parts(archive, names))}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError) as error:
        if isinstance(error, NotTakenError):
            raise
        raise NotTakenError(f"{path.name} bị hỏng; mở bằng Excel, lưu lại, rồi thử lại.") from error


def _sheet_parts(archive: zipfile.ZipFile, names: set[str]) -> list[str]:
    """Give the parts of the sheets in the order of the workbook."""
    relations = archive.read("xl/_rels/workbook.xml.rels") if "xl/_rels/workbook.xml.rels" in names else b""
    targets = {}
    for found in re.finditer(rb"<Relationship [^>]*>", relations):
        identity, target = re.search(rb'Id="([^"]*)"', found[0]), re.search(rb'Target="([^"]*)"', found[0])
        if identity and target:
            targets[identity[1]] = target[1].decode("utf-8", "replace").lstrip("/").removeprefix("xl/")
    order = re.findall(rb'<sheet [^>]*?r:id="([^"]*)"', archive.read("xl/workbook.xml"))
    return [f"xl/{targets[one]}" for one in order if one in targets and f"xl/{targets[one]}" in names]


def _merged(archive: zipfile.ZipFile, name: str) -> list[str]:
    return [found.decode() for found in _MERGED.findall(archive.read(name))][:20]


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: dict[Sheet, tuple[Row, ...]] = {}
        self.letters: dict[tuple[str, str], str] = {}
        self.refused: list[Refusal] = []

    def refuse(self, where: str, why: str) -> None:
        self.refused.append(Refusal(where, why))

    def result(self) -> Incoming:
        return Incoming(self.rows, self.letters, tuple(self.refused))

    def sheet(self, sheet: Sheet, lines: Iterable[list[tuple[Any, str]]], *, one_head: bool = False) -> None:
        """Take the rows of a sheet; `one_head`: a CSV, whose second row may be a thing already."""
        numbered = enumerate(lines, 1)
        heads: list[list[str]] = []
        columns: dict[int, Column] = {}
        found: list[Row] = []
        for number, line in numbered:
            values = [value for value, _ in line]
            if number < FIRST_ROW and (number == 1 or not one_head or self._keys(sheet, values)):
                heads.append([str(value or "").strip() for value in values])
                columns = self._columns(sheet, heads, last=number == FIRST_ROW - 1 or one_head)
                continue
            if len(found) >= MOST_ROWS:
                self.refuse(f"{sheet.name}!A{number}", f"quá {MOST_ROWS} hàng; chia thành nhiều tệp")
                break
            row = self._row(sheet, number, line, columns)
            if row is not None:
                found.append(row)
        self.rows[sheet] = tuple(found)

    @staticmethod
    def _keys(sheet: Sheet, values: list[Any]) -> bool:
        named = [str(value).strip() for value in values if value]
        return bool(named) and named[0] == SLUG and all(sheet.column(name) for name in named)

    def _columns(self, sheet: Sheet, heads: list[list[str]], *, last: bool) -> dict[int, Column]:
        titles = {column.title.casefold(): column for column in sheet.columns}
        found: dict[int, Column] = {}
        unknown = []
        for index in range(max(map(len, heads))):
            said = [head[index] for head in heads if index < len(head) and head[index]]
            hit = [sheet.column(one) or titles.get(one.removesuffix("*").strip().casefold()) for one in reversed(said)]
            column = next((one for one in hit if one is not None), None)
            if column is not None and column not in found.values():
                found[index] = column
                self.letters[sheet.name, column.key] = get_column_letter(index + 1)
            elif said:
                unknown.append((index, said[-1], column is not None))
        if last:
            for index, name, twice in unknown:
                near = closest(name, [column.key for column in sheet.columns]) or closest(name, list(titles))
                why = "cột lặp lại" if twice else f"không có cột “{name}”" + (f"; có phải “{near}”?" if near else "")
                self.refuse(f"{sheet.name}!{get_column_letter(index + 1)}1", why)
            if not any(column.key == SLUG for column in found.values()):
                self.refuse(f"{sheet.name}!A1", f"thiếu cột khóa; hàng 2 phải có “{SLUG}”")
        return found

    def _row(self, sheet: Sheet, number: int, line: list[tuple[Any, str]], columns: Mapping[int, Column]) -> Row | None:
        cells: dict[str, str] = {}
        for index, (value, form) in enumerate(line):
            where = f"{sheet.name}!{get_column_letter(index + 1)}{number}"
            if form == "f":
                self.refuse(where, "ô là công thức; chép rồi dán giá trị (Paste Values)")
            elif form == "e":
                self.refuse(where, f"ô báo lỗi {value}")
            column = columns.get(index)
            if column is None:
                if value is not None and str(value).strip():
                    self.refuse(where, "ô nằm ngoài các cột có tên")
                continue
            cells[column.key] = typed(value, column)
        if not any(cells.values()):
            return None
        slug = cells.pop(SLUG, "")
        if not slug:
            self.refuse(f"{sheet.name}!A{number}", "thiếu khóa; ghi tên thư mục, ví dụ bot-gao")
            return None
        return Row(number, slug, cells)


def with_sheets(rows: Mapping[Sheet, tuple[Row, ...]]) -> Iterator[tuple[Sheet, Row]]:
    """Give every row with its sheet."""
    for sheet, found in rows.items():
        for row in found:
            yield sheet, row
