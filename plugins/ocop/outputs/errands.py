"""Pages that only send a visitor on: old addresses and the page for what is not there."""

from __future__ import annotations

from collections.abc import Iterator

from ocop.engine import Output

from .addresses import Address, file_of
from .codes import CODES
from .pages import Frame, language_name, page_output, thing_addresses
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
    for thing in edition.catalogue.things():
        words, _ = edition.words(thing, voice.lang)
        target = Link(words.title, thing_addresses(thing, voice)[voice.lang].url)
        for alias in thing.facts.aliases:
            if language_of(alias, voice) != voice.lang:
                continue
            yield page_output(
                Frame(
                    template="moved.html",
                    title=words.title,
                    description=words.summary,
                    addresses={voice.lang: Address(target.url, file_of(alias))},
                    section="moved",
                    listed=False,
                ),
                voice,
                target=target,
            )


def language_of(alias: str, voice: Voice) -> str:
    """Give the language of an old address: that of its first part, as in /en/products/…, else the default one."""
    first = alias.strip("/").partition("/")[0]
    return first if first in voice.edition.languages else voice.edition.default_language
