"""One label: code at the left, words at the right. It fills its box as well as it can and refuses one that is too small."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from ocop.qr import Symbol
from ocop.qr.measure import QUIET, SMALLEST_MODULE
from ocop.text.typeface import Face

from .canvas import Box, Canvas, Style
from .goods import Goods
from .inks import SOFT
from .ornaments import notice, stars
from .typesetting import Block, Room, fitted, put

LARGEST_MODULE: Final = Decimal("0.75")
_STEP: Final = Decimal("0.05")
_SMALLEST_TEXT: Final = 5.0
_SMALLEST_NAME: Final = 4.0
"""A very long name on a very small label; names are never cut."""


class LabelTooSmallError(ValueError):
    """A label cannot hold a code of at least 0.396 mm a module; `needed` is the height in millimetres that it must have."""

    def __init__(self, needed: float) -> None:
        super().__init__(f"the label must be at least {needed:.1f} mm high")
        self.needed = needed


def module_for(symbol: Symbol, width: float, height: float) -> Decimal:
    """Give the X-dimension in millimetres of the code on a label: as large as leaves half of it to words, at most 0.75.

    In steps of 0.05 mm, and 0.396 mm where no step fits. Raises LabelTooSmallError.
    """
    side = symbol.size + 2 * QUIET
    margin = _margin(height)
    room = min(height - 2 * margin, max(width * 0.45, min(width - 2 * margin, 18.5)))
    module = max(SMALLEST_MODULE, min(LARGEST_MODULE, Decimal(str(room / side)) // _STEP * _STEP))
    if float(module) * side > height - 2 * margin + 0.01 or float(module) * side > width - 2 * margin:
        raise LabelTooSmallError(float(SMALLEST_MODULE) * side + 2 * margin)
    return module


def label(canvas: Canvas, goods: Goods, box: Box) -> None:
    """Draw a label into its box; nothing touches its edge, so that a printer that is half a millimetre off does no harm."""
    if goods.code is None:
        return
    module = module_for(goods.code.symbol, box.width, box.height)
    margin = _margin(box.height)
    side = (goods.code.symbol.size + 2 * QUIET) * float(module)
    canvas.code(goods.code.symbol, box.x + margin, box.y + (box.height - side) / 2, float(module))
    # The quiet zone is white already: words may begin where it ends.
    words = Box(box.x + margin + side + 0.4, box.y + margin, box.width - side - 2 * margin - 0.4, box.height - 2 * margin)
    top = words.y
    if goods.notice:
        strip = Box(words.x, top, words.width, min(2.8, words.height * 0.14))
        notice(canvas, goods.notice, strip)
        top = strip.foot + 0.4
    address = _address(canvas, goods.code.address, words.width)
    foot = words.foot - address.height
    put(canvas, address, words.x, foot)
    _words(canvas, goods, Box(words.x, top, words.width, foot - 0.4 - top))


def _address(canvas: Canvas, address: str, width: float) -> Block:
    host, slash, path = address.partition("/")
    return fitted(canvas, f"{host}\n{slash}{path}", Room(width, lines=2), Style(Face.TEXT, 6.5), _SMALLEST_TEXT)


def _words(canvas: Canvas, goods: Goods, box: Box) -> None:
    """Set the name, then what there is room for: stars with the day they hold until, never one alone; maker; quantity."""
    large = box.height > 20
    row = 3.4 if large else 2.5
    small = Style(Face.TEXT, 7 if large else 5.5, SOFT)
    status = fitted(canvas, goods.status, Room(box.width, lines=2), small, _SMALLEST_TEXT)
    reserved = row + status.height if goods.stars else 0.0
    name = Style(Face.BOLD, 11 if large else 8)
    title = fitted(canvas, goods.title, Room(box.width, box.height - reserved, 4), name, _SMALLEST_TEXT)
    if not title.fits(Room(box.width, box.height - reserved)):
        title = fitted(canvas, goods.title, Room(box.width, box.height), name, _SMALLEST_NAME)
    top = put(canvas, title, box.x, box.y)
    if goods.stars and top + reserved <= box.foot + 0.01:
        stars(canvas, goods.stars, box.x, top + 0.3, row - 0.6)
        top = put(canvas, status, box.x, top + row)
    for line in (goods.maker, goods.quantities):
        room = Room(box.width, box.foot - top, 2)
        made = fitted(canvas, line, room, small, _SMALLEST_TEXT)
        if line and made.fits(room):
            top = put(canvas, made, box.x, top)


def _margin(height: float) -> float:
    return 2.5 if height > 30 else 1.2
