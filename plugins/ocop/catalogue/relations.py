"""Who belongs to whom: each relation is typed once, on one side, and read here from the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from types import MappingProxyType
from typing import Final, TypeVar

from ocop.text import SortKey, sort_key

from .assembled import Catalogue, News, Product, Story, Thing
from .models import Facts, Language, Words

MOST_RELATED: Final = 6
"""How many products are suggested beside one."""

F = TypeVar("F", bound=Facts)
W = TypeVar("W", bound=Words)
AnyThing = TypeVar("AnyThing", bound=Thing[Facts, Words])


@dataclass(frozen=True, slots=True)
class Relations:
    """Every mapping has an entry, perhaps empty, for each thing it can be asked about; every tuple is in order of title."""

    products_of: Mapping[str, tuple[Product, ...]]
    """By slug of the producer."""
    stories_about: Mapping[str, tuple[Story, ...]]
    """By key of the thing, e.g. `places/lang-bot-sa-dec`."""
    news_about: Mapping[str, tuple[News, ...]]
    """By key of the thing."""
    displayed_at_place: Mapping[str, tuple[Product, ...]]
    """By slug of the place."""
    visits_at_place: Mapping[str, tuple[Product, ...]]
    """By slug of the place."""
    _related: Mapping[str, tuple[Product, ...]] = field(repr=False)

    def related(self, product_slug: str) -> tuple[Product, ...]:
        """Give at most six other products that a reader of this one may like. Raises KeyError for an unknown slug.

        Nearest come first into the choice: of the same producer, of the same set, shown at the same place, of the same group.
        Things that are gone are not suggested. The choice does not depend on stars or status, nor on the day.
        """
        return self._related[product_slug]


def relate(catalogue: Catalogue, language: Language = "vi") -> Relations:
    """Give the relations of a catalogue, in the order of the titles in `language` (its default language, which all have).

    A reference to a thing that is not there leads nowhere and is left out; the reader of the content reports it.
    """
    products = tuple(catalogue.products.values())
    keys = [thing.key for thing in catalogue.things()]

    def title(thing: Thing[F, W]) -> tuple[SortKey, str]:
        return sort_key(thing.words[language].title), thing.slug

    orders = {product.slug: title(product) for product in products}

    def in_order(product: Product) -> tuple[SortKey, str]:
        return orders[product.slug]

    return Relations(
        products_of=_by(catalogue.producers, products, lambda product: (product.facts.producer,), in_order),
        stories_about=_by(keys, catalogue.stories.values(), lambda story: (story.facts.about,), title),
        news_about=_by(keys, catalogue.news.values(), lambda news: news.facts.about, title),
        displayed_at_place=_by(catalogue.places, products, lambda product: product.facts.displayed_at, in_order),
        visits_at_place=_by(catalogue.places, products, lambda product: product.facts.visit_at, in_order),
        _related=_relatives(products, in_order),
    )


def _by(
    keys: Iterable[str],
    things: Iterable[AnyThing],
    pointed_at: Callable[[AnyThing], Iterable[str]],
    order: Callable[[AnyThing], tuple[SortKey, str]],
) -> Mapping[str, tuple[AnyThing, ...]]:
    found: dict[str, list[AnyThing]] = {key: [] for key in keys}
    for thing in sorted(things, key=order):
        for key in dict.fromkeys(pointed_at(thing)):
            if key in found:
                found[key].append(thing)
    return MappingProxyType({key: tuple(pointing) for key, pointing in found.items()})


def _relatives(
    products: tuple[Product, ...], order: Callable[[Product], tuple[SortKey, str]]
) -> Mapping[str, tuple[Product, ...]]:
    # An index over what products share: comparing each with each would take seconds for a whole province.
    sharing: dict[str, list[int]] = {}
    ordered = sorted(products, key=order)
    for index, product in enumerate(ordered):
        if product.facts.gone is None:
            for tie in _ties(product):
                sharing.setdefault(tie, []).append(index)
    chosen: dict[str, tuple[Product, ...]] = {}
    for index, product in enumerate(ordered):
        nearness: Counter[int] = Counter()
        for tie, weight in _ties(product).items():
            for other in sharing.get(tie, ()):
                nearness[other] += weight
        del nearness[index]
        chosen[product.slug] = tuple(ordered[other] for other in sorted(_nearest(nearness)))
    return MappingProxyType(chosen)


def _nearest(nearness: Counter[int]) -> list[int]:
    return nsmallest(MOST_RELATED, nearness, key=lambda other: (-nearness[other], other))


def _ties(product: Product) -> dict[str, int]:
    """Give what a product may share with others and how near that brings them."""
    facts = product.facts
    ties = {f"producer {facts.producer}": 8, f"group {facts.group}": 1}
    if facts.set is not None:
        ties[f"set {facts.set}"] = 4
    return ties | {f"place {place}": 2 for place in (*facts.displayed_at, *facts.visit_at)}
