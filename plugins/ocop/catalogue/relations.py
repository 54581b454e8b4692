"""Who belongs to whom: each relation is typed once, on one side, and read here from the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import islice
from types import MappingProxyType
from typing import Final, TypeVar

from ocop.text import SortKey, sort_key

from .assembled import Catalogue, News, Product, Story, Thing
from .mentions import named_in
from .models import Facts, Group, Language, Words

MOST_RELATED: Final = 6
"""How many products are suggested beside one."""
SAME_PRODUCER: Final = 8
SAME_SET: Final = 4
SAME_PLACE: Final = 2
"""For each place where both are shown or can be visited."""
SAME_STORY: Final = 2
"""For each story that is about or names both."""
SAME_ROUTE: Final = 2
"""For each route that leads past both."""
SAME_GROUP: Final = 1
"""What two products share brings them so near; the sum is the score (docs/related.md)."""

F = TypeVar("F", bound=Facts)
W = TypeVar("W", bound=Words)
AnyThing = TypeVar("AnyThing", bound=Thing[Facts, Words])


@dataclass(frozen=True, slots=True)
class Relations:
    """Every mapping has an entry, perhaps empty, for each thing it can be asked about, its tuple in order of title."""

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
        """Give at most six other products that a reader of this one may like, nearest first. KeyError for an unknown slug.

        The score is a sum over what they share: producer, set, places, stories, routes, group (`SAME_PRODUCER`, …); of equals
        the first by title. Things that are gone are not suggested. Neither stars nor status nor the day take part.
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
        _related=_relatives(catalogue, products, in_order),
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
    catalogue: Catalogue, products: tuple[Product, ...], order: Callable[[Product], tuple[SortKey, str]]
) -> Mapping[str, tuple[Product, ...]]:
    # An index over what products share: comparing each with each would take minutes for a whole province.
    told, passed = _told_together(catalogue), _passed_together(catalogue)
    ordered = sorted(products, key=order)
    ties = [_ties(product, told, passed) for product in ordered]
    offered = [index for index, product in enumerate(ordered) if product.facts.gone is None]
    sharing: dict[str, list[int]] = {}
    alike: dict[tuple[object, ...], list[int]] = {}
    for index in offered:
        facts = ordered[index].facts
        for kin in _kin(facts.set, facts.group):
            alike.setdefault(kin, []).append(index)
        for tie in ties[index]:
            sharing.setdefault(tie, []).append(index)
    chosen: dict[str, tuple[Product, ...]] = {}
    for index, product in enumerate(ordered):
        nearness: Counter[int] = Counter()
        for tie, weight in ties[index].items():
            for other in sharing.get(tie, ()):
                nearness[other] += weight
        facts = product.facts
        kinds = _kin(facts.set, facts.group)
        for other in nearness:
            theirs = ordered[other].facts
            nearness[other] += SAME_GROUP * (theirs.group == facts.group)
            nearness[other] += SAME_SET * (facts.set is not None and theirs.set == facts.set)
        # Thousands may share set or group and nothing else. They are alike and come in order of title, so that a look at the
        # first few is enough.
        enough = len(nearness) + MOST_RELATED + 1
        for kin, score in kinds.items():
            for other in islice(alike.get(kin, ()), enough):
                nearness.setdefault(other, score)
        del nearness[index]
        nearest = nsmallest(MOST_RELATED, nearness, key=lambda other: (-nearness[other], other))
        chosen[product.slug] = tuple(ordered[other] for other in nearest)
    return MappingProxyType(chosen)


def _kin(number: int | None, group: Group) -> dict[tuple[object, ...], int]:
    """Give the large circles that a product is in, narrowest first, and how near the circle alone brings two products."""
    circles: dict[tuple[object, ...], int] = {}
    if number is not None:
        circles[number, group] = SAME_SET + SAME_GROUP
        circles[(number,)] = SAME_SET
    return {**circles, (group,): SAME_GROUP}


def _told_together(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """Give, by key of a product, the stories that are about it or name it."""
    told: dict[str, list[str]] = {}
    for story in catalogue.stories.values():
        named = (key for body in story.bodies.values() for key in named_in(body))
        for key in dict.fromkeys((story.facts.about, *named)):
            told.setdefault(key, []).append(story.slug)
    return {key: tuple(stories) for key, stories in told.items()}


def _passed_together(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """Give, by key of a stop, the routes that lead past it; a route that is gone leads nowhere."""
    passed: dict[str, list[str]] = {}
    for route in catalogue.routes.values():
        for key in dict.fromkeys(stop.at for stop in route.facts.stops if route.facts.gone is None):
            passed.setdefault(key, []).append(route.slug)
    return {key: tuple(routes) for key, routes in passed.items()}


def _ties(product: Product, told: Mapping[str, tuple[str, ...]], passed: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Give what a product may share with others, but for its set and group, and how near that brings them."""
    facts = product.facts
    ties = {f"producer {facts.producer}": SAME_PRODUCER}
    ties |= {f"place {place}": SAME_PLACE for place in (*facts.displayed_at, *facts.visit_at)}
    ties |= {f"story {story}": SAME_STORY for story in told.get(product.key, ())}
    # A route leads to a product itself, or to its maker.
    for key in (product.key, f"producers/{facts.producer}"):
        ties |= {f"route {route}": SAME_ROUTE for route in passed.get(key, ())}
    return ties
