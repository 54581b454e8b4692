"""How near two names are, for slips of the keyboard: letters changed, lost, added or swapped, and marks left off."""

from __future__ import annotations

import unicodedata


def distance(one: str, other: str, most: int) -> int:
    """Give the number of slips between two names: letters changed, added, lost, swapped; at most `most` + 1.

    Source: the restricted Damerau–Levenshtein distance, row by row.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        new = [place]
        for index, against in enumerate(other, 1):
            cost = min(row[index] + 1, new[index - 1] + 1, row[index - 1] + (letter != against))
            if before and index > 1 and letter == other[index - 2] and one[place - 2] == against:
                cost = min(cost, before[index - 2] + 1)
            new.append(cost)
        if min(new) > most:
            return most + 1
        before, row = row, new
    return min(row[-1], most + 1)


def marks(text: str) -> tuple[str, ...]:
    """Give the marks and the đ of a text, sorted: the same wherever a mark stands (Uỷ, Ủy), fewer where some were left off."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return tuple(sorted(char for char in decomposed if char == "đ" or unicodedata.category(char) == "Mn"))
