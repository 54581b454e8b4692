"""Search: the page, the box that other pages show, and the index that the box reads when it is first touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ocop.catalogue.models import Kind
from ocop.engine import Output

from .facets import FacetOf, facet_views, marks_of
from .pages import Frame, PageOutput, home_crumb, late_page, page_output
from .search_index import WHOLE, Index, Shape, index
from .search_rows import KINDS, rows
from .views import Link, SearchBox
from .voice import Voice

_SLUG = "__slug__"


def search_index(voice: Voice, found: Sequence[FacetOf] = ()) -> Index:
    """Give the index of a language; `found` are the lists that products stand in."""
    edition = voice.edition
    titles = {
        Kind.PRODUCT: voice.say("product"),
        Kind.PRODUCER: voice.say("producer"),
        Kind.PLACE: voice.say("place"),
        Kind.STORY: voice.say("story"),
        Kind.ROUTE: voice.say("route"),
        Kind.EVENT: voice.say("event"),
    }
    kinds = {
        kind: (
            titles[kind][:1].upper() + titles[kind][1:],
            edition.addresses.thing(kind, _SLUG, voice.lang).url.replace(_SLUG, "*"),
        )
        for kind in KINDS
    }
    listed = rows(voice)
    if len(listed) > WHOLE:
        marks = marks_of(found, voice)
        listed = tuple(row._replace(marks=marks.get(row.slug, ()) if row.kind is Kind.PRODUCT else ()) for row in listed)
    terms = (listed, Shape(kinds), voice.lang, edition.addresses.base)
    return edition.keeper.keep_equal(("index", voice.lang), terms, lambda: index(*terms))


def search_box(voice: Voice, made: Index, *, here: bool = False, within: str | None = None) -> SearchBox:
    """Give the box as a page shows it.

    `here`: on the page of search itself, which shows all results; `within`: on a list, its mark, "" for the list of everything.
    """
    here = here or within is not None
    addresses = voice.edition.addresses
    return SearchBox(
        # Without script a box elsewhere leads to the page of search with its links, and that page's own to the whole list.
        action=addresses.of("A_TO_Z" if here else "SEARCH", voice.lang).url,
        index=addresses.file(made.path if within is None else made.lists),
        here=here,
        most=30 if here else 5,
        within=within or "",
    )


def outputs(voice: Voice, made: Index, found: Sequence[FacetOf]) -> Iterator[Output]:
    """Give the page of search and the files of its index."""
    address = voice.edition.addresses.of("SEARCH", voice.lang)
    yield late_page(address, partial(_frame, voice), voice, partial(_page, voice, made, found), known=made.path)
    yield from made.files


def _frame(voice: Voice) -> Frame:
    edition, say = voice.edition, voice.say
    title = say("Search the catalogue")
    return Frame(
        template="search.html",
        title=title,
        description=say("Find products, makers, places and stories by name, commune, code or decision number."),
        addresses={lang: edition.addresses.of("SEARCH", lang) for lang in edition.languages},
        section="search",
        crumbs=(home_crumb(voice), Link(title, "")),
    )


def _page(voice: Voice, made: Index, found: Sequence[FacetOf]) -> PageOutput:
    for kind in (Kind.PRODUCT, Kind.PRODUCER, Kind.PLACE):
        voice.edition.all_briefs(kind)  # which facets are found from
    return page_output(
        _frame(voice),
        voice,
        box=search_box(voice, made, here=True),
        facets=facet_views(found, voice, whole=True),
        az=Link(voice.say("The whole list, A–Z"), voice.edition.addresses.of("A_TO_Z", voice.lang).url),
    )
