"""The symbol as SVG: exact millimetres, a white ground with the quiet zone inside, one path.

Adjoining rectangles of one path are filled as one area, so no hairline shows between them, on a screen or in a press.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from html import escape

from .draft import BAND, LETTERS, WORDS
from .measure import QUIET, USUAL_MODULE, millimetres
from .rects import boxes
from .symbol import Symbol

_LINE = Decimal("4.5")
_WIDEST_LETTER = Decimal("0.7")
_LARGEST_TEXT = Decimal("3.5")


def write_svg(symbol: Symbol, *, module_mm: float = USUAL_MODULE, draft: bool = False, caption: str = "") -> bytes:
    """Give the SVG file; user units are modules, `module_mm` is the X-dimension in millimetres.

    Below the quiet zone a draft says "BẢN NHÁP", and each line of `caption` stands as text in a general font (it grows the
    file downwards, never over the code). Raises ModuleTooSmallError.
    """
    side = symbol.size + 2 * QUIET
    lines = caption.splitlines()
    text_top = side + (BAND if draft else 0)
    height = text_top + int((_LINE * len(lines)).to_integral_value(rounding="ROUND_CEILING"))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{millimetres(side, module_mm)}mm" '
        f'height="{millimetres(height, module_mm)}mm" viewBox="0 0 {side} {height}" role="img">',
        f"<title>{escape(_title(symbol, draft=draft))}</title>",
        f'<path fill="#fff" d="M0 0h{side}v{height}h-{side}z"/>',
        f'<path d="{_path(boxes(symbol.matrix), QUIET, QUIET)}"/>',
    ]
    if draft:
        # Half a module to a pixel of the letters, centred, half a module below the quiet zone.
        left = (2 * side - len(LETTERS[0])) // 2
        parts.append(f'<path transform="scale(.5)" d="{_words(left, 2 * side + 1)}"/>')
    size = min((_LARGEST_TEXT, *(side / (_WIDEST_LETTER * len(line)) for line in lines if line)))
    parts += [
        f'<text x="{Decimal(side) / 2}" y="{text_top + _LINE * number + _LARGEST_TEXT}" font-family="sans-serif" '
        f'font-size="{size:.2f}" text-anchor="middle">{escape(line)}</text>'
        for number, line in enumerate(lines)
    ]
    return ("".join(parts) + "</svg>\n").encode()


def _title(symbol: Symbol, *, draft: bool) -> str:
    return f"{WORDS}: {symbol.payload}" if draft else symbol.payload


@cache
def _words(left: int, top: int) -> str:
    return _path(boxes(LETTERS), left, top)


def _path(rects: Iterable[tuple[int, int, int, int]], left: int, top: int) -> str:
    """Give path data in relative moves: closing a rectangle brings the pen back to its first corner."""
    parts: list[str] = []
    last_x, last_y = -left, -top
    for x, y, width, height in rects:
        parts.append(_piece(x - last_x, y - last_y, width, height))
        last_x, last_y = x, y
    return "".join(parts)


@cache
def _piece(across: int, down: int, width: int, height: int) -> str:
    """Cached: all symbols are made of the same few hundred."""
    return f"m{across}{'' if down < 0 else ' '}{down}h{width}v{height}h-{width}z"
