"""Days of things that have happened cannot lie ahead; years have bounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ocop.catalogue.fields import FIRST_OCOP_DAY
from ocop.catalogue.models import Facts, PlaceFacts, ProducerFacts, ProductFacts
from ocop.catalogue.problem import Problem

from ..bundle import Bundle
from ..raised import raised
from ..schema import field_name
from ..tree import Location
from ..whole import Whole

_OLDEST_FIRM = 1800


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give a problem for each day after today that can only be in the past, and each year that cannot be meant."""
    sheet = bundle.sheets.get(whole.frame.default_language)
    if sheet is None or bundle.facts is None:
        return
    for location, day in _past(bundle.facts):
        if day is not None and day > whole.today:
            values = {"field": field_name(location), "found": day.isoformat(), "today": whole.today.isoformat()}
            yield raised("date-future", sheet.path, sheet.line(*location), **values)
    for location, year, earliest in _years(bundle.facts):
        if not earliest <= year <= whole.today.year:
            values = {"field": field_name(location), "found": str(year), "allowed": f"{earliest}–{whole.today.year}"}
            yield raised("year-unlikely", sheet.path, sheet.line(*location), **values)


def _past(facts: Facts) -> Iterator[tuple[Location, date | None]]:
    yield ("verified",), facts.verified
    yield from ((("sources", index, "date"), source.date) for index, source in enumerate(facts.sources))
    yield from ((("photos", index, "date"), photo.date) for index, photo in enumerate(facts.photos))
    if isinstance(facts, ProductFacts):
        for index, recognition in enumerate(facts.recognitions):
            yield ("recognitions", index, "date"), recognition.date
            if recognition.revocation is not None:
                yield ("recognitions", index, "revocation", "date"), recognition.revocation.date
    if isinstance(facts, ProductFacts | PlaceFacts):
        yield from ((("prices", index, "date"), price.date) for index, price in enumerate(facts.prices))
    if isinstance(facts, ProducerFacts | PlaceFacts):
        yield from ((("phones", index, "consent"), phone.consent) for index, phone in enumerate(facts.phones))


def _years(facts: Facts) -> Iterator[tuple[Location, int, int]]:
    if isinstance(facts, ProductFacts) and facts.dossier is not None:
        yield ("dossier", "year"), facts.dossier.year, FIRST_OCOP_DAY.year
    if isinstance(facts, ProducerFacts) and facts.founded is not None:
        yield ("founded",), facts.founded, _OLDEST_FIRM
