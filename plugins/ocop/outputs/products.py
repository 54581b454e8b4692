"""Product pages: status first, then what it is, who makes it, where to find it, and the proof."""

from __future__ import annotations

from collections.abc import Iterator

from ocop import text
from ocop.catalogue.assembled import Product
from ocop.catalogue.groups import group_title, set_title
from ocop.catalogue.models import Group, Kind, ProductFacts
from ocop.engine import Output

from .cards import cards, cards_of
from .illustration import gallery, lead_picture
from .page_views import ProductView
from .pages import PageOutput, home_crumb, page_output
from .records import contact_facts, directions, gone_text, phone_link, source_rows
from .statuses import recognition_rows, status_view
from .structured import product_nodes
from .thing_pages import outline, thing_pages
from .views import Fact, Link
from .voice import Voice

RELATED = 4
"""Cards of related products at the foot of a page."""


def outputs(voice: Voice) -> Iterator[Output]:
    """Give a page per product."""
    _ = voice.edition.relations  # found here, so that workers share it
    yield from thing_pages(Kind.PRODUCT, voice, product_page)


def product_page(product: Product, voice: Voice) -> PageOutput:
    """Give the page of one product."""
    edition = voice.edition
    words, language = edition.words(product, voice.lang)
    view = product_view(product, voice)
    crumbs = (
        home_crumb(voice),
        edition.shared(("products crumb", voice.lang), lambda: _products_crumb(voice)),
        view.group,
        Link(words.title, "", lang=voice.tag(language)),
    )
    frame = outline(product, voice)._replace(
        template="product.html",
        section="products",
        crumbs=crumbs,
        body=edition.body(product, voice.lang),
        fallback=language != voice.lang,
        picture=view.picture,
        jsonld=product_nodes(product, voice),
    )
    return page_output(frame, voice, product=view)


def product_view(product: Product, voice: Voice) -> ProductView:
    """Give everything a product page shows beyond its words."""
    edition, facts, say = voice.edition, product.facts, voice.say
    tourism = facts.group is Group.TOURISM
    status = status_view(product, voice)
    producer = edition.catalogue.producers[facts.producer]
    maker, maker_language = edition.words(producer, voice.lang)
    recognitions = recognition_rows(product, voice)
    current = recognitions and status.kind in {"valid", "extended"}
    relations = edition.relations
    related = [other for other in relations.near(product.slug) if other.slug != product.slug]
    return ProductView(
        group=edition.shared(("group link", facts.group, voice.lang), lambda: _group_link(facts.group, voice)),
        set_title=edition.shared(("official", facts.set, facts.group, voice.lang), lambda: _official(facts, voice)),
        producer=Link(
            maker.title, edition.addresses.thing(Kind.PRODUCER, producer.slug, voice.lang).url, lang=voice.tag(maker_language)
        ),
        producer_lang=voice.tag(maker_language),
        unit=Link(voice.unit(facts.unit), edition.addresses.of("UNIT", voice.lang, facts.unit).url),
        former_unit=Link(
            edition.catalogue.units[facts.former_unit].title,
            edition.addresses.of("FORMER_UNIT", voice.lang, facts.former_unit).url,
            lang=voice.tag("vi"),
        )
        if facts.former_unit
        else None,
        status=status,
        recognitions=recognitions,
        certificate=recognitions[0].facts if current else (),
        facts_title=say("What to expect") if tourism else say("About the product"),
        facts=_tourism_facts(product, voice) if tourism else tuple(_goods_facts(product, voice)),
        hours=voice.hours(facts.hours),
        picture=lead_picture(product, voice),
        gallery=gallery(product, voice),
        stories=cards_of(relations.stories_about.briefs(product.key), voice),
        displayed_at=cards((edition.catalogue.places[s] for s in facts.displayed_at if s in edition.catalogue.places), voice),
        visit_at=cards((edition.catalogue.places[s] for s in facts.visit_at if s in edition.catalogue.places), voice),
        outlets=_outlets(product, voice),
        contact=edition.shared_of(producer.key, ("contact", voice.lang), lambda: contact_facts(producer, voice)),
        phone=phone_link(producer, voice),
        codes=tuple(
            Link(row.code, edition.addresses.file(f"Q/{row.code}/"), note=voice.say("draft") if row.status == "draft" else "")
            for row in edition.codes_of(product.key)
        ),
        traceability=Link(say("Traceability record of the producer"), facts.traceability_url)
        if facts.traceability_url
        else None,
        sources=source_rows(product, voice),
        related=cards_of(related[:RELATED], voice),
        gone=gone_text(product, voice),
        tourism=tourism,
    )


