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
    if not matrix:
        return ()
    stride = len(matrix[0]) + 1  # a light module behind each row keeps it from meeting the next one
    ends = _runs(b"\0".join(map(bytes, matrix)))
    found: list[tuple[int, int, int, int]] = []
    for start, end in ends.items():
        if ends.get(start - stride) == end - stride:
            continue  # grown from above
        below, below_end = start + stride, end + stride
        while ends.get(below) == below_end:
            below += stride
            below_end += stride
        y, x = divmod(start, stride)
        found.append((x, y, end - start, (below - start) // stride))
    return tuple(map(Rect._make, found))


def _runs(modules: bytes) -> dict[int, int]:
    """Give where each run of dark modules ends, by where it starts."""
    ends: dict[int, int] = {}
    at = 0
    for run in modules.split(b"\0"):
        if run:
            ends[at] = at + len(run)
        at += len(run) + 1
    return ends
