"""Things that stand on one spot: a copied position is a slip, two tenants of one house are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ocop.catalogue.models import Kind, PlaceFacts, ProductFacts
from ocop.catalogue.problem import Problem

from ..bundle import Bundle
from ..raised import raised
from ..whole import Whole

_DIGITS = 5
"""Decimals of a degree that are compared: about a metre."""


class Row(NamedTuple):
    """A position, where it was typed, and whom it may be shared with: `near` are slugs of places, `address` that of a place."""

    lat: float
    lon: float
    kind: str
    slug: str
    path: str
    line: int
    near: tuple[str, ...]
    address: str | None


def gather(bundle: Bundle, whole: Whole) -> Iterator[Row]:
    """Give the position of a place or of a visit."""
    facts = bundle.facts
    sheet = bundle.sheets.get(whole.frame.default_language)
    if sheet is None or not isinstance(facts, PlaceFacts | ProductFacts) or facts.position is None:
        return
    near = (*facts.visit_at, *facts.displayed_at) if isinstance(facts, ProductFacts) else ()
    address = facts.address if isinstance(facts, PlaceFacts) else None
    where = (bundle.kind.value, bundle.slug, sheet.path, sheet.line("position"))
    yield Row(facts.position.lat, facts.position.lon, *where, near, address)


def compare(rows: Sequence[tuple[str, tuple[Any, ...]]], whole: Whole) -> Iterator[Problem]:
    """Give a warning for each place or visit whose position is also that of an earlier one with another address."""
    del whole
    first: dict[tuple[float, float], Row] = {}
    for row in sorted((Row._make(row) for _, row in rows), key=lambda row: row.kind != Kind.PLACE.value):
        other = first.setdefault((round(row.lat, _DIGITS), round(row.lon, _DIGITS)), row)
        if other is not row and not _together(row, other):
            key = f"{other.kind}/{other.slug}"
            yield raised("position-shared", row.path, row.line, found=f"{row.lat}, {row.lon}", other=key)


def _together(one: Row, other: Row) -> bool:
    # A visit and the place it leads to are one spot; so are two places of one address.
    if one.kind != other.kind:
        product, place = (one, other) if one.kind == Kind.PRODUCT.value else (other, one)
        return place.slug in product.near or product.slug == place.slug
    return one.address is not None and one.address == other.address
