"""What can be found and by which words: one row per thing of `KINDS`, from the records, not from pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from ocop import text
from ocop.catalogue.assembled import Thing
from ocop.catalogue.models import (
    EventFacts,
    Facts,
    Kind,
    PlaceFacts,
    ProducerFacts,
    ProducerType,
    ProductFacts,
    RouteFacts,
    StoryFacts,
    Words,
)
from ocop.catalogue.units import former_units_of
from ocop.engine import fingerprint

from .cards import eyebrow
from .illustration import thing_at
from .search_words import address_of, words_of
from .statuses import offer_of, state_of
from .voice import Voice

KINDS: Final = (Kind.PRODUCT, Kind.PRODUCER, Kind.PLACE, Kind.STORY, Kind.ROUTE, Kind.EVENT)
"""What is searched, in the order in which equally good results stand."""

_SHORT: Final = {
    ProducerType.ENTERPRISE: "Cty DN",
    ProducerType.COOPERATIVE: "HTX",
    ProducerType.COOPERATIVE_GROUP: "THT",
    ProducerType.BUSINESS_HOUSEHOLD: "HKD",
}
"""What people type for a legal form, as decisions and packs print it."""


class Standing(NamedTuple):
    """A product's status as a result shows it: the word of the build; while it is recognised also what to say from `until`."""

    word: str
    until: str = ""
    over: str = ""
    stars: str = ""


class Derived(NamedTuple):
    """What follows from a row alone, and takes longer to find than the row itself."""

    print: str
    """Fingerprint of all that is in the row but its marks."""
    words: tuple[str, ...]
    """The words of its title and its names, folded."""
    addresses: tuple[str, ...]
    """Those that would follow from its title and from its first other name."""


class Row(NamedTuple):
    """A thing that can be found. `names` weigh almost like the title, `context` and `byline` much less.

    `lang` and `byline_lang` are set where a text is not in the language of the index.
    """

    kind: Kind
    slug: str
    title: str
    lang: str
    names: tuple[str, ...]
    byline: str
    byline_lang: str
    context: tuple[str, ...]
    standing: Standing | None
    marks: tuple[str, ...] = ()
    """In which lists it stands ("nhom/thuc-pham"), where lists are too many to combine and are searched one by one."""
    derived: Derived | None = None
    """None where nobody has worked it out."""


@dataclass(frozen=True, slots=True)
class _Shared:
    """What many rows have in common, worked out once: codes by owner, what went into a commune, statuses in words."""

    codes: Mapping[str, Sequence[str]]
    former_names: Callable[[str], tuple[str, ...]]
    standings: dict[tuple[object, ...], Standing]


Placed = tuple[text.SortKey, str, Row]
"""A row behind all that puts it in order among those of its kind."""


def rows(voice: Voice) -> tuple[Row, ...]:
    """Give the rows of a language: by kind, then as a Vietnamese dictionary has them."""
    found: list[Row] = []
    for kind in KINDS:
        keys = (f"{kind.value}/{slug}" for slug in voice.edition.briefs[kind])
        found += [row for *_, row in sorted(row_of(key, voice) for key in keys)]
    return tuple(found)


def row_of(key: str, voice: Voice) -> Placed:
    """Give the row of one thing behind what puts it in order."""
    edition = voice.edition
    return edition.kept(
        (row_part(voice), key), lambda: edition.shared(("row maker", voice.lang), lambda: row_maker(voice))(key)
    )


def row_part(voice: Voice) -> str:
    """Give the name under which rows of a language are kept, each with the key of its thing."""
    return f"row {voice.lang}"


def row_maker(voice: Voice) -> Callable[[str], Placed]:
    """Give what makes the row of a thing, by its key."""
    units = voice.edition.catalogue.units
    codes: dict[str, list[str]] = {}
    for entry in voice.edition.ledger:
        if entry.status != "void":
            codes.setdefault(entry.owner, []).append(entry.code)
    shared = _Shared(
        codes=codes,
        former_names=cache(lambda slug: tuple(unit.title for unit in former_units_of(units, slug))),
        standings={},
    )

    def made(key: str) -> Placed:
        found = _row(voice.edition.things[key], shared, voice)
        row = found._replace(derived=derived(found))
        return text.sort_key(row.title), row.slug, row

    return made


def derived(row: Row) -> Derived:
    """Give what follows from a row, as it was worked out or now."""
    return row.derived or Derived(
        print=fingerprint(row._replace(marks=())),
        words=tuple(sorted(words_of(" ".join((row.title, *row.names))))),
        addresses=tuple(map(address_of, (row.title, *row.names[:1]))),
    )


def _row(thing: Thing[Facts, Words], shared: _Shared, voice: Voice) -> Row:
    words, language = voice.edition.words(thing, voice.lang)
    byline, byline_language = _byline(thing, voice)
    return Row(
        kind=thing.kind,
        slug=thing.slug,
        title=words.title,
        lang=voice.tag(language),
        names=_distinct((*_names(thing, voice), *shared.codes.get(thing.key, ())), words.title),
        byline=byline,
        byline_lang=voice.tag(byline_language),
        context=_distinct(_context(thing, shared, voice), byline),
        standing=_standing(thing, shared, voice),
    )


