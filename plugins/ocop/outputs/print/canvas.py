"""A printed page in millimetres: text in our two typefaces, shapes, codes and pictures, by fpdf2.

The same calls give the same bytes: no clock takes part, fonts come from pinned packages, and text is NFC before it is set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from typing import Final, NamedTuple

from fpdf import FPDF
from fpdf.drawing import GraphicsContext, PaintedPath
from fpdf.drawing_primitives import DeviceCMYK, Transform
from fpdf.prefs import ViewerPreferences

from ocop.qr import Symbol
from ocop.qr.measure import QUIET
from ocop.qr.rects import rectangles
from ocop.text import nfc
from ocop.text.typeface import Face, GlyphMissingError, font_file, missing_letters

from .inks import CODE, TEXT, WHITE, Ink

POINT: Final = 25.4 / 72
"""Millimetres."""
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""fpdf2 writes a day into each file; it is always this one, so that the same sheet is the same file."""


class Box(NamedTuple):
    """A place on a page: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Give the right edge."""
        return self.x + self.width

    @property
    def foot(self) -> float:
        """Give the lower edge."""
        return self.y + self.height

    def inset(self, by: float) -> Box:
        """Give the box without a margin of `by` on all sides."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


class Style(NamedTuple):
    """How a text is set: face, size in points, ink."""

    face: Face
    size: float
    ink: Ink = TEXT


class Canvas:
    """A document under way. All lengths are millimetres from the top left corner, type sizes are points."""

    def __init__(self, title: str, lang: str) -> None:
        pdf = FPDF(unit="mm", format="A4")
        pdf.set_auto_page_break(auto=False)
        pdf.set_margin(0)
        pdf.c_margin = 0
        pdf.set_creation_date(_EPOCH)
        pdf.set_title(nfc(title))
        pdf.set_lang(lang)
        # Readers offer to shrink a page to the printer's margins; a code must keep its size.
        pdf.viewer_preferences = ViewerPreferences(print_scaling="None", display_doc_title=True)
        self._pdf = pdf
        self._faces: set[Face] = set()

    def page(self, width: float, height: float) -> None:
        """Begin a page."""
        self._pdf.add_page(orientation="P", format=(width, height))

    def text(self, x: float, base: float, text: str, style: Style) -> float:
        """Set one line from `x` on the base line; gives where it ends. Raises GlyphMissingError."""
        composed = nfc(text)
        missing = missing_letters(composed, style.face)
        if missing:
            raise GlyphMissingError(text, missing)
        if composed:
            self._use(style)
            self._pdf.set_text_color(_colour(style.ink))
            self._pdf.text(x, base, composed)
        return x + self.width(composed, style)

    def width(self, text: str, style: Style) -> float:
        """Give the width of a line."""
        self._use(style)
        return self._pdf.get_string_width(nfc(text), normalized=True)

    def rectangle(self, box: Box, ink: Ink) -> None:
        """Fill a rectangle."""
        with self._filled(ink) as path:
            path.rectangle(*box)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], weight: float, ink: Ink, *, round_ends: bool = False
    ) -> None:
        """Draw a straight line, `weight` thick."""
        with self._pdf.new_path() as path:
            path.style.stroke_color = _colour(ink)
            path.style.fill_color = None
            path.style.stroke_width = weight
            path.style.stroke_cap_style = "round" if round_ends else "butt"
            path.style.auto_close = False
            path.move_to(*start)
            path.line_to(*end)

    def polygon(self, shapes: Sequence[Sequence[tuple[float, ...]]], ink: Ink) -> None:
        """Fill shapes: each a start point, then points (x, y) or quadratic curves (qx, qy, x, y)."""
        with self._filled(ink) as path:
            for start, *steps in shapes:
                path.move_to(start[0], start[1])
                for step in steps:
                    if len(step) == 2:
                        path.line_to(step[0], step[1])
                    else:
                        path.quadratic_curve_to(step[0], step[1], step[2], step[3])
                path.close()

    def code(self, symbol: Symbol, x: float, y: float, module_mm: float) -> float:
        """Draw a symbol on white, quiet zone inside, its top left corner at (x, y); gives the side of its ground.

        The modules are one path, so that no hairline shows between them.
        """
        side = (symbol.size + 2 * QUIET) * module_mm
        self.rectangle(Box(x, y, side, side), WHITE)
        path = PaintedPath()
        path.style.fill_color = _colour(CODE)
        path.style.stroke_color = None
        for rect in rectangles(symbol.matrix):
            path.rectangle(rect.x + QUIET, rect.y + QUIET, rect.width, rect.height)
        # In modules, so that a code that comes again is written alike and packs to almost nothing.
        placed = GraphicsContext()
        placed.transform = Transform.scaling(module_mm, module_mm).translate(x, y)
        placed.add_item(path)
        with self._pdf.drawing_context() as page:
            page.add_item(placed)
        return side

    def photo(self, jpeg: bytes, box: Box) -> None:
        """Place a picture that has just this shape."""
        self._pdf.image(BytesIO(jpeg), *box)

    @property
    def document(self) -> FPDF:
        """Give the document itself, for drawings that fpdf2 reads on its own."""
        return self._pdf

    def finish(self) -> bytes:
        """Give the file."""
        return bytes(self._pdf.output())

    def _use(self, style: Style) -> None:
        family = style.face.name.lower()
        if style.face not in self._faces:
            self._faces.add(style.face)
            self._pdf.add_font(family, "", font_file(style.face))
            self._release(family, font_file(style.face).read_bytes())
        self._pdf.set_font(family, "", style.size)

    def _release(self, family: str, data: bytes) -> None:
        """Let fpdf2 read a font from memory: it would keep the file open for as long as the document lives."""
        reader = getattr(getattr(self._pdf.fonts[family], "ttfont", None), "reader", None)
        if reader is not None:
            reader.file.close()
            reader.file = BytesIO(data)

    @contextmanager
    def _filled(self, ink: Ink) -> Iterator[PaintedPath]:
        with self._pdf.new_path() as path:
            path.style.fill_color = _colour(ink)
            path.style.stroke_color = None
            yield path


def _colour(ink: Ink) -> DeviceCMYK:
    return DeviceCMYK(ink.cyan, ink.magenta, ink.yellow, ink.black)
