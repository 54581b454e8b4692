"""Bounds on what a body may ask of Python-Markdown, which looks from each bracket for its other and nests by calling itself."""

from __future__ import annotations

import re
from typing import Final

LONGEST_SEARCH: Final = 4_000_000
"""Characters looked at for the closing brackets of one paragraph: about a second. An honest page asks for thousands."""
DEEPEST: Final = 20
"""Marks of quotes and lists at the start of one line."""
_PARAGRAPH: Final = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_BRACKET: Final = re.compile(r"\\.|[\[\]()]", re.DOTALL)
# The line end first, so that only the starts of lines are looked at.
_DEEP: Final = re.compile(rf"\n[ \t]*(?:(?:>|[-*+](?=[ \t])|\d{{1,9}}[.)](?=[ \t]))[ \t]*){{{DEEPEST + 1},}}")


def bracket_flood(markdown: str) -> tuple[int, int] | None:
    """Give (index in the text, number of unclosed brackets) of the first paragraph that would take too long; else None.

    Counted is how far Python-Markdown looks: from each `[` to its `]` and from each `](` to its `)`, or to the paragraph's end.
    """
    length = len(markdown)
    if length * length < LONGEST_SEARCH or markdown.count("[") * length < LONGEST_SEARCH:
        return None
    for paragraph in _PARAGRAPH.finditer(markdown):
        cost, unclosed = _search(paragraph[0])
        if cost > LONGEST_SEARCH:
            return paragraph.start(), unclosed
    return None


def _search(paragraph: str) -> tuple[int, int]:
    squares: list[int] = []
    rounds: list[int] = []
    cost = 0
    for found in _BRACKET.finditer(paragraph):
        sign, index = found[0], found.start()
        if sign == "[":
            squares.append(index)
        elif sign == "(":
            rounds.append(index)
        elif sign == "]" and squares:
            cost += index - squares.pop()
        elif sign == ")" and rounds:
            opened = rounds.pop()
            cost += index - opened if paragraph[opened - 1 : opened] == "]" else 0
    links = [index for index in rounds if paragraph[index - 1 : index] == "]"]
    cost += sum(len(paragraph) - index for index in (*squares, *links))
    return cost, len(squares) + len(links)


def too_deep(markdown: str) -> int | None:
    """Give the index of the first line that begins with more marks of quotes and lists than `DEEPEST`; else None."""
    found = _DEEP.search(f"\n{markdown}")  # What is found begins one before its line, and the text began one later.
    return found.start() if found else None
