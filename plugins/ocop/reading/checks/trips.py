"""Whether one can follow routes and events as they are written.

A route is judged against the opening hours of its stops only as far as it says when it starts and how long everything takes;
nothing is assumed for minutes that nobody measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from typing import Final

from ocop.catalogue.models import EventFacts, Facts, Hours, PlaceFacts, ProductFacts, RouteFacts, RouteWords, Stop
from ocop.catalogue.problem import Problem

from ..bundle import Bundle, Sheet
from ..raised import closest, raised
from ..schema import field_name
from ..whole import Whole

LONGEST: Final = {"half-day": 300, "one-day": 720}
"""Minutes that a route of each length may take: a morning, and a day that begins and ends in daylight."""
LONGEST_EVENT: Final = 60
_FEWEST_STOPS: Final = 2
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOUR: Final = 60


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give the problems of a route or an event."""
    sheet = bundle.sheets.get(whole.frame.default_language)
    if sheet is None:
        return
    if isinstance(bundle.facts, RouteFacts):
        yield from _route(bundle.facts, sheet, whole)
        yield from _notes(bundle, bundle.facts)
    if isinstance(bundle.facts, EventFacts):
        yield from _event(bundle.facts, sheet)


def _route(route: RouteFacts, sheet: Sheet, whole: Whole) -> Iterator[Problem]:
    if len(route.stops) < _FEWEST_STOPS:
        yield raised("route-too-short", sheet.path, sheet.line("stops"), found=str(len(route.stops)))
        return
    stops = [whole.facts_of(stop.at) for stop in route.stops]
    if route.gone is not None:
        return
    for index, (stop, facts) in enumerate(zip(route.stops, stops, strict=True)):
        if facts is not None and facts.gone is not None:
            location = ("stops", index, "at")
            values = {"field": field_name(location), "found": stop.at, "gone": facts.gone.isoformat()}
            yield raised("route-stop-gone", sheet.path, sheet.line(*location), **values)
    long = sum((stop.minutes or 0) + (stop.stay or 0) for stop in route.stops)
    if long > LONGEST[route.length]:
        yield raised("route-too-long", sheet.path, sheet.line("length"), length=route.length, found=str(long))
    yield from _openings(route, [_hours(facts) for facts in stops], sheet)


def _openings(route: RouteFacts, hours: Sequence[tuple[Hours, ...]], sheet: Sheet) -> Iterator[Problem]:
    shared = set(_DAYS)
    closed = False
    for index, (span, rows) in enumerate(zip(_spans(route), hours, strict=True)):
        if not rows:
            continue  # Nobody documented when it is open: nothing to hold the route against.
        days = {day for row in rows if row.opens is not None for day in _days(row.days)}
        if span is not None:
            days = {day for row in rows if _covers(row, span) for day in _days(row.days)}
            if not days:
                closed = True
                location = ("stops", index)
                values = {"field": field_name(location), "found": route.stops[index].at}
                values |= {"arrival": _clock(span[0]), "departure": _clock(span[1])}
                yield raised("route-closed", sheet.path, sheet.line(*location), **values)
        shared &= days
    if not shared and not closed:
        asked = ", ".join(stop.at for stop, rows in zip(route.stops, hours, strict=True) if rows)
        yield raised("route-no-day", sheet.path, sheet.line("stops"), found=asked)


def _spans(route: RouteFacts) -> Iterator[tuple[int, int] | None]:
    """Give for each stop the minutes after midnight of coming and going, None from the first unknown time on."""
    now = None if route.starts is None else _minutes(route.starts)
    for index, stop in enumerate(route.stops):
        if index and now is not None:
            now = None if stop.minutes is None else now + stop.minutes
        if now is None:
            yield None
            continue
        yield now, now + (stop.stay or 0)
        now = None if stop.stay is None else now + stop.stay


def _covers(row: Hours, span: tuple[int, int]) -> bool:
    if row.opens is None or row.closes is None:
        return False
    return _minutes(row.opens) <= span[0] and span[1] <= _minutes(row.closes)


def _days(typed: str) -> tuple[str, ...]:
    first, dash, last = typed.partition("-")
    if first not in _DAYS or (dash and last not in _DAYS):
        return _DAYS  # Told where the hours are typed.
    return _DAYS[_DAYS.index(first) : _DAYS.index(last if dash else first) + 1]


def _minutes(clock: time) -> int:
    return clock.hour * _HOUR + clock.minute


def _clock(minutes: int) -> str:
    return f"{minutes // _HOUR:02}:{minutes % _HOUR:02}"


def _hours(facts: Facts | None) -> tuple[Hours, ...]:
    return facts.hours if isinstance(facts, PlaceFacts | ProductFacts) else ()


def _notes(bundle: Bundle, route: RouteFacts) -> Iterator[Problem]:
    stops: tuple[Stop, ...] = route.stops
    known = {stop.at for stop in stops}
    for language, words in bundle.words.items():
        for key in words.notes if isinstance(words, RouteWords) else ():
            if key not in known:
                sheet = bundle.sheets[language]
                line = sheet.line("notes", key)
                yield raised("route-note-unknown", sheet.path, line, found=key, suggestion=closest(key, known))


def _event(event: EventFacts, sheet: Sheet) -> Iterator[Problem]:
    if event.ends < event.starts:
        values = {"found": event.ends.isoformat(), "start": event.starts.isoformat()}
        yield raised("event-order", sheet.path, sheet.line("ends"), **values)
    elif (event.ends - event.starts).days >= LONGEST_EVENT:
        yield raised("event-long", sheet.path, sheet.line("ends"), found=str((event.ends - event.starts).days + 1))
    if (event.opens is None) != (event.closes is None):
        typed = "opens" if event.opens is not None else "closes"
        yield raised("event-hours", sheet.path, sheet.line(typed), found=typed)
    elif event.opens is not None and event.closes is not None and event.closes <= event.opens:
        yield raised("event-hours", sheet.path, sheet.line("closes"), found=f"{event.opens:%H:%M}–{event.closes:%H:%M}")
