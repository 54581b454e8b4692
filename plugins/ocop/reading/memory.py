"""What was read at the last build, on the disk (`.ocop/read/`): bundles that lie there as they did need not be read again.

In shards, so that an edit writes a part of it anew. Each shard is sealed and says by itself for which content, code and day it
speaks; each bundle in it says what its folder held and what its checks asked. So any mixture of shards is right, and a damaged,
foreign or older one is none.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from ocop.catalogue.packed import Parcel, Store
from ocop.catalogue.problem import Problem
from ocop.engine import (
    UNREADABLE,
    DamagedError,
    digest,
    read_sealed_bytes,
    shard_of,
    write_sealed_bytes,
)
from ocop.moving import put

from .examined import Examined, Rows
from .lists import Lists
from .opened import READS_AT, TITLE, Opened, shard_file, things_file

_TOGETHER: Final = "together"
Kept = Callable[[], None]
Comparison = tuple[str, tuple[Problem, ...]]
"""A name for the rows that a check was given, and what it found in them."""
Together = tuple[tuple[Lists, tuple[Problem, ...]], tuple[Comparison, ...]]
"""The lists and what is wrong with them; what the checks of all bundles together found, in their order."""


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
    opened: Opened | None = None
    """Where the folder has been opened already."""

    def base(self, *terms: str) -> str:
        """Name all that every bundle is read by: the code, the lists, and what else the caller names."""
        return digest("\n".join((self.code, *terms, self.lists)).encode("utf-8", "surrogatepass"))

    def recalled(self, base: str) -> dict[str, Examined]:
        """Give what was kept for this base. Never raises for what it finds."""
        if self.held is not None and self.held.base == base:
            return dict(self.held.examined)
        opened = self.opened or Opened(self.state, held=self.held is not None)
        return opened.of(base)

    def together(self, base: str) -> Together | None:
        """Give what was kept for this base of all bundles together. Never raises for what it finds."""
        with suppress(OSError, DamagedError, *UNREADABLE):
            found: Together = pickle.loads(read_sealed_bytes(self.state / _TOGETHER, TITLE + base))  # noqa: S301 -- sealed
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
            write_sealed_bytes(self.state / _TOGETHER, TITLE + base, pickle.dumps(together))

    def _save_shard(self, number: int, base: str, shard: Mapping[str, Examined]) -> None:
        """Write the parcels of a shard, then what speaks of them: torn between them, the shard is none."""
        parcels = {key: one.packed for key, one in shard.items() if one.packed is not None}
        contents = {key: parcel.content() for key, parcel in parcels.items()}
        whole = b"".join(contents.values())
        path = things_file(self.state, number)
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
        content = pickle.dumps((seal, told, rows), pickle.HIGHEST_PROTOCOL)
        write_sealed_bytes(shard_file(self.state, number), TITLE + base, content)
        if store is not None:  # a country's things need not be held twice
            for key, parcel in parcels.items():
                parcel.lay_down(store, places[key].start, places[key].length)

    @property
    def _lies_on_the_disk(self) -> bool:
        # A process that stays holds its things: what lies in a file can be spoilt there after it was looked at.
        return READS_AT and self.held is None


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
        # Names of all bundles, for which nobody asks again, need not last.
        memory, self._memory = self._memory, replace(self._memory, prints={}, opened=None)
        if memory.held is not None and examined:
            memory.held.base, memory.held.examined = self._base, examined
        if changed:
            memory.save(self._base, examined, changed, self._together)
