"""Lists of things and the facet pages that narrow the list of products; none of them is ever empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ocop.catalogue.brief import Brief
from ocop.catalogue.models import Kind
from ocop.engine import Output, fingerprint

from .addresses import Address
from .cards import cards_of
from .facets import FacetOf, current_view, facet_views, mark_of, value_link
from .filters import Filters
from .order import by_title, newest, newest_check_of, products_for_buyers, ranks_of
from .pages import Frame, PageOutput, home_crumb, late_page, page_output
from .structured import list_node
from .views import Facet, Link
from .voice import Voice

PAGE_SIZE = 24
"""Cards of one page of a list: the first two screens of a phone load fast (front-end.md §6)."""
MOST_NAMED = 12
"""A list of more pages names only some of them on each."""
_BESIDE = 2


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of things before it is cut into pages: what it is called, where its pages are, what leads to it."""

    title: str
    intro: str
    section: str
    things: Sequence[Brief]
    address: Callable[[str], Address]
    parents: tuple[Link, ...] = ()
    facets: tuple[Facet, ...] = ()
    mark: str = ""
    """What rows of the index of search call a list of products by."""
    lang: str = ""
    """Set where the title is not in the page's language."""

    def known(self, filters: Filters | None, voice: Voice) -> str:
        """Name all that its pages show besides the things themselves."""
        narrowed = (filters.filter, filters.box(voice, self.mark)) if filters and self.facets else ()
        address = tuple(self.address(lang).url for lang in voice.edition.languages)
        own = (self.title, self.intro, self.section, len(self.things), address, self.parents, self.facets, self.lang)
        return fingerprint(own, narrowed)


def outputs(voice: Voice, found: Sequence[FacetOf], filters: Filters | None) -> Iterator[Output]:
    """Give the index of every kind, and a page per facet value that has products; without `filters`, links alone narrow."""
    views = facet_views(found, voice)
    for listing in (*_indexes(voice, views), *_facet_listings(voice, found, views)):
        yield from _pages(listing, filters, voice)


def _indexes(voice: Voice, facets: tuple[Facet, ...]) -> Iterator[Listing]:
    edition, say = voice.edition, voice.say
    lists: tuple[tuple[Kind, str, str, Sequence[Brief], tuple[Facet, ...]], ...] = (
        (
            Kind.PRODUCT,
            say("Products"),
            say("Who makes it, where, and whether its rank is valid today."),
            products_for_buyers(voice),
            facets,
        ),
        (
            Kind.PRODUCER,
            say("Producers"),
            say("The people and firms behind the products."),
            by_title(Kind.PRODUCER, voice),
            (),
        ),
        (Kind.PLACE, say("Places"), say("Where to see how things are made and grown."), by_title(Kind.PLACE, voice), ()),
        (Kind.STORY, say("Stories"), say("The crafts, told from what is documented."), newest(edition.briefs[Kind.STORY]), ()),
        (Kind.NEWS, say("News"), say("What has been decided and reported."), newest(edition.briefs[Kind.NEWS]), ()),
        (
            Kind.ROUTE,
            say("Routes"),
            say("Half a day or a day over places, workshops and what they make."),
            by_title(Kind.ROUTE, voice),
            (),
        ),
    )
    sections = {
        Kind.PRODUCT: "products",
        Kind.PRODUCER: "producers",
        Kind.PLACE: "places",
        Kind.STORY: "stories",
        Kind.NEWS: "news",
        Kind.ROUTE: "routes",
    }
    for kind, title, intro, things, own_facets in lists:
        if things:
            yield Listing(title, intro, sections[kind], things, partial(edition.addresses.index, kind), facets=own_facets)


def _facet_listings(voice: Voice, found: Sequence[FacetOf], views: tuple[Facet, ...]) -> Iterator[Listing]:
    title, index = voice.say("Products"), voice.edition.addresses.index(Kind.PRODUCT, voice.lang).url
    for number, facet in enumerate(found):
        for value in facet.values:
            view = current_view(views[number], value_link(value, voice, current=True))
            yield Listing(
                value.title,
                value.intro,
                "products",
                value.products,
                value.address,
                parents=(Link(title, index),),
                facets=(*views[:number], view, *views[number + 1 :]),
                mark=mark_of(facet, value, voice),
                lang=value.lang,
            )


