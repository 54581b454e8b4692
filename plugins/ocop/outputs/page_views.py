"""What pages of one family show besides what all pages do: plain values as in `views`."""

from __future__ import annotations

from typing import NamedTuple

from .views import Card, Fact, HoursRow, Link, Picture, RecognitionRow, SourceRow, Status, Tone, When


class ProductView(NamedTuple):
    group: Link
    set_title: str
    producer: Link
    producer_lang: str
    unit: Link
    former_unit: Link | None
    status: Status
    recognitions: tuple[RecognitionRow, ...]
    certificate: tuple[Fact, ...]
    facts_title: str
    facts: tuple[Fact, ...]
    hours: tuple[HoursRow, ...]
    picture: Picture
    gallery: tuple[Picture, ...]
    stories: tuple[Card, ...]
    displayed_at: tuple[Card, ...]
    visit_at: tuple[Card, ...]
    outlets: tuple[Fact, ...]
    contact: tuple[Fact, ...]
    phone: Link | None
    codes: tuple[Link, ...]
    traceability: Link | None
    sources: tuple[SourceRow, ...]
    related: tuple[Card, ...]
    gone: str
    tourism: bool


class ProducerView(NamedTuple):
    type: str
    facts: tuple[Fact, ...]
    phone: Link | None
    products: tuple[Card, ...]
    picture: Picture
    sources: tuple[SourceRow, ...]
    gone: str


class PlaceView(NamedTuple):
    type: str
    facts: tuple[Fact, ...]
    hours: tuple[HoursRow, ...]
    phone: Link | None
    directions: tuple[Link, ...]
    picture: Picture
    gallery: tuple[Picture, ...]
    stories: tuple[Card, ...]
    displayed: tuple[Card, ...]
    visited_for: tuple[Card, ...]
    sources: tuple[SourceRow, ...]
    gone: str
    trips: tuple[Card, ...] = ()
    """Routes that lead here and events that take place here."""
    map: Link | None = None


class StoryView(NamedTuple):
    about: Card | None
    picture: Picture
    author: str
    sources: tuple[SourceRow, ...]
    more: tuple[Card, ...]


class NewsView(NamedTuple):
    about: tuple[Card, ...]
    sources: tuple[SourceRow, ...]


class DocumentRow(NamedTuple):
    """A document of the register; `anchor` is its id, so that pages can point at it. `lang` is that of `subject`."""

    anchor: str
    number: str
    date: When
    issuer: str
    subject: str
    lang: str
    status: str
    tone: Tone
    note: str
    replaced_by: Link | None
    url: str
    evidence_text: str


class DataTable(NamedTuple):
    """A table of the open data: its files to download, and its columns with what they hold."""

    anchor: str
    title: str
    about: str
    lang: str
    count: str  # type: ignore[assignment]  # as above
    files: tuple[Link, ...]
    columns: tuple[Fact, ...]


class DataView(NamedTuple):
    """What the page about the open data shows; `described` are the files that describe the tables to programs."""

    about: str
    licence: Link
    tables: tuple[DataTable, ...]
    described: tuple[Link, ...]


class ScaleStep(NamedTuple):
    """A rank, to explain it: its stars, their name, the points it asks for and who recognises it today."""

    stars: int
    text: str
    points: str
    by: str


class Letter(NamedTuple):
    """A letter of the A–Z page and what begins with it."""

    letter: str
    anchor: str
    links: tuple[Link, ...]


class LandingWords(NamedTuple):
    """What a landing page says in a language beyond its two, `name` as its readers look for it.

    `then` are the word and the sentence for the day when a term that holds now is over. `facts` are what to compare.
    """

    lang: str
    name: str
    title: str
    title_lang: str
    status: Status | None
    then: tuple[str, str]
    hint: str
    facts: tuple[Fact, ...]
    page: Link


class Landing(NamedTuple):
    """`/Q/<CODE>/`: bilingual on one page, so texts come per language: [0] Vietnamese, [1] English."""

    code: str
    draft: bool
    titles: tuple[str, str]
    status: tuple[Status, Status] | None
    producer: tuple[str, str]
    facts: tuple[tuple[str, str, str], ...]
    """(term vi, term en, value): certificate facts, then what to compare on the pack."""
    compare: tuple[tuple[str, str, str], ...]
    pages: tuple[Link, ...]
    """Full pages, one per language."""
    phone: Link | None
    picture: Picture | None
    gone: tuple[str, str] = ("", "")
    address: str = ""
    """The short address as printed under the code, e.g. OCOP.EXAMPLE/Q/SD0001."""
    more: tuple[LandingWords, ...] = ()
    """The same in short in each further language of the site."""
    linkset: str = ""
    """Address of the linkset (RFC 9264) of a barcode number; "" for codes of our own."""
