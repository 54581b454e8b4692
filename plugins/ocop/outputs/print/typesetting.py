"""Text into boxes: lines that break between words, a size at which they fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ocop.text.typeface import Face

from .canvas import POINT, Canvas
from .inks import TEXT, Ink

LEADING: Final = 1.32
"""Line height: Ậ, Ỗ and Ệ need the room (the look says 1.3 at least)."""
ASCENT: Final = 1.0
"""From the top of a line's box to its base line, in parts of the size: capitals with two marks fit below it."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one face and size, ready to be set."""

    lines: tuple[str, ...]
    face: Face
    size: float
    leading: float = LEADING

    @property
    def height(self) -> float:
        """From the top of the first line's box to the end of the last, in millimetres."""
        if not self.lines:
            return 0.0
        return (ASCENT + self.leading * (len(self.lines) - 1) + (self.leading - ASCENT)) * self.size * POINT


def block(canvas: Canvas, text: str, width: float, face: Face, size: float, leading: float = LEADING) -> Block:
    """Break a text into lines no wider than `width` millimetres. A word that is wider is broken between its letters."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}" if line else word
            if canvas.width(longer, face, size) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = _pieces(canvas, word, width, face, size)
            lines += full
        lines.append(line)
    return Block(tuple(lines), face, size, leading)


def fitted(  # noqa: PLR0913 - a box, a face and the sizes it may have
    canvas: Canvas,
    text: str,
    width: float,
    face: Face,
    sizes: tuple[float, float],
    *,
    height: float = 1000.0,
    lines: int = 100,
    leading: float = LEADING,
) -> Block:
    """Give the text at the largest size, by half points from the first to the second of `sizes`, that fits the box.

    A text that does not fit even at the smallest size is given whole at that size: nothing is ever cut here. Ask for `height`.
    """
    largest, smallest = sizes
    size = largest
    while True:
        made = block(canvas, text, width, face, size, leading)
        if (made.height <= height and len(made.lines) <= lines and not _broken(made, text)) or size <= smallest:
            return made
        size = max(smallest, size - 0.5)


def put(canvas: Canvas, made: Block, x: float, y: float, ink: Ink = TEXT, *, centred_in: float = 0.0) -> float:
    """Set a block with its top at `y`; gives its end. `centred_in`: the width that each line is centred in."""
    base = y + ASCENT * made.size * POINT
    for line in made.lines:
        left = x + (centred_in - canvas.width(line, made.face, made.size)) / 2 if centred_in else x
        canvas.text(left, base, line, made.face, made.size, ink)
        base += made.leading * made.size * POINT
    return y + made.height


def _pieces(canvas: Canvas, word: str, width: float, face: Face, size: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and canvas.width(pieces[-1] + letter, face, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _broken(made: Block, text: str) -> bool:
    """Say whether a word was broken between its letters."""
    return " ".join(made.lines).split() != text.split()
