"""The stand on a table, A5 or A6: above the waterline the thing, below it the proof."""

from __future__ import annotations

from typing import Final

from ocop.qr.measure import QUIET
from ocop.text.typeface import Face

from .canvas import Box, Canvas, Style
from .goods import Goods
from .inks import DEEP, ON_DEEP, RIVER, SOFT, WHITE
from .ornaments import notice, reflection, stars
from .shelf_card import price_field
from .typesetting import Room, fitted, heading, put

SIZES: Final = {"a5": (148.0, 210.0), "a6": (105.0, 148.0)}


def stand(goods: Goods, size: str) -> bytes:
    """Give the PDF of a stand of the size "a5" or "a6". Raises GlyphMissingError."""
    width, height = SIZES[size]
    scale = width / SIZES["a5"][0]
    canvas = Canvas(goods.title, goods.lang)
    canvas.page(width, height)
    page = Box(0, 0, width, height).inset(10 * scale)
    panel = Box(page.x, page.y + page.height * 0.47, page.width, page.height * 0.53)
    _thing(canvas, goods, Box(page.x, page.y, page.width, panel.y - page.y - 4 * scale), scale)
    _proof(canvas, goods, panel, scale)
    return canvas.finish()


def _thing(canvas: Canvas, goods: Goods, box: Box, scale: float) -> None:
    top = box.y
    if goods.notice:
        strip = Box(box.x, top, box.width, 6 * scale)
        notice(canvas, goods.notice, strip)
        top = strip.foot + 2 * scale
    eyebrow = fitted(canvas, goods.eyebrow, Room(box.width, lines=1), Style(Face.BOLD, 11 * scale, RIVER), 6)
    top = put(canvas, eyebrow, box.x, top)
    below = 42 if goods.stars else 25
    room = Room(box.width, box.foot - top - below * scale, 2)
    top = put(canvas, heading(canvas, goods.title, room, Style(Face.HEAD, 38 * scale), 12 * scale), box.x, top)
    reflection(canvas, box.x, top + 2 * scale, 30 * scale)
    top += 6.5 * scale
    if goods.stars:
        end = stars(canvas, goods.stars, box.x, top, 9 * scale)
        canvas.text(end + 2.5 * scale, top + 6.6 * scale, goods.stars_text, Style(Face.BOLD, 15 * scale))
        status = fitted(canvas, goods.status, Room(box.width, lines=1), Style(Face.TEXT, 11 * scale, SOFT), 6)
        top = put(canvas, status, box.x, top + 10.5 * scale) + scale
    maker = fitted(canvas, goods.maker, Room(box.width, lines=2), Style(Face.TEXT, 12 * scale, SOFT), 6)
    top = put(canvas, maker, box.x, top) + 3 * scale
    if not goods.priced:
        room = Room(box.width, box.foot - top)
        summary = fitted(canvas, goods.summary, room, Style(Face.READING, 17 * scale), 7)
        if summary.fits(room):
            put(canvas, summary, box.x, top)
    else:
        price_field(canvas, goods.words["price"], (box.x, box.foot - 1), box.width, 15 * scale)


def _proof(canvas: Canvas, goods: Goods, panel: Box, scale: float) -> None:
    canvas.rectangle(panel, DEEP)
    if goods.code is None:
        return
    symbol = goods.code.symbol
    modules = symbol.size + 2 * QUIET
    side = 74.0 * scale
    module = side / modules
    air = (panel.height - side - 14 * scale) / 2
    left = panel.x + (panel.width - side) / 2
    canvas.rectangle(Box(left, panel.y + air, side, side + 9 * scale), WHITE)
    canvas.code(symbol, left, panel.y + air, module)
    address = fitted(canvas, goods.code.address, Room(side - 4 * scale, lines=1), Style(Face.TEXT, 12 * scale), 5)
    put(canvas, address, left, panel.y + air + side - 0.5 * scale, side)
    words = fitted(
        canvas, goods.words["scan"], Room(panel.width - 12 * scale, lines=1), Style(Face.BOLD, 9.5 * scale, ON_DEEP), 5
    )
    put(canvas, words, panel.x, panel.foot - words.height - 2.2 * scale, panel.width)
