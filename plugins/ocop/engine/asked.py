"""What was asked for each output at the last build, on the disk (`.ocop/asked`): compact, sealed, and never trusted.

It needs no tie to the manifest. An output is fresh when its questions and today's answers give the fingerprint that the
manifest has; other questions than those that were asked give another one, and the output is made again.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from .sealed import DamagedError, read_sealed_bytes, write_sealed_bytes

NAME: Final = "asked"
_TITLE: Final = f"ocop asked 1, {sys.implementation.cache_tag} {marshal.version}"


@dataclass(slots=True)
class Asked:
    """Questions by path, sorted, and what was answered to each when an output that asked it was made."""

    questions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    changed: bool = False

    def note(self, path: str, asked: Mapping[str, str]) -> None:
        """Note what the maker of an output asked; equal questions share their text."""
        known = self.answers
        known.update(asked)
        self.questions[path] = tuple(sorted(asked))
        self.changed = True


def load_asked(state: Path) -> Asked:
    """Give what was noted; nothing where that cannot be read. Never raises for what it finds."""
    try:
        pairs, kept, paths = marshal.loads(read_sealed_bytes(state / NAME, _TITLE))  # noqa: S302 -- sealed, our own
        names = [question for question, _ in pairs]
        questions = {path: tuple([names[index] for index in indices]) for path, indices in paths}
        return Asked(questions, dict(pairs) | kept)
    except (OSError, DamagedError, ValueError, EOFError, TypeError, IndexError):
        return Asked()


def save_asked(state: Path, asked: Asked, kept: Mapping[str, str]) -> None:
    """Write it aside and in place at once; questions that no output asks any more are left out. Raises OSError."""
    number: dict[str, int] = {}
    paths = [
        (path, tuple([number.setdefault(question, len(number)) for question in questions]))
        for path, questions in sorted(asked.questions.items())
    ]
    pairs = [(question, asked.answers.get(question, "")) for question in number]
    write_sealed_bytes(state / NAME, _TITLE, marshal.dumps((pairs, dict(kept), paths)))
