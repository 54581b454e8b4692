"""Rows that several kinds of pages share: sources, contacts, directions."""

from __future__ import annotations

from urllib.parse import quote

from ocop import text
from ocop.catalogue.assembled import Producer, Thing
from ocop.catalogue.models import Evidence, Facts, PlaceFacts, Words

from .views import Fact, Link, SourceRow
from .voice import Voice


def source_rows(thing: Thing[Facts, Words], voice: Voice) -> tuple[SourceRow, ...]:
    """Give the sources of a page, each with how well it documents (ocop.md §3.4)."""
    grades = {
        Evidence.A: voice.say("original document"),
        Evidence.B1: voice.say("government site or established press"),
        Evidence.B2: voice.say("proposal or plan, before a result"),
        Evidence.C: voice.say("company, trade or travel source"),
    }
    return tuple(
        SourceRow(
            anchor=f"nguon-{source.key}",
            title=source.title,
            publisher=source.publisher or "",
            url=source.url or "",
            date=voice.when(source.date) if source.date else None,
            evidence=source.evidence.value,
            evidence_text=grades[source.evidence],
            lang=voice.tag("vi"),
        )
        for source in thing.facts.sources
    )


def phone_link(thing: Thing[Facts, Words], voice: Voice) -> Link | None:
    """Give the first public phone number as a link to call."""
    phones = getattr(thing.facts, "phones", ())
    if not phones:
        return None
    number = phones[0].number
    return Link(voice.say("Call {number}").format(number=text.phone(number)), text.tel_uri(number))


def contact_facts(producer: Producer, voice: Voice) -> tuple[Fact, ...]:
    """Give how to reach a producer: only what its page states."""
    facts, say = producer.facts, voice.say
    rows = []
    if facts.address or facts.unit:
        address = voice.address(facts.address, facts.unit, facts.former_unit)
        rows.append(Fact(say("Address"), address, lang=voice.tag("vi") if facts.address else ""))
    if facts.phones:
        links = tuple(Link(text.phone(phone.number), text.tel_uri(phone.number)) for phone in facts.phones)
        rows.append(Fact(say("Phone"), "", links))
    if facts.email:
        rows.append(Fact(say("E-mail"), "", (Link(facts.email, f"mailto:{facts.email}"),)))
    if facts.website:
        rows.append(Fact(say("Website"), "", (Link(facts.website.split("//", 1)[1].rstrip("/"), facts.website),)))
    return tuple(rows)


def directions(thing: Thing[Facts, Words], title: str, voice: Voice) -> tuple[Link, ...]:
    """Give ways there without a map of our own: only for a measured or documented position."""
    facts = thing.facts
    position = getattr(facts, "position", None)
    if position is None:
        return ()
    point = f"{position.lat:.6f}".rstrip("0"), f"{position.lon:.6f}".rstrip("0")
    latitude, longitude = point
    return (
        Link(voice.say("Directions"), f"https://www.google.com/maps/dir/?api=1&destination={latitude}%2C{longitude}"),
        Link(voice.say("Open in the phone's map"), f"geo:{latitude},{longitude}?q={latitude},{longitude}({quote(title)})"),
    )


def place_units(facts: PlaceFacts, voice: Voice) -> str:
    """Give the communes and wards a place lies in."""
    slugs = dict.fromkeys((*((facts.unit,) if facts.unit else ()), *facts.units))
    return ", ".join(voice.unit(slug) for slug in slugs)


def gone_text(thing: Thing[Facts, Words], voice: Voice) -> str:
    """Give the sentence of a tombstone; "" while the thing is still there."""
    if thing.facts.gone is None:
        return ""
    words, _ = voice.edition.words(thing, voice.lang)
    reason = words.gone_reason or thing.words[voice.edition.default_language].gone_reason or ""
    return voice.say("No longer offered since {date}. {reason}").format(date=voice.when(thing.facts.gone).short, reason=reason)