def _names(thing: Thing[Facts, Words], voice: Voice) -> Iterator[str]:
    """Give what else a thing is called: its titles in every language, the default one first, and its names on certificates."""
    default = voice.edition.default_language
    yield thing.words[default].title
    yield from (words.title for language, words in sorted(thing.words.items()) if language not in {default, voice.lang})
    if isinstance(thing.facts, ProductFacts):
        yield from (item.certified_title for item in thing.facts.recognitions if item.certified_title)


def _byline(thing: Thing[Facts, Words], voice: Voice) -> tuple[str, str]:
    """Give what tells things of one name apart: the producer, the commune, what a story is about; and its language."""
    edition, facts = voice.edition, thing.facts
    about: Thing[Facts, Words] | None = None
    if isinstance(facts, ProductFacts):
        about = edition.catalogue.producers.get(facts.producer)
    elif isinstance(facts, StoryFacts):
        about = thing_at(edition, facts.about)
    elif isinstance(facts, RouteFacts | EventFacts):
        return eyebrow(thing, voice), voice.lang
    elif isinstance(facts, ProducerFacts | PlaceFacts):
        return ", ".join(voice.unit(slug) for slug in _units(facts) if slug in edition.catalogue.units), voice.lang
    if about is None:
        return "", voice.lang
    words, language = edition.words(about, voice.lang)
    return words.title, language


def _context(thing: Thing[Facts, Words], shared: _Shared, voice: Voice) -> Iterator[str]:
    """Give the words around a thing: its group or sort in every language, its communes of today and before, its decisions."""
    edition, facts = voice.edition, thing.facts
    voices = [voice, *(Voice(edition, language) for language in edition.languages if language != voice.lang)]
    yield " ".join(dict.fromkeys(eyebrow(thing, each) for each in voices))
    if isinstance(facts, ProducerFacts):
        yield _SHORT.get(facts.type, "")
    if isinstance(facts, ProductFacts):
        producer = edition.catalogue.producers.get(facts.producer)
        if producer is not None:
            yield _SHORT.get(producer.facts.type, "")
            yield from (words.title for _, words in sorted(producer.words.items()))
        yield from (f"{_decision(voices)} {item.decision}" for item in facts.recognitions)
        yield from (item.certified_producer for item in facts.recognitions if item.certified_producer)
    if isinstance(facts, RouteFacts):
        stops = (thing_at(edition, stop.at) for stop in facts.stops)
        yield from (edition.words(thing, voice.lang)[0].title for thing in stops if thing is not None)
    if isinstance(facts, StoryFacts):
        about = thing_at(edition, facts.about)
        if about is not None:
            yield from (words.title for _, words in sorted(about.words.items()))
            yield from _unit_names(about, shared, voice)
    yield from _unit_names(thing, shared, voice)


def _unit_names(thing: Thing[Facts, Words], shared: _Shared, voice: Voice) -> Iterator[str]:
    """Give the names of a thing's communes. Where no former one is documented, all that went into the present one count."""
    units, facts = voice.edition.catalogue.units, thing.facts
    if not isinstance(facts, ProductFacts | ProducerFacts | PlaceFacts):
        return
    for slug in _units(facts):
        if slug in units:
            yield units[slug].title
    former = [units[facts.former_unit].title] if facts.former_unit and facts.former_unit in units else []
    former = former or [name for slug in _units(facts) if slug in units for name in shared.former_names(slug)]
    yield ", ".join(dict.fromkeys(former))


def _units(facts: ProductFacts | ProducerFacts | PlaceFacts) -> tuple[str, ...]:
    several = facts.units if isinstance(facts, PlaceFacts) else ()
    return tuple(dict.fromkeys((*((facts.unit,) if facts.unit else ()), *several)))


def _decision(voices: list[Voice]) -> str:
    return " ".join(dict.fromkeys(each.say("Decision") for each in voices))


def _standing(thing: Thing[Facts, Words], shared: _Shared, voice: Voice) -> Standing | None:
    if thing.facts.gone is not None:
        return Standing(voice.say("No longer offered"))
    if thing.kind is not Kind.PRODUCT:
        return None
    offer = offer_of(thing.slug, voice.edition)
    # Nothing else of a product is in its status's words, and decisions are about many products at once.
    key = (offer.status, offer.until, offer.stars, offer.year)
    if key not in shared.standings:
        view = state_of(offer, voice)
        if view.stars and view.until is not None:
            over = voice.say("Expired since {date}").format(date=view.until.short)
            shared.standings[key] = Standing(view.word, view.until.iso, over, view.stars_text)
        else:
            shared.standings[key] = Standing(view.word)
    return shared.standings[key]


def _distinct(names: Iterable[str], known: str) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if name and name != known)
