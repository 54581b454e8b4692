"""The card on a shelf, 90 × 54 mm: name, stars, producer, price, and a code of 37 mm to scan from an arm's length."""

from __future__ import annotations

from typing import Final

from ocop.qr.measure import QUIET
from ocop.text.typeface import Face

from .canvas import POINT, Box, Canvas, Style
from .goods import Goods
from .inks import LINE, RIVER, SOFT, TEXT
from .ornaments import grid_marks, notice, reflection, stars
from .sheets import A4
from .typesetting import Room, fitted, heading, put

SIZE: Final = (90.0, 54.0)
CODE_SIDE: Final = 37.0
"""Side of the code with its quiet zone: by the rule of ten to one it is read from 37 cm (qr.md §4.5)."""
_MARGIN: Final = 4.5
_PER_SHEET: Final = (2, 5)


def shelf_card(goods: Goods) -> bytes:
    """Give the PDF of one card, the page as large as the card. Raises GlyphMissingError."""
    canvas = Canvas(goods.title, goods.lang)
    canvas.page(*SIZE)
    draw_card(canvas, goods, Box(0, 0, *SIZE))
    return canvas.finish()


def shelf_cards(cards: tuple[Goods, ...], title: str) -> bytes:
    """Give the PDF of all cards on A4, ten to a page, with marks to cut along. Raises GlyphMissingError."""
    canvas = Canvas(title, "vi")
    columns, rows = _PER_SHEET
    left, top = (A4[0] - columns * SIZE[0]) / 2, (A4[1] - rows * SIZE[1]) / 2
    for number, goods in enumerate(cards):
        place = number % (columns * rows)
        if place == 0:
            canvas.page(*A4)
            grid_marks(canvas, Box(left, top, columns * SIZE[0], rows * SIZE[1]), columns, rows)
        row, column = divmod(place, columns)
        box = Box(left + column * SIZE[0], top + row * SIZE[1], *SIZE)
        draw_card(canvas, goods, box)
        _outline(canvas, box)
    return canvas.finish()


def draw_card(canvas: Canvas, goods: Goods, box: Box) -> None:
    """Draw a card into its box."""
    inner = box.inset(_MARGIN)
    words_width = inner.width
    if goods.code is not None:
        symbol = goods.code.symbol
        module = CODE_SIDE / (symbol.size + 2 * QUIET)
        left = box.right - CODE_SIDE - 1.5
        canvas.code(symbol, left, box.y + 2, module)
        # Words may begin where the quiet zone does: it is white.
        words_width = left - inner.x
        address = fitted(canvas, goods.code.address, Room(CODE_SIDE - 4, lines=1), Style(Face.TEXT, 7), 5)
        put(canvas, address, left, box.y + CODE_SIDE + 2, CODE_SIDE)
    top = inner.y
    if goods.notice:
        strip = Box(inner.x, top, words_width - 1, 3.2)
        notice(canvas, goods.notice, strip)
        top = strip.foot + 0.8
    top = put(canvas, fitted(canvas, goods.eyebrow, Room(words_width, lines=1), Style(Face.BOLD, 6.5, RIVER), 5), inner.x, top)
    room = Room(words_width, 20.5 if goods.stars else 24, 4)
    top = put(canvas, heading(canvas, goods.title, room, Style(Face.HEAD, 17), 9), inner.x, top)
    reflection(canvas, inner.x, top + 1.2, 13)
    top += 2.8
    if goods.stars:
        end = stars(canvas, goods.stars, inner.x, top, 3.6)
        canvas.text(end + 1, top + 2.75, goods.stars_text, Style(Face.BOLD, 7))
        top += 4.2
        status = fitted(canvas, goods.status, Room(words_width, lines=1), Style(Face.TEXT, 6, SOFT), 5)
        top = put(canvas, status, inner.x, top)
    maker = fitted(canvas, goods.maker, Room(words_width, max(2.5, 42 - (top - box.y)), 2), Style(Face.TEXT, 7, SOFT), 5)
    put(canvas, maker, inner.x, top + 0.3)
    if goods.priced:
        price_field(canvas, goods.words["price"], (inner.x, inner.foot - 0.6), words_width - 3, 9)


def price_field(canvas: Canvas, word: str, place: tuple[float, float], width: float, size: float) -> None:
    """Draw the field that the shop fills in: the word from `place` on its base line, a line to write on, the currency."""
    x, base = place
    end = canvas.text(x, base, word, Style(Face.BOLD, size, TEXT))
    mark = canvas.width("đ", Style(Face.BOLD, size))
    canvas.line((end + size * POINT * 0.6, base), (x + width - mark - 1, base), 0.25, TEXT)
    canvas.text(x + width - mark, base, "đ", Style(Face.BOLD, size, TEXT))


def _outline(canvas: Canvas, box: Box) -> None:
    for start, end in (
        ((box.x, box.y), (box.right, box.y)),
        ((box.right, box.y), (box.right, box.foot)),
        ((box.right, box.foot), (box.x, box.foot)),
        ((box.x, box.foot), (box.x, box.y)),
    ):
        canvas.line(start, end, 0.1, LINE)
