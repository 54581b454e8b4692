"""Search: the page, the box that other pages show, and the index that the box reads when it is first touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ocop.catalogue.models import Kind
from ocop.engine import Output

from .facets import FacetOf, facet_views
from .pages import Frame, home_crumb, page_output
from .search_index import Index, Shape, index
from .search_rows import KINDS, rows
from .views import Link, SearchBox
from .voice import Voice

_SLUG = "__slug__"


def search_index(voice: Voice) -> Index:
    """Give the index of a language."""
    edition = voice.edition
    titles = {
        Kind.PRODUCT: voice.say("product"),
        Kind.PRODUCER: voice.say("producer"),
        Kind.PLACE: voice.say("place"),
        Kind.STORY: voice.say("story"),
    }
    kinds = {
        kind: (
            titles[kind][:1].upper() + titles[kind][1:],
            edition.addresses.thing(kind, _SLUG, voice.lang).url.replace(_SLUG, "*"),
        )
        for kind in KINDS
    }
    return index(rows(voice), Shape(kinds), voice.lang, edition.addresses.base)


def search_box(voice: Voice, made: Index, *, here: bool = False) -> SearchBox:
    """Give the box as a page shows it; `here`: on the page of search itself, which shows all results."""
    addresses = voice.edition.addresses
    return SearchBox(
        # Without script a box elsewhere leads to the page of search with its links, and that page's own to the whole list.
        action=addresses.of("A_TO_Z" if here else "SEARCH", voice.lang).url,
        index=addresses.file(made.path),
        here=here,
        most=30 if here else 5,
    )


def outputs(voice: Voice, made: Index, found: Sequence[FacetOf]) -> Iterator[Output]:
    """Give the page of search and the files of its index."""
    edition, say = voice.edition, voice.say
    title = say("Search the catalogue")
    frame = Frame(
        template="search.html",
        title=title,
        description=say("Find products, makers, places and stories by name, commune, code or decision number."),
        addresses={lang: edition.addresses.of("SEARCH", lang) for lang in edition.languages},
        section="search",
        crumbs=(home_crumb(voice), Link(title, "")),
    )
    yield page_output(
        frame,
        voice,
        box=search_box(voice, made, here=True),
        facets=facet_views(found, voice),
        az=Link(say("The whole list, A–Z"), edition.addresses.of("A_TO_Z", voice.lang).url),
    )
    yield from made.files
