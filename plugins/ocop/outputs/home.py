"""The home page: places, crafts and stories first, because they are there on any day; ranked products when there are some."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ocop.catalogue.models import Group, Kind
from ocop.engine import Output

from .cards import cards
from .illustration import drawing, tile
from .order import by_title, newest_check_of, products_for_buyers, with_rank
from .pages import Frame, PageOutput, late_page, page_output
from .search import search_box
from .search_index import Index
from .star_scale import star_scale
from .structured import website_node
from .views import Link, Shelf, Tile
from .voice import Voice

SHELF = 4
FULL = 3
"""A shelf of products with a rank stands when it holds at least so many; else one shelf holds all products."""


def outputs(voice: Voice, found: Index) -> Iterator[Output]:
    """Give the home page; `found` is the index that its search box reads."""
    address = voice.edition.addresses.of("HOME", voice.lang)
    page = partial(voice.edition.of_all, Kind, partial(_page, voice, found))
    yield late_page(address, partial(_frame, voice), voice, page, known=found.path)


def _frame(voice: Voice) -> Frame:
    edition, described = voice.edition, lead(voice)
    return Frame(
        template="home.html",
        title=edition.sitename,
        description=described,
        addresses={lang: edition.addresses.of("HOME", lang) for lang in edition.languages},
        section="home",
        jsonld=(website_node(described, voice),),
        modified=newest_check_of(brief for kind in Kind for brief in edition.all_briefs(kind).values()),
    )


def _page(voice: Voice, found: Index) -> PageOutput:
    edition, say = voice.edition, voice.say
    frame = _frame(voice)  # has asked for everything, of which shelves and tiles take what they show
    stars = "hang-sao"
    stars_page = (
        Link(say("How to read the stars"), edition.addresses.thing(Kind.PAGE, stars, voice.lang).url)
        if stars in edition.catalogue.pages
        else None
    )
    return page_output(
        frame,
        voice,
        box=search_box(voice, found),
        tiles=_tiles(voice),
        shelves=tuple(shelf for shelf in (_places(voice), _stories(voice), _products(voice)) if shelf.cards),
        stars_page=stars_page,
        scale=star_scale(voice),
        map_url=edition.addresses.of("MAP", voice.lang).url if edition.catalogue.places else "",
        lead=frame.description,
    )


def lead(voice: Voice) -> str:
    """Give what the whole site is, in one sentence."""
    return voice.say(
        "Rice flour, noodles, prawn crackers, flowers and places to visit in Sa Đéc: "
        "who makes them, where, and whether their OCOP rank is valid today."
    )


def _tiles(voice: Voice) -> tuple[Tile, ...]:
    edition = voice.edition
    counts = dict.fromkeys(Group, 0)
    offers = [(product.gone, product.offer) for product in edition.briefs[Kind.PRODUCT].values() if product.offer]
    for gone, offer in offers:
        counts[offer.group] += not gone
    return tuple(
        Tile(
            title=voice.group(group),
            url=edition.addresses.group(group, voice.lang).url if any(offer.group is group for _, offer in offers) else "",
            note=voice.count("{n} product", "{n} products", number) if number else "",
            picture=drawing(edition, tile(group)),
        )
        for group, number in counts.items()
    )


def _products(voice: Voice) -> Shelf:
    edition, say = voice.edition, voice.say
    products = [product for product in products_for_buyers(voice) if not product.gone]
    recognised = with_rank(products)
    more = Link(say("All products"), edition.addresses.index(Kind.PRODUCT, voice.lang).url)
    if len(recognised) >= FULL:
        newest = sorted(recognised, key=lambda brief: (brief.offer and brief.offer.newest, brief.slug), reverse=True)
        return Shelf(say("Newly recognised"), cards(edition.opened(newest[:SHELF]), voice), more)
    return Shelf(say("In the catalogue"), cards(edition.opened(products[:SHELF]), voice), more)


def _places(voice: Voice) -> Shelf:
    edition = voice.edition
    places = [place for place in by_title(Kind.PLACE, voice) if not place.gone]
    more = Link(voice.say("All places"), edition.addresses.index(Kind.PLACE, voice.lang).url)
    # A shelf of four, or of all when there is just one more: nobody should click for a single card.
    take = len(places) if len(places) <= SHELF + 2 else SHELF
    return Shelf(voice.say("Places to see"), cards(edition.opened(places[:take]), voice), more)


def _stories(voice: Voice) -> Shelf:
    edition = voice.edition
    stories = sorted(edition.catalogue.stories.values(), key=lambda story: (story.facts.date, story.slug), reverse=True)
    more = Link(voice.say("All stories"), edition.addresses.index(Kind.STORY, voice.lang).url)
    return Shelf(voice.say("Stories of the crafts"), cards(stories[:FULL], voice), more if len(stories) > FULL else None)
