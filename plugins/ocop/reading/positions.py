"""Where in a file a character stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Final

_FEW: Final = 4
"""Questions that are answered by counting: most texts are asked one or two."""


def line_counter(text: str, first_line: int = 1) -> Callable[[int], int]:
    """Give a function from an index in `text` to its line; `first_line` is that of the first character.

    The line ends are looked up once, after some questions: counting them anew for each of many finds would take the square.
    """
    ends: list[int] | None = None
    asked = 0

    def line_of(index: int) -> int:
        nonlocal ends, asked
        if asked < _FEW:
            asked += 1
            return first_line + text.count("\n", 0, index)
        if ends is None:
            ends = []
            end = text.find("\n")
            while end >= 0:
                ends.append(end)
                end = text.find("\n", end + 1)
        return first_line + bisect_left(ends, index)

    return line_of
