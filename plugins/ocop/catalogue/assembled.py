"""The assembled catalogue: every thing with its facts, its words and its pictures, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from .lists import Document, Scheme, Unit
from .models import (
    EventFacts,
    EventWords,
    Facts,
    Kind,
    Language,
    NewsFacts,
    NewsWords,
    PageFacts,
    PageWords,
    PlaceFacts,
    PlaceWords,
    ProducerFacts,
    ProducerWords,
    ProductFacts,
    ProductWords,
    RouteFacts,
    RouteWords,
    StoryFacts,
    StoryWords,
    Words,
)

F_co = TypeVar("F_co", bound=Facts, covariant=True)
W_co = TypeVar("W_co", bound=Words, covariant=True)


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture in a bundle: where it is and the hash of its bytes (hex blake2b-128), so that names can follow content."""

    path: Path
    digest: str


@dataclass(frozen=True, slots=True)
class Thing(Generic[F_co, W_co]):
    """A bundle that was read without an error. `words` and `bodies` (Markdown) always hold the default language."""

    kind: Kind
    slug: str
    facts: F_co
    words: Mapping[Language, W_co]
    bodies: Mapping[Language, str]
    pictures: Mapping[str, PictureFile]
    source: str
    """Path of the file with the facts, relative to the project, POSIX."""

    @property
    def key(self) -> str:
        """`products/bot-gao`: how front matter, the ledger and relations name it."""
        return "/".join((self.kind, self.slug))  # to ask a kind for its value takes longer

    def __reduce__(self) -> tuple[type[Thing[F_co, W_co]], tuple[object, ...]]:
        """Travel as what it is made of; a dataclass with slots would ask for its fields one by one, here and there."""
        return Thing, (self.kind, self.slug, self.facts, self.words, self.bodies, self.pictures, self.source)


Product = Thing[ProductFacts, ProductWords]
Producer = Thing[ProducerFacts, ProducerWords]
Place = Thing[PlaceFacts, PlaceWords]
Story = Thing[StoryFacts, StoryWords]
News = Thing[NewsFacts, NewsWords]
Page = Thing[PageFacts, PageWords]
Route = Thing[RouteFacts, RouteWords]
Event = Thing[EventFacts, EventWords]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that was read. Mappings are keyed by slug (documents by key, schemes by key), in sorted order."""

    products: Mapping[str, Product]
    producers: Mapping[str, Producer]
    places: Mapping[str, Place]
    stories: Mapping[str, Story]
    news: Mapping[str, News]
    pages: Mapping[str, Page]
    units: Mapping[str, Unit]
    schemes: Mapping[str, Scheme]
    documents: Mapping[str, Document]
    routes: Mapping[str, Route] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)

    def things(self) -> tuple[Thing[Facts, Words], ...]:
        """All things of all kinds, by kind and slug."""
        kinds: tuple[Mapping[str, Thing[Facts, Words]], ...] = (
            self.products,
            self.producers,
            self.places,
            self.stories,
            self.news,
            self.pages,
            self.routes,
            self.events,
        )
        return tuple(thing for mapping in kinds for thing in mapping.values())
