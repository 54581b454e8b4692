"""Who belongs to whom: each relation is typed once, on one side, and read here from the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Relations:
    """Every mapping has an entry, perhaps empty, for each thing it can be asked about, its tuple in order of title."""

    products_of: Mapping[str, tuple[Brief, ...]]
    """By slug of the producer."""
    stories_about: Mapping[str, tuple[Brief, ...]]
    """By key of the thing, e.g. `places/lang-bot-sa-dec`."""
    news_about: Mapping[str, tuple[Brief, ...]]
    """By key of the thing."""
    displayed_at_place: Mapping[str, tuple[Brief, ...]]
    """By slug of the place."""
    visits_at_place: Mapping[str, tuple[Brief, ...]]
    """By slug of the place."""
    _relatives: Relatives = field(repr=False)

    def related(self, product_slug: str) -> tuple[Brief, ...]:
        """Give at most six other products that a reader of this one may like, nearest first. KeyError for an unknown slug.

        The score is a sum over what they share: producer, set, places, stories, routes, group (`SAME_PRODUCER`, …); of equals
        the first by title. Things that are gone are not suggested. Neither stars nor status nor the day take part. Found when
        first asked for, and kept.
        """
        return self._relatives.of(product_slug)

    def related_by(self) -> Iterator[str]:
        """Give, line by line, all that `related` goes by."""
        return self._relatives.lines()


def relate(briefs: Briefs, language: Language = "vi") -> Relations:
    """Give the relations of things, in the order of the titles in `language` (their default language, which all have).

    A reference to a thing that is not there leads nowhere and is left out; the reader of the content reports it.
    """

    def in_order(kind: Kind) -> tuple[Brief, ...]:
        return tuple(sorted(briefs.get(kind, {}).values(), key=lambda brief: (brief.orders[language], brief.slug)))

    products = in_order(Kind.PRODUCT)
    keys = [brief.key for found in briefs.values() for brief in found.values()]
    producers, places = briefs.get(Kind.PRODUCER, {}), briefs.get(Kind.PLACE, {})
    return Relations(
        products_of=_by(producers, products, lambda one: (one.offer.producer,) if one.offer else ()),
        stories_about=_by(keys, in_order(Kind.STORY), lambda story: story.about),
        news_about=_by(keys, in_order(Kind.NEWS), lambda news: news.about),
        displayed_at_place=_by(places, products, lambda one: one.offer.displayed_at if one.offer else ()),
        visits_at_place=_by(places, products, lambda one: one.offer.visit_at if one.offer else ()),
        _relatives=_relatives(briefs, products),
    )


def _by(
    keys: Iterable[str], ordered: Iterable[Brief], pointed_at: Callable[[Brief], Iterable[str]]
) -> Mapping[str, tuple[Brief, ...]]:
    found: dict[str, tuple[Brief, ...]] = dict.fromkeys(keys, ())  # of a country's things few are pointed at
    pointing: dict[str, list[Brief]] = {}
    for brief in ordered:
        for key in dict.fromkeys(pointed_at(brief)):
            if key in found:
                pointing.setdefault(key, []).append(brief)
    found.update((key, tuple(briefs)) for key, briefs in pointing.items())
    return MappingProxyType(found)


def _relatives(briefs: Briefs, ordered: Sequence[Brief]) -> Relatives:
    told = _told_together(briefs.get(Kind.STORY, {}).values())
    passed = _passed_together(briefs.get(Kind.ROUTE, {}).values())
    return Relatives(ordered, [_ties(product, told, passed) for product in ordered])


def _told_together(stories: Iterable[Brief]) -> Mapping[str, tuple[str, ...]]:
    """Give, by key of a product, the stories that are about it or name it."""
    told: dict[str, list[str]] = {}
    for story in stories:
        for key in dict.fromkeys((*story.about, *story.mentions)):
            told.setdefault(key, []).append(story.slug)
    return {key: tuple(stories) for key, stories in told.items()}


def _passed_together(routes: Iterable[Brief]) -> Mapping[str, tuple[str, ...]]:
    """Give, by key of a stop, the routes that lead past it; a route that is gone leads nowhere."""
    passed: dict[str, list[str]] = {}
    for route in routes:
        for key in dict.fromkeys(route.stops if not route.gone else ()):
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
