"""What a thing names: other things, units, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ocop.catalogue.lists import Unit
from ocop.catalogue.models import (
    EventFacts,
    Facts,
    Kind,
    NewsFacts,
    PlaceFacts,
    ProducerFacts,
    ProductFacts,
    RouteFacts,
    StoryFacts,
)
from ocop.catalogue.problem import Problem
from ocop.catalogue.units import present_unit

from ..bundle import Bundle, Sheet
from ..names import former_unit, thing_meant, unit_problem
from ..raised import closest, raised
from ..schema import field_name
from ..tree import Location
from ..whole import Whole

_STORY_ABOUT: Final = (Kind.PRODUCT, Kind.PLACE)
_STOPS: Final = (Kind.PLACE, Kind.PRODUCER, Kind.PRODUCT)
_SLUGS: Final[Mapping[str, Kind]] = {"producer": Kind.PRODUCER, "displayed_at": Kind.PLACE, "visit_at": Kind.PLACE}


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give a problem for each name that leads nowhere."""
    sheet = bundle.sheets.get(whole.frame.default_language)
    facts = bundle.facts
    if sheet is None or facts is None:
        return
    yield from _sources(facts, sheet)
    if isinstance(facts, ProductFacts):
        for field, kind in _SLUGS.items():
            yield from _slugs(facts, field, kind, sheet, whole)
    if isinstance(facts, StoryFacts):
        yield from _about(facts.about, ("about",), _STORY_ABOUT, sheet, whole)
    if isinstance(facts, NewsFacts):
        for index, about in enumerate(facts.about):
            yield from _about(about, ("about", index), tuple(Kind), sheet, whole)
    if isinstance(facts, RouteFacts):
        for index, stop in enumerate(facts.stops):
            yield from _about(stop.at, ("stops", index, "at"), _STOPS, sheet, whole)
    if isinstance(facts, EventFacts):
        yield from _event(facts, sheet, whole)
    if isinstance(facts, ProductFacts | ProducerFacts | PlaceFacts) and whole.units is not None:
        yield from _units(facts, sheet, whole, whole.units)


def _sources(facts: Facts, sheet: Sheet) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, source in enumerate(facts.sources):
        if first.setdefault(source.key, index) != index:
            line, other = (sheet.line("sources", place, "key") for place in (index, first[source.key]))
            yield raised("source-duplicate", sheet.path, line, found=source.key, first=str(other))
    if not isinstance(facts, ProductFacts):
        return
    named: list[tuple[Location, str]] = [
        (("recognitions", index, "source"), recognition.source) for index, recognition in enumerate(facts.recognitions)
    ]
    if facts.dossier is not None:
        named.append((("dossier", "source"), facts.dossier.source))
    for location, key in named:
        if key not in first:
            values = {"field": field_name(location), "found": key, "suggestion": closest(key, first)}
            yield raised("source-unknown", sheet.path, sheet.line(*location), **values)


def _slugs(facts: ProductFacts, field: str, kind: Kind, sheet: Sheet, whole: Whole) -> Iterator[Problem]:
    value: str | tuple[str, ...] = getattr(facts, field)
    single = isinstance(value, str)
    for index, slug in enumerate((value,) if isinstance(value, str) else value):
        if not whole.has(key := f"{kind}/{slug}"):
            location: Location = (field,) if single else (field, index)
            yield _unknown(key, closest(slug, whole.slugs(kind)), location, sheet, whole)


def _about(about: str, location: Location, kinds: tuple[Kind, ...], sheet: Sheet, whole: Whole) -> Iterator[Problem]:
    kind, slash, slug = about.partition("/")
    allowed = {one.value for one in kinds}
    if not slash or not slug or "/" in slug or kind not in allowed:
        values = {"field": field_name(location), "found": about, "allowed": ", ".join(one.value for one in kinds)}
        bare = closest(about, {key.partition("/")[2]: key for key in whole.keys(kinds)}, 0.8)
        near = next((key for key in whole.keys(kinds) if key.endswith(f"/{bare}")), "") if bare else ""
        values |= {"suggestion": near or thing_meant(about, kinds, whole)}
        yield raised("about-form", sheet.path, sheet.line(*location), **values)
    elif not whole.has(about):
        yield _unknown(about, closest(about, whole.keys(kinds)), location, sheet, whole)


def _event(facts: EventFacts, sheet: Sheet, whole: Whole) -> Iterator[Problem]:
    if facts.at is not None:
        yield from _about(facts.at, ("at",), (Kind.PLACE, Kind.PRODUCER), sheet, whole)
    for index, about in enumerate(facts.about):
        yield from _about(about, ("about", index), _STOPS, sheet, whole)
    unit = whole.units.get(facts.unit) if whole.units is not None and facts.unit is not None else None
    if unit is not None and unit.valid_to is not None and whole.units is not None:
        yield former_unit("unit", unit.slug, unit, sheet.path, sheet.line("unit"), whole.units)
    elif unit is None and facts.unit is not None and whole.units is not None:
        yield unit_problem("unit", facts.unit, sheet.path, sheet.line("unit"), whole)


def _unknown(key: str, suggestion: str, location: Location, sheet: Sheet, whole: Whole) -> Problem:
    kind, _, slug = key.partition("/")
    values = {
        "field": field_name(location),
        "found": slug,
        "where": f"content/{kind}/",
        "suggestion": suggestion,
        "facts_file": whole.frame.facts_file,
    }
    return raised("reference-unknown", sheet.path, sheet.line(*location), **values)


def _units(
    facts: ProductFacts | ProducerFacts | PlaceFacts, sheet: Sheet, whole: Whole, units: Mapping[str, Unit]
) -> Iterator[Problem]:
    places: list[tuple[Location, str | None]] = [(("unit",), facts.unit), (("former_unit",), facts.former_unit)]
    if isinstance(facts, PlaceFacts):
        places += [(("units", index), slug) for index, slug in enumerate(facts.units)]
        places += [(("former_units", index), slug) for index, slug in enumerate(facts.former_units)]
    for location, slug in places:
        if slug is None:
            continue
        unit = units.get(slug)
        if unit is not None and unit.valid_to is None and location == ("unit",):
            continue  # Nearly always.
        line = sheet.line(*location)
        name = field_name(location)
        if unit is None:
            yield unit_problem(name, slug, sheet.path, line, whole)
        elif location[0] == "former_units" and unit.valid_to is None:
            yield raised("unit-not-former", sheet.path, line, found=unit.slug)
        elif location == ("former_unit",):
            yield from _former(unit, facts, sheet, line, units)
        elif unit.valid_to is not None and location[0] != "former_units":
            yield former_unit(name, slug, unit, sheet.path, line, units)


def _former(
    unit: Unit, facts: ProductFacts | ProducerFacts | PlaceFacts, sheet: Sheet, line: int, units: Mapping[str, Unit]
) -> Iterator[Problem]:
    if unit.valid_to is None:
        yield raised("unit-not-former", sheet.path, line, found=unit.slug)
        return
    successor = _present(units, unit.slug)
    present = units.get(facts.unit) if facts.unit is not None else None
    if present is not None and present.valid_to is None and successor and successor != present.slug:
        values = {"found": unit.slug, "successor": successor, "unit": present.slug}
        yield raised("unit-mismatch", sheet.path, line, **values)


def _present(units: Mapping[str, Unit], slug: str) -> str:
    try:
        return present_unit(units, slug).slug
    except (KeyError, ValueError):
        return ""  # Told where the list is read.
