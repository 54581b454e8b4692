"""A code with its address as PNG for print shops that want pixels: 300, 600 and 1200 dpi, one bit a pixel, exact size.

Letters are filled by our own scan conversion, so that the pixels are the same whatever library drew text before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ocop.text.typeface import Letter

from .png import png_file
from .shapes import Drawing

RESOLUTIONS: Final = (300, 600, 1200)
"""Nominal dots per inch; the exact ones follow from whole pixels a module (qr.md §3.2, trap 5)."""
_PIECES: Final = 8
"""Straight pieces a curve is cut into."""

_Edge = tuple[float, float, float, float]
_Point = tuple[float, float]


def pixels_for(resolution: int, drawing: Drawing) -> int:
    """Give the whole pixels a module that come nearest to `resolution` dots per inch, at least 2."""
    return max(2, round(resolution * float(drawing.module) / 25.4))


def write_bitmap(drawing: Drawing, module_px: int) -> bytes:
    """Give the PNG file, black on white, `module_px` pixels along a module; pHYs holds its exact size as in `write_png`."""
    width, height = drawing.width * module_px, drawing.height * module_px
    rows = [bytearray(b"1" * width) for _ in range(height)]
    for rect in drawing.rects:
        left, right = rect.x * module_px, (rect.x + rect.width) * module_px
        for y in range(rect.y * module_px, (rect.y + rect.height) * module_px):
            rows[y][left:right] = b"0" * (right - left)
    for letter in drawing.letters:
        for y, left, right in _spans(_edges(letter, module_px), width, height):
            rows[y][left:right] = b"0" * (right - left)
    return png_file(width, height, module_px / drawing.module, (_packed(row) for row in rows))


def _packed(row: bytearray) -> bytes:
    """Give a scan line, filter type 0 first; unused bits at its end are white."""
    length = (len(row) + 7) // 8
    return b"\0" + int(bytes(row.ljust(length * 8, b"1")), 2).to_bytes(length, "big")


def _edges(letter: Letter, module_px: int) -> Iterator[_Edge]:
    """Give the straight pieces of a letter's outlines, in pixels, y downwards."""
    scale = letter.scale * module_px
    x0, y0 = letter.x * module_px, letter.y * module_px
    for start, steps in letter.glyph.contours:
        first = here = (float(start[0]), float(start[1]))
        for step in steps:
            end = (float(step[-2]), float(step[-1]))
            points: list[_Point] = [end]
            if len(step) == 6:
                controls = ((float(step[0]), float(step[1])), (float(step[2]), float(step[3])))
                points = [_on_curve(here, *controls, end, piece / _PIECES) for piece in range(1, _PIECES + 1)]
            for point in points:
                yield _edge(here, point, scale, x0, y0)
                here = point
        yield _edge(here, first, scale, x0, y0)


def _edge(start: _Point, end: _Point, scale: float, x0: float, y0: float) -> _Edge:
    return (x0 + start[0] * scale, y0 - start[1] * scale, x0 + end[0] * scale, y0 - end[1] * scale)


def _on_curve(p0: _Point, p1: _Point, p2: _Point, p3: _Point, t: float) -> _Point:
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    return (a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0], a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1])


def _spans(edges: Iterable[_Edge], width: int, height: int) -> Iterator[tuple[int, int, int]]:
    """Give (row, first column, column behind the last) of pixels whose middle lies inside, by the nonzero winding rule."""
    crossings: dict[int, list[tuple[float, int]]] = {}
    for x1, y1, x2, y2 in edges:
        turn = 1 if y1 < y2 else -1
        top, bottom = min(y1, y2), max(y1, y2)
        for row in range(max(0, _at_or_after(top)), min(height, _at_or_after(bottom))):
            x = x1 + (row + 0.5 - y1) * (x2 - x1) / (y2 - y1)
            crossings.setdefault(row, []).append((x, turn))
    for row, found in sorted(crossings.items()):
        winding = 0
        left = 0.0
        for x, turn in sorted(found):
            if winding == 0:
                left = x
            winding += turn
            if winding == 0:
                yield row, max(0, _at_or_after(left)), min(width, _at_or_after(x))


def _at_or_after(edge: float) -> int:
    """Give the first pixel whose middle is not before `edge`."""
    whole = int(edge // 1)
    return whole if edge - whole <= 0.5 else whole + 1
