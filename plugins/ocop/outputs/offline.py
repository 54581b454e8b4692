"""Reading without a connection: the page that is shown then, and the service worker that keeps what was seen (ADR 22)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from ocop.engine import Output, fingerprint

from .edition import Edition
from .pages import WORKER, Frame, PageOutput, page_output
from .voice import Voice

_FOR_READERS: Final = re.compile(rb"^[ \t]*//.*\n|\s*(?<=[{}(),;:=>?&|\s])\s+|\s+(?=[{}(),;:=>?&|])", re.MULTILINE)
"""Lines of comment, and spaces beside signs; neither worker has one within a text. Every kilobyte is read at each update."""


def outputs(edition: Edition) -> Iterator[Output]:
    """Give the worker, and the offline page of each language; where the setting says no, the worker that takes itself away."""
    if not edition.offline:
        yield Output(WORKER, ("sw-off.js",), partial(_script, "sw-off.js", edition, {}))
        return
    pages = {language: _page(Voice(edition, language)) for language in edition.languages}
    yield from pages.values()
    yield Output(WORKER, tuple(page.inputs for page in pages.values()), partial(_worker, pages, edition))


def _page(voice: Voice) -> PageOutput:
    edition, say = voice.edition, voice.say
    frame = Frame(
        template="offline.html",
        title=say("No connection"),
        description=say("Pages that were opened on this device can still be read."),
        addresses={lang: edition.addresses.of("OFFLINE", lang) for lang in edition.languages},
        section="offline",
        listed=False,
    )
    return page_output(frame, voice)


def _worker(pages: Mapping[str, PageOutput], edition: Edition) -> bytes:
    """Give the worker. It names its cache by what is in the pages it keeps from the start, so that a change replaces them."""
    version = fingerprint(*(page.make() for page in pages.values()))[:8]
    addresses = {
        "" if lang == edition.default_language else lang: edition.addresses.of("OFFLINE", lang).url
        for lang in edition.languages
    }
    context = {"now": f"ocop-{version}", "offline": addresses}
    return _script("sw.js", edition, context)


def _script(template: str, edition: Edition, context: Mapping[str, object]) -> bytes:
    return _FOR_READERS.sub(b"", edition.theme.render(template, edition.default_language, context))
