"""What products can be narrowed by: each value a real page, found in one pass over the products.

Only single values have pages; the browser combines them (theme/static/js/facets.js, docs/search.md). A product that is gone is
listed by what it was (group, set, communes, maker), not by what one can have today.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from ocop import text
from ocop.catalogue.brief import Brief
from ocop.catalogue.groups import group_title, set_title
from ocop.catalogue.models import Group, Kind, ProducerType
from ocop.catalogue.status import PublicStatus

from .addresses import GROUP_SLUGS, Address, last_part
from .cards import producer_type
from .order import products_for_buyers
from .statuses import stars_text
from .views import Facet, Link
from .voice import Voice

_MAKERS: Final = {
    ProducerType.ENTERPRISE: "doanh-nghiep",
    ProducerType.COOPERATIVE: "hop-tac-xa",
    ProducerType.COOPERATIVE_GROUP: "to-hop-tac",
    ProducerType.BUSINESS_HOUSEHOLD: "ho-kinh-doanh",
    ProducerType.PRODUCING_HOUSEHOLD: "ho-san-xuat",
    ProducerType.FARM: "trang-trai",
    ProducerType.ASSOCIATION: "hoi-quan",
}
_STATUSES: Final = {
    PublicStatus.VALID: "con-hieu-luc",
    PublicStatus.EXTENDED: "duoc-keo-dai",
    PublicStatus.EXPIRED: "het-hieu-luc",
    PublicStatus.REVOKED: "da-thu-hoi",
    PublicStatus.GUIDED: "dang-huong-dan",
    PublicStatus.NONE: "chua-ro",
}
_GIFT, _VISIT = "gift", "visit"
_TRAVEL: Final = {_GIFT: ("lam-qua", "gifts"), _VISIT: ("tham-noi-lam", "to-visit")}
_RANKS: Final = (5, 4, 3)
_MONTHS: Final = tuple(str(month) for month in range(1, 13))
Key = Group | ProducerType | PublicStatus | str | int


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """A value of a facet: its page by language, and its products in the order for buyers, never none."""

    title: str
    address: Callable[[str], Address]
    products: Sequence[Brief]
    intro: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class FacetOf:
    """A facet. `name` is that of its setting, `key` its word in an address; `every`: of several values each must hold."""

    name: str
    key: str
    title: str
    values: tuple[Value, ...]
    every: bool = False


def facets(voice: Voice) -> tuple[FacetOf, ...]:
    """Give the facets that have values, those that are asked for most first."""
    found: dict[str, dict[Key, list[Brief]]] = {name: defaultdict(list) for name in _FACETS}
    makers = {slug: producer.maker for slug, producer in voice.edition.briefs[Kind.PRODUCER].items() if producer.maker}
    for product in products_for_buyers(voice):
        for name, key in _marks(product, makers, voice):
            found[name][key].append(product)
    made = (_facet(name, found[name], voice) for name in _FACETS)
    return tuple(facet for facet in made if facet.values)


def facet_views(found: Sequence[FacetOf], voice: Voice, *, whole: bool = False) -> tuple[Facet, ...]:
    """Give facets as pages show them: of many values only those with most products, unless `whole`, and a way to the others."""
    views = []
    for number, facet in enumerate(found):
        shown = facet.values if whole else first_values(facet)
        rest = None
        if len(shown) < len(facet.values):
            url = f"{voice.edition.addresses.of('SEARCH', voice.lang).url}#{facet.key}"
            rest = Link(voice.say("All {n}").format(n=text.number(len(facet.values), voice.lang)), url)
        links = tuple(value_link(value, voice) for value in shown)
        views.append(Facet(facet.title, links, facet.key, facet.every, number < _OPEN, rest))
    return tuple(views)


def first_values(facet: FacetOf) -> Sequence[Value]:
    """Give the values that every list names, in their order: all, or of many those with most products."""
    if len(facet.values) <= _MANY:
        return facet.values
    least = sorted((len(value.products) for value in facet.values), reverse=True)[_FEW - 1]
    large = [value for value in facet.values if len(value.products) > least]
    equal = [value for value in facet.values if len(value.products) == least][: _FEW - len(large)]
    return [value for value in facet.values if value in large or value in equal]


def value_link(value: Value, voice: Voice, *, current: bool = False) -> Link:
    """Give the link to a value's page."""
    return Link(value.title, value.address(voice.lang).url, count=len(value.products), lang=value.lang, current=current)


