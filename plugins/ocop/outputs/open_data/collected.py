"""All records of an edition, made once, with the JSON of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ocop.catalogue.models import Kind

from ..edition import Edition
from . import records
from .making import place_record, producer_record, product_record

KINDS: Final[Mapping[Kind, str]] = {Kind.PRODUCT: "product", Kind.PRODUCER: "producer", Kind.PLACE: "place"}
"""The kinds that have records, in the order in which they are listed, and the name of a record's schema."""


@dataclass(frozen=True, slots=True)
class Collected:
    """The records of each kind by id, and every recognition of the products."""

    named: Mapping[Kind, tuple[records.Named, ...]]
    recognitions: tuple[records.RecognitionRecord, ...]

    def of(self, table: str) -> tuple[records.Record, ...]:
        """Give the records of a table."""
        return self.recognitions if table == "recognitions" else self.named[Kind(table)]

    def newest_check(self, table: str) -> str:
        """Give the ISO day on which a record of the table was last checked; "" for an empty one."""
        named = self.named[Kind.PRODUCT if table == "recognitions" else Kind(table)]
        return max((record.verified.isoformat() for record in named), default="")


def collect(edition: Edition) -> Collected:
    """Make the records of everything that is published; drafts have none, on any machine."""
    catalogue = edition.catalogue
    products = [product_record(thing, edition) for thing in catalogue.products.values() if not thing.facts.draft]
    named: dict[Kind, tuple[records.Named, ...]] = {
        Kind.PRODUCT: _in_order(products),
        Kind.PRODUCER: _in_order(
            producer_record(thing, edition) for thing in catalogue.producers.values() if not thing.facts.draft
        ),
        Kind.PLACE: _in_order(place_record(thing, edition) for thing in catalogue.places.values() if not thing.facts.draft),
    }
    found = (item for record in products for item in record.recognitions)
    return Collected(named, tuple(sorted(found, key=lambda item: item.id)))


def _in_order(found: Iterable[records.Named]) -> tuple[records.Named, ...]:
    return tuple(sorted(found, key=lambda record: record.id))
