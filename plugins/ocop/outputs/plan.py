"""The plan: every file of the site, from all families, before any is made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ocop.engine import Output

from . import (
    a_to_z,
    codes,
    errands,
    events,
    facets,
    feeds,
    filters,
    home,
    icons,
    landing,
    lists,
    machine,
    maps,
    offline,
    open_data,
    patterns,
    photos,
    places,
    producers,
    products,
    reading_matter,
    routes,
    search,
    sitemap,
)
from .edition import Edition
from .pages import LatePage, PageOutput
from .sitemap import Entry
from .thing_pages import entry_part
from .voice import Voice

FAMILIES = (products, producers, places, routes, events, reading_matter, maps, a_to_z, errands)
"""Families of pages that are made once per language."""
CORE_TEMPLATES = ("product.html", "list.html")
"""What the pages of an edition's core are rendered with."""


def plan(edition: Edition) -> Iterator[Output]:
    """Give every Output of the site, or of an edition's core what belongs to it."""
    if edition.core:
        yield from _core(edition)
        return
    yield from edition.theme.assets.outputs(without=() if edition.development else (patterns.STYLES,))
    yield from patterns.outputs(Voice(edition, edition.default_language))
    yield from photos.outputs(edition)
    found = []
    shared: dict[str, Output] = {}
    for language in edition.languages:
        voice = Voice(edition, language)
        narrowed = facets.facets(voice)
        index = search.search_index(voice, narrowed)
        combined = filters.filters(voice, narrowed, index)
        pages = (
            home.outputs(voice, index),
            search.outputs(voice, index, narrowed),
            lists.outputs(voice, narrowed, combined),
            combined.files,
            *(family.outputs(voice) for family in FAMILIES),
        )
        for output in chain.from_iterable(pages):
            if isinstance(output, PageOutput | LatePage):
                if entry := _entry(output, edition):
                    found.append(entry)
                if preview := _preview(output, edition):
                    shared[preview.path] = preview
            yield output
        yield from feeds.outputs(voice)
    yield from shared.values()
    yield from landing.outputs(edition)
    yield from codes.outputs(edition)
    yield from open_data.outputs(edition)
    yield from sitemap.outputs(found, edition)
    yield from machine.outputs(edition)
    yield from icons.outputs(edition)
    yield from offline.outputs(edition)


def _entry(output: PageOutput | LatePage, edition: Edition) -> Entry | None:
    if isinstance(output, LatePage) and output.about:
        return edition.kept((entry_part(output.voice), output.about), lambda: output.entry)
    return output.entry


def _preview(output: PageOutput | LatePage, edition: Edition) -> Output | None:
    if not edition.previews:
        return None
    if isinstance(output, LatePage) and output.about:
        return edition.kept(("preview", output.path), lambda: output.preview)
    return output.preview


def _core(edition: Edition) -> Iterator[Output]:
    """Give product pages, lists and facet pages: what other generators are compared with (docs/performance.md)."""
    yield from edition.theme.assets.outputs(without=(patterns.STYLES,))
    for language in edition.languages:
        voice = Voice(edition, language)
        yield from lists.outputs(voice, facets.facets(voice), None)
        yield from products.outputs(voice)
