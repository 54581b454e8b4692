"""A matrix as few rectangles: what every vector writer draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

_WIDEST: Final = 1024
"""More than the modules of a row: version 40 has 177, a line of words less than that."""


class Rect(NamedTuple):
    """Left, top, width and height in modules, from the top left corner of the matrix."""

    x: int
    y: int
    width: int
    height: int


def rectangles(matrix: Sequence[Sequence[bool]]) -> tuple[Rect, ...]:
    """Give rectangles that cover exactly the dark modules, none twice, by top and left.

    A run of dark modules in a row is one rectangle, and it grows downwards while the next row has the very same run.
    """
    return tuple(map(Rect._make, boxes(matrix)))


def boxes(matrix: Sequence[Sequence[bool]]) -> list[tuple[int, int, int, int]]:
    """Give the same as `rectangles`, as plain tuples: to name their parts takes as long as to find them."""
    if not matrix:
        return []
    stride = len(matrix[0]) + 1  # a light module behind each row keeps it from meeting the next one
    runs = _runs(b"\0".join(map(bytes, matrix)))
    known, step = set(runs), stride * _WIDEST
    found: list[tuple[int, int, int, int]] = []
    for run in runs:
        if run - step in known:
            continue  # grown from above
        below = run + step
        while below in known:
            below += step
        start, width = divmod(run, _WIDEST)
        y, x = divmod(start, stride)
        found.append((x, y, width, (below - run) // step))
    return found


def _runs(modules: bytes) -> list[int]:
    """Give each run of dark modules as one number, `_WIDEST` times where it starts and its length: numbers are found sooner."""
    runs: list[int] = []
    at = 0
    for run in modules.split(b"\0"):
        if run:
            runs.append(at * _WIDEST + len(run))
            at += len(run)
        at += 1
    return runs
