"""What printed matter says about a product or place, in one language: plain values, ready to set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ocop import text
from ocop.catalogue.assembled import PictureFile, Product, Thing
from ocop.catalogue.models import Facts, Group, PlaceFacts, Words
from ocop.qr import LedgerRow, Symbol
from ocop.qr.shapes import printed_address

from ..cards import place_type
from ..edition import Edition
from ..illustration import drawing_name
from ..products import product_view
from ..statuses import status_view
from ..views import Fact
from ..voice import Voice
from .story import Paragraph, paragraphs

DRAFT: Final = {"vi": "BẢN NHÁP", "en": "BẢN NHÁP (DRAFT)"}
SAMPLE: Final = {"vi": "DỮ LIỆU MẪU", "en": "DỮ LIỆU MẪU (SAMPLE DATA)"}


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """A code to print: its symbol, and its address as people read it."""

    code: str
    symbol: Symbol
    address: str
    draft: bool


@dataclass(frozen=True, slots=True)
class Goods:
    """A product or place as labels, cards and stands show it. `stars` is 0 unless a recognition is valid today.

    `priced`: there is a field for the price. `notice` says in capitals what this is not: final, or about something real.
    `words` are the fixed words, by key.
    """

    slug: str
    lang: str
    title: str
    eyebrow: str
    maker: str
    stars: int
    stars_text: str
    status: str
    summary: str
    quantities: str
    priced: bool
    code: PrintedCode | None
    notice: str
    sitename: str
    sources: tuple[str, ...]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Leaflet:
    """What a leaflet tells beyond the card. `story` is empty where nothing is written."""

    goods: Goods
    story_title: str
    story: tuple[Paragraph, ...]
    facts_title: str
    facts: tuple[tuple[str, str], ...]
    certificate: tuple[tuple[str, str], ...]
    contact: tuple[tuple[str, str], ...]
    where: tuple[str, ...]
    drawing: bytes
    photo: PictureFile | None
    second: PictureFile | None
    credits: tuple[str, ...]


def printed_code(row: LedgerRow, symbol: Symbol) -> PrintedCode:
    """Give the code of a row of the ledger."""
    return PrintedCode(row.code, symbol, printed_address(symbol.payload), not row.frozen)


def notice(edition: Edition, lang: str, *, draft: bool) -> str:
    """Give the words of the strip on each sheet: "BẢN NHÁP · DỮ LIỆU MẪU", one of them, or nothing."""
    language = lang if lang in DRAFT else "en"
    parts = ([DRAFT[language]] if draft else []) + ([SAMPLE[language]] if edition.sample else [])
    return " · ".join(parts)


def goods(thing: Thing[Facts, Words], code: PrintedCode | None, voice: Voice) -> Goods:
    """Give what is printed about a product or place."""
    edition, say = voice.edition, voice.say
    words, _ = edition.words(thing, voice.lang)
    product = edition.catalogue.products.get(thing.slug) if thing.kind.value == "products" else None
    status = status_view(product, voice) if product else None
    valid = status is not None and status.stars > 0
    return Goods(
        slug=thing.slug,
        lang=voice.lang,
        title=words.title,
        eyebrow=_eyebrow(thing, product, voice),
        maker=_maker(thing, product, voice),
        stars=status.stars if status else 0,
        stars_text=status.stars_text if status and valid else "",
        status=status.word if status and valid else "",
        summary=words.summary,
        quantities="; ".join(product.facts.net_quantities) if product else "",
        priced=product is not None,
        code=code,
        notice=notice(edition, voice.lang, draft=code is not None and code.draft),
        sitename=edition.sitename,
        sources=_sources(thing, product, voice),
        words={
            "price": say("Price"),
            "scan": _scan(product, voice),
            "copied": say("The same code stands on every pack of a kind, and a code can be copied: compare name and pack.")
            if product and product.facts.group is not Group.TOURISM
            else say("A code can be copied: look at the address that opens."),
            "more": say("The story goes on behind the code."),
            "certificate": say("Certificate"),
            "contact": say("Contact"),
            "where": say("Where to buy and to see"),
        },
    )


def leaflet(product: Product, code: PrintedCode, voice: Voice) -> Leaflet:
    """Give what a leaflet about a product tells: the first story about it, else the text of its own page."""
    edition = voice.edition
    view = product_view(product, voice)
    stories = edition.relations.stories_about.get(product.key, ())
    told: Thing[Facts, Words] = stories[0] if stories else product
    markdown, _ = edition.body(told, voice.lang)
    photo, second = (*sorted(product.facts.photos, key=lambda entry: entry.role == "pack"), None, None)[:2]
    credits_ = tuple(
        voice.say("Photo: %(name)s.") % {"name": f"{entry.author} ({entry.licence})"} for entry in (photo, second) if entry
    )
    valid = view.status.stars > 0
    return Leaflet(
        goods=goods(product, code, voice),
        story_title=edition.words(told, voice.lang)[0].title if stories else voice.say("Story"),
        story=paragraphs(edition.prose.render(markdown).html) if markdown else (),
        facts_title=view.facts_title,
        facts=tuple(_plain(view.facts)),
        certificate=tuple(_plain(view.certificate[:4])) if valid else (),
        contact=((voice.say("Producer"), view.producer.title), *_plain(view.contact)),
        where=tuple(
            dict.fromkeys([card.title for card in (*view.displayed_at, *view.visit_at)] + [f.term for f in view.outlets])
        ),
        drawing=edition.theme.assets.files[f"illustrations/{drawing_name(product, edition)}.svg"],
        photo=product.pictures[photo.file] if photo else None,
        second=product.pictures[second.file] if second else None,
        credits=credits_,
    )


def texts(value: object) -> Iterator[str]:
    """Give every text in a view, to be looked through for letters that no face has."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, Goods | Leaflet | Paragraph):
        for name in value.__slots__:
            yield from texts(getattr(value, name))


