"""Who belongs to whom: each relation is typed once, on one side, and read here from the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, TypeVar

from ocop.text import sort_key

from .assembled import Catalogue, News, Product, Story, Thing
from .mentions import named_in
from .models import Facts, Language, Words
from .relatives import Relatives

SAME_PRODUCER: Final = 8
SAME_PLACE: Final = 2
"""For each place where both are shown or can be visited."""
SAME_STORY: Final = 2
"""For each story that is about or names both."""
SAME_ROUTE: Final = 2
"""For each route that leads past both. What two products share brings them so near; the sum is the score (docs/related.md)."""

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
    _relatives: Relatives = field(repr=False)

    def related(self, product_slug: str) -> tuple[Product, ...]:
        """Give at most six other products that a reader of this one may like, nearest first. KeyError for an unknown slug.

        The score is a sum over what they share: producer, set, places, stories, routes, group (`SAME_PRODUCER`, …); of equals
        the first by title. Things that are gone are not suggested. Neither stars nor status nor the day take part. Found when
        first asked for, and kept.
        """
        return self._relatives.of(product_slug)

    def related_by(self) -> Iterator[str]:
        """Give, line by line, all that `related` goes by."""
        return self._relatives.lines()


def relate(catalogue: Catalogue, language: Language = "vi") -> Relations:
    """Give the relations of a catalogue, in the order of the titles in `language` (its default language, which all have).

    A reference to a thing that is not there leads nowhere and is left out; the reader of the content reports it.
    """

    def in_order(things: Iterable[AnyThing]) -> tuple[AnyThing, ...]:
        return tuple(sorted(things, key=lambda thing: (sort_key(thing.words[language].title), thing.slug)))

    products = in_order(catalogue.products.values())
    keys = [thing.key for thing in catalogue.things()]
    return Relations(
        products_of=_by(catalogue.producers, products, lambda product: (product.facts.producer,)),
        stories_about=_by(keys, in_order(catalogue.stories.values()), lambda story: (story.facts.about,)),
        news_about=_by(keys, in_order(catalogue.news.values()), lambda news: news.facts.about),
        displayed_at_place=_by(catalogue.places, products, lambda product: product.facts.displayed_at),
        visits_at_place=_by(catalogue.places, products, lambda product: product.facts.visit_at),
        _relatives=_relatives(catalogue, products),
    )


def _by(
    keys: Iterable[str], ordered: Iterable[AnyThing], pointed_at: Callable[[AnyThing], Iterable[str]]
) -> Mapping[str, tuple[AnyThing, ...]]:
    found: dict[str, list[AnyThing]] = {key: [] for key in keys}
    for thing in ordered:
        for key in dict.fromkeys(pointed_at(thing)):
            if key in found:
                found[key].append(thing)
    return MappingProxyType({key: tuple(pointing) for key, pointing in found.items()})


def _relatives(catalogue: Catalogue, ordered: Sequence[Product]) -> Relatives:
    told, passed = _told_together(catalogue), _passed_together(catalogue)
    return Relatives(ordered, [_ties(product, told, passed) for product in ordered])


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
