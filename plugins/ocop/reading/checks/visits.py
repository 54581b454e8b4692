"""What a traveller relies on: where it is and when it is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ocop.catalogue.models import Hours, PlaceFacts, ProductFacts
from ocop.catalogue.problem import Problem

from ..bundle import Bundle, Sheet
from ..raised import raised
from ..schema import field_name
from ..whole import Whole

# The nine units of the former city, with a margin (ocop.md §2).
_LATITUDES: Final = (10.26, 10.39)
_LONGITUDES: Final = (105.66, 105.79)
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


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


def _inside(lat: float, lon: float) -> bool:
    return _LATITUDES[0] <= lat <= _LATITUDES[1] and _LONGITUDES[0] <= lon <= _LONGITUDES[1]


def _hours(hours: Hours, sheet: Sheet, index: int) -> Iterator[Problem]:
    first, dash, last = hours.days.partition("-")
    known = first in _DAYS and (not dash or (last in _DAYS and _DAYS.index(first) < _DAYS.index(last)))
    if not known:
        yield raised("hours-days-form", sheet.path, sheet.line("hours", index, "days"), found=hours.days)
    if (hours.opens is None) != (hours.closes is None):
        missing = field_name(("hours", index, "opens" if hours.opens is None else "closes"))
        yield raised("hours-incomplete", sheet.path, sheet.line("hours", index), field=missing)
    elif hours.opens is not None and hours.closes is not None and hours.closes <= hours.opens:
        values = {"opens": f"{hours.opens:%H:%M}", "closes": f"{hours.closes:%H:%M}"}
        yield raised("hours-order", sheet.path, sheet.line("hours", index, "closes"), **values)
