"""Names of communes on the map: each beside its dot, where nothing else is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ocop.catalogue.lists import Unit

from .pins import APART, Stack
from .region import HEIGHT, WIDTH, View

_SIZE: Final = {True: 34, False: 30}
"""Height of letters in units: present communes, former ones."""
_LETTER: Final = 0.54
"""Width of a letter as a part of its height, on average."""
_GAP: Final = 16
_DOT: Final = 11
_PIN: Final = APART // 2 + 2

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Name:
    """A commune: its dot, and its name from `x`, `y` on; "" where there was no room for it. `side` is SVG's text-anchor."""

    dot: tuple[int, int]
    text: str
    x: int
    y: int
    side: str
    present: bool


def names(units: Mapping[str, Unit], stacks: Sequence[Stack], view: View, taken: Sequence[Box] = ()) -> Iterator[Name]:
    """Give the communes whose middle is in view: present ones first, since they are what an address says today."""
    boxes: list[Box] = [(one.x - _PIN, one.y - _PIN, one.x + _PIN, one.y + _PIN) for one in stacks]
    boxes += taken
    dots = [
        (unit, view.project(unit.centre_lat, unit.centre_lon))
        for unit in sorted(units.values(), key=lambda unit: (unit.valid_to is not None, unit.slug))
        if unit.centre_lat is not None and unit.centre_lon is not None and view.holds(unit.centre_lat, unit.centre_lon)
    ]
    boxes += [(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for _, (x, y) in dots]
    for unit, dot in dots:
        yield _placed(dot, unit, boxes)


def _placed(dot: tuple[int, int], unit: Unit, boxes: list[Box]) -> Name:
    present = unit.valid_to is None
    text = unit.title if present else _short(unit.title)
    height = _SIZE[present]
    width = len(text) * height * _LETTER
    x, y = dot
    middle = y + height * 0.35
    for side, left, base in (
        ("start", x + _GAP, middle),
        ("end", x - _GAP - width, middle),
        ("middle", x - width / 2, y - _GAP),
        ("middle", x - width / 2, y + _GAP + height * 0.75),
        ("start", x + _PIN, middle),
        ("end", x - _PIN - width, middle),
        ("middle", x - width / 2, y + _PIN + height * 0.75),
        ("middle", x - width / 2, y - _PIN),
    ):
        box = (left, base - height * 0.8, left + width, base + height * 0.25)
        if box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= HEIGHT and not any(_meet(box, one) for one in boxes):
            boxes.append(box)
            anchor = {"start": left, "end": left + width, "middle": left + width / 2}[side]
            return Name(dot, text, round(anchor), round(base), side, present)
    return Name(dot, "", 0, 0, "", present)


def _short(title: str) -> str:
    """Give "Tân Quy Đông" for "Phường Tân Quy Đông"; a number alone is no name."""
    name = title.partition(" ")[2]
    return title if not name or name.isdigit() else name


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
