"""From things to records: products, producers, places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ocop import text
from ocop.catalogue.assembled import Place, Producer, Product, Thing
from ocop.catalogue.brief import Brief
from ocop.catalogue.groups import group_title, set_title
from ocop.catalogue.models import Facts, Group, Hours, Position, Price, Recognition, Source, Words
from ocop.catalogue.status import RecognitionStatus, history_on
from ocop.catalogue.validity import expiry

from ..edition import Edition
from ..illustration import photo
from ..statuses import offer_of, state_of
from ..voice import Voice, days_of
from . import records
from .addresses import api_address


def voices(edition: Edition) -> tuple[Voice, ...]:
    """Give the edition in each of its languages: the same for all records, since they remember what they have said."""
    return edition.shared(("voices",), lambda: tuple(Voice(edition, language) for language in edition.languages))


def product_record(product: Product, edition: Edition) -> records.ProductRecord:
    """Give the record of a product."""
    facts, spoken = product.facts, voices(edition)
    producer = edition.catalogue.producers[facts.producer]
    history = history_on(facts.recognitions, edition.day)
    sources = [(source.key, _source(source)) for source in facts.sources]
    by_key = dict(sources)
    return records.ProductRecord(
        **_named(product, edition),
        group=_group(facts.group, edition),
        set=_set(facts.set, edition) if facts.set else None,
        producer=records.ProducerRef(id=producer.slug, **_texts(producer, "title")),
        unit=_unit(facts.unit, edition),
        former_unit=_unit(facts.former_unit, edition) if facts.former_unit else None,
        status=_status(product, history[0][0] if history else None, spoken),
        recognitions=[_recognition(product, item, kind, by_key.get(item.source)) for item, kind in history],
        **_texts(product, "ingredients", "usage", "storage", "warnings", "services", "season"),
        season_months=[int(month) for month in dict.fromkeys(facts.season_months)],
        gift=facts.gift,
        prices=_prices(facts.prices),
        net_quantities=list(facts.net_quantities),
        shelf_life=facts.shelf_life,
        alcohol=facts.alcohol,
        gtin=facts.gtin,
        declaration=facts.declaration,
        traceability_url=facts.traceability_url,
        booking_url=facts.booking_url,
        hours=_hours(facts.hours),
        position=_position(facts.position),
        displayed_at=[slug for slug in facts.displayed_at if _public(edition.catalogue.places.get(slug))],
        visit_at=[slug for slug in facts.visit_at if _public(edition.catalogue.places.get(slug))],
        outlets=[records.OutletRecord(title=o.title, address=o.address, url=o.url) for o in facts.outlets],
        codes=[row.code for row in edition.codes_of(product.key)],
        photos=_photos(product, spoken[0]),
        sources=[record for _, record in sources],
    )


def producer_record(producer: Producer, edition: Edition) -> records.ProducerRecord:
    """Give the record of a producer."""
    facts = producer.facts
    return records.ProducerRecord(
        **_named(producer, edition),
        type=facts.type.value,
        unit=_unit(facts.unit, edition) if facts.unit else None,
        former_unit=_unit(facts.former_unit, edition) if facts.former_unit else None,
        address=facts.address,
        phones=[phone.number for phone in facts.phones],
        email=facts.email,
        website=facts.website,
        founded=facts.founded,
        products=_ids(edition.relations.products_of.briefs(producer.slug)),
        photos=_photos(producer, voices(edition)[0]),
        sources=[_source(source) for source in facts.sources],
    )


def place_record(place: Place, edition: Edition) -> records.PlaceRecord:
    """Give the record of a place."""
    facts = place.facts
    units = dict.fromkeys((*((facts.unit,) if facts.unit else ()), *facts.units))
    return records.PlaceRecord(
        **_named(place, edition),
        type=facts.type.value,
        units=[_unit(slug, edition) for slug in units],
        former_unit=_unit(facts.former_unit, edition) if facts.former_unit else None,
        address=facts.address,
        position=_position(facts.position),
        hours=_hours(facts.hours),
        prices=_prices(facts.prices),
        phones=[phone.number for phone in facts.phones],
        website=facts.website,
        **_texts(place, "season", "services", "access"),
        displayed=_ids(edition.relations.displayed_at_place.briefs(place.slug)),
        visited_for=_ids(edition.relations.visits_at_place.briefs(place.slug)),
        photos=_photos(place, voices(edition)[0]),
        sources=[_source(source) for source in facts.sources],
    )


def _texts(thing: Thing[Facts, Words], *keys: str) -> dict[str, Any]:
    """Give texts in the languages that have them, in the order of their tags from the end: vi, en."""
    spoken = sorted(thing.words.items(), reverse=True)
    return {key: {language: value for language, words in spoken if (value := getattr(words, key))} for key in keys}


def _named(thing: Thing[Facts, Words], edition: Edition) -> dict[str, Any]:
    book = edition.addresses
    return {
        "id": thing.slug,
        "api": api_address(f"{thing.kind.value}/{thing.slug}.json", edition),
        "page": {lang: book.absolute(book.thing(thing.kind, thing.slug, lang).url) for lang in edition.languages},
        **_texts(thing, "title", "summary"),
        "verified": thing.facts.verified,
        "gone": thing.facts.gone,
    }


def _status(product: Product, item: Recognition | None, spoken: tuple[Voice, ...]) -> records.StatusRecord:
    """Give the status that its brief has, which rests on this recognition."""
    offer = offer_of(product.slug, spoken[0].edition)
    return records.StatusRecord(
        kind=offer.status.value,
        text={voice.lang: state_of(offer, voice).word for voice in spoken},
        stars=offer.stars or None,
        since=offer.since,
        until=offer.until,
        decision=item.decision if item else None,
        issuer=item.issuer if item else None,
    )


def _recognition(
    product: Product, item: Recognition, kind: RecognitionStatus, source: records.SourceRecord | None
) -> records.RecognitionRecord:
    extension, revocation = item.extension, item.revocation
    return records.RecognitionRecord(
        id=f"{product.slug}/{item.date.isoformat()}/{text.slugify(item.decision)}",
        product=product.slug,
        decision=item.decision,
        date=item.date,
        issuer=item.issuer,
        stars=item.stars,
        kind=item.kind.value if item.kind else None,
        scheme=item.scheme,
        status=kind.value,
        expires=expiry(item),
        extension=records.ExtensionRecord(until=extension.until, document=extension.document, url=extension.url)
        if extension
        else None,
        revocation=records.RevocationRecord(date=revocation.date, document=revocation.document, url=revocation.url)
        if revocation and kind is RecognitionStatus.REVOKED
        else None,
        certified_title=item.certified_title,
        certified_producer=item.certified_producer,
        certified_address=item.certified_address,
        product_code=item.product_code,
        source=source,
    )


def _group(group: Group, edition: Edition) -> records.GroupRef:
    schemes, languages = edition.catalogue.schemes, edition.languages
    return edition.shared(
        ("group record", group),
        lambda: records.GroupRef(id=group.value, title={lang: group_title(schemes, group, lang) for lang in languages}),
    )


def _set(number: int, edition: Edition) -> records.SetRef:
    schemes, languages = edition.catalogue.schemes, edition.languages
    return edition.shared(
        ("set record", number),
        lambda: records.SetRef(number=number, title={lang: set_title(schemes, number, lang) for lang in languages}),
    )


def _unit(slug: str, edition: Edition) -> records.UnitRef:
    unit = edition.catalogue.units[slug]
    return edition.shared(
        ("unit record", slug),
        lambda: records.UnitRef(id=unit.slug, code=unit.code, title=unit.title, province=unit.province),
    )


def _source(source: Source) -> records.SourceRecord:
    return records.SourceRecord(
        title=source.title, url=source.url, publisher=source.publisher, date=source.date, evidence=source.evidence.value
    )


def _prices(prices: Iterable[Price]) -> list[records.PriceRecord]:
    return [
        records.PriceRecord(amount=price.amount, currency="VND", per=price.per, pack=price.pack, date=price.date)
        for price in prices
    ]


def _hours(rows: Iterable[Hours]) -> list[records.HoursRecord]:
    return [
        records.HoursRecord(
            days=list(days_of(row.days)),
            opens=f"{row.opens:%H:%M}" if row.opens else None,
            closes=f"{row.closes:%H:%M}" if row.closes else None,
        )
        for row in rows
    ]


def _position(position: Position | None) -> records.PositionRecord | None:
    return records.PositionRecord(lat=position.lat, lon=position.lon, source=position.source) if position else None


def _photos(thing: Thing[Facts, Words], voice: Voice) -> list[records.PhotoRecord]:
    absolute = voice.edition.addresses.absolute
    found = []
    for entry in thing.facts.photos:
        picture = photo(thing, entry, voice)
        alts = {lang: words.alts.get(entry.file, "") for lang, words in sorted(thing.words.items(), reverse=True)}
        found.append(
            records.PhotoRecord(
                url=absolute(picture.src),
                width=picture.width,
                height=picture.height,
                alt={lang: alt for lang, alt in alts.items() if alt},
                author=entry.author,
                licence=entry.licence,
            )
        )
    return found


def _public(thing: Thing[Facts, Words] | None) -> bool:
    return thing is not None and not thing.facts.draft


def _ids(briefs: Iterable[Brief]) -> list[str]:
    return [brief.slug for brief in briefs if not brief.draft]
