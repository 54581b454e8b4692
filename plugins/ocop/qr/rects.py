"""A matrix as few rectangles: what every vector writer draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


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
    done: list[Rect] = []
    growing: dict[tuple[int, int], int] = {}
    for y, row in enumerate([*matrix, ()]):
        runs = _runs(row)
        done += [Rect(x, top, width, y - top) for (x, width), top in growing.items() if (x, width) not in runs]
        growing = {run: growing.get(run, y) for run in runs}
    return tuple(sorted(done, key=lambda rect: (rect.y, rect.x)))


def _runs(row: Sequence[bool]) -> set[tuple[int, int]]:
    runs: set[tuple[int, int]] = set()
    start: int | None = None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.add((start, x - start))
            start = None
    return runs
