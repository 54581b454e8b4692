"""Files read back as modules, a byte each, row by row with the quiet zone: 0 is dark, 255 light, as in a grey picture.

Nothing here knows how the files were written. What is not whole modules in one colour is no symbol, and None.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_MOVE: Final = re.compile(rb"m(-?[0-9]+) ?(-?[0-9]+)")
_OUTLINE: Final = re.compile(rb"([0-9]+)v([0-9]+)h-([0-9]+)")
_AS_INK: Final = bytes.maketrans(b"01", b"\xff\0")
_AS_LIGHT: Final = bytes.maketrans(b"01", b"\0\xff")


def cells_of_path(path: bytes, side: int) -> bytes | None:
    """Give the modules that a path of rectangles covers on a white ground of `side` modules a side.

    The path is moves and outlines in whole numbers, `m1 2h3v4h-3z`, each move from the first corner of the rectangle before
    (SVG 2, 9.3.3). None where one leaves the ground, or is not as wide below as above.
    """
    ink = x = y = 0
    for part in path.split(b"z")[:-1]:
        move, _, outline = part.partition(b"h")
        step, (width, height, shape) = _moved(move), _shape(outline, side)
        if step is None:
            return None
        x += step[0]
        y += step[1]
        if x < 0 or y < 0 or x + width > side or y + height > side:
            return None
        ink |= shape << y * side + x
    return f"{ink:0{side * side}b}"[::-1].encode("ascii").translate(_AS_INK)


@cache
def _moved(move: bytes) -> tuple[int, int] | None:
    """Give a move, cached as `_shape`: the paths of all symbols are made of the same few."""
    match = _MOVE.fullmatch(move)
    return (int(match[1]), int(match[2])) if match else None


@cache
def _shape(outline: bytes, side: int) -> tuple[int, int, int]:
    """Give width, height and modules of a rectangle in the top left corner, the first module lowest; too wide if it is none."""
    match = _OUTLINE.fullmatch(outline)
    if match is None or match[1] != match[3]:
        return side + 1, 0, 0
    width, height = int(match[1]), int(match[2])
    return width, height, sum(((1 << width) - 1) << row * side for row in range(min(height, side)))


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
    text = f"{strip:0{side * length * 8}b}"
    ends = range(0, len(text), length * 8)
    return "".join([text[at : at + side * pixels : pixels] for at in ends]).encode("ascii").translate(_AS_LIGHT)


@cache
def _inside(side: int, pixels: int) -> int:
    """Give a bit for each pixel that has to be as the one before it: all but the first of a module, and what fills a byte."""
    row = ("0" + "1" * (pixels - 1)) * side
    return int(row.ljust((len(row) + 7) // 8 * 8, "0") * side, 2)


def is_quiet(cells: bytes, side: int, quiet: int) -> bool:
    """Say whether the outer `quiet` modules are light on all four sides."""
    ends = (cells[: quiet * side], cells[-quiet * side :])
    # From the end of one row to the beginning of the next one: the right margin and the left one.
    turns = (cells[at - quiet : at + quiet] for at in range(side, side * side, side))
    return not any(b"\xff" * len(part) != part for part in (*ends, *turns))


def inner(cells: bytes, side: int, quiet: int) -> bytes:
    """Give the modules without the outer `quiet` ones."""
    return b"".join(cells[at + quiet : at + side - quiet] for at in range(quiet * side, (side - quiet) * side, side))


def grown(cells: bytes, side: int, pixels: int) -> bytes:
    """Give a grey picture, a byte a pixel, of `pixels` pixels a module."""
    wide = bytearray(len(cells) * pixels)
    for at in range(pixels):
        wide[at::pixels] = cells
    width = side * pixels
    return b"".join(bytes(wide[at : at + width]) * pixels for at in range(0, len(wide), width))