def current_view(view: Facet, link: Link) -> Facet:
    """Give a facet as the page of one of its values shows it: open, and the value marked, which it may not name elsewhere."""
    links = tuple(other._replace(current=True) if other.url == link.url else other for other in view.links)
    return view._replace(links=links if any(other.current for other in links) else (*links, link), open=True)


def mark_of(facet: FacetOf, value: Value, voice: Voice) -> str:
    """Give what the list of a value is called in the index of search: its facet's key and the last part of its address."""
    return f"{facet.key}/{last_part(value.address(voice.lang).url)}"


def marks_of(found: Sequence[FacetOf], voice: Voice) -> dict[str, tuple[str, ...]]:
    """Give, by slug of a product, the marks of the lists that it stands in."""
    marks: dict[str, list[str]] = {}
    for facet in found:
        for value in facet.values:
            mark = mark_of(facet, value, voice)
            for product in value.products:
                marks.setdefault(product.slug, []).append(mark)
    return {slug: tuple(found) for slug, found in marks.items()}


def status_slug(status: PublicStatus, voice: Voice) -> str:
    """Give what a status is called in addresses."""
    return _STATUSES[status] if voice.lang == voice.edition.default_language else status.value


def _marks(product: Brief, makers: Mapping[str, ProducerType], voice: Voice) -> Iterator[tuple[str, Key]]:
    offer = product.offer
    if offer is None:
        return
    yield "GROUP", offer.group
    if offer.set is not None:
        yield "SET", offer.set
    yield "UNIT", offer.unit
    if offer.former_unit:
        yield "FORMER_UNIT", offer.former_unit
    maker = makers.get(offer.producer)
    if maker in _MAKERS:
        yield "MAKER", maker
    if product.gone:
        return
    yield "STATUS", offer.status
    if offer.stars:
        yield "STARS", offer.stars
    for month in dict.fromkeys(offer.season_months):
        yield "SEASON", month
    places = voice.edition.briefs[Kind.PLACE]
    for place in dict.fromkeys(offer.displayed_at):
        if place in places and not places[place].gone:
            yield "DISPLAY", place
    if offer.gift:
        yield "TRAVEL", _GIFT
    # Of community tourism the product is the visit.
    if offer.visit_at or offer.group is Group.TOURISM:
        yield "TRAVEL", _VISIT


def _facet(name: str, found: dict[Key, list[Brief]], voice: Voice) -> FacetOf:
    key, every = _FACETS[name]
    main = voice.lang == voice.edition.default_language
    ordered = sorted(found, key=_order(name, voice))
    values = tuple(_value(name, each, found[each], voice) for each in ordered)
    return FacetOf(name, key[0 if main else 1], _title(name, voice), values, every)


def _order(name: str, voice: Voice) -> Callable[[Key], Any]:
    fixed: dict[str, tuple[Key, ...]] = {
        "GROUP": tuple(Group),
        "STARS": _RANKS,
        "STATUS": tuple(_STATUSES),
        "MAKER": tuple(_MAKERS),
        "SEASON": _MONTHS,
        "TRAVEL": tuple(_TRAVEL),
    }
    if name in fixed:
        return fixed[name].index
    catalogue = voice.edition.catalogue
    if name == "SET":
        return lambda key: key
    if name == "DISPLAY":
        return lambda key: (text.sort_key(voice.edition.words(catalogue.places[str(key)], voice.lang)[0].title), key)
    return lambda key: (text.sort_key(catalogue.units[str(key)].title), key)


