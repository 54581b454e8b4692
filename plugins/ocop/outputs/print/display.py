"""A sheet for a place to visit: everything displayed there, with its code, its stars and a field for the price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ocop.qr.measure import QUIET
from ocop.text.typeface import Face

from .canvas import Box, Canvas, Style
from .goods import Goods
from .inks import RIVER, SOFT
from .ornaments import notice, reflection, rule, stars
from .sheets import A4
from .shelf_card import price_field
from .typesetting import Room, block, fitted, heading, put

_ROW: Final = 29.0
_MODULE: Final = 0.65


@dataclass(frozen=True, slots=True)
class Display:
    """A place and what is displayed there, in order of title. `notice` says what the sheet is not."""

    place: Goods
    heading: str
    goods: tuple[Goods, ...]
    notice: str


def display_sheet(view: Display) -> bytes:
    """Give the PDF, A4, as many pages as are needed. Raises GlyphMissingError."""
    canvas = Canvas(view.place.title, view.place.lang)
    sheet = Box(0, 0, *A4).inset(16)
    top = sheet.foot
    for number, goods in enumerate(view.goods):
        if top + _ROW > sheet.foot:
            canvas.page(*A4)
            top = _head(canvas, view, sheet, first=number == 0)
        _row(canvas, goods, Box(sheet.x, top, sheet.width, _ROW))
        top += _ROW
    rule(canvas, sheet.x, top, sheet.right)
    return canvas.finish()


def _head(canvas: Canvas, view: Display, sheet: Box, *, first: bool) -> float:
    top = sheet.y
    if view.notice:
        notice(canvas, view.notice, Box(sheet.x, top, sheet.width, 5.5))
        top += 8
    if not first:
        return put(canvas, block(canvas, view.place.title, sheet.width, Style(Face.BOLD, 9, RIVER)), sheet.x, top) + 2
    place, width = view.place, sheet.width
    under = top
    if place.code is not None:
        side = (place.code.symbol.size + 2 * QUIET) * 0.8
        width -= side + 4
        canvas.code(place.code.symbol, sheet.right - side, top - 2, 0.8)
        style = Style(Face.TEXT, 7)
        put(
            canvas,
            fitted(canvas, place.code.address, Room(side, lines=1), style, 5),
            sheet.right - side,
            top + side - 3.5,
            side,
        )
        under = top + side + 1
    top = put(canvas, block(canvas, view.heading, width, Style(Face.BOLD, 11, RIVER)), sheet.x, top)
    top = put(canvas, heading(canvas, place.title, Room(width, 28, 2), Style(Face.HEAD, 30), 14), sheet.x, top)
    reflection(canvas, sheet.x, top + 2, 30)
    top = put(canvas, block(canvas, place.maker, width, Style(Face.TEXT, 9.5, SOFT)), sheet.x, top + 5)
    return max(top, under) + 4


def _row(canvas: Canvas, goods: Goods, box: Box) -> None:
    rule(canvas, box.x, box.y, box.right)
    side = 37 * _MODULE
    x = box.x + side + 2
    if goods.code is not None:
        symbol = goods.code.symbol
        side = (symbol.size + 2 * QUIET) * _MODULE
        # The code itself, not its white margin, stands in line with the text above.
        canvas.code(symbol, box.x - QUIET * _MODULE, box.y + 1, _MODULE)
        x = box.x + side - QUIET * _MODULE + 1
        name = block(canvas, goods.code.code, side, Style(Face.TEXT, 7, SOFT))
        put(canvas, name, box.x - QUIET * _MODULE, box.y + side - 0.6, side)
    price = 48.0
    width = box.right - x - price - 4
    top = box.y + 3
    top = put(canvas, fitted(canvas, goods.title, Room(width, 13, 2), Style(Face.HEAD, 14), 8), x, top)
    if goods.stars:
        end = stars(canvas, goods.stars, x, top + 0.6, 3.6)
        style = Style(Face.TEXT, 8)
        canvas.text(end + 1.5, top + 3.3, f"{goods.stars_text}. {goods.status}", style)
        top += 5
    put(canvas, fitted(canvas, goods.maker, Room(width, lines=1), Style(Face.TEXT, 8, SOFT), 5.5), x, top)
    price_field(canvas, goods.words["price"], (box.right - price, box.y + _ROW / 2 + 2), price, 10)
