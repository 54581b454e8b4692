"""Cards: a thing in a list, in one language. A card shows exactly its fields, so a list page depends on them alone."""

from __future__ import annotations

from collections.abc import Iterable

from ocop.catalogue.assembled import News, Place, Producer, Product, Story, Thing
from ocop.catalogue.brief import Brief, Offer
from ocop.catalogue.models import (
    EventFacts,
    Facts,
    Kind,
    PlaceFacts,
    PlaceType,
    ProducerFacts,
    ProducerType,
    RouteFacts,
    StoryFacts,
    Words,
)

from .illustration import card_picture, drawing, drawing_of, thing_at
from .statuses import state_of
from .views import Card
from .voice import Voice


def card(thing: Thing[Facts, Words], voice: Voice) -> Card:
    """Give the card of any thing: one for all pages of a language."""
    if thing.kind is Kind.PRODUCT:
        return _card_of(voice.edition.briefs[Kind.PRODUCT][thing.slug], voice)
    return voice.edition.shared_of(thing.key, ("card", voice.lang), lambda: _card(thing, voice))


def _product_card(brief: Brief, offer: Offer, voice: Voice) -> Card:
    """Give the card of a product, which a list of hundreds need not open for it."""
    edition = voice.edition
    face = edition.things.face(brief.key)
    (title, summary), language = edition.spoken(face.words, voice.lang)
    return Card(
        title=title,
        url=edition.addresses.thing(brief.kind, brief.slug, voice.lang).url,
        lang=voice.tag(language),
        eyebrow=voice.group(offer.group),
        byline=_maker(offer.producer, voice),
        summary=summary,
        picture=card_picture(edition.things[brief.key], voice)
        if face.has_photos
        else drawing(edition, drawing_of(brief.looks)),
        status=state_of(offer, voice),
    )


def _maker(producer: str, voice: Voice) -> str:
    """Give the name of a producer; "" where it is not published."""
    try:
        face = voice.edition.things.face(f"{Kind.PRODUCER.value}/{producer}")
    except KeyError:
        return ""
    return voice.edition.spoken(face.words, voice.lang)[0][0]


def _card(thing: Thing[Facts, Words], voice: Voice) -> Card:
    edition = voice.edition
    words, language = edition.words(thing, voice.lang)
    return Card(
        title=words.title,
        url=edition.addresses.thing(thing.kind, thing.slug, voice.lang).url,
        lang=voice.tag(language),
        eyebrow=eyebrow(thing, voice),
        byline=_byline(thing, voice),
        summary=words.summary,
        picture=card_picture(thing, voice),
    )


def cards_of(briefs: Iterable[Brief], voice: Voice) -> tuple[Card, ...]:
    """Give the cards of things in short, in their order; of a card that is made the thing is not opened again."""
    return tuple([_card_of(brief, voice) for brief in briefs])


def _card_of(brief: Brief, voice: Voice) -> Card:
    edition, offer = voice.edition, brief.offer
    if offer is not None:
        # What is made of its face has asked for the thing.
        return edition.shared((brief.key, "card", voice.lang), lambda: _product_card(brief, offer, voice))
    return edition.shared_of(brief.key, ("card", voice.lang), lambda: _card(edition.things[brief.key], voice))


def cards(things: Iterable[Product | Producer | Place | Story | News], voice: Voice) -> tuple[Card, ...]:
    """Give the cards of things, in their order."""
    return tuple(card(thing, voice) for thing in things)


def producer_type(kind: ProducerType, voice: Voice) -> str:
    """Give the legal form of a producer in words; "" where it is not documented."""
    return {
        ProducerType.ENTERPRISE: voice.say("enterprise"),
        ProducerType.COOPERATIVE: voice.say("cooperative"),
        ProducerType.COOPERATIVE_GROUP: voice.say("cooperative group"),
        ProducerType.BUSINESS_HOUSEHOLD: voice.say("business household"),
        ProducerType.PRODUCING_HOUSEHOLD: voice.say("producing household"),
        ProducerType.FARM: voice.say("farm"),
        ProducerType.ASSOCIATION: voice.say("association"),
        ProducerType.UNKNOWN: "",
    }[kind]


def place_type(kind: PlaceType, voice: Voice) -> str:
    """Give the sort of a place in words."""
    return {
        PlaceType.CRAFT_VILLAGE: voice.say("Craft village"),
        PlaceType.FLOWER_VILLAGE: voice.say("Flower village"),
        PlaceType.GARDEN: voice.say("Garden"),
        PlaceType.HOUSE: voice.say("Old house"),
        PlaceType.TEMPLE: voice.say("Temple"),
        PlaceType.PROJECT: voice.say("Project"),
        PlaceType.SHOP: voice.say("Shop"),
        PlaceType.HOMESTAY: voice.say("Homestay"),
    }[kind]


def eyebrow(thing: Thing[Facts, Words], voice: Voice) -> str:
    """Give the sort of a thing in a word or two: a product's group, a producer's legal form, a place's type, a day of news."""
    edition = voice.edition
    facts = thing.facts
    if thing.kind is Kind.PRODUCT:
        return voice.group(edition.catalogue.products[thing.slug].facts.group)
    if isinstance(facts, PlaceFacts):
        return place_type(facts.type, voice)
    if isinstance(facts, ProducerFacts):
        return producer_type(facts.type, voice).capitalize() or voice.say("Producer")
    if isinstance(facts, RouteFacts | EventFacts):
        return _trip(facts, voice)
    if thing.kind is Kind.NEWS:
        return voice.when(edition.catalogue.news[thing.slug].facts.date).short
    return voice.say("Story")


def _trip(facts: RouteFacts | EventFacts, voice: Voice) -> str:
    if isinstance(facts, EventFacts):
        return voice.span(facts.starts, facts.ends)
    return voice.say("Half-day route") if facts.length == "half-day" else voice.say("One-day route")


def _byline(thing: Thing[Facts, Words], voice: Voice) -> str:
    edition = voice.edition
    facts = thing.facts
    if isinstance(facts, StoryFacts):
        about = thing_at(edition, facts.about)
        return edition.words(about, voice.lang)[0].title if about else ""
    if isinstance(facts, RouteFacts):
        return voice.count("{n} stop", "{n} stops", len(facts.stops))
    if isinstance(facts, EventFacts):
        venue = thing_at(edition, facts.at) if facts.at else None
        return edition.words(venue, voice.lang)[0].title if venue else ""
    if isinstance(facts, PlaceFacts | ProducerFacts):
        slugs = ((facts.unit,) if facts.unit else ()) + (facts.units if isinstance(facts, PlaceFacts) else ())
        return ", ".join(voice.unit(slug) for slug in slugs if slug in edition.catalogue.units)
    return ""
