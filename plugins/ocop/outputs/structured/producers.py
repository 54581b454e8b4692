"""Producers: an Organization; a LocalBusiness only where a street address is documented."""

from __future__ import annotations

from ocop import text
from ocop.catalogue.assembled import Producer

from ..voice import Voice
from .nodes import Node, Spelt, identity, named, postal_address, spelt, tidy


def producer_node(producer: Producer, voice: Voice) -> Node:
    """Give all that the producer's page states, and no more: a phone number only as it is published."""
    facts = producer.facts
    return tidy(
        {
            "@type": _type(producer),
            **named(producer, voice),
            "address": postal_address(facts.address, facts.unit, voice),
            "telephone": telephone(facts.phones[0].number) if facts.phones else None,
            "email": facts.email,
            "sameAs": facts.website,
            "foundingDate": str(facts.founded) if facts.founded else None,
        }
    )


def producer_reference(producer: Producer, voice: Voice) -> Spelt:
    """Give the producer as pages of its products name it; the rest is on the producer's own page."""
    return voice.edition.shared_of(producer.key, ("reference", voice.lang), lambda: spelt(_reference(producer, voice)))


def _reference(producer: Producer, voice: Voice) -> Node:
    edition = voice.edition
    url = edition.addresses.absolute(edition.addresses.thing(producer.kind, producer.slug, voice.lang).url)
    return {
        "@type": "Organization",
        "@id": identity(producer, edition),
        "name": edition.words(producer, voice.lang)[0].title,
        "url": url,
    }


def telephone(number: str) -> str:
    """Give "+84 …" without spaces, as calling from abroad needs it."""
    return text.tel_uri(number).removeprefix("tel:")


def _type(producer: Producer) -> str:
    facts = producer.facts
    return "LocalBusiness" if facts.address and facts.unit and facts.gone is None else "Organization"
