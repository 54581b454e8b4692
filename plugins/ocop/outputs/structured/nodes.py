"""What every kind of structured data shares: nodes and their identity, addresses, hours, the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from pydantic_core import to_json

from ocop.catalogue.assembled import Thing
from ocop.catalogue.models import Facts, Hours, Kind, Position, Words
from ocop.catalogue.units import present_unit

from ..edition import Edition
from ..illustration import photo
from ..views import Link
from ..voice import DAYS, Voice, days_of

Node = Mapping[str, Any]
"""A JSON-LD node. Values that are None, "" or empty are left out by `tidy`."""

COUNTRY: Final[Node] = {"@type": "Country", "name": "Việt Nam"}
_FRAGMENTS: Final = {
    Kind.PRODUCT: "product",
    Kind.PRODUCER: "producer",
    Kind.PLACE: "place",
    Kind.STORY: "story",
    Kind.NEWS: "news",
    Kind.ROUTE: "trip",
    Kind.EVENT: "event",
}
_DAY_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Spelt(str):
    """A node that is JSON already: what many pages say is spelt out once."""

    __slots__ = ()


def spelt(node: Node) -> Spelt:
    """Give a node as JSON."""
    return Spelt(to_json(node).decode())


def script_safe(data: Mapping[str, Any]) -> str:
    """Give JSON for a <script> element: no character of it can end the element or open a comment."""
    return _safe(to_json(data).decode())


def document(nodes: Sequence[Node | Spelt]) -> str:
    """Give the text of a page's script element; "" for a page without nodes."""
    if not nodes:
        return ""
    graph = ",".join([node if isinstance(node, Spelt) else spelt(node) for node in nodes])
    return _safe(f'{{"@context":"https://schema.org","@graph":[{graph}]}}')


def _safe(json_text: str) -> str:
    return json_text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def tidy(node: Mapping[str, Any]) -> Node:
    """Give the node without what is not known: None and what is empty; nought is known."""
    return {key: value for key, value in node.items() if value or value == 0}


def identity(thing: Thing[Facts, Words], edition: Edition) -> str:
    """Give a thing's `@id`: the same in every language, so that its pages speak of one thing."""
    address = edition.addresses.thing(thing.kind, thing.slug, edition.default_language)
    return f"{edition.addresses.absolute(address.url)}#{_FRAGMENTS.get(thing.kind, thing.kind.value)}"


def named(thing: Thing[Facts, Words], voice: Voice) -> dict[str, Any]:
    """Give what every thing's node begins with: identity, names, address, photos. A drawing of ours is no picture of it."""
    edition = voice.edition
    absolute = edition.addresses.absolute
    words, _ = edition.words(thing, voice.lang)
    url = absolute(edition.addresses.thing(thing.kind, thing.slug, voice.lang).url)
    return {
        "@id": identity(thing, edition),
        "name": words.title,
        "alternateName": [other.title for _, other in sorted(thing.words.items()) if other.title != words.title],
        "description": words.summary,
        "url": url,
        "image": [absolute(photo(thing, entry, voice).src) for entry in thing.facts.photos],
        "mainEntityOfPage": {"@type": "WebPage", "@id": url, "inLanguage": voice.lang},
    }


def postal_address(street: str | None, unit: str | None, voice: Voice) -> Node | None:
    """Give an address as far as it is documented; None where not even the commune is."""
    units = voice.edition.catalogue.units
    if unit is None or unit not in units:
        return None
    present = present_unit(units, unit)
    return tidy(
        {
            "@type": "PostalAddress",
            "streetAddress": street,
            "addressLocality": present.title,
            "addressRegion": present.province.removeprefix("tỉnh "),
            "addressCountry": "VN",
        }
    )


def geo(position: Position | None) -> Node | None:
    """Give a point that was measured or documented."""
    return {"@type": "GeoCoordinates", "latitude": position.lat, "longitude": position.lon} if position else None


def opening_hours(rows: Iterable[Hours]) -> list[Node]:
    """Give opening hours; a day that is closed opens and closes at midnight, as schema.org writes it."""
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"https://schema.org/{_DAY_NAMES[DAYS.index(day)]}" for day in days_of(row.days)],
            "opens": f"{row.opens:%H:%M}" if row.opens else "00:00",
            "closes": f"{row.closes:%H:%M}" if row.closes else "00:00",
        }
        for row in rows
    ]


def breadcrumbs(crumbs: Sequence[Link], edition: Edition) -> Spelt:
    """Give the way back to the home page; the last step is the page itself and has no address."""
    steps = [
        edition.shared(("step", number, crumb), partial(_step, number, crumb, edition))
        if crumb.url
        else _step(number, crumb, edition)
        for number, crumb in enumerate(crumbs, 1)
    ]
    return Spelt(f'{{"@type":"BreadcrumbList","itemListElement":[{",".join(steps)}]}}')


def _step(number: int, crumb: Link, edition: Edition) -> Spelt:
    place = edition.addresses.absolute(crumb.url) if crumb.url else None
    return spelt(tidy({"@type": "ListItem", "position": number, "name": crumb.title, "item": place}))
