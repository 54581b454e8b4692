"""The public status of a product in words (ocop.md §1.5): derived from its recognitions for one day, never typed in."""

from __future__ import annotations

from ocop.catalogue.assembled import Product
from ocop.catalogue.brief import Offer
from ocop.catalogue.models import Kind, Recognition, RecognitionKind
from ocop.catalogue.status import PublicStatus, RecognitionStatus, history_on, status_on
from ocop.catalogue.status import Status as DerivedStatus
from ocop.catalogue.validity import end_of, expiry

from .edition import Edition
from .views import Fact, Link, RecognitionRow, State, Status, Tone
from .voice import Voice

_LOOK: dict[PublicStatus, tuple[Tone, str]] = {
    PublicStatus.VALID: ("valid", "check"),
    PublicStatus.EXTENDED: ("soon", "clock"),
    PublicStatus.EXPIRED: ("none", "calendar"),
    PublicStatus.REVOKED: ("revoked", "cross"),
    PublicStatus.GUIDED: ("none", "pending"),
    PublicStatus.NONE: ("none", "warning"),
}


def status_view(product: Product, voice: Voice) -> Status:
    """Give a product's public status on the edition's day. Stars only while a recognition is valid or extended."""
    return voice.edition.shared_of(product.key, ("status", voice.lang), lambda: _status_view(product, voice))


def derived_status(product: Product, voice: Voice) -> DerivedStatus:
    """Give what a product's status on the edition's day is derived to: once for its page, its card, lists and orders."""
    facts, edition = product.facts, voice.edition
    return edition.shared_of(product.key, ("derived",), lambda: status_on(facts.recognitions, facts.dossier, edition.day))


def offer_of(slug: str, edition: Edition) -> Offer:
    """Give a product in short, with its status on the edition's day. Raises KeyError; who has the product has asked for it."""
    offer = edition.briefs[Kind.PRODUCT][slug].offer
    if offer is None:
        raise KeyError(slug)
    return offer


def state_of(offer: Offer, voice: Voice) -> State:
    """Give the same of a product in short, as its card shows it."""
    derived = DerivedStatus(offer.status, stars=offer.stars or None, since=offer.since, until=offer.until)
    return _state(derived, offer.year, voice)


def _state(derived: DerivedStatus, year: int | None, voice: Voice) -> State:
    tone, icon = _LOOK[derived.kind]
    return State(
        kind=derived.kind.value,
        tone=tone,
        icon=icon,
        word=_word(derived, year, voice),
        stars=derived.stars or 0,
        stars_text=stars_text(derived.stars, voice) if derived.stars else "",
        since=voice.when(derived.since) if derived.since else None,
        until=voice.when(derived.until) if derived.until else None,
    )


def _status_view(product: Product, voice: Voice) -> Status:
    derived = derived_status(product, voice)
    recognition = derived.recognition
    dossier = product.facts.dossier
    return Status(
        *_state(derived, dossier.year if dossier else None, voice),
        sentence=_sentence(derived, voice),
        decision=decision_text(recognition, voice) if recognition else "",
        issuer=recognition.issuer if recognition else "",
        document=_document(derived, voice),
    )


def blank_state(kind: PublicStatus) -> State:
    """Give how a status looks, without saying anything: for the empty cards that scripts fill."""
    tone, icon = _LOOK[kind]
    holds = kind in {PublicStatus.VALID, PublicStatus.EXTENDED}
    return State(kind.value, tone, icon, "–", 5 if holds else 0, "–", None, None)


def stars_text(stars: int, voice: Voice) -> str:
    """Give the rank in words: "OCOP 4 sao"."""
    return voice.say("OCOP {n} stars").format(n=stars)


def decision_text(recognition: Recognition, voice: Voice) -> str:
    """Give number and day of a decision: a number alone is not unique (ocop.md §1.6)."""
    _ = voice.say
    return _("Decision {number} of {date}").format(number=recognition.decision, date=voice.when(recognition.date).short)


def recognition_rows(product: Product, voice: Voice) -> tuple[RecognitionRow, ...]:
    """Give every recognition a product has ever held, newest first, in words, each with its source."""
    sources = {source.key: source for source in product.facts.sources}
    rows = []
    for item, kind in history_on(product.facts.recognitions, voice.edition.day):
        source = sources.get(item.source)
        rows.append(
            RecognitionRow(
                when=voice.when(item.date),
                title=_history_title(item, voice),
                note=_history_note(item, kind, voice),
                current=kind in {RecognitionStatus.VALID, RecognitionStatus.EXTENDED},
                facts=certificate_facts(item, voice),
                source=Link(source.title, f"#nguon-{source.key}", lang=voice.tag("vi")) if source else None,
            )
        )
    return tuple(rows)


