"""Our plainest drawings as PDF without fpdf2, to load which takes longer than to make the pages of a small site.

Plainest: one group, moved and scaled, of paths that are filled or drawn with a round pen, such as our mark on the icons of the
app. For such a drawing this gives what fpdf2 gives, pixel for pixel (tests/pictures/test_plainest.py); for any other, nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Final

_DRAWING: Final = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 (\d+) \1">'
    r'<g transform="translate\(([\d.]+) ([\d.]+)\) scale\(([\d.]+)\)">((?:\s*<path [^<>]*/>)+)\s*</g></svg>'
)
_PATH: Final = re.compile(r"<path ([^<>]*)/>")
_ATTRIBUTE: Final = re.compile(r'([\w-]+)="([^"]*)"')
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_STEP: Final = re.compile(r"([a-zA-Z])([^a-zA-Z]*)")
_NUMBER: Final = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_COUNTS: Final = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "a": 7, "z": 0}
"""The letters of a path that are known, with their numbers."""
_FILLED: Final = {"d", "fill"}
_DRAWN: Final = {"d", "stroke", "stroke-width", "stroke-linecap"}

Point = tuple[float, float]


class _OtherError(ValueError):
    """The drawing is not of the plainest."""


def plainest_pdf(svg: str, size: tuple[int, int], ground: str) -> bytes | None:
    """Give a page of `size` points with the drawing on a ground ("#rrggbb"); None for a drawing that needs fpdf2."""
    found = _DRAWING.fullmatch(svg.strip())
    if found is None or size[0] != size[1]:
        return None
    side, moved_x, moved_y, scale = (float(value) for value in found.groups()[:4])
    try:
        shapes = [_shape(dict(_ATTRIBUTE.findall(path))) for path in _PATH.findall(found[5])]
    except _OtherError:
        return None
    wide = size[0]
    page = [
        f"2 J 0.57 w {_colour(ground)} rg 0 {wide} {wide} -{wide} re f",
        f"q 1 0 0 -1 0 {wide} cm 0.567 w [] 0 d",
        f"q {_written(wide / side)} 0 0 {_written(wide / side)} 0 0 cm 0 J",
        f"q {_written(scale)} 0 0 {_written(scale)} {_written(moved_x)} {_written(moved_y)} cm",
        *(f"q {shape} Q" for shape in shapes),
        "Q Q Q",
    ]
    return _document("\n".join(page).encode(), wide)


def _shape(said: dict[str, str]) -> str:
    if said.keys() == _FILLED:
        return f"{_colour(said['fill'])} rg {_steps(said['d'])} f"
    if said.keys() == _DRAWN and said["stroke-linecap"] == "round" and _NUMBER.fullmatch(said["stroke-width"]):
        # "B" as fpdf2 has it: a path without a fill of its own is filled, too, and a line has no inside.
        return f"{_written(float(said['stroke-width']))} w 1 J {_colour(said['stroke'])} RG {_steps(said['d'])} B"
    raise _OtherError


def _colour(written: str) -> str:
    if not _COLOUR.fullmatch(written):
        raise _OtherError
    return " ".join(_written(int(written[at : at + 2], 16) / 255) for at in (1, 3, 5))


def _written(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")


def _steps(data: str) -> str:
    """Turn a path's steps into those of PDF, which knows only lines and curves from where the pen stands."""
    written: list[str] = []
    pen = start = handle = (0.0, 0.0)
    for letter, values in _moves(data):
        base = pen if letter.islower() else (0.0, 0.0)
        kind = letter.lower()
        if kind == "z":
            written.append("h")
            pen = handle = start
            continue
        if kind == "a":
            end = (base[0] + values[5], base[1] + values[6])
            curves = tuple(_arc(pen, values, end))
        else:
            xs, ys = values[0::2], values[1::2]
            if kind in "hv":
                end = (base[0] + values[0], pen[1]) if kind == "h" else (pen[0], base[1] + values[0])
                points: tuple[Point, ...] = (end,)
            else:
                points = tuple((base[0] + x, base[1] + y) for x, y in zip(xs, ys, strict=True))
                end = points[-1]
            if kind in "mlhv":
                written.append(f"{_written(end[0])} {_written(end[1])} {'m' if kind == 'm' else 'l'}")
                pen = handle = end
                start = end if kind == "m" else start
                continue
            first = points[0] if kind == "c" else (2 * pen[0] - handle[0], 2 * pen[1] - handle[1])
            curves = ((first, points[-2], end),)
        for curve in curves:
            written.append(" ".join(f"{_written(x)} {_written(y)}" for x, y in curve) + " c")
            handle = curve[1]
        pen = end
    return " ".join(written)


def _moves(data: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    for letter, text in _STEP.findall(data):
        count = _COUNTS.get(letter.lower())
        values = tuple(float(number) for number in _NUMBER.findall(text))
        if count is None or (len(values) % count if count else values):
            raise _OtherError
        if letter in "mM" and len(values) != count:  # what follows a move is a line, and our drawings say so
            raise _OtherError
        yield from ((letter, values[at : at + count]) for at in range(0, len(values), count)) if count else ((letter, ()),)


def _arc(begin: Point, values: tuple[float, ...], end: Point) -> Iterator[tuple[Point, Point, Point]]:
    """Give an arc of a circle as curves of a quarter at most."""
    radius, other, turned, large, sweep = values[:5]
    chord = math.dist(begin, end)
    if radius != other or turned or not 0 < chord <= 2 * radius:
        raise _OtherError
    height = math.sqrt(max(0.0, radius**2 - chord**2 / 4)) * (1 if large != sweep else -1)
    across = ((end[0] - begin[0]) / chord, (end[1] - begin[1]) / chord)
    centre = ((begin[0] + end[0]) / 2 - across[1] * height, (begin[1] + end[1]) / 2 + across[0] * height)
    first = math.atan2(begin[1] - centre[1], begin[0] - centre[0])
    turn = math.atan2(end[1] - centre[1], end[0] - centre[0]) - first
    turn += 2 * math.pi if sweep and turn < 0 else -2 * math.pi if not sweep and turn > 0 else 0.0
    parts = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    reach = 4 / 3 * math.tan(turn / parts / 4) * radius
    for part in range(parts):
        angles = (first + turn * part / parts, first + turn * (part + 1) / parts)
        here, there = ((centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)) for angle in angles)
        yield (
            (here[0] - reach * math.sin(angles[0]), here[1] + reach * math.cos(angles[0])),
            (there[0] + reach * math.sin(angles[1]), there[1] - reach * math.cos(angles[1])),
            there,
        )


def _document(content: bytes, side: int) -> bytes:
    objects = (
        b"<</Type /Catalog /Pages 2 0 R>>",
        f"<</Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 {side} {side}]>>".encode(),
        b"<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <<>>"
        b" /Group <</Type /Group /S /Transparency /CS /DeviceRGB>>>>",
        b"<</Length %d>>\nstream\n%b\nendstream" % (len(content), content),
    )
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"xref\n0 5\n0000000000 65535 f \n%btrailer\n<</Size 5 /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(made),
    )
