"""A matrix as few rectangles: what every vector writer draws."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple


class Rect(NamedTuple):
    """Left, top, width and height in modules, from the top left corner of the matrix."""

    x: int
    y: int
    width: int
    height: int


def rectangles(matrix: Sequence[Sequence[int]]) -> tuple[Rect, ...]:
    """Give rectangles that cover exactly the dark modules, none twice, by top and left.

    A run of dark modules in a row is one rectangle, and it grows downwards while the next row has the very same run.
    """
    return tuple(map(Rect._make, boxes(matrix)))


def boxes(matrix: Sequence[Sequence[int]]) -> list[tuple[int, int, int, int]]:
    """Give the same as `rectangles`, as plain tuples: to name their parts takes as long as to find them."""
    if not matrix:
        return []
    stride = len(matrix[0]) + 1  # a light module behind each row keeps it from meeting the next one
    modules = int.from_bytes(b"\0".join(map(bytes, matrix)), "little")
    # Where a module is not as the one before it, a run begins or ends, by turns.
    places = range(stride * len(matrix))
    turns = [*compress(places, (modules ^ modules << 8).to_bytes(len(places), "little"))]
    heights: dict[tuple[int, int], int] = {}
    for start, end in zip(turns[-2::-2], turns[::-2], strict=True):  # from the last run to the first
        heights[start, end] = heights.pop((start + stride, end + stride), 0) + 1
    return [(start % stride, start // stride, end - start, height) for (start, end), height in reversed(heights.items())]
