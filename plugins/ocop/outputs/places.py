"""Place pages, as a traveller needs them: what it is, when it is open, what is shown there, how to get there."""

from __future__ import annotations

from collections.abc import Iterator

from ocop.catalogue.assembled import Event, Place, Route
from ocop.catalogue.models import Kind
from ocop.engine import Output

from .cards import card, cards_of, place_type
from .illustration import gallery, lead_picture
from .page_views import PlaceView
from .pages import Frame, PageOutput, home_crumb, page_output, thing_addresses
from .records import directions, gone_text, phone_link, place_units, source_rows
from .structured import place_nodes
from .thing_pages import thing_pages
from .views import Fact, Link
from .voice import Voice


def outputs(voice: Voice) -> Iterator[Output]:
    """Give a page per place."""
    yield from thing_pages(Kind.PLACE, voice, _page)


def _page(place: Place, voice: Voice) -> PageOutput:
    edition, say = voice.edition, voice.say
    words, language = edition.words(place, voice.lang)
    relations = edition.relations
    view = PlaceView(
        type=place_type(place.facts.type, voice),
        facts=_facts(place, voice),
        hours=voice.hours(place.facts.hours),
        phone=phone_link(place, voice),
        directions=directions(place, words.title, voice),
        picture=lead_picture(place, voice),
        gallery=gallery(place, voice),
        stories=cards_of(relations.stories_about.briefs(place.key), voice),
        displayed=cards_of(relations.displayed_at_place.briefs(place.slug), voice),
        visited_for=cards_of(relations.visits_at_place.briefs(place.slug), voice),
        sources=source_rows(place, voice),
        gone=gone_text(place, voice),
        trips=tuple(card(trip, voice) for trip in _trips(place, voice)),
        map=Link(say("On the map"), edition.addresses.of("MAP", voice.lang).url) if place.facts.gone is None else None,
    )
    frame = Frame(
        template="place.html",
        title=words.title,
        description=words.summary,
        addresses=thing_addresses(place, voice),
        section="places",
        crumbs=(
            home_crumb(voice),
            Link(say("Places"), edition.addresses.index(Kind.PLACE, voice.lang).url),
            Link(words.title, "", lang=voice.tag(language)),
        ),
        body=edition.body(place, voice.lang),
        owner=place,
        fallback=language != voice.lang,
        draft=place.facts.draft,
        picture=view.picture,
        jsonld=place_nodes(place, voice),
        verified=voice.when(place.facts.verified),
    )
    return page_output(frame, voice, place=view)


def _trips(place: Place, voice: Voice) -> Iterator[Route | Event]:
    """Give the routes past a place, then what takes place there and is not over."""
    catalogue, today = voice.edition.catalogue, voice.edition.today
    for route in catalogue.routes.values():
        if route.facts.gone is None and any(stop.at == place.key for stop in route.facts.stops):
            yield route
    for event in catalogue.events.values():
        if event.facts.gone is None and event.facts.at == place.key and event.facts.ends >= today:
            yield event


def _facts(place: Place, voice: Voice) -> tuple[Fact, ...]:
    edition, facts, say = voice.edition, place.facts, voice.say
    words, language = edition.words(place, voice.lang)
    foreign = voice.tag(language)
    address = voice.address(facts.address, facts.unit, facts.former_unit) if facts.unit else place_units(facts, voice)
    position = f"{facts.position.lat}, {facts.position.lon}" if facts.position else ""
    website = (Link(facts.website.split("//", 1)[1].rstrip("/"), facts.website),) if facts.website else ()
    rows = [
        Fact(say("Address") if facts.address else say("Commune"), address, lang=voice.tag("vi") if facts.address else ""),
        Fact(say("Coordinates"), position),
        Fact(say("Ticket price"), "; ".join(voice.price(price) for price in facts.prices)),
        Fact(say("Season"), words.season or "", lang=foreign),
        Fact(say("Services"), words.services or "", lang=foreign),
        Fact(say("Access"), words.access or "", lang=foreign),
        Fact(say("Website"), "", website),
    ]
    return tuple(row for row in rows if row.value or row.links)
