"""Names that are near one another, so that a thing is not entered twice; and a slug that nobody has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ocop.catalogue.fields import MAX_SLUG
from ocop.reading.folders import RESERVED_SLUG
from ocop.reading.nearness import distance
from ocop.text import fold, slugify

MOST: Final = 5
_SLIPS: Final = 2
_SHARE: Final = 0.6


def near_names(title: str, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Give the things whose names are nearly `title`, the nearest first: key and name. `names` maps keys to names."""
    found = [(nearness, key, name) for key, name in names.items() if (nearness := _nearness(title, name)) < 1]
    return tuple((key, name) for _, key, name in sorted(found)[:MOST])


def free_slug(title: str, taken: Iterable[str]) -> str:
    """Give an ASCII slug for a title that is not in `taken` and no name of a device; "" for a title without letters."""
    slug = slugify(title)
    if not slug:
        return ""
    if RESERVED_SLUG.fullmatch(slug):
        slug = f"{slug}-sa-dec"
    used = frozenset(taken)
    number, free = 1, slug
    while free in used:
        number += 1
        free = f"{slug[: MAX_SLUG - len(str(number)) - 1].rstrip('-')}-{number}"
    return free


def _nearness(one: str, other: str) -> float:
    """Give 0 for the same but for marks and capitals, up to 1 for another name."""
    first, second = fold(one).strip(), fold(other).strip()
    if not first or not second:
        return 1
    if first == second:
        return 0
    slips = distance(first, second, _SLIPS)
    if slips <= _SLIPS and min(len(first), len(second)) > 2 * _SLIPS + 1:
        return 0.1 * slips
    words, others = set(first.split()), set(second.split())
    share = len(words & others) / len(words | others)
    return 1 - share if share >= _SHARE else 1
