"""What templates see: plain frozen values, ready to print. A view holds no logic and no date arithmetic; every text in it is
already in the page's language, every address ready for an href. `lang` beside a text says when it is not the page's language.

They are tuples with names: a page makes some fifty, and a frozen dataclass takes four times as long to make.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from markupsafe import Markup

EMPTY = Markup("")

Tone = Literal["valid", "soon", "none", "revoked"]
"""Colours words, icon and waterline together; never the only carrier of the meaning."""


class Link(NamedTuple):
    title: str
    url: str
    note: str = ""
    count: int | None = None  # type: ignore[assignment]  # tuple.count, which nobody needs of a view
    lang: str = ""
    current: bool = False


class When(NamedTuple):
    """A day for people and machines: `iso` for datetime=, `short` 29/12/2026, `long` ngày 29 tháng 12 năm 2026."""

    iso: str
    short: str
    long: str


class Picture(NamedTuple):
    """`kind` drawing: ours, `src` only. photo: `sources` are (media type, srcset), best first, `src` the JPEG fallback."""

    kind: Literal["photo", "drawing"]
    src: str
    width: int
    height: int
    alt: str
    sources: tuple[tuple[str, str], ...] = ()
    caption: str = ""
    credit: str = ""
    tint: str = ""
    """Of a photo: the colour that holds its place, one of `tints.TINTS`."""
    focus: tuple[Literal["left", "right", "top", "bottom"], ...] = ()
    """Sides that its focal point lies at, so that it stays in sight where the page cuts further."""


class State(NamedTuple):
    """The public status of a product on the day of the build, as a card shows it.

    kind: valid · extended · expired · revoked · guided · none. `stars` is 3, 4, 5 only for valid and extended, else 0.
    `word` is the status in words ("Còn hiệu lực đến 29/12/2026"); `since` the day of recognition; `until` the last day that
    counts as the end (expiry or extension).
    """

    kind: Literal["valid", "extended", "expired", "revoked", "guided", "none"]
    tone: Tone
    icon: str
    word: str
    stars: int
    stars_text: str
    since: When | None
    until: When | None


class Status(NamedTuple):
    """The same as a product's own page shows it. `document` names the decision, extension or revocation that it rests on."""

    kind: Literal["valid", "extended", "expired", "revoked", "guided", "none"]
    tone: Tone
    icon: str
    word: str
    stars: int
    stars_text: str
    since: When | None
    until: When | None
    sentence: str
    decision: str
    issuer: str
    document: str


class Card(NamedTuple):
    """A thing in a list. `status` only for products."""

    title: str
    url: str
    lang: str
    eyebrow: str
    byline: str
    summary: str
    picture: Picture
    status: State | None = None


class Fact(NamedTuple):
    """A row of a facts table. `links` when the value is links; `lang` when not the page's language."""

    term: str
    value: str
    links: tuple[Link, ...] = ()
    lang: str = ""


class RecognitionRow(NamedTuple):
    """One recognition in the history, newest first: words only, no stars drawn."""

    when: When
    title: str
    note: str
    current: bool
    facts: tuple[Fact, ...]
    source: Link | None


class SourceRow(NamedTuple):
    """A source at the foot of a page; `anchor` is its id, so that the body can point at it; `lang`: of its title."""

    anchor: str
    title: str
    publisher: str
    url: str
    date: When | None
    evidence: str
    evidence_text: str
    lang: str = ""


class HoursRow(NamedTuple):
    days: str
    hours: str


class Page(NamedTuple):
    """What every page has. title, url, content, date, lang, translations are the names Pelican's themes use.

    `url` is root-relative, `canonical` absolute (or root-relative where SITEURL is empty). `content` is the sanitised body.
    `fallback` says that words are missing in this language and Vietnamese ones stand in (with lang attributes).
    `inline` are the names of theme files inlined into the page; `csp` the policy that allows exactly them.
    """

    title: str
    url: str
    canonical: str
    lang: str
    description: str
    translations: tuple[Link, ...] = ()
    crumbs: tuple[Link, ...] = ()
    section: str = ""
    content: Markup = EMPTY
    content_lang: str = ""
    date: When | None = None
    fallback: bool = False
    draft: bool = False
    picture: Picture | None = None
    jsonld: Markup = EMPTY
    alternates: tuple[Link, ...] = ()
    """hreflang alternates with absolute addresses, x-default included."""
    report_url: str = ""
    verified: When | None = None
    preview: Picture | None = None
    """The social preview; its `src` is absolute once the site has an address."""
    here: str = ""
    """Its `url` where header or footer lead to it, else "": so pages they do not lead to have the same ones."""


class Site(NamedTuple):
    """What every page shows of the site, in the page's language."""

    name: str
    tagline: str
    home: str
    lang: str
    sample: bool
    nav: tuple[Link, ...]
    footer: tuple[Link, ...]
    search_url: str
    az_url: str
    check_url: str
    report_url: str
    origin: str = ""
    """Scheme and host where SITEURL is set (for og:image), else empty."""
    feeds: tuple[Link, ...] = ()
    """Feeds in the page's language for its head; `note` is the media type."""
    manifest: str = ""
    """Address of the web manifest; "" on landing pages, which stay light."""
    touch_icon: str = ""
    worker: str = ""
    """Address of the service worker to register; "" where pages are not kept for offline reading."""


class SearchBox(NamedTuple):
    """The box of search.

    `action` is where it leads without script, `index` the file it reads, `most` how many results it shows; `here` says that it
    stands on the page of search itself.
    """

    action: str
    index: str  # type: ignore[assignment]  # as above
    here: bool
    most: int
    within: str = ""
    """The mark of the list that it searches; "" for everything."""


class Filter(NamedTuple):
    """How the browser combines facets of the list of products.

    `columns` is the file that says which product has which values, "" where there are too many to combine; `url` and `title`
    are those of the whole list; `cards` are empty cards to fill, each with the word of its status in addresses.
    """

    columns: str
    url: str
    title: str
    season: str
    """The word of the facet that has months."""
    one: str
    """How many were found, in words: one, and more ("{n} products")."""
    many: str
    cards: tuple[tuple[str, Card], ...] = ()


class Facet(NamedTuple):
    """A group of links that narrow a list: real pages with counts.

    `key` is its word in the address of a combination; `every`: of several values each must hold, else one is enough.
    """

    title: str
    links: tuple[Link, ...]
    key: str = ""
    every: bool = False
    open: bool = True
    rest: Link | None = None
    """The way to all values, where not all are named here."""


class Shelf(NamedTuple):
    """A titled row of cards; `more` leads to the whole list."""

    title: str
    cards: tuple[Card, ...]
    more: Link | None = None
    note: str = ""


class Tile(NamedTuple):
    """A group on the home page's tile floor. `url` is empty while the group has no product."""

    title: str
    url: str
    note: str
    picture: Picture
