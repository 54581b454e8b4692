"""A thing in short: what lists, relations and checks need of all things at once, small enough to hold those of a country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from ocop.text import SortKey, sort_key

from .assembled import Catalogue, Thing
from .mentions import named_in
from .models import (
    EventFacts,
    Facts,
    Group,
    Kind,
    Language,
    NewsFacts,
    PlaceFacts,
    ProducerFacts,
    ProducerType,
    ProductFacts,
    RouteFacts,
    StoryFacts,
    Words,
)
from .status import PublicStatus, Status, status_on
from .validity import end_of, filing_window

Looks = tuple[str, ...]
"""What decides which drawing stands for a thing: its own choice, else its sort (`looks_of`)."""


class Offer(NamedTuple):
    """Of a product what it can be found and narrowed by, and its public status on the day that its brief was made for."""

    group: Group
    set: int | None
    producer: str
    unit: str
    former_unit: str | None
    displayed_at: tuple[str, ...]
    visit_at: tuple[str, ...]
    season_months: tuple[str, ...]
    gift: bool
    status: PublicStatus
    stars: int
    """0 for none."""
    closes: tuple[date, ...]
    """Of the recognition that decides the status: the end of its term or extension, and of its filing window."""
    since: date | None
    """The day of that recognition."""
    until: date | None
    """The day on which the status rests (`status.Status`)."""
    newest: date | None
    """The day of the newest recognition there is."""
    year: int | None
    """That of the dossier."""


class Brief(NamedTuple):
    """A thing in short. `orders` has the key of its title by language it has words in, `day` that by which news are sorted."""

    key: str
    """`products/bot-gao`: how front matter, the ledger and relations name it."""
    kind: Kind
    slug: str
    source: str
    draft: bool
    gone: bool
    orders: Mapping[Language, SortKey]
    verified: date
    day: date
    aliases: tuple[str, ...]
    looks: Looks
    about: tuple[str, ...]
    """Keys of what a story or news are about."""
    mentions: tuple[str, ...]
    """Keys that the words of a story name."""
    stops: tuple[str, ...]
    """Keys of a route's stops."""
    maker: ProducerType | None
    """The legal form of a producer."""
    offer: Offer | None

    def order(self, language: Language, default: Language) -> SortKey:
        """Give the key of its title in a language, or in the default one where it has no words in it."""
        return self.orders.get(language) or self.orders[default]


Briefs = Mapping[Kind, Mapping[str, Brief]]
"""By kind and slug, in the order of the catalogue."""


def brief_of(thing: Thing[Facts, Words], day: date, status: Status | None = None) -> Brief:
    """Give a thing in short, as it stands on a day; `status` is a product's on that day, where it is known."""
    facts: Any = thing.facts
    kind = type(facts)
    return Brief(
        key=thing.key,
        kind=thing.kind,
        slug=thing.slug,
        source=thing.source,
        draft=facts.draft,
        gone=facts.gone is not None,
        orders={language: sort_key(words.title) for language, words in thing.words.items()},
        verified=facts.verified,
        day=vars(facts).get("date", facts.verified),  # pydantic looks long for a field that is not there
        aliases=facts.aliases,
        looks=looks_of(facts),
        about=(facts.about,) if kind is StoryFacts else facts.about if kind is NewsFacts else (),
        mentions=_mentions(thing.bodies.values()) if kind is StoryFacts else (),
        stops=tuple(stop.at for stop in facts.stops) if kind is RouteFacts else (),
        maker=facts.type if kind is ProducerFacts else None,
        offer=_offer(facts, status or status_on(facts.recognitions, facts.dossier, day)) if kind is ProductFacts else None,
    )


def briefs_of(catalogue: Catalogue, day: date) -> dict[Kind, dict[str, Brief]]:
    """Give all things of a catalogue in short; each is looked into for it."""
    return {kind: {slug: brief_of(thing, day) for slug, thing in getattr(catalogue, kind.value).items()} for kind in Kind}


def _offer(facts: ProductFacts, status: Status) -> Offer:
    recognition = status.recognition
    window = filing_window(recognition) if recognition is not None else None
    return Offer(
        group=facts.group,
        set=facts.set,
        producer=facts.producer,
        unit=facts.unit,
        former_unit=facts.former_unit,
        displayed_at=facts.displayed_at,
        visit_at=facts.visit_at,
        season_months=facts.season_months,
        gift=facts.gift,
        status=status.kind,
        stars=status.stars or 0,
        closes=() if recognition is None else (end_of(recognition), *(window or ())[1:]),
        since=status.since,
        until=status.until,
        newest=max((item.date for item in facts.recognitions), default=None),
        year=facts.dossier.year if facts.dossier is not None else None,
    )


def looks_of(facts: Facts) -> Looks:
    """Give what decides the drawing of a thing with these facts; after "as" and "trip" the key of what it is drawn as."""
    if facts.drawing:
        return ("own", facts.drawing)
    if isinstance(facts, ProductFacts):
        return ("offer", str(facts.set or ""), facts.group.value)
    if isinstance(facts, PlaceFacts):
        return ("place", facts.type.value)
    if isinstance(facts, StoryFacts):
        return ("as", facts.about)
    if isinstance(facts, RouteFacts):
        return ("trip", facts.stops[0].at if facts.stops else "")
    return ("trip", facts.at or "") if isinstance(facts, EventFacts) else (type(facts).__name__,)


def _mentions(bodies: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for body in bodies for key in named_in(body)))
