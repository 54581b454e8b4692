"""Changes to files under content/: shown first, then written whole or not at all."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ocop.reading.mending import seen


class FileChangedError(RuntimeError):
    """A file is not what it was when the change was shown."""


class OutsideContentError(RuntimeError):
    """A change would be made outside the content folder."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it is and as it would be. `old` and `new` are the texts to compare, `why` what is done to it as a whole."""

    path: Path
    before: bytes
    after: bytes
    old: str
    new: str
    why: tuple[str, ...] = ()


def diff(change: Change, shown: str) -> Iterator[str]:
    """Give the lines of a unified diff, marks that cannot be seen written as escapes; () when no line is another."""
    yield from difflib.unified_diff(
        [seen(line) for line in change.old.split("\n")],
        [seen(line) for line in change.new.split("\n")],
        shown,
        shown,
        n=0,
        lineterm="",
    )


def write(change: Change, content: Path) -> None:
    """Write the new bytes in place of the old ones; the file keeps its permissions.

    Raises FileChangedError, OutsideContentError, OSError; in each case the file is as it was.
    """
    if change.path.is_symlink() or not Path(os.path.realpath(change.path)).is_relative_to(os.path.realpath(content)):
        raise OutsideContentError(str(change.path))
    if change.path.read_bytes() != change.before:
        raise FileChangedError(str(change.path))
    aside = change.path.with_name(f".{change.path.name}.{os.getpid()}.tmp")
    try:
        with aside.open("wb") as file:
            file.write(change.after)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(change.path.stat().st_mode & 0o7777)
        aside.replace(change.path)
    finally:
        aside.unlink(missing_ok=True)
