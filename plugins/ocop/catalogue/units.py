"""Present and former communes: a code or a name means nothing without its day.

Source: 1663/NQ-UBTVQH15 of 16/06/2025, working from 01/07/2025; codes by 19/2025/QĐ-TTg (ocop.md §2). Code 29905 was Phường 1
until 30/06/2025 and is Phường Sa Đéc since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from .lists import Unit


def existed_on(unit: Unit, day: date) -> bool:
    """Say whether a unit existed on `day`; both its first and its last day count, an absent one is open."""
    return (unit.valid_from is None or unit.valid_from <= day) and (unit.valid_to is None or day <= unit.valid_to)


def unit_on(units: Mapping[str, Unit], code: str, day: date) -> Unit | None:
    """Give the unit that had `code` on `day`; None when none had.

    29905 gives Phường 1 on 30/06/2025 and Phường Sa Đéc on 01/07/2025 (19/2025/QĐ-TTg).
    """
    found = [unit for unit in units.values() if unit.code == code and existed_on(unit, day)]
    return max(found, key=lambda unit: (unit.valid_from or date.min, unit.slug), default=None)


def present_unit(units: Mapping[str, Unit], slug: str) -> Unit:
    """Give the unit that is there today in place of `slug`, following successors (1663/NQ-UBTVQH15); itself when present.

    Raises KeyError when a unit on the way is not listed, ValueError when the successors run in a circle; `lost_units` finds
    both beforehand.
    """
    unit = units[slug]
    for successor in _successors(units, slug):
        unit = units[successor]
    return unit


def former_units_of(units: Mapping[str, Unit], slug: str) -> tuple[Unit, ...]:
    """Give the former units that went into the present unit `slug`, over any number of steps, by slug (1663/NQ-UBTVQH15).

    Errors as `present_unit`, for the listed units.
    """
    return tuple(
        unit for key, unit in sorted(units.items()) if unit.successor is not None and slug in tuple(_successors(units, key))
    )


def lost_units(units: Mapping[str, Unit]) -> tuple[str, ...]:
    """Give the slugs, sorted, from which no present unit is reached: a successor is not listed, or they run in a circle."""
    lost = []
    for slug in sorted(units):
        try:
            present_unit(units, slug)
        except (KeyError, ValueError):
            lost.append(slug)
    return tuple(lost)


def _successors(units: Mapping[str, Unit], slug: str) -> Iterator[str]:
    seen = {slug}
    successor = units[slug].successor
    while successor is not None:
        if successor in seen:
            raise ValueError(f"successors of {slug} run in a circle")
        seen.add(successor)
        yield successor
        successor = units[successor].successor
