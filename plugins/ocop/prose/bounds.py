"""Bounds on what a body may ask of Python-Markdown, which looks from each `[` for its `]` and nests by calling itself."""

from __future__ import annotations

import re
from typing import Final

LONGEST_SEARCH: Final = 4_000_000
"""Characters looked at for the closing brackets of one paragraph: about a second. An honest page asks for thousands."""
DEEPEST: Final = 20
"""Marks of quotes and lists at the start of one line."""
_PARAGRAPH: Final = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_BRACKET: Final = re.compile(r"\\.|[\[\]]", re.DOTALL)
_DEEP: Final = re.compile(rf"^[ \t]*(?:(?:>|[-*+](?=[ \t])|\d{{1,9}}[.)](?=[ \t]))[ \t]*){{{DEEPEST + 1},}}", re.MULTILINE)


def bracket_flood(markdown: str) -> tuple[int, int] | None:
    """Give (index in the text, number of unclosed `[`) of the first paragraph whose brackets would take too long; else None."""
    if markdown.count("[") ** 2 < LONGEST_SEARCH // 1000 and len(markdown) < LONGEST_SEARCH:
        return None
    for paragraph in _PARAGRAPH.finditer(markdown):
        opened: list[int] = []
        cost = 0
        for found in _BRACKET.finditer(paragraph[0]):
            if found[0] == "[":
                opened.append(found.start())
            elif found[0] == "]" and opened:
                cost += found.start() - opened.pop()
        cost += sum(len(paragraph[0]) - index for index in opened)
        if cost > LONGEST_SEARCH:
            return paragraph.start(), len(opened)
    return None


def too_deep(markdown: str) -> int | None:
    """Give the index of the first line that begins with more marks of quotes and lists than `DEEPEST`; else None."""
    found = _DEEP.search(markdown)
    return found.start() if found else None
