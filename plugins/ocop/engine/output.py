"""The unit of work: a file of the site, everything it depends on, and how to make its bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol


class Job(Protocol):
    """How outputs are made together and anywhere: all files of one photo, both of one printed code."""

    @property
    def mark(self) -> Callable[[], str]:
        """A function of a module that names what decides the bytes where it is called: code, libraries, codecs."""

    def known(self, path: str) -> bytes | None:
        """The bytes of an output where they were made before."""

    def call(self, paths: Sequence[str]) -> Callable[[], Sequence[bytes]]:
        """What makes the bytes of these outputs, in this order. It pickles, holds all it needs, and reads no file."""

    def keep(self, path: str, content: bytes) -> None:
        """Remember bytes that were made."""


@dataclass(slots=True, eq=False)
class Output:
    """One file of the site. Nobody changes one; a plan has tens of thousands, and frozen ones take three times as long to make.

    `path` is relative to the output folder, POSIX, without `.` or `..`. `inputs` are all values that the bytes depend on
    (str, bytes, int, bool, None, date, Enum, Path, tuples, mappings, frozen dataclasses and pydantic models of these); they
    decide whether the file must be made again. `make` gives the bytes from those inputs alone; `job`, where there is one, gives
    the same bytes and may do so on another machine.
    """

    path: str
    inputs: tuple[object, ...]
    make: Callable[[], bytes]
    job: Job | None = field(default=None, kw_only=True)


@dataclass(slots=True, eq=False)
class Late(Output):
    """An output that is looked into only in the process that makes it (ADR 35, ADR 40).

    `whole` gives it with its inputs; `inputs` is empty and says nothing. So twenty thousand pages are planned in the memory of
    their paths. `known` is the fingerprint of what the plan knows of it; all else that it goes by it asks for while it is made,
    where questions are noted (`asking`).
    """

    whole: Callable[[], Output]
    known: str = ""
    near: int = 0
    """Outputs with near numbers show much the same, and are made one after another in one process."""


def late(path: str, whole: Callable[[], Output], known: str = "", near: int = 0) -> Late:
    """Give an output that finds its inputs late. Its `make` serves who asks for bytes alone."""
    return Late(path, (), lambda: whole().make(), whole=whole, known=known, near=near)
