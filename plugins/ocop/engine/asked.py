"""What was asked for each output at the last build, on the disk (`.ocop/asked`): compact, sealed, and never trusted.

A record speaks for one file alone: the one whose fingerprint the manifest has. That is the name of the questions that its
maker asked and of the answers it got, so that a record of another build, or of other answers, is none.
"""

from __future__ import annotations

import marshal
import sys
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Final

from .asking import Oracle
from .sealed import DamagedError, read_sealed_bytes, write_sealed_bytes

NAME: Final = "asked"
_TITLE: Final = f"ocop asked 3, {sys.implementation.cache_tag} {marshal.version} {sys.byteorder}"
_MOST_IDLE: Final = 1.5
"""How many questions there may be for each one that was asked when they were last counted, before they are counted again."""


Record = tuple[str, bytes, bytes]
"""Of one output: its fingerprint, a name for what it went by besides (`terms_of`), and the numbers of its questions.

Plain, as it is written and read: none of a country's is made anew when they are recalled.
"""


@dataclass(slots=True)
class Questions:
    """Questions by number, and what was answered to each when an output that asked it was last made."""

    names: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    counted: int = 0


class Asked:
    """The records of a folder's outputs by path."""

    def __init__(
        self,
        questions: Questions | None = None,
        kept: Mapping[str, str] | None = None,
        records: dict[str, Record] | None = None,
    ) -> None:
        self._questions = questions or Questions()
        self._kept = dict(kept or {})
        self._records = records if records is not None else {}
        self._is_changed = False

    def before(self) -> Mapping[str, str]:
        """Give every question with its answer, and what the oracle of the last build wanted to be kept."""
        found = dict(zip(self._questions.names, self._questions.answers, strict=True))
        found |= self._kept
        return found

    def changed(self, oracle: Oracle) -> frozenset[int]:
        """Give the numbers of the questions that have another answer now."""
        pairs = zip(self._questions.names, self._questions.answers, strict=True)
        return frozenset(number for number, (name, answer) in enumerate(pairs) if oracle.answer(name) != answer)

    def is_fresh(self, path: str, fingerprint: str, terms: bytes, changed: frozenset[int]) -> bool:
        """Say whether the output with this fingerprint would come out the same now."""
        record = self._records.get(path)
        if record is None or record[0] != fingerprint or record[1] != terms:
            return False
        return not changed or changed.isdisjoint(array("I", record[2]))

    def note(self, path: str, fingerprint: str, terms: bytes, asked: Mapping[str, str]) -> None:
        """Note what the maker of an output asked."""
        known, answers = self._numbers, self._questions.answers
        numbers = []
        for question, answer in asked.items():
            number = known.get(question)
            if number is None:
                number = known[question] = len(answers)
                self._questions.names.append(question)
                answers.append(answer)
            else:
                answers[number] = answer
            numbers.append(number)
        self._records[path] = (fingerprint, terms, array("I", numbers).tobytes())
        self._is_changed = True

    def forget(self, paths: Iterable[str]) -> None:
        """Forget outputs that are gone, or that were not made though an answer to them has changed."""
        for path in paths:
            self._is_changed |= self._records.pop(path, None) is not None

    def save(self, state: Path, kept: Mapping[str, str]) -> None:
        """Write it aside and in place at once, if there is anything new. Raises OSError."""
        if not self._is_changed and self._kept == kept:
            return
        if not self._questions.counted:  # there were none before: all are asked in this build, and nothing is idle
            self._questions.counted = len(self._questions.names)
        elif len(self._questions.names) > _MOST_IDLE * self._questions.counted:
            self._questions, self._records = self._counted()
            self._numbers = {name: number for number, name in enumerate(self._questions.names)}
        questions = self._questions
        table = (questions.names, questions.answers, questions.counted, dict(kept), self._records)
        write_sealed_bytes(state / NAME, _TITLE, marshal.dumps(table))
        self._kept, self._is_changed = dict(kept), False

    def _counted(self) -> tuple[Questions, dict[str, Record]]:
        """Leave out the questions that no output asks any more."""
        old, new, numbers = self._questions, Questions(), dict[int, int]()
        records: dict[str, Record] = {}
        for path, (fingerprint, terms, asked) in sorted(self._records.items()):
            found = array("I", [numbers.setdefault(number, len(numbers)) for number in array("I", asked)])
            records[path] = (fingerprint, terms, found.tobytes())
        new.names, new.answers = [old.names[number] for number in numbers], [old.answers[number] for number in numbers]
        new.counted = len(numbers)
        return new, records

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self._questions.names)}


def load_asked(state: Path) -> Asked:
    """Give what was noted; nothing where that cannot be read. Never raises for what it finds."""
    try:
        names, answers, counted, kept, records = marshal.loads(read_sealed_bytes(state / NAME, _TITLE))  # noqa: S302 -- sealed
        return Asked(Questions(names, answers, counted), kept, records)
    except (OSError, DamagedError, ValueError, EOFError, TypeError):
        return Asked()


def terms_of(environment: str, known: str) -> bytes:
    """Name what an output goes by besides the answers: all that every output depends on, and what the plan knew of it."""
    return blake2b(f"{environment}\0{known}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
