"""What the look draws: stars of five rice grains, the broken line of a reflection, our drawings, marks of sheets."""

from __future__ import annotations

from typing import Final

from fpdf.drawing import GraphicsContext, PaintedPath
from fpdf.drawing_primitives import DeviceCMYK, DeviceGray, DeviceRGB, Transform
from fpdf.svg import SVGObject

from ocop.pictures import plain
from ocop.text.typeface import Face

from .canvas import POINT, Box, Canvas, Style
from .inks import BRICK, LINE, PIGMENTS, STAR, SUN, TEXT, Ink

_GRAINS: Final = (
    ((12.0, 12.0), (14.8, 8.5), (13.7, 4.9, 12.0, 1.0), (10.3, 4.9, 9.2, 8.5)),
    ((12.6, 12.4), (16.7, 14.0), (19.8, 11.9, 23.0, 9.0), (18.7, 8.6, 15.0, 8.7)),
    ((12.3, 13.1), (12.2, 17.5), (15.1, 19.8, 18.8, 22.0), (17.9, 17.8, 16.6, 14.3)),
    ((11.7, 13.1), (7.4, 14.3), (6.1, 17.8, 5.2, 22.0), (8.9, 19.8, 11.8, 17.5)),
    ((11.4, 12.4), (9.0, 8.7), (5.3, 8.6, 1.0, 9.0), (4.2, 11.9, 7.3, 14.0)),
)
"""A star on a grid of 24, as on the site: not the mark of the programme."""
_GRID: Final = 24


def stars(canvas: Canvas, count: int, x: float, y: float, size: float) -> float:
    """Draw `count` stars, `size` high, side by side from the top left corner (x, y); gives where the row ends."""
    scale = size / _GRID
    for number in range(count):
        left = x + number * size * 1.08
        canvas.polygon([[tuple(_placed(point, left, y, scale)) for point in grain] for grain in _GRAINS], STAR)
    return x + count * size * 1.08


def reflection(canvas: Canvas, x: float, y: float, length: float, ink: Ink = BRICK) -> None:
    """Draw the broken line of the look: three dashes, each shorter than the one before."""
    for start, end in ((0.0, 0.56), (0.64, 0.84), (0.91, 1.0)):
        canvas.line((x + start * length, y), (x + end * length, y), 0.7, ink, round_ends=True)


def notice(canvas: Canvas, words: str, box: Box) -> None:
    """Print a strip that says what a sheet is not (a draft, sample data). Nothing where there are no words."""
    if not words:
        return
    canvas.rectangle(box, SUN)
    style = Style(Face.BOLD, box.height / POINT / 1.7)
    shown = canvas.width(words, style)
    if shown > box.width * 0.96:
        style = style._replace(size=style.size * box.width * 0.96 / shown)
        shown = box.width * 0.96
    canvas.text(box.x + (box.width - shown) / 2, box.y + box.height / 2 + style.size * POINT * 0.36, words, style)


def grid_marks(canvas: Canvas, box: Box, columns: int, rows: int) -> None:
    """Draw marks outside a grid of pieces, where the lines lie along which they are cut."""
    for column in range(columns + 1):
        x = box.x + box.width * column / columns
        for y, way in ((box.y, -1), (box.foot, 1)):
            canvas.line((x, y + 1.5 * way), (x, y + 5 * way), 0.1, TEXT)
    for row in range(rows + 1):
        y = box.y + box.height * row / rows
        for x, way in ((box.x, -1), (box.right, 1)):
            canvas.line((x + 1.5 * way, y), (x + 5 * way, y), 0.1, TEXT)


def rule(canvas: Canvas, x1: float, y: float, x2: float) -> None:
    """Draw a hairline."""
    canvas.line((x1, y), (x2, y), 0.2, LINE)


def drawing(canvas: Canvas, svg: bytes, box: Box) -> None:
    """Draw one of our own SVG drawings in printing inks, as large as fits the box, in its middle."""
    text, pigments = plain(svg.decode())
    shape = SVGObject(text)
    *_, context = shape.transform_to_rect_viewport(1, box.width, box.height)
    context.transform = (context.transform or Transform.identity()) @ Transform.translation(box.x, box.y)
    inks = {colour: PIGMENTS[name] for name, colour in pigments.items() if name in PIGMENTS}
    _ink(context, inks)
    with canvas.document.drawing_context() as page:
        page.add_item(context)


def _ink(item: object, inks: dict[str, Ink]) -> None:
    if isinstance(item, GraphicsContext | PaintedPath):
        for name in ("fill_color", "stroke_color"):
            colour = getattr(item.style, name)
            if isinstance(colour, DeviceRGB | DeviceGray):
                setattr(item.style, name, _converted(colour, inks))
    if isinstance(item, GraphicsContext):
        for inner in item.path_items:
            _ink(inner, inks)


def _converted(colour: DeviceRGB | DeviceGray, inks: dict[str, Ink]) -> DeviceCMYK:
    if isinstance(colour, DeviceGray):
        return DeviceCMYK(0, 0, 0, 1 - colour.g, colour.a)
    parts = (colour.r, colour.g, colour.b)
    ink = inks.get("#" + "".join(f"{round(part * 255):02x}" for part in parts))
    if ink is not None:
        return DeviceCMYK(ink.cyan, ink.magenta, ink.yellow, ink.black, colour.a)
    black = 1 - max(parts)
    rest = [(1 - part - black) / (1 - black) if black < 1 else 0.0 for part in parts]
    return DeviceCMYK(rest[0], rest[1], rest[2], black, colour.a)


def _placed(point: tuple[float, ...], x: float, y: float, scale: float) -> list[float]:
    return [(x if index % 2 == 0 else y) + value * scale for index, value in enumerate(point)]
