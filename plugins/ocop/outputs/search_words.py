"""What the index of search goes by in a text: its words, and the address that would follow from it, both folded."""

from __future__ import annotations

import re
from typing import Final

from ocop import text

_WORD: Final = re.compile(r"[^\W_]+")
_DIGITS: Final = 4
"""A word with a digit is known by so many characters: codes and decisions are as many as products."""
_GAP: Final = re.compile(r"[^a-z0-9]+")


def words_of(words: str) -> frozenset[str]:
    """Give the words of a text, folded."""
    found = _WORD.findall(text.fold(words))
    return frozenset(word if word.isalpha() else word[:_DIGITS] for word in found)


def address_of(name: str) -> str:
    """Give the address that would follow from a name by folding, as the script of the page folds it."""
    return _GAP.sub("-", text.fold(name)).strip("-")
