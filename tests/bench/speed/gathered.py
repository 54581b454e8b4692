"""The pages of the core sorted for other generators: products with the lists they stand in, lists with what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from views import Shown, plain

from ocop.outputs.edition import Edition
from ocop.outputs.lists import PAGE_SIZE
from ocop.outputs.page_views import ProductView
from ocop.outputs.prose_links import _IN_BODY, link_resolver
from ocop.outputs.views import Card, Page, Site
from ocop.outputs.voice import Voice

__all__ = ["PAGE_SIZE", "Gathered", "Listed", "Product", "Thing", "gather"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: its first page, what it says, and the facet and the value that it is the list of ("" for a list of a kind)."""

    page: Page
    title: str
    intro: str
    count: str
    number: int
    narrowed: bool
    section: str
    facet: str = ""
    term: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """What has only a card here: its place in its list, and the Markdown that a generator reads all the same."""

    card: Card
    weight: int
    body: str


@dataclass(frozen=True, slots=True)
class Product:
    """A product: what its page and its card show, its place in lists, and by facet the values whose lists it stands in."""

    page: Page
    view: ProductView
    card: Card
    weight: int
    terms: Mapping[str, list[str]]
    body: str


@dataclass(slots=True)
class Gathered:
    """One language of the core; `path` of an address is that within the language's folder."""

    lang: str
    prefix: str
    sites: dict[str, Site] = field(default_factory=dict)
    lists: list[Listed] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    facets: list[dict[str, Any]] = field(default_factory=list)
    report_url: str = ""

    def path(self, url: str) -> str:
        """Give the place of a page among the language's files."""
        return url.removeprefix(self.prefix).strip("/")


def gather(edition: Edition, pages: Iterable[Shown]) -> dict[str, Gathered]:
    """Sort pages by language and kind."""
    made = {lang: Gathered(lang, "" if lang == edition.default_language else f"/{lang}") for lang in edition.languages}
    cards: dict[str, tuple[Card, int]] = {}
    terms: dict[str, dict[str, list[str]]] = {}
    open_lists: dict[str, Listed] = {}
    products: list[Shown] = []
    for shown in pages:
        of, page = made[shown.lang], shown.views["page"]
        of.sites.setdefault(page.section, shown.views["site"])
        of.report_url = page.report_url
        if shown.template == "product.html":
            products.append(shown)
            continue
        listed = _listed(shown, open_lists, of)
        for card in shown.views["cards"]:
            if listed.facet:
                terms.setdefault(card.url, {}).setdefault(listed.facet, []).append(listed.term)
            else:
                cards[card.url] = (card, len(cards) + 1)
    pages_of = {shown.views["page"].url: shown for shown in products}
    bodies = _bodies(edition, {url for url in cards if url not in pages_of})
    for url, (card, weight) in cards.items():
        if url not in pages_of:
            lang = next(lang for lang in edition.languages if url in bodies[lang])
            made[lang].things.append(Thing(card, weight, bodies[lang][url]))
    for url, shown in pages_of.items():
        voice = Voice(edition, shown.lang)
        product = edition.catalogue.products[url.strip("/").rpartition("/")[2]]
        body = _resolved(edition.body(product, shown.lang)[0], voice)
        card, weight = cards[url]
        page, view = shown.views["page"], shown.views["product"]
        made[shown.lang].products.append(Product(page, view, card, weight, terms[url], body))
    return made


def _listed(shown: Shown, found: dict[str, Listed], of: Gathered) -> Listed:
    page, views = shown.views["page"], shown.views
    first = views["pager"][0].url if views["pager"] else page.url
    if first in found:
        return found[first]
    facet, term = "", ""
    if len(page.crumbs) > 2:
        facet, term = page.url.strip("/").split("/")[-2:]
    elif views["facets"]:
        of.facets = [{**plain(view), "links": [plain(link) for link in view.links]} for view in views["facets"]]
    title = page.crumbs[-1].title
    number = sum(link.count or 0 for view in views["facets"] for link in view.links if link.current)
    narrowed = bool(views["facets"])
    found[first] = Listed(page, title, views["intro"], views["count"], number, narrowed, page.section, facet, term)
    of.lists.append(found[first])
    return found[first]


def _bodies(edition: Edition, wanted: set[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for lang in edition.languages:
        voice = Voice(edition, lang)
        of = found.setdefault(lang, {})
        for thing in edition.catalogue.things():
            url = edition.addresses.thing(thing.kind, thing.slug, lang).url
            if url in wanted:
                of[url] = _resolved(edition.body(thing, lang)[0], voice)
    return found


def _resolved(markdown: str, voice: Voice) -> str:
    resolve = link_resolver(voice)
    return _IN_BODY.sub(lambda link: link[0].replace(link[1], resolve(link[1]) or link[1]), markdown)