def _group_link(group: Group, voice: Voice) -> Link:
    return Link(voice.group(group), voice.edition.addresses.group(group, voice.lang).url)


def _products_crumb(voice: Voice) -> Link:
    return Link(voice.say("Products"), voice.edition.addresses.index(Kind.PRODUCT, voice.lang).url)


def _official(facts: ProductFacts, voice: Voice) -> str:
    """Give the official name of the set, or of the group where the set is not known, unless it says the same again."""
    schemes = voice.edition.catalogue.schemes
    title = set_title(schemes, facts.set, voice.lang) if facts.set else group_title(schemes, facts.group, voice.lang)
    return title if title != voice.group(facts.group) else ""


def _goods_facts(product: Product, voice: Voice) -> Iterator[Fact]:  # noqa: PLR0912 (a row for each thing a label may state)
    """Give what a label states (Nghị định 37/2026, Điều 42); only what is known, never an empty row."""
    edition, facts, say = voice.edition, product.facts, voice.say
    words, language = edition.words(product, voice.lang)
    foreign = voice.tag(language)
    if words.ingredients:
        yield Fact(say("Ingredients"), words.ingredients, lang=foreign)
    if facts.net_quantities:
        yield Fact(say("Net quantity"), "; ".join(facts.net_quantities))
    if facts.alcohol:
        yield Fact(say("Alcohol"), say("{percent} % vol.").format(percent=facts.alcohol))
    if facts.shelf_life:
        duration = voice.duration(facts.shelf_life)
        yield Fact(say("Shelf life"), say("{duration} from the date of manufacture").format(duration=duration))
    if words.usage:
        yield Fact(say("How to use"), words.usage, lang=foreign)
    if words.storage:
        yield Fact(say("Storage"), words.storage, lang=foreign)
    if words.warnings:
        yield Fact(say("Warnings"), words.warnings, lang=foreign)
    if words.season:
        yield Fact(say("Season"), words.season, lang=foreign)
    if facts.season_months:
        yield Fact(say("In season"), ", ".join(text.month(int(month), voice.lang) for month in facts.season_months))
    if facts.gift:
        yield Fact(say("As a gift"), say("Packed as a gift"))
    if facts.prices:
        yield Fact(say("Reference price"), "; ".join(voice.price(price) for price in facts.prices))
    if facts.declaration:
        yield Fact(say("Self-declaration"), facts.declaration, lang=voice.tag("vi"))
    if facts.gtin:
        yield Fact(say("Barcode number"), facts.gtin)


def _tourism_facts(product: Product, voice: Voice) -> tuple[Fact, ...]:
    """Give what a traveller asks of a visitor site: no weight, no shelf life (ocop.md §1.2)."""
    edition, facts, say = voice.edition, product.facts, voice.say
    words, language = edition.words(product, voice.lang)
    foreign = voice.tag(language)
    booking = (Link(facts.booking_url.split("//", 1)[1].rstrip("/"), facts.booking_url),) if facts.booking_url else ()
    rows = [
        Fact(say("Commune"), voice.address(None, facts.unit, facts.former_unit)),
        Fact(say("Services"), words.services or "", lang=foreign),
        Fact(say("Season"), words.season or "", lang=foreign),
        Fact(say("In season"), ", ".join(text.month(int(month), voice.lang) for month in facts.season_months)),
        Fact(say("Ticket price"), "; ".join(voice.price(price) for price in facts.prices)),
        Fact(say("Booking"), "", booking),
        Fact(say("Way there"), "", directions(product, words.title, voice)),
        Fact(say("Please note"), words.warnings or "", lang=foreign),
    ]
    return tuple(row for row in rows if row.value or row.links)


def _outlets(product: Product, voice: Voice) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            outlet.title,
            outlet.address or "",
            (Link(voice.say("Open the shop's page"), outlet.url),) if outlet.url else (),
            lang=voice.tag("vi"),
        )
        for outlet in product.facts.outlets
    )
