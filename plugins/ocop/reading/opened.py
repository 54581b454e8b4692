"""What lies in the memory's folder, opened: it may be done before anybody knows what is to be read, and by what code.

Each shard is a sealed file that says by its title what it speaks for; its things lie in a file of their own beside it, whose
hash the shard knows. What is damaged, or of another version, is not there.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from ocop.catalogue.packed import Store
from ocop.engine import SHARDS, UNREADABLE, DamagedError, read_titled_bytes

from .examined import Examined, RowsOf

TITLE: Final = f"ocop read 8, {sys.implementation.cache_tag}, "
"""How titles begin; after it comes the name of what a shard speaks for."""
READS_AT: Final = hasattr(os, "pread")
"""Whether a file can stay open to be read here and there while another takes its name; elsewhere all of it is held."""


class Opened:
    """The shards that can be read. `held`: their things are to be held, not to lie on the disk. Never raises."""

    def __init__(self, state: Path, *, held: bool = False) -> None:
        self._shards: list[tuple[str, dict[str, Examined]]] = []
        for number in range(SHARDS):
            with suppress(OSError, DamagedError, *UNREADABLE):
                title, content = read_titled_bytes(shard_file(state, number))
                if title.startswith(TITLE):
                    seal, examined, rows = pickle.loads(content)  # noqa: S301 -- sealed
                    _bring_things(things_file(state, number), seal, examined, held=held or not READS_AT)
                    self._shards.append((title, _with_rows(examined, rows)))

    def of(self, base: str) -> dict[str, Examined]:
        """Give the bundles of the shards that speak for a base, by key; once."""
        shards, self._shards = self._shards, []
        found: dict[str, Examined] = {}
        for title, examined in shards:
            if title == TITLE + base:
                found |= examined
        return found


def shard_file(state: Path, number: int) -> Path:
    """Give the file of a shard."""
    return state / f"{number:02}"


def things_file(state: Path, number: int) -> Path:
    """Give the file that its things lie in."""
    return state / f"{number:02}.things"


def _bring_things(file: Path, seal: bytes, shard: dict[str, Examined], *, held: bool) -> None:
    """Let things be held, or read from their file. Raises DamagedError where it is not the one that was written; OSError."""
    store = None if held else Store(file)
    content = file.read_bytes() if store is None else b""
    if seal != (sha256(content).digest() if store is None else store.digest()):
        raise DamagedError
    for parcel in (one.packed for one in shard.values() if one.packed is not None):
        if store is not None:
            parcel.store = store
        else:
            parcel.hold(content[parcel.start : parcel.start + parcel.length])


def _with_rows(shard: dict[str, Examined], rows: bytes) -> dict[str, Examined]:
    """Let rows be fetched from their pickle, all of a shard at once: most builds need none."""
    packed, fetched = [rows], dict[str, RowsOf]()

    def fetch(key: str) -> RowsOf:
        if packed:  # let go of then: those of a country are not held twice
            fetched.update(pickle.loads(packed.pop()))  # noqa: S301 -- sealed with the shard
        return fetched[key]

    for key, one in shard.items():
        one.rows.fetch = partial(fetch, key)
    return shard
