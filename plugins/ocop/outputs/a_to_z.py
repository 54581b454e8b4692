"""The A–Z page: everything by name, in the order of a Vietnamese dictionary; with the browser's own find it searches."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ocop import text
from ocop.catalogue.assembled import Thing
from ocop.catalogue.models import Facts, Kind, Words
from ocop.engine import Output

from .order import newest_check
from .pages import Frame, home_crumb, page_output
from .structured import page_node
from .views import Letter, Link
from .voice import Voice

_LISTED = (Kind.PRODUCT, Kind.PRODUCER, Kind.PLACE, Kind.STORY, Kind.ROUTE, Kind.EVENT)


def outputs(voice: Voice) -> Iterator[Output]:
    """Give the A–Z page."""
    edition, say = voice.edition, voice.say
    title = say("A to Z")
    description = say("Every product, producer, place and story of the catalogue by name.")
    addresses = {lang: edition.addresses.of("A_TO_Z", lang) for lang in edition.languages}
    frame = Frame(
        template="az.html",
        title=title,
        description=description,
        addresses=addresses,
        section="az",
        crumbs=(home_crumb(voice), Link(title, "")),
        jsonld=(page_node(title, description, addresses[voice.lang].url, voice.lang, voice),),
        modified=newest_check(thing for thing in edition.catalogue.things() if thing.kind in _LISTED),
    )
    yield page_output(frame, voice, letters=letters(voice))


def letters(voice: Voice) -> tuple[Letter, ...]:
    """Give the entries by first letter; đ is a letter of its own, tone marks are not."""
    edition = voice.edition
    kinds = {
        Kind.PRODUCT: voice.say("product"),
        Kind.PRODUCER: voice.say("producer"),
        Kind.PLACE: voice.say("place"),
        Kind.STORY: voice.say("story"),
        Kind.ROUTE: voice.say("route"),
        Kind.EVENT: voice.say("event"),
    }

    def title(thing: Thing[Facts, Words]) -> str:
        return edition.words(thing, voice.lang)[0].title

    things = [thing for thing in edition.catalogue.things() if thing.kind in _LISTED]
    things.sort(key=lambda thing: (text.sort_key(title(thing)), thing.key))
    result = []
    for letter, entries in groupby(things, key=lambda thing: text.initial(title(thing))):
        links = tuple(
            Link(
                title(thing),
                edition.addresses.thing(thing.kind, thing.slug, voice.lang).url,
                note=kinds[thing.kind],
                lang=voice.tag(edition.words(thing, voice.lang)[1]),
            )
            for thing in entries
        )
        result.append(Letter(letter, f"chu-{_anchor(letter)}", links))
    return tuple(result)


def _anchor(letter: str) -> str:
    # ă, â and a fold alike, so the code point keeps the anchors apart.
    return letter.lower() if letter.isascii() and letter.isalnum() else f"u{ord(letter[0]):x}"
