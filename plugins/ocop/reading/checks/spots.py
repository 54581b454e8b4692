"""Things that stand on one spot: a copied position is a slip, two tenants of one house are not."""

from __future__ import annotations

from collections.abc import Iterator

from ocop.catalogue.models import Kind, PlaceFacts, ProductFacts
from ocop.catalogue.problem import Problem

from ..bundle import Bundle
from ..raised import raised
from ..whole import Whole

_DIGITS = 5
"""Decimals of a degree that are compared: about a metre."""


def check(whole: Whole) -> Iterator[Problem]:
    """Give a warning for each place or visit whose position is also that of an earlier one with another address."""
    first: dict[tuple[float, float], Bundle] = {}
    for kind in (Kind.PLACE, Kind.PRODUCT):
        for _, bundle in sorted(whole.bundles.get(kind, {}).items()):
            facts = bundle.facts
            sheet = bundle.sheets.get(whole.frame.default_language)
            if sheet is None or not isinstance(facts, PlaceFacts | ProductFacts) or facts.position is None:
                continue
            spot = round(facts.position.lat, _DIGITS), round(facts.position.lon, _DIGITS)
            other = first.setdefault(spot, bundle)
            if other is not bundle and not _together(bundle, other):
                found = f"{facts.position.lat}, {facts.position.lon}"
                yield raised("position-shared", sheet.path, sheet.line("position"), found=found, other=other.key)


def _together(one: Bundle, other: Bundle) -> bool:
    # A visit and the place it leads to are one spot; so are two places of one address.
    if one.kind is not other.kind:
        product = one if one.kind is Kind.PRODUCT else other
        place = other if product is one else one
        facts = product.facts
        named = (*facts.visit_at, *facts.displayed_at) if isinstance(facts, ProductFacts) else ()
        return place.slug in named or product.slug == place.slug
    if isinstance(one.facts, PlaceFacts) and isinstance(other.facts, PlaceFacts):
        return one.facts.address is not None and one.facts.address == other.facts.address
    return False
