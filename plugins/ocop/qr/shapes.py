"""What a print shop gets, as shapes: the symbol on white with its quiet zone, and below it the address in letters.

Every exact writer (PDF, EPS, PNG) draws this one description, so no two files of a code can differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Final

from ocop.text.typeface import Face, Letter, advance, set_line

from .draft import BAND, WORDS
from .measure import QUIET, USUAL_MODULE, module
from .rects import Rect, rectangles
from .symbol import Symbol

SMALLEST_TEXT: Final = 5 * 25.4 / 72
"""Height of the em square in millimetres: 5 pt, the least that is printed below a code (qr.md §7)."""
_USUAL_TEXT: Final = 5.25 * 25.4 / 72
_USUAL_MODULES: Final = 3.0
_LEADING: Final = 1.25
_ASCENT: Final = 0.85
_DESCENT: Final = 0.45
_AIR: Final = 2
"""Modules that a line of text leaves free at its sides."""
_DRAFT_SIZE: Final = 4.5
_DRAFT_BASE: Final = 5.8


Line = tuple[tuple[str, Face], ...]
"""A line of the address: texts and the faces they are set in."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Dark shapes on a white ground. All lengths are in modules, from the top left corner, y downwards.

    `rects` are the modules of the symbol, none twice; `letters` are outlines in their places, `lines` the same as text;
    `module` is the X-dimension in millimetres, so the ground is `width * module` millimetres wide.
    """

    width: int
    height: int
    rects: tuple[Rect, ...]
    letters: tuple[Letter, ...]
    lines: tuple[Line, ...]
    module: Decimal

    @property
    def size_mm(self) -> tuple[Decimal, Decimal]:
        """Width and height in millimetres."""
        return self.width * self.module, self.height * self.module


def draw(symbol: Symbol, *, module_mm: float = USUAL_MODULE, draft: bool = False) -> Drawing:
    """Give the drawing of a symbol for an X-dimension of `module_mm` millimetres; a draft says so below its quiet zone.

    The address takes one line, or two where one would be smaller than 5 pt; the ground grows sideways, the symbol in its
    middle, rather than letters get smaller than that. Raises ModuleTooSmallError.
    """
    exact = module(module_mm)
    side = symbol.size + 2 * QUIET
    lines, size = _set(printed_address(symbol.payload), side, float(exact))
    widest = max(_width(line) for line in lines) * size
    margin = max(0, ceil((widest + _AIR - side) / 2))
    width = side + 2 * margin
    top = side + (BAND if draft else 0)
    height = ceil(top + size * (_ASCENT + _LEADING * (len(lines) - 1) + _DESCENT))
    letters: list[Letter] = []
    if draft:
        left = (width - advance(WORDS, Face.BOLD) * _DRAFT_SIZE) / 2
        letters += set_line(WORDS, Face.BOLD, _DRAFT_SIZE, left, side + _DRAFT_BASE)
    for number, line in enumerate(lines):
        letters += _letters(line, size, width, top + size * (_ASCENT + _LEADING * number))
    rects = tuple(Rect(rect.x + QUIET + margin, rect.y + QUIET, rect.width, rect.height) for rect in rectangles(symbol.matrix))
    return Drawing(width, height, rects, tuple(letters), lines, exact)


def printed_address(payload: str) -> str:
    """Give the address as people read it: `ocop.example/Q/SD0001` for `https://OCOP.EXAMPLE/Q/SD0001/`.

    A host means the same in small letters, and they read better; the path stays as it is, case and all.
    """
    host, slash, path = payload.removeprefix("https://").partition("/")
    return f"{host.lower()}{slash}{path.rstrip('/')}"


def _set(address: str, side: int, module_mm: float) -> tuple[tuple[Line, ...], float]:
    """Give the lines and the size of their letters in modules."""
    smallest = SMALLEST_TEXT / module_mm
    usual = max(_USUAL_TEXT / module_mm, _USUAL_MODULES)
    host, slash, path = address.partition("/")
    folder, last_slash, last = f"{slash}{path}".rpartition("/")
    tail: Line = ((folder + last_slash, Face.TEXT), (last, Face.BOLD))
    for lines in ((((host, Face.TEXT), *tail),), (((host, Face.TEXT),), tail)):
        size = min(usual, (side - _AIR) / max(_width(line) for line in lines))
        if size >= smallest:
            return lines, size
    return lines, smallest


def _width(line: Line) -> float:
    return sum(advance(text, face) for text, face in line)


def _letters(line: Line, size: float, width: int, base: float) -> Iterator[Letter]:
    x = (width - _width(line) * size) / 2
    for text, face in line:
        yield from set_line(text, face, size, x, base)
        x += advance(text, face) * size
