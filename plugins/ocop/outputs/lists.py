"""Lists of things and the facet pages that narrow the list of products; none of them is ever empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from ocop import text
from ocop.catalogue.assembled import Product, Thing
from ocop.catalogue.groups import group_title
from ocop.catalogue.models import Facts, Group, Kind, Words
from ocop.catalogue.status import PublicStatus, status_on
from ocop.engine import Output

from .addresses import Address
from .cards import card
from .pages import Frame, home_crumb, page_output
from .statuses import stars_text
from .structured import list_node
from .views import Facet, Link
from .voice import Voice

PAGE_SIZE = 24
"""Cards of one page of a list: the first two screens of a phone load fast (front-end.md §6)."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of things before it is cut into pages: what it is called, where its pages are, what leads to it."""

    title: str
    intro: str
    section: str
    things: Sequence[Thing[Facts, Words]]
    address: Callable[[str], Address]
    parents: tuple[Link, ...] = ()
    facets: tuple[Facet, ...] = ()
    languages: tuple[str, ...] = ()


def outputs(voice: Voice) -> Iterator[Output]:
    """Give the index of every kind, and a page per facet value that has products."""
    facets = product_facets(voice)
    for listing in (*_indexes(voice, facets), *_facet_listings(voice, facets)):
        yield from _pages(listing, voice)


def by_title(things: Mapping[str, Thing[Facts, Words]], voice: Voice) -> list[Thing[Facts, Words]]:
    """Give things in the order of a Vietnamese dictionary, those that are gone last."""
    edition = voice.edition
    return sorted(
        things.values(),
        key=lambda thing: (thing.facts.gone is not None, text.sort_key(edition.words(thing, voice.lang)[0].title), thing.slug),
    )


def products_for_buyers(voice: Voice) -> list[Product]:
    """Give products with a rank first (higher first), then by title; gone ones last."""
    today = voice.edition.today

    def order(product: Product) -> tuple[bool, int, object, str]:
        stars = status_on(product.facts.recognitions, product.facts.dossier, today).stars or 0
        title = voice.edition.words(product, voice.lang)[0].title
        return product.facts.gone is not None, -stars, text.sort_key(title), product.slug

    return sorted(voice.edition.catalogue.products.values(), key=order)


def ranked(products: Sequence[Product], voice: Voice) -> dict[int, list[Product]]:
    """Give the products that have a rank today, by rank, 5 first."""
    found: dict[int, list[Product]] = {5: [], 4: [], 3: []}
    for product in products:
        status = status_on(product.facts.recognitions, product.facts.dossier, voice.edition.today)
        if status.kind in {PublicStatus.VALID, PublicStatus.EXTENDED} and status.stars and product.facts.gone is None:
            found[status.stars].append(product)
    return {stars: items for stars, items in found.items() if items}


def product_facets(voice: Voice) -> tuple[Facet, ...]:
    """Give the facets of the product list with their counts: group, rank, commune, former commune."""
    say, lang, addresses = voice.say, voice.lang, voice.edition.addresses
    groups = [
        Link(voice.group(group), addresses.group(group, lang).url, count=len(items))
        for group, items in _by_group(voice).items()
    ]
    ranks = [
        Link(stars_text(stars, voice), addresses.stars(stars, lang).url, count=len(items))
        for stars, items in ranked(products_for_buyers(voice), voice).items()
    ]
    units = [
        Link(voice.unit(slug), addresses.of("UNIT", lang, slug).url, count=len(items))
        for slug, items in _by_unit(voice, former=False).items()
    ]
    former = [
        Link(
            voice.edition.catalogue.units[slug].title,
            addresses.of("FORMER_UNIT", lang, slug).url,
            count=len(items),
            lang=voice.tag("vi"),
        )
        for slug, items in _by_unit(voice, former=True).items()
    ]
    named = (
        (say("Group"), groups),
        (say("Rank valid today"), ranks),
        (say("Commune or ward"), units),
        (say("Commune or ward before 1 July 2025"), former),
    )
    return tuple(Facet(title, tuple(links)) for title, links in named if links)


def _indexes(voice: Voice, facets: tuple[Facet, ...]) -> Iterator[Listing]:
    edition, say = voice.edition, voice.say
    catalogue = edition.catalogue
    lists: tuple[tuple[Kind, str, str, Sequence[Thing[Facts, Words]], tuple[Facet, ...]], ...] = (
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
            by_title(catalogue.producers, voice),
            (),
        ),
        (Kind.PLACE, say("Places"), say("Where to see how things are made and grown."), by_title(catalogue.places, voice), ()),
        (Kind.STORY, say("Stories"), say("The crafts, told from what is documented."), _newest(catalogue.stories), ()),
        (Kind.NEWS, say("News"), say("What has been decided and reported."), _newest(catalogue.news), ()),
    )
    sections = {
        Kind.PRODUCT: "products",
        Kind.PRODUCER: "producers",
        Kind.PLACE: "places",
        Kind.STORY: "stories",
        Kind.NEWS: "news",
    }
    for kind, title, intro, things, own_facets in lists:
        if things:
            yield Listing(title, intro, sections[kind], things, partial(edition.addresses.index, kind), facets=own_facets)


