"""Text into boxes: lines that break between words, a size at which they fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from .canvas import POINT, Canvas, Style

LEADING: Final = 1.32
"""Line height: Ậ, Ỗ and Ệ need the room (the look says 1.3 at least)."""
ASCENT: Final = 1.0
"""From the top of a line's box to its base line, in parts of the size: capitals with two marks fit below it."""
_STEP: Final = 0.5


class Room(NamedTuple):
    """What a text may take: width and height in millimetres, lines."""

    width: float
    height: float = 1000.0
    lines: int = 1000


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one style, ready to be set. `whole`: no word had to be broken between its letters."""

    lines: tuple[str, ...]
    style: Style
    whole: bool = True

    @property
    def height(self) -> float:
        """From the top of the first line's box to the end of the last, in millimetres."""
        return LEADING * len(self.lines) * self.style.size * POINT

    def fits(self, room: Room) -> bool:
        """Say whether the block stays within a room."""
        return self.height <= room.height and len(self.lines) <= room.lines and self.whole


def block(canvas: Canvas, text: str, width: float, style: Style) -> Block:
    """Break a text into lines no wider than `width` millimetres. A word that is wider is broken between its letters."""
    lines: list[str] = []
    whole = True
    for part in text.split("\n"):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}" if line else word
            if canvas.width(longer, style) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = _pieces(canvas, word, width, style)
            lines += full
            whole = whole and not full
        lines.append(line)
    return Block(tuple(lines), style, whole)


def fitted(canvas: Canvas, text: str, room: Room, style: Style, smallest: float) -> Block:
    """Give the text at the largest size, from that of `style` down to `smallest` points, at which it fits the room.

    A text that fits at none is given at the smallest, whole: nothing is ever cut here. The caller looks at `fits`.
    """
    size = style.size
    while True:
        made = block(canvas, text, room.width, style._replace(size=size))
        if made.fits(room) or size <= smallest:
            return made
        size = max(smallest, size - _STEP)


def heading(canvas: Canvas, text: str, room: Room, style: Style, smallest: float) -> Block:
    """Give a heading as `fitted` does, its lines of about one length, so that no word stands alone on the last."""
    made = fitted(canvas, text, room, style, smallest)
    narrow, wide = 0.0, room.width
    while wide - narrow > _STEP:
        middle = (narrow + wide) / 2
        tried = block(canvas, text, middle, made.style)
        if len(tried.lines) <= len(made.lines) and tried.whole == made.whole:
            made, wide = tried, middle
        else:
            narrow = middle
    return made


def put(canvas: Canvas, made: Block, x: float, y: float, centred_in: float = 0.0) -> float:
    """Set a block with its top at `y`; gives its end. `centred_in`: the width that each line is centred in."""
    size = made.style.size * POINT
    base = y + ASCENT * size
    for line in made.lines:
        left = x + (centred_in - canvas.width(line, made.style)) / 2 if centred_in else x
        canvas.text(left, base, line, made.style)
        base += LEADING * size
    return y + made.height


def _pieces(canvas: Canvas, word: str, width: float, style: Style) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and canvas.width(pieces[-1] + letter, style) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
