"""What files about everything say of each thing, gathered before the plan: search, A to Z, sitemap, codes and open data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from ocop.catalogue.models import Kind

from . import codes
from .edition import Edition
from .kept import Part
from .kept_shards import KeptShards
from .open_data import collected
from .search_rows import KINDS, row_maker, row_part
from .thing_pages import entry_of, entry_part
from .voice import Voice


def gather(edition: Edition, state: Path, workers: int | None) -> Callable[[], None]:
    """Gather it, with what `state` holds of the last build, and give what keeps it there."""
    shards = KeptShards(state)
    makers: dict[str, Callable[[str], object]] = {
        collected.PART: partial(collected.said_of, edition=edition),
        codes.OWNER: partial(codes.owner_of, edition=edition),
    }
    for language in edition.languages:
        voice = Voice(edition, language)
        makers[row_part(voice)] = row_maker(voice)
        makers[entry_part(voice)] = partial(entry_of, voice=voice)
    edition.keeper.gather(makers, list(_parts(edition)), shards, workers)
    return partial(edition.keeper.save, shards)


def _parts(edition: Edition) -> Iterator[Part]:
    voices = [Voice(edition, language) for language in edition.languages]
    rows, entries = [row_part(voice) for voice in voices], [entry_part(voice) for voice in voices]
    owners = codes.owners(edition)
    for kind in Kind:
        names = (*entries, *(rows if kind in KINDS else ()))
        for brief in edition.briefs[kind].values():
            told = (collected.PART,) if kind in collected.KINDS and not brief.draft else ()
            coded = (codes.OWNER,) if brief.key in owners else ()
            for name in (*names, *told, *coded):
                yield name, brief.key
