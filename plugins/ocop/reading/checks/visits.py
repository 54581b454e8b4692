"""What a traveller relies on: where it is and when it is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from ocop.catalogue.models import Hours, PlaceFacts, ProductFacts
from ocop.catalogue.problem import Problem
from ocop.text import fold

from ..bundle import Bundle, Sheet
from ..raised import raised
from ..schema import field_name
from ..whole import Whole

# The nine units of the former city, with a margin (ocop.md §2).
_LATITUDES: Final = (10.26, 10.39)
_LONGITUDES: Final = (105.66, 105.79)
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EVERY_DAY: Final = frozenset({"hang ngay", "moi ngay", "ca tuan", "tat ca cac ngay", "quanh nam", "daily", "every day"})
_NUMBERS: Final = ("hai", "ba", "tu", "nam", "sau", "bay")
_ENGLISH: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SAID_DAYS: Final = MappingProxyType(
    {f"thu {number}": day for number, day in zip(_NUMBERS, _DAYS, strict=False)}
    | {f"{sign}{number}": day for sign in ("t", "thu ") for number, day in enumerate(_DAYS[:6], 2)}
    | dict.fromkeys(("chu nhat", "cn"), "sun")
    | dict(zip(_ENGLISH, _DAYS, strict=True))
)


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give the problems of a position and of opening hours."""
    sheet = bundle.sheets.get(whole.frame.default_language)
    if sheet is None or not isinstance(bundle.facts, ProductFacts | PlaceFacts):
        return
    yield from _position(bundle.facts, sheet)
    for index, hours in enumerate(bundle.facts.hours):
        yield from _hours(hours, sheet, index)


def _position(facts: ProductFacts | PlaceFacts, sheet: Sheet) -> Iterator[Problem]:
    if facts.position is None:
        return
    lat, lon = facts.position.lat, facts.position.lon
    line = sheet.line("position", "lat")
    if _inside(lat, lon):
        return
    found = f"{lat}, {lon}"
    if _inside(lon, lat):
        yield raised("position-swapped", sheet.path, line, found=found, lat=str(lon), lon=str(lat))
    else:
        yield raised("position-outside", sheet.path, line, found=found)


def days_meant(typed: str) -> str:
    """Give days as they are typed ("mon-fri") for what people write ("thứ hai – thứ sáu", "T2-T6", "hằng ngày"); else ""."""
    plain = " ".join(fold(typed).split())
    if plain in _EVERY_DAY:
        return "mon-sun"
    parts = [_SAID_DAYS.get(part.strip(" .")) for part in re.split(r"\s*(?:-|–|—|\bden\b|\btoi\b|\bto\b)\s*", plain)]
    if not 1 <= len(parts) <= 2 or None in parts:
        return ""
    return "-".join(part for part in parts if part)


def _inside(lat: float, lon: float) -> bool:
    return _LATITUDES[0] <= lat <= _LATITUDES[1] and _LONGITUDES[0] <= lon <= _LONGITUDES[1]


def _hours(hours: Hours, sheet: Sheet, index: int) -> Iterator[Problem]:
    first, dash, last = hours.days.partition("-")
    known = first in _DAYS and (not dash or (last in _DAYS and _DAYS.index(first) < _DAYS.index(last)))
    if not known:
        yield raised(
            "hours-days-form",
            sheet.path,
            sheet.line("hours", index, "days"),
            found=hours.days,
            suggestion=days_meant(hours.days),
        )
    if (hours.opens is None) != (hours.closes is None):
        missing = field_name(("hours", index, "opens" if hours.opens is None else "closes"))
        yield raised("hours-incomplete", sheet.path, sheet.line("hours", index), field=missing)
    elif hours.opens is not None and hours.closes is not None and hours.closes <= hours.opens:
        values = {"opens": f"{hours.opens:%H:%M}", "closes": f"{hours.closes:%H:%M}"}
        yield raised("hours-order", sheet.path, sheet.line("hours", index, "closes"), **values)
