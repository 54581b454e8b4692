"""What happened in a span of days, and what held on one of them: counts of recognitions, never of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ocop.catalogue.assembled import Catalogue, Product
from ocop.catalogue.models import Recognition, RecognitionKind
from ocop.catalogue.status import PublicStatus, current_recognition, status_on
from ocop.catalogue.validity import end_of
from ocop.text import sort_key


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a report, both included, and the day on which what is known ends. Nothing after `as_of` is counted."""

    first: date
    last: date
    as_of: date

    @property
    def counted_to(self) -> date:
        """The last day that is counted."""
        return min(self.last, self.as_of)

    def holds(self, day: date) -> bool:
        """Whether a day is of the span and not after what is known."""
        return self.first <= day <= self.counted_to


@dataclass(frozen=True, slots=True)
class Event:
    """Something that befell a product's recognition on a day."""

    product: Product
    recognition: Recognition
    day: date


def recognised(catalogue: Catalogue, span: Span) -> tuple[Event, ...]:
    """Give each recognition whose decision is of the span."""
    return _events(catalogue, lambda one, _: one.date if span.holds(one.date) else None)


def expired(catalogue: Catalogue, span: Span) -> tuple[Event, ...]:
    """Give each recognition that ran out in the span (its extension included), not replaced and not revoked before."""

    def ran_out(one: Recognition, product: Product) -> date | None:
        end = end_of(one)
        if not span.holds(end):
            return None
        status = status_on(product.facts.recognitions, product.facts.dossier, end)
        return end if status.kind is PublicStatus.EXPIRED and status.recognition == one else None

    return _events(catalogue, ran_out)


def revoked(catalogue: Catalogue, span: Span) -> tuple[Event, ...]:
    """Give each recognition that was revoked in the span."""
    return _events(
        catalogue, lambda one, _: one.revocation.date if one.revocation and span.holds(one.revocation.date) else None
    )


def guided(catalogue: Catalogue, span: Span) -> tuple[tuple[Product, bool], ...]:
    """Give the products whose dossier is of a year of the span, and whether a decision has come since that year began."""
    years = range(span.first.year, span.counted_to.year + 1)
    found = []
    for product in _sorted(catalogue):
        dossier = product.facts.dossier
        if dossier is not None and dossier.year in years:
            newest = current_recognition(product.facts.recognitions, span.counted_to)
            found.append((product, newest is not None and newest.date >= date(dossier.year, 1, 1)))
    return tuple(found)


def holding(catalogue: Catalogue, day: date) -> tuple[tuple[Product, int], ...]:
    """Give the products that have stars on a day, with them; those that are gone by then left out."""
    found = []
    for product in _sorted(catalogue):
        facts = product.facts
        stars = status_on(facts.recognitions, facts.dossier, day).stars
        if stars is not None and not (facts.gone is not None and facts.gone <= day):
            found.append((product, stars))
    return tuple(found)


def by_kind(events: Iterable[Event]) -> Mapping[RecognitionKind | None, int]:
    """Count recognitions by how they came about; None: the page does not say."""
    counts: dict[RecognitionKind | None, int] = dict.fromkeys((*RecognitionKind, None), 0)
    for event in events:
        counts[event.recognition.kind] += 1
    return counts


def by_year(catalogue: Catalogue, span: Span, years: int = 6) -> Mapping[int, int]:
    """Count recognitions by the year of their decision: the last `years` years up to the day that is counted to."""
    last = span.counted_to.year
    counts = dict.fromkeys(range(last - years + 1, last + 1), 0)
    for product in catalogue.products.values():
        for one in product.facts.recognitions:
            if one.date.year in counts and one.date <= span.counted_to:
                counts[one.date.year] += 1
    return counts


def _events(catalogue: Catalogue, when: Callable[[Recognition, Product], date | None]) -> tuple[Event, ...]:
    found = [
        Event(product, one, day)
        for product in _sorted(catalogue)
        for one in product.facts.recognitions
        if (day := when(one, product)) is not None
    ]
    return tuple(sorted(found, key=lambda event: event.day))


def _sorted(catalogue: Catalogue) -> list[Product]:
    return sorted(catalogue.products.values(), key=lambda product: (sort_key(product.words["vi"].title), product.slug))
