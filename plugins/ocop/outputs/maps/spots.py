"""What stands on the map: every place, and every visit that no place stands for; where it is, and how well that is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from ocop import text
from ocop.catalogue.assembled import Thing
from ocop.catalogue.models import EventFacts, Facts, Group, Kind, PlaceFacts, ProducerFacts, ProductFacts, Words

from ..cards import eyebrow
from ..voice import Voice


@dataclass(frozen=True, slots=True)
class Spot:
    """A thing on the map. `position` is latitude and longitude in degrees (WGS 84), None where not even a commune is known.

    `near`: nobody measured it, so it stands at the middle of its commune (ocop.md §2), as a hint and never as a way.
    """

    key: str
    title: str
    url: str
    lang: str
    kind: str
    commune: str
    position: tuple[float, float] | None
    near: bool


def spots(voice: Voice) -> tuple[Spot, ...]:
    """Give what stands on the map of everything, by title."""
    edition = voice.edition
    found = [
        edition.kept(("spot", key, voice.lang), lambda at=key: spot_of(edition.things[at], voice))  # type: ignore[misc]
        for key in shown(voice)
    ]
    return tuple(sorted(found, key=lambda spot: (text.sort_key(spot.title), spot.key)))


def spot_of(thing: Thing[Facts, Words], voice: Voice) -> Spot:
    """Give any thing as a spot."""
    words, language = voice.edition.words(thing, voice.lang)
    position, near = _position(thing.facts, voice)
    return Spot(
        key=thing.key,
        title=words.title,
        url=voice.edition.addresses.thing(thing.kind, thing.slug, voice.lang).url,
        lang=voice.tag(language),
        kind=eyebrow(thing, voice),
        commune=_commune(thing.facts, voice),
        position=position,
        near=near,
    )


def shown(voice: Voice) -> Iterator[str]:
    """Give the keys of what stands on the map of everything."""
    edition = voice.edition
    places = edition.all_briefs(Kind.PLACE)
    yield from (place.key for place in places.values() if not place.gone)
    for product in edition.all_briefs(Kind.PRODUCT).values():
        offer = product.offer
        if product.gone or offer is None or offer.group is not Group.TOURISM:
            continue
        if product.slug not in places and not any(slug in places for slug in offer.visit_at):
            yield product.key


def _units(facts: Facts) -> Iterator[str]:
    if isinstance(facts, ProductFacts | ProducerFacts | PlaceFacts):
        # The former unit is the smaller one: its middle says more.
        yield from (slug for slug in (facts.former_unit, facts.unit) if slug)
    if isinstance(facts, EventFacts) and facts.unit:
        yield facts.unit
    if isinstance(facts, PlaceFacts):
        yield from facts.units


def _position(facts: Facts, voice: Voice) -> tuple[tuple[float, float] | None, bool]:
    if isinstance(facts, ProductFacts | PlaceFacts) and facts.position is not None:
        return (facts.position.lat, facts.position.lon), False
    units = voice.edition.catalogue.units
    if isinstance(facts, PlaceFacts) and facts.former_units:
        several = [units[slug] for slug in facts.former_units if slug in units]
        middles = [(unit.centre_lat, unit.centre_lon) for unit in several if unit.centre_lat and unit.centre_lon]
        if middles:  # Between them: the place is in each, and none of them is its own.
            return (round(fmean(lat for lat, _ in middles), 5), round(fmean(lon for _, lon in middles), 5)), True
    for unit in (units[slug] for slug in _units(facts) if slug in units):
        if unit.centre_lat is not None and unit.centre_lon is not None:
            return (unit.centre_lat, unit.centre_lon), True
    return None, True


def _commune(facts: Facts, voice: Voice) -> str:
    units = voice.edition.catalogue.units
    present = [slug for slug in _units(facts) if slug in units and units[slug].valid_to is None]
    return ", ".join(voice.unit(slug) for slug in dict.fromkeys(present))
