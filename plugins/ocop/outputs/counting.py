"""What must come out of an edition, told from the records and not from the plan: so that nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ocop.qr import gs1_path

from . import linkset
from .code_files import FOLDER
from .edition import Edition
from .facets import FACET_NAMES
from .landing import answering


def thing_pages(edition: Edition) -> Iterator[tuple[str, str]]:
    """Give, for each thing and language, its kind and the file of its page."""
    for thing in edition.catalogue.things():
        for language in edition.languages:
            yield thing.kind.value, edition.addresses.thing(thing.kind, thing.slug, language).save_as


def count_made(edition: Edition, made: Collection[str]) -> dict[str, int]:
    """Give how many pages of things there are in `made`, by kind."""
    counts = {kind: 0 for kind, _ in thing_pages(edition)}
    for kind, path in thing_pages(edition):
        counts[kind] += path in made
    return counts


def code_pages(edition: Edition) -> dict[str, str]:
    """Give the file of the landing page of every code that has one, by code."""
    return {row.code: f"{FOLDER}/{row.code}/index.html" for row in answering(edition)}


def gtin_pages(edition: Edition) -> dict[str, str]:
    """Give the file of the landing page of every barcode number, and the code that it has to show."""
    rows = answering(edition)
    return {f"{gs1_path(gtin)}index.html": row.code for gtin, row in linkset.gs1_pages(rows, edition).items()}


def listing_patterns(edition: Edition) -> tuple[str, ...]:
    """Give path patterns of pages that follow from the facts and may go when the last fact does: facets, numbered pages."""
    patterns = []
    for language in edition.languages:
        for name in FACET_NAMES:
            patterns.append(edition.addresses.of(name, language, "*").save_as)
            patterns.append(edition.addresses.of(name, language, "*/*").save_as)
        for name in ("PRODUCT", "PRODUCER", "PLACE", "STORY", "NEWS"):
            index = edition.addresses.of(f"{name}_INDEX", language).save_as
            patterns += [index.replace("index.html", f"{digits}/index.html") for digits in ("[0-9]", "[0-9][0-9]")]
    return tuple(patterns)
