"""The A–Z page: everything by name, in the order of a Vietnamese dictionary; with the browser's own find it searches."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter

from ocop import text
from ocop.catalogue.brief import Brief
from ocop.catalogue.models import Kind
from ocop.engine import Output

from .order import newest_check_of
from .page_views import Letter
from .pages import Frame, PageOutput, home_crumb, late_page, page_output
from .search_rows import row_of
from .structured import page_node
from .views import Link
from .voice import Voice

_LISTED = (Kind.PRODUCT, Kind.PRODUCER, Kind.PLACE, Kind.STORY, Kind.ROUTE, Kind.EVENT)


def outputs(voice: Voice) -> Iterator[Output]:
    """Give the A–Z page."""
    address = voice.edition.addresses.of("A_TO_Z", voice.lang)
    yield late_page(address, partial(_frame, voice), voice, partial(_page, voice), known="")


def _page(voice: Voice) -> PageOutput:
    return voice.edition.of_all(_LISTED, lambda: page_output(_frame(voice), voice, letters=letters(voice)))


def _frame(voice: Voice) -> Frame:
    edition, say = voice.edition, voice.say
    title = say("A to Z")
    description = say("Every product, producer, place and story of the catalogue by name.")
    addresses = {lang: edition.addresses.of("A_TO_Z", lang) for lang in edition.languages}
    return Frame(
        template="az.html",
        title=title,
        description=description,
        addresses=addresses,
        section="az",
        crumbs=(home_crumb(voice), Link(title, "")),
        jsonld=(page_node(title, description, addresses[voice.lang].url, voice.lang, voice),),
        modified=newest_check_of(brief for kind in _LISTED for brief in edition.all_briefs(kind).values()),
    )


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

    def entry(brief: Brief) -> tuple[text.SortKey, str, str, Link]:
        order, _, row = row_of(brief.key, voice)
        url = edition.addresses.thing(brief.kind, brief.slug, voice.lang).url
        return order, brief.key, text.initial(row.title), Link(row.title, url, note=kinds[brief.kind], lang=row.lang)

    found = [entry(brief) for kind in _LISTED for brief in edition.all_briefs(kind).values()]
    found.sort(key=itemgetter(0, 1))
    return tuple(
        Letter(letter, f"chu-{_anchor(letter)}", tuple(link for *_, link in entries))
        for letter, entries in groupby(found, key=itemgetter(2))
    )


def _anchor(letter: str) -> str:
    # ă, â and a fold alike, so the code point keeps the anchors apart.
    return letter.lower() if letter.isascii() and letter.isalnum() else f"u{ord(letter[0]):x}"
