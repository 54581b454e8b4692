"""Files read back as modules, a byte each, row by row with the quiet zone: 0 is dark, 255 light, as in a grey picture.

Nothing here knows how the files were written. What is not whole modules in one colour is no symbol, and None.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from operator import add
from typing import Final

_RECTANGLE: Final = re.compile(rb"m(-?[0-9]+) ?(-?[0-9]+)h([0-9]+)v([0-9]+)h-([0-9]+)")
_AS_INK: Final = bytes.maketrans(b"01", b"\xff\0")
_AS_LIGHT: Final = bytes.maketrans(b"01f", b"\0\xff\xff")


def cells_of_path(path: bytes, side: int) -> bytes | None:
    """Give the modules that a path of rectangles covers on a white ground of `side` modules a side.

    The path is moves and outlines in whole numbers, `m1 2h3v4h-3z`, each move from the first corner of the rectangle before
    (SVG 2, 9.3.3). None where one leaves the ground, or is not as wide below as above.
    """
    *parts, rest = path.split(b"z")
    if rest or not parts:
        return None
    across, down, widths, heights, shapes = zip(*[_rectangle(part, side) for part in parts], strict=True)
    left, top = list(accumulate(across)), list(accumulate(down))
    right, bottom = map(add, left, widths), map(add, top, heights)
    if min(left) < 0 or min(top) < 0 or max(right) > side or max(bottom) > side:
        return None
    ink = 0
    for x, y, shape in zip(left, top, shapes, strict=True):
        ink |= shape << y * side + x
    return f"{ink:0{side * side}b}"[::-1].encode("ascii").translate(_AS_INK)


@cache
def _rectangle(part: bytes, side: int) -> tuple[int, int, int, int, int]:
    """Give a move, then width, height and modules of a rectangle in the top left corner, the first module lowest.

    Too wide if it is none. Cached: the paths of all symbols are made of the same few hundred.
    """
    match = _RECTANGLE.fullmatch(part)
    if match is None or match[3] != match[5]:
        return 0, 0, side + 1, 0, 0
    across, down, width, height = map(int, match.groups()[:4])
    return across, down, width, height, sum(((1 << width) - 1) << row * side for row in range(min(height, side)))


def cells_of_rows(rows: bytes, side: int, pixels: int) -> bytes | None:
    """Give the modules of rows of pixels, one bit each (`Raster.rows`), `side` modules of `pixels` pixels a side.

    Every pixel is looked at: None where those of a module are not all alike.
    """
    length = (side * pixels + 7) // 8
    lines = [rows[at : at + length] for at in range(0, side * pixels * length, pixels * length)]
    if rows != b"".join([line * pixels for line in lines]):
        return None
    strip = int.from_bytes(b"".join(lines), "big")
    if (strip ^ strip >> 1) & _inside(side, pixels):
        return None
    # A digit is four pixels where those lie in one module, else one.
    digits, base = (2, "x") if pixels % 4 == 0 else (8, "b")
    row, step = length * digits, pixels * digits // 8
    text = f"{strip:0{side * row}{base}}".encode("ascii")
    return b"".join([text[at : at + side * step : step] for at in range(0, len(text), row)]).translate(_AS_LIGHT)


@cache
def _inside(side: int, pixels: int) -> int:
    """Give a bit for each pixel that has to be as the one before it: all but the first of a module, and what fills a byte."""
    row = ("0" + "1" * (pixels - 1)) * side
    return int(row.ljust((len(row) + 7) // 8 * 8, "0") * side, 2)


def inner(cells: bytes, side: int, quiet: int) -> bytes:
    """Give the modules without the outer `quiet` ones."""
    return b"".join([cells[at + quiet : at + side - quiet] for at in range(quiet * side, (side - quiet) * side, side)])


def grown(cells: bytes, side: int, pixels: int) -> bytes:
    """Give a grey picture, a byte a pixel, of `pixels` pixels a module."""
    wide = bytearray(len(cells) * pixels)
    for at in range(pixels):
        wide[at::pixels] = cells
    width = side * pixels
    return b"".join([wide[at : at + width] * pixels for at in range(0, len(wide), width)])