def _pages(listing: Listing, filters: Filters | None, voice: Voice) -> Iterator[Output]:
    parts = [listing.things[start : start + PAGE_SIZE] for start in range(0, len(listing.things), PAGE_SIZE)]
    address = listing.address(voice.lang)
    shown = listing.known(filters, voice)
    ranks = ranks_of(voice)
    for number, things in enumerate(parts, 1):
        part = _Part(listing, number, len(parts), things, filters, voice)
        known = f"{shown} {number} {len(parts)} {' '.join([brief.slug for brief in things])}"
        yield late_page(
            _numbered(address, number), part.outline, voice, part.page, known=known, near=ranks.get(things[0].key, 0)
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """One page of a list: its number, how many there are, and its things in short, which it asks for while it is made."""

    listing: Listing
    number: int
    pages: int
    things: Sequence[Brief]
    filters: Filters | None
    voice: Voice

    def outline(self) -> Frame:
        """Give what is known of the page before it is made."""
        listing, voice, number = self.listing, self.voice, self.number
        title = listing.title if number == 1 else voice.say("{title}, page {n}").format(title=listing.title, n=number)
        return Frame(
            template="list.html",
            title=title,
            description=listing.intro or voice.say("{title}: OCOP products").format(title=listing.title),
            addresses={lang: _numbered(listing.address(lang), number) for lang in voice.edition.languages},
            section=listing.section,
            crumbs=(home_crumb(voice), *listing.parents, Link(listing.title, "", lang=listing.lang)),
            modified=newest_check_of(self.things),
        )

    def page(self) -> PageOutput:
        """Give the page."""
        listing, voice, filters = self.listing, self.voice, self.filters
        outline = self.outline()
        shown = cards_of(self.things, voice)
        items = [(entry.title, entry.url) for entry in shown]
        first = (self.number - 1) * PAGE_SIZE + 1
        node = list_node(outline.title, outline.addresses[voice.lang].url, items, voice, first=first)
        return page_output(
            outline._replace(jsonld=(node,)),
            voice,
            intro=listing.intro,
            count=_count(listing, voice),
            cards=shown,
            facets=listing.facets,
            filter=filters.filter if filters and listing.facets else None,
            box=filters.box(voice, listing.mark) if filters and listing.facets else None,
            pager=_pager(listing, self.pages, self.number, voice),
            empty="",
        )


def _count(listing: Listing, voice: Voice) -> str:
    number = len(listing.things)
    match listing.section:
        case "products":
            return voice.count("{n} product", "{n} products", number)
        case "producers":
            return voice.count("{n} producer", "{n} producers", number)
        case "places":
            return voice.count("{n} place", "{n} places", number)
        case "stories":
            return voice.count("{n} story", "{n} stories", number)
        case "routes":
            return voice.count("{n} route", "{n} routes", number)
        case _:
            return voice.count("{n} item", "{n} items", number)


def _numbered(address: Address, number: int) -> Address:
    if number == 1:
        return address
    folder = address.save_as.removesuffix("index.html")
    return Address(f"{address.url}{number}/", f"{folder}{number}/index.html")


def _pager(listing: Listing, pages: int, number: int, voice: Voice) -> tuple[Link, ...]:
    if pages == 1:
        return ()
    first = listing.address(voice.lang)
    return tuple(
        Link(str(n), _numbered(first, n).url, current=n == number) if n else Link("…", "") for n in pages_named(number, pages)
    )


def pages_named(number: int, pages: int) -> tuple[int, ...]:
    """Give the pages that page `number` of a list leads to; 0 stands for a gap.

    Of a long list, the first, the last and those beside it: with all of them on each, pages would grow with the square of the
    list, and nobody looks for page 417 of 833.
    """
    if pages <= MOST_NAMED:
        return tuple(range(1, pages + 1))
    near = range(max(number - _BESIDE, 1), min(number + _BESIDE, pages) + 1)
    before = (1,) if near[0] == 2 else (1, 0) if near[0] > 2 else ()
    after = (pages,) if near[-1] == pages - 1 else (0, pages) if near[-1] < pages - 1 else ()
    return (*before, *near, *after)
