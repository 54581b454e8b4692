"""What the browser needs to combine facets: for each product which values it has, and how its card looks.

Titles, makers and terms are in the index of search already; here are only columns beside its rows. The file keeps its name
when something else than a facet changes, so that one edited title does not rewrite every list (docs/search.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from pydantic_core import to_json

from ocop.catalogue.assembled import Product
from ocop.catalogue.models import Kind
from ocop.catalogue.status import PublicStatus
from ocop.engine import Output

from .addresses import last_part
from .facets import FacetOf, first_values, status_slug
from .illustration import PICTURES, card_picture, drawing
from .late_files import late_file
from .search import search_box
from .search_index import FOLDER, Index
from .statuses import blank_state
from .views import Card, Filter, Picture, SearchBox
from .voice import Voice

_PHOTO: Final = re.compile(rf"(?<=/{PICTURES}/)[0-9a-f]{{12}}")
"""What of a photo's digest its files are called by."""

Shape = tuple[str, int, int, str, str]
"""Of a picture: its address, width and height, the address of its best form, and the classes of its look."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What every list of products shows of it, and the file behind it; none where there are too many products to combine."""

    filter: Filter
    files: tuple[Output, ...]
    index: Index

    def box(self, voice: Voice, within: str) -> SearchBox | None:
        """Give the box that searches one list, known by its mark ("": all), where products are too many to combine facets."""
        return None if self.filter.columns else search_box(voice, self.index, within=within)


def filters(voice: Voice, found: Sequence[FacetOf], index: Index) -> Filters:
    """Give the filters of a language. `index` is that of its search."""
    edition = voice.edition
    path = f"{FOLDER}/{voice.lang}.facets.json"
    whole = bool(index.products)
    view = Filter(
        columns=edition.addresses.file(path) if whole else "",
        url=edition.addresses.index(Kind.PRODUCT, voice.lang).url,
        title=voice.say("Products"),
        season=next((facet.key for facet in found if facet.name == "SEASON"), ""),
        one=voice.count("{n} product", "{n} products", 1),
        many=edition.ngettext(voice.lang)("{n} product", "{n} products", 2),
        cards=tuple(_blank_cards(voice)) if whole else (),
    )
    if not whole:
        return Filters(view, (), index)
    return Filters(view, (late_file(path, partial(_file, path, voice, found, index), edition, known=index.path),), index)


def _file(path: str, voice: Voice, found: Sequence[FacetOf], index: Index) -> Output:
    kinds = (Kind.PRODUCT, Kind.PRODUCER, Kind.PLACE)  # which facets are found from
    data = voice.edition.of_all(kinds, lambda: to_json(_columns(voice, found, index)))
    return Output(path, (data,), partial(bytes, data))


def _columns(voice: Voice, found: Sequence[FacetOf], index: Index) -> dict[str, Any]:
    products = index.products
    numbers = {slug: number for number, slug in enumerate(products)}
    columns = []
    for facet in found:
        rows: list[list[str]] = [[] for _ in products]
        for number, value in enumerate(facet.values):
            for product in value.products:
                rows[numbers[product.slug]].append(str(number))
        values = [last_part(value.address(voice.lang).url) for value in facet.values]
        column = {"key": facet.key, "values": values, "rows": ",".join(" ".join(row) for row in rows)}
        if len(first_values(facet)) < len(facet.values):
            column["titles"] = [f"{value.lang}|{value.title}" if value.lang else value.title for value in facet.values]
        columns.append(column)
    keys = {facet.name: facet.key for facet in found}
    patterns: dict[Shape, int] = {}
    pictures = [_numbered(*_picture(slug, voice), patterns) for slug in products]
    return {
        "index": voice.edition.addresses.file(index.path),
        # On the day of reading a term may be over that was not on the day of the build.
        "rank": keys.get("STARS", ""),
        "status": keys.get("STATUS", ""),
        "over": status_slug(PublicStatus.EXPIRED, voice),
        "facets": columns,
        "patterns": list(patterns),
        "pictures": ",".join(pictures),
    }


def _numbered(shape: Shape, mark: str, patterns: dict[Shape, int]) -> str:
    """Give the number of a picture's pattern; of a photo also its digest."""
    number = patterns.setdefault(shape, len(patterns))
    return f"{number}:{mark}" if mark else str(number)


def _picture(slug: str, voice: Voice) -> tuple[Shape, str]:
    return voice.edition.kept(("picture", slug, voice.lang), lambda: _shape(voice.edition.catalogue.products[slug], voice))


def _shape(product: Product, voice: Voice) -> tuple[Shape, str]:
    """Give the pattern of a product's picture; of a photo also its digest, for which an asterisk stands in the pattern."""
    picture = card_picture(product, voice)
    best = picture.sources[0][1] if picture.sources else ""
    digest = _PHOTO.search(picture.src)
    mark = digest[0] if digest else ""
    classes = (f"ocop-tint--{picture.tint}" if picture.tint else "", *(f"ocop-focus--{side}" for side in picture.focus))
    look = "".join(f" {name}" for name in classes if name)
    shape = (picture.src, picture.width, picture.height, best, look)
    if mark:
        shape = (picture.src.replace(mark, "*"), picture.width, picture.height, best.replace(mark, "*"), look)
    return shape, mark


def _blank_cards(voice: Voice) -> Iterator[tuple[str, Card]]:
    """Give an empty card for each status, and one for what is gone; scripts fill copies of them."""
    picture = Picture(
        "photo",
        drawing(voice.edition, "group-food").src,
        320,
        240,
        "",
        sources=(("image/avif", "data:,"), ("image/jpeg", "data:,")),
    )
    for kind in PublicStatus:
        yield status_slug(kind, voice), Card("–", "#", "", "–", "–", "", picture, blank_state(kind))
    yield "", Card("–", "#", "", "–", "–", "", picture)
