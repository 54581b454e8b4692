"""Who belongs to whom: each relation is typed once, on one side, and read here from the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Final

from .brief import Brief, Briefs
from .models import Kind, Language
from .relatives import Relatives

SAME_PRODUCER: Final = 8
SAME_PLACE: Final = 2
"""For each place where both are shown or can be visited."""
SAME_STORY: Final = 2
"""For each story that is about or names both."""
SAME_ROUTE: Final = 2
"""For each route that leads past both. What two products share brings them so near; the sum is the score (docs/related.md)."""

_PRODUCTS: Final = f"{Kind.PRODUCT}/"
_MADE_AT: Final = (_PRODUCTS, f"{Kind.PRODUCER}/")


class Relations:
    """Who stands to whom among things in short, in the order of the titles in `language` (their default one, which all have).

    Every mapping has an entry, perhaps empty, for each thing it can be asked about. A reference to a thing that is not there
    leads nowhere and is left out; the reader of the content reports it. Each is found when it is first asked for.
    """

    def __init__(self, briefs: Briefs, language: Language = "vi") -> None:
        self._briefs, self._language = briefs, language

    @cached_property
    def products_of(self) -> Mapping[str, tuple[Brief, ...]]:
        """By slug of the producer."""
        return _by(self._of(Kind.PRODUCER), self._products, lambda one: (one.offer.producer,) if one.offer else ())

    @cached_property
    def stories_about(self) -> Mapping[str, tuple[Brief, ...]]:
        """By key of the thing, e.g. `places/lang-bot-sa-dec`."""
        return _by(self._keys, self._in_order(Kind.STORY), lambda story: story.about)

    @cached_property
    def news_about(self) -> Mapping[str, tuple[Brief, ...]]:
        """By key of the thing."""
        return _by(self._keys, self._in_order(Kind.NEWS), lambda news: news.about)

    @cached_property
    def displayed_at_place(self) -> Mapping[str, tuple[Brief, ...]]:
        """By slug of the place."""
        return _by(self._of(Kind.PLACE), self._products, lambda one: one.offer.displayed_at if one.offer else ())

    @cached_property
    def visits_at_place(self) -> Mapping[str, tuple[Brief, ...]]:
        """By slug of the place."""
        return _by(self._of(Kind.PLACE), self._products, lambda one: one.offer.visit_at if one.offer else ())

    def find(self) -> None:
        """Find who stands to whom in every way now: for processes that share what is found before they begin."""
        _ = (
            self.products_of,
            self.stories_about,
            self.news_about,
            self.displayed_at_place,
            self.visits_at_place,
            self._relatives,
        )

    def related(self, product_slug: str) -> tuple[Brief, ...]:
        """Give at most six other products that a reader of this one may like, nearest first. KeyError for an unknown slug.

        The score is a sum over what they share: producer, set, places, stories, routes, group (`SAME_PRODUCER`, …); of equals
        the first by title. Things that are gone are not suggested. Neither stars nor status nor the day take part. Found when
        first asked for, and kept.
        """
        return self._relatives.of(product_slug)

    def related_by(self) -> Iterator[str]:
        """Give, line by line, all that `related` goes by: the same lines, the same relatives."""
        for product in self._products:
            if (offer := product.offer) is not None:
                places = f"{offer.displayed_at} {offer.visit_at}"
                yield f"{product.slug} {product.gone} {offer.set} {offer.group} {offer.producer} {places}"
        for key, stories in self._told.items():
            yield f"{key} {stories}"
        for key, routes in self._passed.items():
            yield f"{key} {routes}"

    @cached_property
    def _products(self) -> tuple[Brief, ...]:
        return self._in_order(Kind.PRODUCT)

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return tuple(brief.key for found in self._briefs.values() for brief in found.values())

    @cached_property
    def _told(self) -> Mapping[str, tuple[str, ...]]:
        return _told_together(self._of(Kind.STORY).values())

    @cached_property
    def _passed(self) -> Mapping[str, tuple[str, ...]]:
        return _passed_together(self._of(Kind.ROUTE).values())

    @cached_property
    def _relatives(self) -> Relatives:
        return Relatives(self._products, [_ties(product, self._told, self._passed) for product in self._products])

    def _of(self, kind: Kind) -> Mapping[str, Brief]:
        return self._briefs.get(kind, {})

    def _in_order(self, kind: Kind) -> tuple[Brief, ...]:
        return tuple(sorted(self._of(kind).values(), key=lambda brief: (brief.orders[self._language], brief.slug)))


def _by(
    keys: Iterable[str], ordered: Iterable[Brief], pointed_at: Callable[[Brief], tuple[str, ...]]
) -> Mapping[str, tuple[Brief, ...]]:
    found: dict[str, tuple[Brief, ...]] = dict.fromkeys(keys, ())  # of a country's things few are pointed at
    pointing: dict[str, list[Brief]] = {}
    for brief in ordered:
        keys = pointed_at(brief)
        for key in dict.fromkeys(keys) if len(keys) > 1 else keys:
            if key in found:
                pointing.setdefault(key, []).append(brief)
    found.update((key, tuple(briefs)) for key, briefs in pointing.items())
    return MappingProxyType(found)


def _told_together(stories: Iterable[Brief]) -> Mapping[str, tuple[str, ...]]:
    """Give, by key of a product, the stories that are about it or name it."""
    told: dict[str, list[str]] = {}
    for story in stories:
        for key in dict.fromkeys(key for key in (*story.about, *story.mentions) if key.startswith(_PRODUCTS)):
            told.setdefault(key, []).append(story.slug)
    return {key: tuple(stories) for key, stories in told.items()}


def _passed_together(routes: Iterable[Brief]) -> Mapping[str, tuple[str, ...]]:
    """Give, by key of a product or a producer, the routes that lead past it; a route that is gone leads nowhere."""
    passed: dict[str, list[str]] = {}
    for route in routes:
        for key in dict.fromkeys(stop for stop in route.stops if not route.gone and stop.startswith(_MADE_AT)):
            passed.setdefault(key, []).append(route.slug)
    return {key: tuple(routes) for key, routes in passed.items()}


def _ties(product: Brief, told: Mapping[str, tuple[str, ...]], passed: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Give what a product may share with others, but for its set and group, and how near that brings them."""
    offer = product.offer
    if offer is None:
        return {}
    ties = {f"producer {offer.producer}": SAME_PRODUCER}
    for place in (*offer.displayed_at, *offer.visit_at):
        ties[f"place {place}"] = SAME_PLACE
    for story in told.get(product.key, ()):
        ties[f"story {story}"] = SAME_STORY
    # A route leads to a product itself, or to its maker.
    for key in (product.key, f"producers/{offer.producer}"):
        for route in passed.get(key, ()):
            ties[f"route {route}"] = SAME_ROUTE
    return ties
