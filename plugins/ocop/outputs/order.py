"""In what order things stand in lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ocop import text
from ocop.catalogue.assembled import Product, Thing
from ocop.catalogue.models import Facts, Words

from .statuses import derived_status
from .voice import Voice


def by_title(things: Mapping[str, Thing[Facts, Words]], voice: Voice) -> list[Thing[Facts, Words]]:
    """Give things in the order of a Vietnamese dictionary, those that are gone last."""
    edition = voice.edition
    return sorted(
        things.values(),
        key=lambda thing: (thing.facts.gone is not None, text.sort_key(edition.words(thing, voice.lang)[0].title), thing.slug),
    )


def products_for_buyers(voice: Voice) -> list[Product]:
    """Give products with a rank first (higher first), then by title; gone ones last."""

    def order(product: Product) -> tuple[bool, int, object, str]:
        stars = derived_status(product, voice).stars or 0
        title = voice.edition.words(product, voice.lang)[0].title
        return product.facts.gone is not None, -stars, text.sort_key(title), product.slug

    return sorted(voice.edition.catalogue.products.values(), key=order)


def with_rank(products: Sequence[Product], voice: Voice) -> list[Product]:
    """Give those that have a rank today and are still offered, in their order."""
    return [product for product in products if product.facts.gone is None and derived_status(product, voice).stars]


def newest(things: Mapping[str, Thing[Facts, Words]]) -> list[Thing[Facts, Words]]:
    """Give dated things, such as stories and news, newest first."""
    return sorted(
        things.values(), key=lambda thing: (getattr(thing.facts, "date", thing.facts.verified), thing.slug), reverse=True
    )


def newest_check(things: Iterable[Thing[Facts, Words]]) -> str:
    """Give the newest ISO day on which one of the things was checked; "" for none."""
    return max((thing.facts.verified.isoformat() for thing in things), default="")
