"""Damm's check digit (H. M. Damm, 2004): finds every wrong digit and every two neighbours that were swapped."""

from __future__ import annotations

from typing import Final

# A totally anti-symmetric quasigroup of order 10, as published in the dissertation.
_TABLE: Final = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def damm_digit(digits: str) -> str:
    """Give the digit to put behind `digits` (ASCII digits only)."""
    state = 0
    for digit in digits:
        state = _TABLE[state][int(digit)]
    return str(state)


def damm_holds(digits: str) -> bool:
    """Say whether the last digit is the check digit of those before it."""
    return damm_digit(digits) == "0"
