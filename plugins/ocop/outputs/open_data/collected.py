"""What the files say of each thing, in each of their forms: made once for a thing, and kept while it stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from pydantic_core import to_json

from ocop.catalogue.models import Kind

from ..edition import Edition
from ..order import newest_check_of
from . import records
from .forms import csv_line, feature
from .making import place_record, producer_record, product_record
from .schemas import schema_address
from .tables import Table, row, tables

KINDS: Final[Mapping[Kind, str]] = {Kind.PRODUCT: "product", Kind.PRODUCER: "producer", Kind.PLACE: "place"}
"""The kinds that have records, in the order in which they are listed, and the name of a record's schema."""
RECOGNITIONS: Final = "recognitions"
PART: Final = "said"
"""The name under which it is kept, with the key of its thing."""


class Form(NamedTuple):
    """How records of one kind are written: the beginning of their JSON, which is the address of its schema, and their table."""

    head: bytes
    table: Table


class Lines(NamedTuple):
    """A record in the forms of the tables: JSON, a line of CSV, and of what has a position a feature of GeoJSON.

    All in UTF-8, which takes half the memory of text in Vietnamese letters.
    """

    id: str
    json: bytes
    csv: bytes
    feature: bytes


class Said(NamedTuple):
    """All that is said of a thing: its own record, how the list of its kind has it, and the recognitions of a product."""

    lines: Lines
    brief: bytes
    recognitions: tuple[Lines, ...]


def slugs(kind: Kind, edition: Edition) -> tuple[str, ...]:
    """Give the things of a kind that have records, in their order; drafts have none, on any machine."""
    return tuple(sorted(slug for slug, brief in edition.briefs[kind].items() if not brief.draft))


def said(kind: Kind, slug: str, edition: Edition) -> Said:
    """Give what is said of a thing."""
    return edition.kept((PART, f"{kind.value}/{slug}"), lambda: _said(kind, slug, edition))


def said_of(key: str, edition: Edition) -> Said:
    """Give what is said of a thing, made now."""
    kind, _, slug = key.partition("/")
    return _said(Kind(kind), slug, edition)


def lines_of(table: str, edition: Edition) -> tuple[Lines, ...]:
    """Give the lines of a table."""
    return edition.shared(("lines", table), lambda: _lines_of(table, edition))


def _lines_of(table: str, edition: Edition) -> tuple[Lines, ...]:
    if table == RECOGNITIONS:
        products = (said(Kind.PRODUCT, slug, edition) for slug in slugs(Kind.PRODUCT, edition))
        return tuple(sorted((lines for one in products for lines in one.recognitions), key=lambda lines: lines.id))
    kind = Kind(table)
    return tuple(said(kind, slug, edition).lines for slug in slugs(kind, edition))


def kind_of(table: str) -> Kind:
    """Give the kind of the things that a table is about."""
    return Kind.PRODUCT if table == RECOGNITIONS else Kind(table)


def newest_check(table: str, edition: Edition) -> str:
    """Give the ISO day on which a record of the table was last checked; "" for an empty one."""
    return newest_check_of(brief for brief in edition.briefs[kind_of(table)].values() if not brief.draft)


def _said(kind: Kind, slug: str, edition: Edition) -> Said:
    forms: Mapping[str, Form] = edition.shared(("forms of records",), lambda: _forms(edition))
    thing: Any = edition.things[f"{kind.value}/{slug}"]
    record: records.Named
    if kind is Kind.PRODUCT:
        record = product_record(thing, edition)
        found: Iterable[records.RecognitionRecord] = record.recognitions
    else:
        record = producer_record(thing, edition) if kind is Kind.PRODUCER else place_record(thing, edition)
        found = ()
    return Said(
        _lines(record, forms[kind.value]),
        to_json(_brief(record)),
        tuple(_lines(one, forms[RECOGNITIONS]) for one in found),
    )


def _forms(edition: Edition) -> dict[str, Form]:
    schemas = {RECOGNITIONS: "recognition"} | {kind.value: name for kind, name in KINDS.items()}
    addresses = {name: schema_address(schema, edition) for name, schema in schemas.items()}
    return {table.name: Form(b'{"$schema":%s,' % to_json(addresses[table.name]), table) for table in tables(edition.languages)}


def _lines(record: Any, form: Form) -> Lines:
    cells = row(form.table, record)
    return Lines(
        record.id,
        form.head + to_json(record).removeprefix(b"{"),
        csv_line(form.table, cells),
        feature(cells) if form.table.positioned else b"",
    )


def _brief(record: records.Named) -> dict[str, Any]:
    brief: dict[str, Any] = {"id": record.id, "api": record.api, "title": record.title, "verified": record.verified.isoformat()}
    if isinstance(record, records.ProductRecord):
        until = record.status.until
        brief["status"] = record.status.kind
        brief["stars"] = record.status.stars
        brief["until"] = until.isoformat() if until else None
    return brief
