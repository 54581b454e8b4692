"""Sheets of labels, A4: their geometry is data, so that any sheet on sale can be described by eight numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from ocop.catalogue.problem import Problem

from .canvas import Box, Canvas
from .goods import Goods
from .label import label

A4: Final = (210.0, 297.0)
HEADER: Final = ("name", "columns", "rows", "width", "height", "left", "top", "across", "down")
_LARGEST: Final = 50


class SheetError(ValueError):
    """A description of a sheet that cannot be: `str()` says why in Vietnamese, `values` what the rule says it with."""

    def __init__(self, said: str, **values: str) -> None:
        super().__init__(said)
        self.values = values


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of labels on A4: how many across and down, the size of one, where the first begins, from one to the next.

    Lengths in millimetres.
    """

    name: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float

    @property
    def count(self) -> int:
        """Give the number of labels on a sheet."""
        return self.columns * self.rows

    def box(self, place: int) -> Box:
        """Give the box of a label by its place, from 0, row by row."""
        row, column = divmod(place, self.columns)
        return Box(self.left + column * self.across, self.top + row * self.down, self.width, self.height)


def sheet(name: str, numbers: Sequence[str]) -> Sheet:
    """Give the sheet that eight numbers describe: columns, rows, width, height, left, top, across, down. Raises SheetError."""
    if len(numbers) != len(HEADER) - 1:
        raise SheetError(f"cần tám số ({', '.join(HEADER[1:])}), đã ghi {len(numbers)}", count=str(len(numbers)))
    try:
        columns, rows = int(numbers[0]), int(numbers[1])
        width, height, left, top, across, down = (float(number) for number in numbers[2:])
    except ValueError:
        letters = ", ".join(number for number in numbers if not number.replace(".", "", 1).isdecimal()) or ", ".join(numbers)
        raise SheetError(f"không phải là số: {letters}", letters=letters) from None
    made = Sheet(name, columns, rows, width, height, left, top, across, down)
    if not (1 <= columns <= _LARGEST and 1 <= rows <= _LARGEST and width > 0 and height > 0 and left >= 0 and top >= 0):
        raise SheetError("số cột, số hàng, cạnh nhãn phải lớn hơn 0; lề không được âm", least="0")
    if (columns > 1 and across < width - 0.01) or (rows > 1 and down < height - 0.01):
        raise SheetError("nhãn chồng lên nhau: khoảng cách giữa hai nhãn nhỏ hơn cạnh nhãn", edge=f"{width:g} × {height:g}")
    last = made.box(made.count - 1)
    if last.right > A4[0] + 0.01 or last.foot > A4[1] + 0.01:
        end = f"{last.right:g} × {last.foot:g}"
        raise SheetError(f"nhãn cuối ra ngoài khổ A4 ({end} mm)", end=end)
    return made


def read_sheets(text: str, path: str) -> tuple[dict[str, Sheet], tuple[Problem, ...]]:
    """Give the sheets of a CSV text by name, and a Problem for each row that describes none."""
    found: dict[str, Sheet] = {}
    problems = []
    rows = list(csv.reader(io.StringIO(text)))
    if not rows or tuple(rows[0]) != HEADER:
        values = {"found": ",".join(rows[0])[:80] if rows else "", "allowed": ",".join(HEADER)}
        return {}, (Problem(path, 1, "label-sheet-form", values=values),)
    for line, row in enumerate(rows[1:], 2):
        if not row:
            continue
        try:
            found[row[0]] = sheet(row[0], row[1:])
        except SheetError as error:
            values = {"found": ",".join(row)[:80], "allowed": ",".join(HEADER), **error.values}
            problems.append(Problem(path, line, "label-sheet-form", values=values))
    return found, tuple(problems)


def usual_sheets() -> dict[str, Sheet]:
    """Give the sheets that come with the program."""
    found, problems = read_sheets((files(__package__) / "sheets.csv").read_text("utf-8"), "sheets.csv")
    if problems:
        raise SheetError(str(problems[0]))
    return found


def chosen_sheets(names: Sequence[str], known: Mapping[str, Sheet]) -> tuple[Sheet, ...]:
    """Give the sheets that were asked for: by name, or by eight numbers with commas between. Raises SheetError."""
    chosen = []
    for name in names:
        try:
            chosen.append(known[name] if name in known else sheet("rieng", name.split(",")))
        except SheetError as error:
            raise SheetError(f"{name}: {error}. Các khổ có sẵn: {', '.join(known)}.") from None
    return tuple(chosen)


def label_sheets(made: Sheet, labels: Sequence[Goods], start: int, title: str) -> bytes:
    """Give the PDF of as many sheets as the labels need; `start` is the number of the first free label, from 1.

    Raises LabelTooSmallError and GlyphMissingError.
    """
    canvas = Canvas(title, "vi")
    for page, number in _places(len(labels), made.count, start - 1):
        if page:
            canvas.page(*A4)
        place = (start - 1 + number) % made.count
        label(canvas, labels[number], made.box(place))
    if not labels:
        canvas.page(*A4)
    return canvas.finish()


def _places(labels: int, per_sheet: int, used: int) -> Iterator[tuple[bool, int]]:
    for number in range(labels):
        yield number == 0 or (used + number) % per_sheet == 0, number
