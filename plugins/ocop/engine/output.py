"""The unit of work: a file of the site, everything it depends on, and how to make its bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site.

    `path` is relative to the output folder, POSIX, without `.` or `..`. `inputs` are all values that the bytes depend on
    (str, bytes, int, bool, None, date, Enum, Path, tuples, mappings, frozen dataclasses and pydantic models of these); they
    decide whether the file must be made again. `make` gives the bytes from those inputs alone.
    """

    path: str
    inputs: tuple[object, ...]
    make: Callable[[], bytes]
