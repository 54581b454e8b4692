"""Routes as TouristTrip with their stops in order, events as Event with their days."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any, Final

from ocop.catalogue.assembled import Event, Route
from ocop.catalogue.models import PlaceFacts, ProducerFacts

from ..illustration import thing_at
from ..voice import Voice
from .nodes import Node, geo, identity, named, postal_address, tidy

VIETNAM: Final = timezone(timedelta(hours=7))
"""Vietnam has had no summer time since 1975 (ocop.md §6.3)."""


def trip_node(route: Route, voice: Voice) -> Node:
    """Give a route: its stops in order, each by the identity that its own page gives it."""
    edition = voice.edition
    stops = [thing for stop in route.facts.stops if (thing := thing_at(edition, stop.at)) is not None]
    return tidy(
        {
            "@type": "TouristTrip",
            **named(route, voice),
            "itinerary": {
                "@type": "ItemList",
                "numberOfItems": len(stops),
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": number,
                        "item": {
                            "@type": "Place",
                            "@id": identity(thing, edition),
                            "name": edition.words(thing, voice.lang)[0].title,
                            "url": edition.addresses.absolute(edition.addresses.thing(thing.kind, thing.slug, voice.lang).url),
                        },
                    }
                    for number, thing in enumerate(stops, 1)
                ],
            },
        }
    )


def event_node(event: Event, voice: Voice) -> Node:
    """Give an event; one that is gone was called off. Its place is named as far as it is documented."""
    facts = event.facts
    starts: str = facts.starts.isoformat()
    ends: str = facts.ends.isoformat()
    if facts.opens is not None and facts.closes is not None:
        starts = datetime.combine(facts.starts, facts.opens, VIETNAM).isoformat()
        ends = datetime.combine(facts.ends, facts.closes, VIETNAM).isoformat()
    status = "EventScheduled" if facts.gone is None else "EventCancelled"
    return tidy(
        {
            "@type": "Event",
            **named(event, voice),
            "startDate": starts,
            "endDate": ends,
            "eventStatus": f"https://schema.org/{status}",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": _location(event, voice),
            "organizer": {"@type": "Organization", "name": facts.organiser} if facts.organiser else None,
            "sameAs": facts.website,
        }
    )


def _location(event: Event, voice: Voice) -> Node | None:
    edition, facts = voice.edition, event.facts
    venue = thing_at(edition, facts.at) if facts.at else None
    address = postal_address(facts.address, facts.unit, voice)
    place: dict[str, Any] = {"@type": "Place", "name": facts.address, "address": address}
    if venue is not None:
        place |= {"@id": identity(venue, edition), "name": edition.words(venue, voice.lang)[0].title}
        theirs = venue.facts
        if isinstance(theirs, PlaceFacts | ProducerFacts):
            place["address"] = address or postal_address(theirs.address, theirs.unit, voice)
        if isinstance(theirs, PlaceFacts):
            place["geo"] = geo(theirs.position)
    elif facts.address is None and address is None:
        return None
    return tidy({**place, "name": place["name"] or voice.unit(facts.unit or "")})