def _value(name: str, key: Key, products: Sequence[Brief], voice: Voice) -> Value:
    edition, say = voice.edition, voice.say
    catalogue = edition.catalogue
    title, intro, lang, slugs = "", "", "", (str(key), str(key))
    match name, key:
        case "GROUP", Group():
            title, slugs = voice.group(key), GROUP_SLUGS[key]
            official = group_title(catalogue.schemes, key, voice.lang)
            intro = official if official != title else ""
        case "SET", int():
            title = set_title(catalogue.schemes, key, voice.lang)
            intro = say("Set of criteria no. {n} of OCOP.").format(n=key)
        case "STARS", int():
            title, slugs = stars_text(key, voice), (f"{key}-sao", f"{key}-star")
            intro = say("Products whose recognition is valid today. A product leaves this page on the day its term ends.")
        case "STATUS", PublicStatus():
            title, slugs = _status(key, voice), (_STATUSES[key], key.value)
            intro = say("The dates on the cards say until when, or since when, this holds.")
        case "UNIT", str():
            title = voice.unit(key)
        case "FORMER_UNIT", str():
            unit = catalogue.units[key]
            title, lang = unit.title, voice.tag("vi")
            present = voice.unit(unit.successor) if unit.successor else ""
            intro = say("{former} is part of {present} since 1 July 2025.").format(former=unit.title, present=present)
        case "MAKER", ProducerType():
            title, slugs = producer_type(key, voice).capitalize(), (_MAKERS[key], key.value)
        case "DISPLAY", _:
            words, language = edition.words(catalogue.places[str(key)], voice.lang)
            title, lang = words.title, voice.tag(language)
            intro = say("Products on display here.")
        case "SEASON", _:
            title, slugs = text.month(int(key), voice.lang), (f"thang-{key}", f"month-{key}")
            intro = say("Products that have their season in this month.")
        case _:
            slugs = _TRAVEL[str(key)]
            title = say("Packed as a gift") if key == _GIFT else say("Where it is made can be visited")
    return Value(title, partial(_address, name, slugs, voice), products, intro, lang)


def _address(name: str, slugs: tuple[str, str], voice: Voice, language: str) -> Address:
    edition = voice.edition
    return edition.addresses.of(name, language, slugs[0 if language == edition.default_language else 1])


def _title(name: str, voice: Voice) -> str:
    say = voice.say
    return {
        "GROUP": say("Group"),
        "SET": say("Set of criteria"),
        "STARS": say("Rank valid today"),
        "STATUS": say("Status of the recognition"),
        "UNIT": say("Commune or ward"),
        "FORMER_UNIT": say("Commune or ward before 1 July 2025"),
        "MAKER": say("Kind of maker"),
        "DISPLAY": say("On display at"),
        "SEASON": say("Season"),
        "TRAVEL": say("For travellers"),
    }[name]


def _status(status: PublicStatus, voice: Voice) -> str:
    say = voice.say
    return {
        PublicStatus.VALID: say("Valid"),
        PublicStatus.EXTENDED: say("Extended"),
        PublicStatus.EXPIRED: say("Expired"),
        PublicStatus.REVOKED: say("Withdrawn"),
        PublicStatus.GUIDED: say("Dossier being prepared"),
        PublicStatus.NONE: say("No recognition on record"),
    }[status]


_FACETS: Final = {
    "GROUP": (("nhom", "group"), False),
    "STARS": (("hang", "rank"), False),
    "TRAVEL": (("cho-khach", "for-travellers"), True),
    "SEASON": (("mua", "season"), False),
    "UNIT": (("xa-phuong", "commune"), False),
    "FORMER_UNIT": (("xa-phuong-cu", "former-commune"), False),
    "DISPLAY": (("trung-bay", "on-display"), False),
    "MAKER": (("loai-chu-the", "maker"), False),
    "STATUS": (("tinh-trang", "recognition"), False),
    "SET": (("bo", "set"), False),
}
"""By name of the setting of its pages: the word in an address (default language, others), and whether each value must hold."""
FACET_NAMES: Final = tuple(_FACETS)
"""The settings that hold the addresses of their pages."""
_MANY, _FEW = 24, 12
"""Of a facet with more values than the first, every list names so many as the second; the page of search names them all."""
_OPEN: Final = 3
"""How many facets stand open; the others open on a touch."""