def _facet_listings(voice: Voice, facets: tuple[Facet, ...]) -> Iterator[Listing]:
    edition, say, lang = voice.edition, voice.say, voice.lang
    parent = (Link(say("Products"), edition.addresses.index(Kind.PRODUCT, lang).url),)

    def listing(title: str, intro: str, things: Sequence[Product], address: Callable[[str], Address]) -> Listing:
        return Listing(title, intro, "products", things, address, parents=parent, facets=facets)

    for group, items in _by_group(voice).items():
        official = group_title(edition.catalogue.schemes, group, lang)
        intro = official if official != voice.group(group) else ""
        yield listing(voice.group(group), intro, items, partial(edition.addresses.group, group))
    for stars, items in ranked(products_for_buyers(voice), voice).items():
        intro = say("Products whose recognition is valid today. A product leaves this page on the day its term ends.")
        yield listing(stars_text(stars, voice), intro, items, partial(edition.addresses.stars, stars))
    for slug, items in _by_unit(voice, former=False).items():
        yield listing(voice.unit(slug), "", items, partial(edition.addresses.unit, slug))
    for slug, items in _by_unit(voice, former=True).items():
        unit = edition.catalogue.units[slug]
        intro = say("{former} is part of {present} since 1 July 2025.").format(
            former=unit.title, present=voice.unit(unit.successor) if unit.successor else ""
        )
        yield listing(unit.title, intro, items, partial(edition.addresses.former_unit, slug))


def _by_group(voice: Voice) -> dict[Group, list[Product]]:
    products = products_for_buyers(voice)
    grouped = {group: [product for product in products if product.facts.group is group] for group in Group}
    return {group: items for group, items in grouped.items() if items}


def _by_unit(voice: Voice, *, former: bool) -> dict[str, list[Product]]:
    found: dict[str, list[Product]] = {}
    for product in products_for_buyers(voice):
        slug = product.facts.former_unit if former else product.facts.unit
        if slug:
            found.setdefault(slug, []).append(product)
    units = voice.edition.catalogue.units
    return dict(sorted(found.items(), key=lambda item: text.sort_key(units[item[0]].title)))


def _newest(things: Mapping[str, Thing[Facts, Words]]) -> list[Thing[Facts, Words]]:
    return sorted(
        things.values(), key=lambda thing: (getattr(thing.facts, "date", thing.facts.verified), thing.slug), reverse=True
    )


def newest_check(things: Iterable[Thing[Facts, Words]]) -> str:
    """Give the newest ISO day on which one of the things was checked; "" for none."""
    return max((thing.facts.verified.isoformat() for thing in things), default="")


def _pages(listing: Listing, voice: Voice) -> Iterator[Output]:
    edition = voice.edition
    pages = [listing.things[start : start + PAGE_SIZE] for start in range(0, len(listing.things), PAGE_SIZE)]
    for number, things in enumerate(pages, 1):
        addresses = {lang: _numbered(listing.address(lang), number) for lang in edition.languages}
        title = listing.title if number == 1 else voice.say("{title}, page {n}").format(title=listing.title, n=number)
        here = addresses[voice.lang].url
        shown = tuple(card(thing, voice) for thing in things)
        items = [(entry.title, entry.url) for entry in shown]
        frame = Frame(
            template="list.html",
            title=title,
            description=listing.intro or voice.say("{title}: OCOP products").format(title=listing.title),
            addresses=addresses,
            section=listing.section,
            crumbs=(home_crumb(voice), *listing.parents, Link(listing.title, "")),
            jsonld=(list_node(title, here, items, voice, first=(number - 1) * PAGE_SIZE + 1),),
            modified=newest_check(things),
        )
        current = tuple(
            Facet(
                facet.title,
                tuple(
                    Link(link.title, link.url, count=link.count, lang=link.lang, current=link.url == here)
                    for link in facet.links
                ),
            )
            for facet in listing.facets
        )
        yield page_output(
            frame,
            voice,
            intro=listing.intro,
            count=_count(listing, voice),
            cards=shown,
            facets=current,
            pager=_pager(listing, len(pages), number, voice),
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
    return tuple(Link(str(n), _numbered(first, n).url, current=n == number) for n in range(1, pages + 1))
