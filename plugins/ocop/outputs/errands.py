"""Pages that only send a visitor on: old addresses and the page for what is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ocop.engine import Output

from .addresses import Address, file_of
from .codes import CODES
from .pages import Frame, PageOutput, language_name, late_page, page_output, thing_addresses
from .views import Link
from .voice import Voice


def outputs(voice: Voice) -> Iterator[Output]:
    """Give the 404 page (in the default language; a server has one) and a page per alias in the alias's own language."""
    edition, say = voice.edition, voice.say
    if voice.lang == edition.default_language:
        frame = Frame(
            template="404.html",
            title=say("Page not found"),
            description=say("There is no page at this address."),
            addresses={voice.lang: Address(edition.addresses.file("404.html"), "404.html")},
            section="404",
            listed=False,
        )
        homes = tuple(
            Link(language_name(lang), edition.addresses.of("HOME", lang).url, lang=lang)
            for lang in edition.languages
            if lang != voice.lang
        )
        codes = edition.addresses.file(CODES)
        yield page_output(frame, voice, codes=codes, host=edition.host.lower(), homes=homes)
    for brief in (brief for found in edition.briefs.values() for brief in found.values()):
        for alias in brief.aliases:
            if language_of(alias, voice) == voice.lang:
                moved = partial(_moved, brief.key, alias, voice)
                address = Address(edition.addresses.thing(brief.kind, brief.slug, voice.lang).url, file_of(alias))
                yield late_page(address, moved, voice, partial(_sending_on, moved, voice), known=brief.key)


def _moved(key: str, alias: str, voice: Voice) -> Frame:
    thing = voice.edition.things[key]
    words, _ = voice.edition.words(thing, voice.lang)
    return Frame(
        template="moved.html",
        title=words.title,
        description=words.summary,
        addresses={voice.lang: Address(thing_addresses(thing, voice)[voice.lang].url, file_of(alias))},
        section="moved",
        listed=False,
    )


def _sending_on(moved: Callable[[], Frame], voice: Voice) -> PageOutput:
    frame = moved()
    return page_output(frame, voice, target=Link(frame.title, frame.addresses[voice.lang].url))


def language_of(alias: str, voice: Voice) -> str:
    """Give the language of an old address: that of its first part, as in /en/products/…, else the default one."""
    first = alias.strip("/").partition("/")[0]
    return first if first in voice.edition.languages else voice.edition.default_language
