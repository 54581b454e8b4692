"""The plan: every file of the site, from all families, before any is made."""

from __future__ import annotations

from collections.abc import Iterator

from ocop.engine import Output

from . import a_to_z, codes, errands, home, landing, lists, machine, photos, places, producers, products, reading_matter
from .edition import Edition
from .voice import Voice

FAMILIES = (home, products, producers, places, reading_matter, lists, a_to_z, errands)
"""Families of pages that are made once per language."""


def plan(edition: Edition) -> Iterator[Output]:
    """Give every Output of the site."""
    yield from edition.theme.assets.outputs()
    yield from photos.outputs(edition)
    for language in edition.languages:
        voice = Voice(edition, language)
        for family in FAMILIES:
            yield from family.outputs(voice)
    yield from landing.outputs(edition)
    yield from codes.outputs(edition)
    yield from machine.outputs(edition)
