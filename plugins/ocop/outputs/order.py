"""In what order things stand in lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ocop.catalogue.assembled import Thing
from ocop.catalogue.brief import Brief
from ocop.catalogue.models import Facts, Kind, Words

from .edition import Edition
from .voice import Voice


def by_title(kind: Kind, voice: Voice) -> list[Brief]:
    """Give the things of a kind in the order of a Vietnamese dictionary, those that are gone last."""
    edition = voice.edition
    lang, default = voice.lang, edition.default_language
    return sorted(edition.briefs[kind].values(), key=lambda brief: (brief.gone, brief.order(lang, default), brief.slug))


def products_for_buyers(voice: Voice) -> Sequence[Brief]:
    """Give products with a rank first (higher first), then by title; gone ones last."""
    return voice.edition.shared(("products for buyers", voice.lang), lambda: tuple(_for_buyers(voice)))


def ranks_of(voice: Voice) -> Mapping[str, int]:
    """Give the number of each product in the order for buyers, by key.

    Pages of lists that begin with near ones show near ones (`Late.near`).
    """
    products = products_for_buyers(voice)
    return voice.edition.shared(("ranks", voice.lang), lambda: {brief.key: number for number, brief in enumerate(products, 1)})


def turns_of(edition: Edition) -> Mapping[str, int]:
    """Give by key the number of each product and producer among those whose own pages are made after the lists (`Late.near`).

    Products of one producer come one after another, and it beside them, since their pages show each other.
    """
    return edition.shared(("turns",), lambda: _turns(edition.briefs[Kind.PRODUCT]))


def _turns(products: Mapping[str, Brief]) -> dict[str, int]:
    pairs = sorted((brief.offer.producer if brief.offer else "", slug) for slug, brief in products.items())
    turns: dict[str, int] = {}
    for number, (producer, slug) in enumerate(pairs, len(pairs) + 1):
        turns[f"{Kind.PRODUCT.value}/{slug}"] = turns[f"{Kind.PRODUCER.value}/{producer}"] = number
    return turns


def _for_buyers(voice: Voice) -> list[Brief]:
    edition = voice.edition
    lang, default = voice.lang, edition.default_language

    def order(product: Brief) -> tuple[bool, int, bytes, str]:
        stars = product.offer.stars if product.offer else 0
        return product.gone, -stars, product.order(lang, default), product.slug

    return sorted(edition.briefs[Kind.PRODUCT].values(), key=order)


def with_rank(products: Sequence[Brief]) -> list[Brief]:
    """Give those that have a rank today and are still offered, in their order."""
    return [product for product in products if not product.gone and product.offer and product.offer.stars]


def newest(things: Mapping[str, Brief]) -> list[Brief]:
    """Give dated things, such as stories and news, newest first."""
    return sorted(things.values(), key=lambda brief: (brief.day, brief.slug), reverse=True)


def newest_check(things: Iterable[Thing[Facts, Words]]) -> str:
    """Give the newest ISO day on which one of the things was checked; "" for none."""
    return _newest([thing.facts.verified for thing in things])


def newest_check_of(briefs: Iterable[Brief]) -> str:
    """Give the same of things in short."""
    return _newest([brief.verified for brief in briefs])


def _newest(days: Iterable[date]) -> str:
    newest = max(days, default=None)
    return newest.isoformat() if newest else ""
