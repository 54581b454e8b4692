"""What was gathered of every thing, on the disk (`.ocop/kept/`): in shards, so that an edit writes a part of it anew.

Each shard is sealed, says which code, settings and lists it speaks for, and holds what was asked with the answers. So any
mixture of shards is right, and a damaged, foreign or older one is none.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ocop.engine import SHARDS, UNREADABLE, DamagedError, read_sealed_bytes, shard_of, write_sealed_bytes

_TITLE: Final = f"ocop kept 1, {sys.implementation.cache_tag}"
_Kept = tuple[Any, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class KeptShards:
    """A folder of shards."""

    folder: Path

    def recalled(self, terms: str) -> Iterator[tuple[int, dict[tuple[str, str], _Kept], dict[str, str]]]:
        """Give the number, the values and the answers of each shard that speaks for these terms. Never raises."""
        for number in range(SHARDS):
            with suppress(OSError, DamagedError, *UNREADABLE):
                content = read_sealed_bytes(self._file(number), f"{_TITLE} {terms}")
                found, answers = pickle.loads(content)  # noqa: S301 -- sealed
                yield number, found, answers

    def save(
        self,
        terms: str,
        numbers: Collection[int],
        kept: Mapping[tuple[str, str], _Kept],
        answers: Mapping[str, str],
    ) -> None:
        """Write these shards. What cannot be written is made again next time."""
        shards: dict[int, dict[tuple[str, str], _Kept]] = {number: {} for number in numbers}
        for part, one in sorted(kept.items()):
            shards[shard_of(part[1])][part] = one
        with suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            for number, shard in shards.items():
                asked = dict.fromkeys(question for _, questions in shard.values() for question in questions)
                content = (shard, {question: answers[question] for question in asked})
                data = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
                write_sealed_bytes(self._file(number), f"{_TITLE} {terms}", data)

    def _file(self, number: int) -> Path:
        return self.folder / f"{number:02}"
