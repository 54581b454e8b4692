"""What is kept from build to build in one process: rows and entries, each with what was asked when it was made (ADR 40).

Whoever serves a site while it is written hands one `Keeper` from build to build; a single build has its own. What is kept is
plain data. It is given again as long as every question that was asked for it has the answer that it had, and nothing else that
outputs depend on has changed: as right as a late output is fresh, and for the same reason.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from .noted import CatalogueOracle

Made = TypeVar("Made")
Key = tuple[Hashable, ...]
_MOST_IDLE: Final = 1.5
"""How many answers there may be for each that was needed when they were last counted, before they are counted again."""


class Keeper:
    """Values by key. Those that a build did not take are forgotten after it, so there are never more than two builds' worth."""

    def __init__(self) -> None:
        self._terms = ""
        self._asked: dict[Key, tuple[Any, frozenset[str]]] = {}
        self._equal: dict[Key, tuple[object, Any]] = {}
        self._answers: dict[str, str] = {}
        self._counted = 0
        self._taken: set[Key] = set()
        self._oracle: CatalogueOracle | None = None
        self._build: object = None

    def begin(self, terms: str, oracle: CatalogueOracle, build: object) -> None:
        """Begin a build, known by an object of its own: forget what has changed.

        That is all where `terms`, which name what every output depends on, are others.
        """
        if terms != self._terms:
            self._asked, self._equal, self._answers, self._counted = {}, {}, {}, 0
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
            found = self._asked[key] = (made, frozenset(asked))
            for question in asked:
                self._answers[question] = oracle.answer(question)
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
