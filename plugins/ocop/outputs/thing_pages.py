"""Pages of things that are planned from slugs alone: each asks for its thing when it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from ocop.catalogue.assembled import Thing
from ocop.catalogue.models import Facts, Kind, Words
from ocop.engine import Output

from .order import turns_of
from .pages import Frame, LatePage, PageOutput, entry_in, late_page, thing_addresses
from .sitemap import Entry
from .voice import Voice

PageOf = Callable[[Any, Voice], PageOutput]


def thing_pages(kind: Kind, voice: Voice, page: PageOf) -> Iterator[Output]:
    """Give a page for each thing of a kind; `page` gives that of one."""
    turns = turns_of(voice.edition) if kind in {Kind.PRODUCT, Kind.PRODUCER} else {}
    for slug, brief in voice.edition.briefs[kind].items():
        yield thing_page(kind, slug, voice, page, turns.get(brief.key, 0))


def thing_page(kind: Kind, slug: str, voice: Voice, page: PageOf, near: int = 0) -> LatePage:
    """Give the page of one thing; pages with near numbers are made one after another."""
    address = voice.edition.addresses.thing(kind, slug, voice.lang)
    key = f"{kind}/{slug}"
    found, whole = partial(_outline_of, key, voice), partial(_page_of, key, voice, page)
    # Which thing it is about follows from the path, and so is told to all pages of a kind alike.
    return late_page(address, found, voice, whole, known=f"{kind} {voice.lang}", near=near, about=key)


def outline(thing: Thing[Facts, Words], voice: Voice) -> Frame:
    """Give what the sitemap and the preview say of a thing's page: its frame without what only the page itself shows."""
    words, _ = voice.edition.words(thing, voice.lang)
    return Frame(
        template="",
        title=words.title,
        description=words.summary,
        addresses=thing_addresses(thing, voice),
        draft=thing.facts.draft,
        verified=voice.when(thing.facts.verified),
        owner=thing,
    )


def entry_part(voice: Voice) -> str:
    """Give the name under which entries of a language's sitemap are kept, each with the key of its thing."""
    return f"entry {voice.lang}"


def entry_of(key: str, voice: Voice) -> Entry | None:
    """Give how the sitemap lists the page of a thing; None when it does not."""
    return entry_in(_outline_of(key, voice), voice)


def _outline_of(key: str, voice: Voice) -> Frame:
    return outline(voice.edition.things[key], voice)


def _page_of(key: str, voice: Voice, page: PageOf) -> PageOutput:
    return page(voice.edition.things[key], voice)
