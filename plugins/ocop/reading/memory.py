"""What was read at the last build, on the disk (`.ocop/read/`): bundles that lie there as they did need not be read again.

In shards, so that an edit writes a part of it anew. Each shard is sealed and says by itself for which content, code and day it
speaks; each bundle in it says what its folder held and what its checks asked. So any mixture of shards is right, and a damaged,
foreign or older one is none.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from ocop.catalogue.packed import Parcel, Store
from ocop.catalogue.problem import Problem
from ocop.engine import (
    SHARDS,
    UNREADABLE,
    Beside,
    DamagedError,
    beside,
    digest,
    read_sealed_bytes,
    shard_of,
    write_sealed_bytes,
)
from ocop.moving import put

from .examined import Examined, Rows, RowsOf
from .lists import Lists

_TOGETHER: Final = "together"
_MUCH: Final = 4 << 20
"""Bytes of things that are worth a fork to be hashed by another process meanwhile."""
_READS_AT: Final = hasattr(os, "pread")
"""Whether a file can stay open to be read here and there while another takes its name; elsewhere all of it is held."""
Kept = Callable[[], None]
Comparison = tuple[str, tuple[Problem, ...]]
"""A name for the rows that a check was given, and what it found in them."""
Together = tuple[tuple[Lists, tuple[Problem, ...]], tuple[Comparison, ...]]
"""The lists and what is wrong with them; what the checks of all bundles together found, in their order."""
_TITLE: Final = f"ocop read 7, {sys.implementation.cache_tag}"


@dataclass(slots=True)
class Held:
    """What the last reading left, in a process that reads again and again: it need not be fetched from the disk."""

    base: str = ""
    examined: Mapping[str, Examined] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Memory:
    """Where to look, and what lies under content/ now.

    `state` is the folder of the shards; `code` names all that reading goes by besides the content: code, libraries, settings.
    `prints` name by key all that lies in a bundle's folder, `lists` what lies in the lists. `held` is what this very process
    read last, where it reads again and again.
    """

    state: Path
    code: str
    prints: Mapping[str, str]
    lists: str
    held: Held | None = None

    def base(self, *terms: str) -> str:
        """Name all that every bundle is read by: the code, the lists, and what else the caller names."""
        return digest("\n".join((self.code, *terms, self.lists)).encode("utf-8", "surrogatepass"))

    def recalled(self, base: str) -> dict[str, Examined]:
        """Give what was kept for this base. Never raises for what it finds."""
        if self.held is not None and self.held.base == base:
            return dict(self.held.examined)
        stores = self._stores()
        much = sum(store.size() for store in stores.values()) > _MUCH
        hashing = beside(partial(_digests, stores)) if much else Beside()
        shards: list[tuple[int, bytes, dict[str, Examined], bytes]] = []
        for number in range(SHARDS):
            with suppress(OSError, DamagedError, *UNREADABLE):
                shards.append((number, *pickle.loads(read_sealed_bytes(self._shard(number), _title(base)))))  # noqa: S301 -- sealed
        digests = hashing.answer() or _digests(stores)
        found: dict[str, Examined] = {}
        for number, seal, shard, rows in shards:
            if number in stores:
                if digests.get(number) != seal:
                    continue
                for parcel in _parcels_of(shard):
                    parcel.store = stores[number]
            elif self._lies_on_the_disk or not self._hold_parcels(number, seal, shard):
                continue
            found |= _with_rows(shard, rows)
        return found

    def _stores(self) -> dict[int, Store]:
        """Open the files of parcels that can be read here and there, by number of the shard."""
        stores: dict[int, Store] = {}
        for number in range(SHARDS if self._lies_on_the_disk else 0):
            with suppress(OSError):
                stores[number] = Store(self._parcels(number))
        return stores

    def _hold_parcels(self, number: int, seal: bytes, shard: Mapping[str, Examined]) -> bool:
        """Let parcels be held, and say whether the file of their shard is the one that was written."""
        try:
            content = self._parcels(number).read_bytes()
        except OSError:
            return False
        for parcel in _parcels_of(shard):
            parcel.hold(content[parcel.start : parcel.start + parcel.length])
        return sha256(content).digest() == seal

    def together(self, base: str) -> Together | None:
        """Give what was kept for this base of all bundles together. Never raises for what it finds."""
        with suppress(OSError, DamagedError, *UNREADABLE):
            found: Together = pickle.loads(read_sealed_bytes(self.state / _TOGETHER, _title(base)))  # noqa: S301 -- sealed
            return found
        return None

    def save(self, base: str, examined: Mapping[str, Examined], changed: Iterable[str], together: Together) -> None:
        """Write the shards in which something has changed. What cannot be written is read again next time."""
        numbers = {shard_of(key) for key in changed}
        shards: dict[int, dict[str, Examined]] = {number: {} for number in numbers}
        for key, one in examined.items():
            if (number := shard_of(key)) in shards:
                shards[number][key] = one
        with suppress(OSError):
            self.state.mkdir(exist_ok=True)
            for number, shard in shards.items():
                self._save_shard(number, base, shard)
            write_sealed_bytes(self.state / _TOGETHER, _title(base), pickle.dumps(together))

    def _save_shard(self, number: int, base: str, shard: Mapping[str, Examined]) -> None:
        """Write the parcels of a shard, then what speaks of them: torn between them, the shard is none."""
        parcels = {key: one.packed for key, one in shard.items() if one.packed is not None}
        contents = {key: parcel.content() for key, parcel in parcels.items()}
        whole = b"".join(contents.values())
        path = self._parcels(number)
        fresh = path.with_name(f"{path.name}.new")
        fresh.write_bytes(whole)
        store = Store(fresh) if self._lies_on_the_disk else None
        put(fresh, path)
        start = 0
        places = {}
        for key, content in contents.items():
            places[key] = Parcel(None, start, len(content))
            start += len(content)
        rows = pickle.dumps({key: one.rows.all() for key, one in shard.items()}, pickle.HIGHEST_PROTOCOL)
        told = {key: one._replace(packed=places.get(key), rows=Rows(one.rows.names, None)) for key, one in shard.items()}
        seal = sha256(whole).digest()
        write_sealed_bytes(self._shard(number), _title(base), pickle.dumps((seal, told, rows), pickle.HIGHEST_PROTOCOL))
        if store is not None:  # a country's things need not be held twice
            for key, parcel in parcels.items():
                parcel.lay_down(store, places[key].start, places[key].length)

    @property
    def _lies_on_the_disk(self) -> bool:
        # A process that stays holds its things: what lies in a file can be spoilt there after it was looked at.
        return _READS_AT and self.held is None

    def _parcels(self, number: int) -> Path:
        return self.state / f"{number:02}.things"

    def _shard(self, number: int) -> Path:
        return self.state / f"{number:02}"


class Keep:
    """What a reading leaves to be kept once its build may write; it is let go of then."""

    def __init__(
        self,
        memory: Memory,
        base: str,
        examined: Mapping[str, Examined],
        changed: frozenset[str],
        together: Together,
    ) -> None:
        self._memory, self._base, self._changed, self._together = memory, base, changed, together
        self._examined: Mapping[str, Examined] = examined

    def __call__(self) -> None:
        """Keep it, the first time."""
        changed, self._changed = self._changed, frozenset()
        examined, self._examined = self._examined, {}
        memory, self._memory = self._memory, replace(self._memory, prints={})  # of all bundles, for which nobody asks again
        if memory.held is not None and examined:
            memory.held.base, memory.held.examined = self._base, examined
        if changed:
            memory.save(self._base, examined, changed, self._together)


def _parcels_of(shard: Mapping[str, Examined]) -> list[Parcel]:
    return [one.packed for one in shard.values() if one.packed is not None]


def _digests(stores: Mapping[int, Store]) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for number, store in stores.items():
        with suppress(OSError):
            found[number] = store.digest()
    return found


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


def _title(base: str) -> str:
    return f"{_TITLE}, {base}"
