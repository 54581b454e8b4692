"""Where pins and names come to stand: things on one spot share a pin, nothing that is tapped overlaps, names give way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot
from typing import Final

from .region import HEIGHT, WHOLE, WIDTH, View
from .spots import Spot

APART: Final = 84
"""Units between two pins: 24 CSS pixels in the drawing of a window of 320 px, which is 286 px wide (WCAG 2.2, 2.5.8)."""
_TURNS: Final = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
_SOME: Final = 3


@dataclass(frozen=True, slots=True)
class Stack:
    """What one pin stands for, by number in the list, and where it stands in the drawing."""

    x: int
    y: int
    near: bool
    members: tuple[tuple[int, Spot], ...]


def stacks(spots: Sequence[Spot], view: View = WHOLE) -> tuple[Stack, ...]:
    """Give the pins of spots, north to south, numbered so that the members of a pin follow one another.

    Measured spots less than `APART` from one another share the pin of the northernmost. What is only known by its commune
    shares the pin of the commune, which steps aside where a measured one stands.
    """
    found: list[Stack] = []
    placed = [(spot, *view.project(*spot.position)) for spot in spots if spot.position is not None]
    for spot, x, y in sorted(placed, key=lambda item: (item[0].near, item[2], item[1], item[0].key)):
        for index, stack in enumerate(found):
            if stack.near == spot.near and _same(stack, x, y, spot, found):
                found[index] = replace(stack, members=(*stack.members, (0, spot)))
                break
        else:
            free = _free(x, y, found) if spot.near else (x, y)
            found.append(Stack(*free, spot.near, ((0, spot),)))
    return tuple(_numbered(sorted(found, key=lambda stack: (stack.y, stack.x))))


def in_order(spots: Sequence[Spot], view: View = WHOLE) -> tuple[Stack, ...]:
    """Give the pins of spots that have an order of their own: numbers are those of the order, from 1."""
    numbers: dict[str, list[int]] = {}
    for number, spot in enumerate(spots, 1):
        numbers.setdefault(spot.key, []).append(number)
    unique = list({spot.key: spot for spot in spots}.values())

    def renumbered(stack: Stack) -> Stack:
        found = ((number, spot) for _, spot in stack.members for number in numbers[spot.key])
        return replace(stack, members=tuple(sorted(found, key=lambda member: member[0])))

    return tuple(renumbered(stack) for stack in stacks(unique, view))


def label(stack: Stack) -> str:
    """Give what a pin says: 3, 3–5, or 1, 4."""
    numbers = [number for number, _ in stack.members]
    if len(numbers) > 1 and all(after == before + 1 for before, after in pairwise(numbers)):
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(map(str, numbers[:_SOME])) + ("…" if len(numbers) > _SOME else "")


def _same(stack: Stack, x: int, y: int, spot: Spot, found: Sequence[Stack]) -> bool:
    if spot.near:
        return any(other.position == spot.position for _, other in stack.members)
    nearest = min((one for one in found if not one.near), key=lambda one: hypot(one.x - x, one.y - y))
    return stack is nearest and hypot(stack.x - x, stack.y - y) < APART


def _free(x: int, y: int, found: Sequence[Stack]) -> tuple[int, int]:
    for reach in range(6):
        for right, down in _TURNS:
            there = x + right * reach * APART // 2, y + down * reach * APART // 2
            inside = APART // 2 <= there[0] <= WIDTH - APART // 2 and APART // 2 <= there[1] <= HEIGHT - APART // 2
            if inside and all(hypot(one.x - there[0], one.y - there[1]) >= APART for one in found):
                return there
    return x, y


def _numbered(found: Iterable[Stack]) -> Iterator[Stack]:
    number = 1
    for stack in found:
        yield replace(stack, members=tuple((number + index, spot) for index, (_, spot) in enumerate(stack.members)))
        number += len(stack.members)
