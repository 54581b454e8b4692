"""`/Q/<CODE>/`: what a printed code opens. Served directly, light, two languages, status first (qr.md §0 D5, §6).

A code of the form gs1 also opens `/01/<gtin14>/`: the same page, with a linkset beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from markupsafe import Markup

from ocop.catalogue.assembled import Place, Product, Thing
from ocop.catalogue.models import Facts, Group, Kind, Words
from ocop.catalogue.status import current_recognition
from ocop.engine import Output
from ocop.qr import LedgerRow, gs1_path, landing_path, payload_of

from . import code_files, linkset
from .edition import Edition
from .illustration import pack_photo, thing_at
from .late_files import late_file
from .order import turns_of
from .page_views import Landing, LandingWords
from .pages import language_name, site_view
from .records import gone_text, phone_link
from .statuses import decision_text, status_view
from .views import Fact, Link, Page, Status
from .voice import Voice

_ENGLISH: Final = "en"
"""The second language of every landing page: whoever travels may read it, whatever languages the site has."""


def outputs(edition: Edition) -> Iterator[Output]:
    """Give, per code, the landing page and the symbol as SVG and PNG; per GTIN its page and linkset."""
    rows = answering(edition)
    for row in rows:
        gtin = linkset.gtin_of(row, edition)
        yield _late(row, landing_path(row.code), gtin, edition)
        yield from code_files.outputs(row, host=edition.host, gtin=gtin)
    for gtin, row in linkset.gs1_pages(rows, edition).items():
        yield _late(row, gs1_path(gtin), gtin, edition)
        host = payload_of(row, host=edition.host, gtin=gtin).removeprefix("https://").partition("/")[0]
        yield linkset.output(row.owner.removeprefix("products/"), gtin, host, edition)


def answering(edition: Edition) -> tuple[LedgerRow, ...]:
    """Give the codes that have a page: every one that may stand on a package, for ever, and drafts while they are worked on."""
    return tuple(row for row in edition.ledger if row.frozen or row.status != "void")


def _late(row: LedgerRow, folder: str, gtin: str, edition: Edition) -> Output:
    # What the row holds besides belongs to the owner's name.
    path = f"{folder}index.html"
    near = turns_of(edition).get(row.owner, 0)
    return late_file(path, partial(_page, row, folder, gtin, edition), edition, known=f"{row.code} {gtin}", near=near)


def _page(row: LedgerRow, folder: str, gtin: str, edition: Edition) -> Output:
    vietnamese = Voice(edition, edition.default_language)
    english = Voice(edition, _ENGLISH)
    owner = thing_at(edition, row.owner)
    if owner is None:
        message = f"{row.code}: {row.owner} is not published"
        raise ValueError(message)
    product = edition.catalogue.products.get(owner.slug) if owner.kind.value == "products" else None
    place = edition.catalogue.places.get(owner.slug) if owner.kind.value == "places" else None
    voices = (vietnamese, english)
    titles = (edition.words(owner, vietnamese.lang)[0].title, edition.words(owner, english.lang)[0].title)
    page = edition.addresses.thing(owner.kind, owner.slug, vietnamese.lang)
    producer = edition.catalogue.producers.get(product.facts.producer) if product else None
    landing = Landing(
        code=row.code,
        draft=row.status == "draft",
        titles=titles,
        status=_both(product, voices) if product else None,
        producer=(edition.words(producer, vietnamese.lang)[0].title, edition.words(producer, english.lang)[0].title)
        if producer
        else ("", ""),
        facts=_certificate(product, voices) if product else (),
        compare=_compare(product, voices) if product else _where(place, voices),
        pages=tuple(
            Link(language_name(lang), edition.addresses.thing(owner.kind, owner.slug, lang).url, lang=lang)
            for lang in edition.languages
            if lang in {edition.default_language, _ENGLISH}
        ),
        phone=phone_link(producer or owner, vietnamese),
        picture=pack_photo(owner, vietnamese),
        gone=(gone_text(owner, vietnamese), gone_text(owner, english)),
        address=payload_of(row, host=edition.host, gtin=gtin).removeprefix("https://").rstrip("/"),
        more=tuple(
            _words(owner, Voice(edition, lang))
            for lang in edition.languages
            if lang not in {edition.default_language, _ENGLISH}
        ),
        linkset=edition.addresses.file(f"{gs1_path(gtin)}{linkset.FILE}") if gtin else "",
    )
    site = site_view(vietnamese, "landing")
    frame = Page(
        title=titles[0],
        url=edition.addresses.file(folder),
        canonical=edition.addresses.absolute(page.url),
        lang=vietnamese.lang,
        description=edition.words(owner, vietnamese.lang)[0].summary,
        section="landing",
        content=Markup(""),
        draft=owner.facts.draft,
        report_url=site.report_url,
    )

    def make() -> bytes:
        return edition.theme.render("landing.html", vietnamese.lang, {"page": frame, "site": site, "landing": landing})

    return Output(f"{folder}index.html", ("landing.html", site, frame, landing), make)


def _words(owner: Thing[Facts, Words], voice: Voice) -> LandingWords:
    """Give what the page says in a language beyond its two."""
    edition, say = voice.edition, voice.say
    product = edition.catalogue.products.get(owner.slug) if owner.kind is Kind.PRODUCT else None
    words, language = edition.words(owner, voice.lang)
    status = status_view(product, voice) if product else None
    until = status.until.short if status and status.until and status.stars else ""
    producer = edition.catalogue.producers.get(product.facts.producer) if product else None
    rows = [
        Fact(say("Producer"), edition.words(producer, voice.lang)[0].title if producer else "", lang=voice.tag("vi")),
        Fact(say("Net quantity"), "; ".join(product.facts.net_quantities) if product else ""),
        Fact(say("Ingredients"), getattr(words, "ingredients", None) or "", lang=voice.tag(language)),
    ]
    return LandingWords(
        lang=voice.lang,
        name=language_name(voice.lang),
        title=words.title,
        title_lang=voice.tag(language),
        status=status,
        then=(say("Expired since {date}").format(date=until), say("No recognition is valid now, so there are no OCOP stars."))
        if until
        else ("", ""),
        hint=say("A printed code can be copied. Compare what is printed on the pack with the lines below.")
        if product
        else say("A printed code can be copied. See whether the place where you stand is the one named here."),
        facts=tuple(row for row in rows if row.value),
        page=Link(say("See the full page"), edition.addresses.thing(owner.kind, owner.slug, voice.lang).url, lang=voice.lang),
    )


def _both(product: Product, voices: tuple[Voice, Voice]) -> tuple[Status, Status]:
    return status_view(product, voices[0]), status_view(product, voices[1])


def _certificate(product: Product, voices: tuple[Voice, Voice]) -> tuple[tuple[str, str, str], ...]:
    status = status_view(product, voices[0])
    newest = current_recognition(product.facts.recognitions, voices[0].edition.today)
    if newest is None:
        return ()
    rows = [
        (voices[0].say("Decision"), voices[1].say("Decision"), decision_text(newest, voices[0])),
        (voices[0].say("Issued by"), voices[1].say("Issued by"), newest.issuer),
    ]
    if status.kind == "revoked":
        rows.append((voices[0].say("Revoked by"), voices[1].say("Revoked by"), status.document))
    if status.kind == "extended":
        rows.append((voices[0].say("Extended by"), voices[1].say("Extended by"), status.document))
    return tuple(rows)


def _compare(product: Product, voices: tuple[Voice, Voice]) -> tuple[tuple[str, str, str], ...]:
    vietnamese, english = voices
    edition, facts = vietnamese.edition, product.facts
    words, _ = edition.words(product, vietnamese.lang)
    foreign, language = edition.words(product, english.lang)
    rows = [
        (vietnamese.say("Net quantity"), english.say("Net quantity"), "; ".join(facts.net_quantities)),
        (vietnamese.say("Barcode number"), english.say("Barcode number"), facts.gtin or ""),
    ]
    if words.ingredients:
        both = (
            words.ingredients
            if language != english.lang or not foreign.ingredients
            else f"{words.ingredients} / {foreign.ingredients}"
        )
        rows.append((vietnamese.say("Ingredients"), english.say("Ingredients"), both))
    if facts.group is Group.TOURISM:
        rows.append(
            (vietnamese.say("Commune"), english.say("Commune"), vietnamese.address(None, facts.unit, facts.former_unit))
        )
    return tuple(row for row in rows if row[2])


def _where(place: Place | None, voices: tuple[Voice, Voice]) -> tuple[tuple[str, str, str], ...]:
    if place is None or not place.facts.unit:
        return ()
    address = voices[0].address(place.facts.address, place.facts.unit, place.facts.former_unit)
    return ((voices[0].say("Address"), voices[1].say("Address"), address),)