def _eyebrow(thing: Thing[Facts, Words], product: Product | None, voice: Voice) -> str:
    if product is not None:
        return voice.group(product.facts.group)
    return place_type(thing.facts.type, voice) if isinstance(thing.facts, PlaceFacts) else ""


def _maker(thing: Thing[Facts, Words], product: Product | None, voice: Voice) -> str:
    edition = voice.edition
    if product is not None:
        return edition.words(edition.catalogue.producers[product.facts.producer], voice.lang)[0].title
    facts = thing.facts
    if isinstance(facts, PlaceFacts) and facts.unit:
        return voice.address(facts.address, facts.unit)
    return ""


def _scan(product: Product | None, voice: Voice) -> str:
    if product is None:
        return voice.say("Scan the code: what to see here, and how to get there.")
    if product.facts.group is Group.TOURISM:
        return voice.say("Scan the code: who receives you, and whether its rank is valid today.")
    return voice.say("Scan the code: who made it, and whether its rank is valid today.")


def _sources(thing: Thing[Facts, Words], product: Product | None, voice: Voice) -> tuple[str, ...]:
    """Give the files that a thing's words come from."""
    others = (voice.edition.catalogue.producers[product.facts.producer].source,) if product else ()
    stories = voice.edition.relations.stories_about.get(thing.key, ())
    return (thing.source, *others, *(story.source for story in stories[:1]))


def _plain(facts: tuple[Fact, ...]) -> Iterator[tuple[str, str]]:
    """Give facts as words. Of links those that can be read from paper: numbers, and addresses that are their own title."""
    for fact in facts:
        readable = (link.title for link in fact.links if link.url.startswith(("tel:", "mailto:")) or link.title in link.url)
        value = "; ".join(part for part in (fact.value, *readable) if part)
        if value:
            yield fact.term, text.nfc(value)
