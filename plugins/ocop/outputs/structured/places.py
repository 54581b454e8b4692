"""Places: what a traveller can see is a TouristAttraction; a shop or a homestay a business, where its address is documented."""

from __future__ import annotations

from typing import Final

from ocop.catalogue.assembled import Place
from ocop.catalogue.models import PlaceType

from ..voice import Voice
from .nodes import Node, geo, named, opening_hours, postal_address, tidy
from .producers import telephone

_SIGHTS: Final = frozenset(
    {PlaceType.CRAFT_VILLAGE, PlaceType.FLOWER_VILLAGE, PlaceType.GARDEN, PlaceType.HOUSE, PlaceType.TEMPLE}
)
_BUSINESSES: Final = {PlaceType.SHOP: "Store", PlaceType.HOMESTAY: "LodgingBusiness"}


def place_nodes(place: Place, voice: Voice) -> tuple[Node, ...]:
    """Give a place's node. A position only where it was measured or documented."""
    facts = place.facts
    units = dict.fromkeys((*((facts.unit,) if facts.unit else ()), *facts.units))
    addresses = [address for unit in units if (address := postal_address(facts.address, unit, voice))]
    node = {
        "@type": _type(place),
        **named(place, voice),
        "address": addresses[0] if len(addresses) == 1 else addresses,
        "geo": geo(facts.position),
        "openingHoursSpecification": opening_hours(facts.hours) if facts.gone is None else (),
        "telephone": telephone(facts.phones[0].number) if facts.phones else None,
        "sameAs": facts.website,
    }
    return (tidy(node),)


def _type(place: Place) -> str:
    facts = place.facts
    if facts.gone is not None:
        return "Place"
    if facts.type in _SIGHTS:
        return "TouristAttraction"
    # A plan on paper is no sight yet, and a business is named as one only with its address.
    return _BUSINESSES.get(facts.type, "Place") if facts.address and facts.unit else "Place"