def certificate_facts(item: Recognition, voice: Voice) -> tuple[Fact, ...]:
    """Give what the certificate says: the words as printed, kept verbatim."""
    _ = voice.say
    foreign = voice.tag("vi")
    rows = [
        Fact(_("Rank in the decision"), _("{n} of 5 stars").format(n=item.stars)),
        Fact(_("Decision"), decision_text(item, voice)),
        Fact(_("Issued by"), item.issuer, lang=foreign),
        Fact(_("Valid until"), voice.when(expiry(item)).short),
    ]
    if item.extension:
        until = voice.when(item.extension.until).short
        rows.append(Fact(_("Extended until"), f"{until} ({item.extension.document})", lang=foreign))
    if item.revocation:
        day = voice.when(item.revocation.date).short
        rows.append(Fact(_("Revoked"), f"{day} ({item.revocation.document})", lang=foreign))
    if item.certified_title:
        rows.append(Fact(_("Name as certified"), item.certified_title, lang=foreign))
    if item.certified_producer:
        rows.append(Fact(_("Producer as certified"), item.certified_producer, lang=foreign))
    if item.certified_address:
        rows.append(Fact(_("Address as certified"), item.certified_address, lang=foreign))
    if item.product_code:
        rows.append(Fact(_("Product code"), item.product_code))
    return tuple(rows)


def _word(derived: DerivedStatus, year: int | None, voice: Voice) -> str:
    _ = voice.say
    until = voice.when(derived.until).short if derived.until else ""
    match derived.kind:
        case PublicStatus.VALID:
            return _("Valid until {date}").format(date=until)
        case PublicStatus.EXTENDED:
            return _("Extended until {date}").format(date=until)
        case PublicStatus.EXPIRED:
            return _("Expired on {date}").format(date=until)
        case PublicStatus.REVOKED:
            return _("Revoked on {date}").format(date=until)
        case PublicStatus.GUIDED:
            return _("Dossier being prepared ({year})").format(year=year or "")
        case _:
            return _("No recognition on record")


def _sentence(derived: DerivedStatus, voice: Voice) -> str:
    _ = voice.say
    match derived.kind:
        case PublicStatus.VALID:
            return _("The rank is recognised by the State for 36 months; it is not a customers' rating.")
        case PublicStatus.EXTENDED:
            return _("The certificate is kept past its term by a document, until the re-assessment has a result.")
        case PublicStatus.EXPIRED:
            return _("The term of the certificate is over. The product has no OCOP rank now.")
        case PublicStatus.REVOKED:
            return _("The certificate has been withdrawn. The product has no OCOP rank now.")
        case PublicStatus.GUIDED:
            return _("The dossier was being prepared; no decision is known. The product has no OCOP rank.")
        case _:
            return _("No decision is known to this catalogue. The product has no OCOP rank.")


def _document(derived: DerivedStatus, voice: Voice) -> str:
    item = derived.recognition
    if item is None:
        return ""
    if derived.kind is PublicStatus.REVOKED and item.revocation:
        return item.revocation.document
    if derived.kind is PublicStatus.EXTENDED and item.extension:
        return item.extension.document
    return f"{decision_text(item, voice)}, {item.issuer}"


def _history_title(item: Recognition, voice: Voice) -> str:
    _ = voice.say
    match item.kind:
        case RecognitionKind.FIRST:
            kind = _("first recognition")
        case RecognitionKind.UPGRADE:
            kind = _("upgrade")
        case RecognitionKind.REASSESSMENT:
            kind = _("re-assessment")
        case None:
            kind = _("recognition")
    return _("{date}: {kind}, {n} stars").format(date=voice.when(item.date).short, kind=kind, n=item.stars)


def _history_note(item: Recognition, kind: RecognitionStatus, voice: Voice) -> str:
    _ = voice.say
    end = voice.when(end_of(item)).short
    match kind:
        case RecognitionStatus.REVOKED:
            return _("Revoked on {date}").format(date=voice.when(item.revocation.date).short if item.revocation else end)
        case RecognitionStatus.SUPERSEDED:
            return _("Replaced by a newer decision")
        case RecognitionStatus.VALID:
            return _("Valid until {date}").format(date=end)
        case RecognitionStatus.EXTENDED:
            return _("Extended until {date}").format(date=end)
        case _:
            return _("Expired on {date}").format(date=end)
