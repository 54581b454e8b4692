"""What is asked while an output is made, and what was answered: how an output that nobody looks into is known to be fresh.

An output's maker asks its catalogue ("thing products/bot-gao", "related products/bot-gao"), and each question has a short
answer that names what was shown: a digest, a list of slugs. The questions are noted while it works. Asked again at the next
build, the same questions with the same answers lead the same maker to the same bytes, whatever else has changed: as long as
every way to the catalogue notes what is asked. What else a maker goes by is said in the plan (`Late.known`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from itertools import chain
from typing import Final, Protocol

_DIGEST_SIZE: Final = 16
_END: Final = "\0"
"""Between questions and answers, which are names and digests and never hold it."""


class Witness:
    """Notes questions while something is made, and nothing at other times. One at a time: not for threads."""

    __slots__ = ("_asked",)

    def __init__(self) -> None:
        self._asked: set[str] | None = None

    def note(self, question: str) -> None:
        """Note one question."""
        if self._asked is not None:
            self._asked.add(question)

    def note_all(self, questions: Iterable[str]) -> None:
        """Note what was asked for something that is kept: who takes it asks the same."""
        if self._asked is not None:
            self._asked.update(questions)

    def noting(self) -> _Noting:
        """Give a context whose value is the set that questions asked inside go to; who works around it has asked them, too."""
        return _Noting(self)

    def begin(self, asked: set[str]) -> set[str] | None:
        """Let questions go to this set, and give the one they went to before."""
        outer, self._asked = self._asked, asked
        return outer

    def end(self, outer: set[str] | None) -> None:
        """Let them go where they went before, with all that was asked meanwhile."""
        if outer is not None and self._asked is not None:
            outer |= self._asked
        self._asked = outer


class _Noting:
    """A context without a generator: tens of thousands of pages enter it, and each for every view that is kept."""

    __slots__ = ("_outer", "_witness")

    def __init__(self, witness: Witness) -> None:
        self._witness = witness

    def __enter__(self) -> set[str]:
        asked: set[str] = set()
        self._outer = self._witness.begin(asked)
        return asked

    def __exit__(self, *_: object) -> None:
        self._witness.end(self._outer)


class Oracle(Protocol):
    """Who answers. Questions are lines of text; an answer names what is so now, "" where there is nothing of that name."""

    @property
    def witness(self) -> Witness:
        """Where questions of makers are noted."""

    def answer(self, question: str) -> str:
        """Give today's answer; the same question has one answer during a build."""

    def recall(self, answers: Mapping[str, str]) -> None:
        """Be told what was answered at the last build, before anything is asked: what is dear may be taken from there."""

    def kept(self) -> Mapping[str, str]:
        """Give what shall be recalled next time beside the answers to what was asked."""


class Silent:
    """Answers nothing: for plans whose outputs say all they go by."""

    def __init__(self) -> None:
        self.witness = Witness()

    def answer(self, question: str) -> str:
        """Give ""."""
        del question
        return ""

    def recall(self, answers: Mapping[str, str]) -> None:
        """Forget them."""

    def kept(self) -> Mapping[str, str]:
        """Give nothing."""
        return {}


def named(environment: str, known: str, asked: Mapping[str, str]) -> str:
    """Give the fingerprint of an output: hex blake2b-128 of its environment, what the plan knew, each question and answer.

    `asked` has the questions in sorted order.
    """
    parts = (environment, known, *chain.from_iterable(asked.items()))
    return blake2b(_END.join(parts).encode("utf-8", "surrogatepass"), digest_size=_DIGEST_SIZE).hexdigest()
