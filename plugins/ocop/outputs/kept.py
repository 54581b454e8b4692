"""What is kept from build to build: rows, entries and records, each with what was asked when it was made (ADR 40).

What is kept is plain data. It is given again as long as every question that was asked for it has the answer that it had, and
nothing else that outputs depend on has changed: as right as a late output is fresh, and for the same reason. Whoever serves a
site while it is written hands one `Keeper` from build to build; what was gathered of every thing lies on the disk besides.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final, TypeVar

from ocop.engine import in_turns, shard_of, share_count

from .kept_shards import KeptShards
from .noted import CatalogueOracle

Made = TypeVar("Made")
Key = tuple[Hashable, ...]
Part = tuple[str, str]
"""The key of what was gathered: what it is, and the key of the thing that it is about."""
_MOST_IDLE: Final = 1.5
"""How many answers there may be for each that was needed when they were last counted, before they are counted again."""
_WORTH_A_FORK: Final = 256


class Keeper:
    """Values by key. Those that a build did not take are forgotten after it, so there are never more than two builds' worth."""

    def __init__(self) -> None:
        self._terms = ""
        self._asked: dict[Key, tuple[Any, tuple[str, ...]]] = {}
        self._equal: dict[Key, tuple[object, Any]] = {}
        self._answers: dict[str, str] = {}
        self._counted = 0
        self._taken: set[Key] = set()
        self._oracle: CatalogueOracle | None = None
        self._build: object = None
        self._gathered: frozenset[Part] | None = None
        self._changed: set[int] = set()

    def begin(self, terms: str, oracle: CatalogueOracle, build: object) -> None:
        """Begin a build, known by an object of its own: forget what has changed.

        That is all where `terms`, which name what every output depends on, are others.
        """
        if terms != self._terms:
            self._asked, self._equal, self._answers, self._counted, self._gathered = {}, {}, {}, 0, None
        changed = {question for question, answer in self._answers.items() if oracle.answer(question) != answer}
        self._asked = {key: kept for key, kept in self._asked.items() if key in self._taken and changed.isdisjoint(kept[1])}
        self._equal = {key: kept for key, kept in self._equal.items() if key in self._taken}
        for question in changed:
            del self._answers[question]
        if len(self._answers) > _MOST_IDLE * self._counted:
            asked = set[str]().union(*(asked for _, asked in self._asked.values()))
            self._answers = {question: answer for question, answer in self._answers.items() if question in asked}
            self._counted = len(self._answers)
        self._terms, self._taken, self._oracle, self._build = terms, set(), oracle, build

    def keep(self, key: Key, make: Callable[[], Made], build: object) -> Made:
        """Give what `make` gives, which asks the catalogue for all it goes by; who takes it has asked the same."""
        oracle = self._oracle
        if oracle is None or build is not self._build:  # an edition that somebody made from another one
            return make()
        self._taken.add(key)
        found = self._asked.get(key)
        if found is None:
            with oracle.witness.noting() as asked:
                made = make()
            found = self._remember(key, made, sorted(asked), oracle)
        else:
            oracle.witness.note_all(found[1])
        kept: Made = found[0]
        return kept

    def keep_equal(self, key: Key, inputs: object, make: Callable[[], Made]) -> Made:
        """Give what `make` gives from these inputs alone: what it gave before, if they equal those that it was given then."""
        self._taken.add(key)
        found = self._equal.get(key)
        if found is None or found[0] != inputs:
            found = self._equal[key] = (inputs, make())
        kept: Made = found[1]
        return kept

    def gather(
        self, makers: Mapping[str, Callable[[str], object]], parts: Sequence[Part], shards: KeptShards, workers: int | None
    ) -> None:
        """Make what is wanted of all things before anybody takes it (`keep`), unless it was kept here or in the shards.

        `parts` about one thing stand together, so that it is looked up once; each is made by the maker of its name, which is
        given the key of the thing. `workers`: processes to share the work, None for as many as pay.
        """
        oracle = self._oracle
        if oracle is None:
            return
        if self._gathered is None:
            self._recall(shards, oracle)
        missing = [part for part in parts if part not in self._asked]
        count = share_count(workers, _WORTH_A_FORK, len(missing))
        for _, made in in_turns(partial(_made, makers, oracle), missing, count):
            for part, value, asked in made:
                self._remember(part, value, asked, oracle)
                self._changed.add(shard_of(part[1]))
        wanted = frozenset(parts)
        self._changed |= {shard_of(about) for _, about in (self._gathered or frozenset()) - wanted}
        self._taken |= wanted
        self._gathered = wanted

    def save(self, shards: KeptShards) -> None:
        """Write what was gathered, as far as it is other than what lies on the disk. What cannot be written is made again."""
        changed, self._changed = self._changed, set()
        if changed and self._gathered is not None:
            found = {part: self._asked[part] for part in self._gathered if shard_of(part[1]) in changed}
            shards.save(self._terms, changed, found, self._answers)

    def _recall(self, shards: KeptShards, oracle: CatalogueOracle) -> None:
        gathered = set[Part]()
        for number, found, answers in shards.recalled(self._terms):
            changed = {question for question, answer in answers.items() if oracle.answer(question) != answer}
            for part, kept in found.items():
                gathered.add(part)
                if changed.isdisjoint(kept[1]):
                    self._asked[part] = kept
                else:
                    self._changed.add(number)
            self._answers |= {question: answer for question, answer in answers.items() if question not in changed}
        self._gathered = frozenset(gathered)
        self._counted = len(self._answers)

    def _remember(self, key: Key, made: object, asked: Iterable[str], oracle: CatalogueOracle) -> tuple[Any, tuple[str, ...]]:
        # One string for all who ask the same: it lies in memory once.
        found = self._asked[key] = (made, tuple(map(sys.intern, asked)))
        for question in found[1]:
            if question not in self._answers:
                self._answers[question] = oracle.answer(question)
        return found


def _made(
    makers: Mapping[str, Callable[[str], object]], oracle: CatalogueOracle, number: int, parts: Iterable[Part]
) -> list[tuple[Part, object, list[str]]]:
    del number
    found: list[tuple[Part, object, list[str]]] = []
    for name, about in parts:
        with oracle.witness.noting() as asked:
            value = makers[name](about)
        found.append(((name, about), value, sorted(asked)))
    return found
