"""The journal: paths that a build is about to make for the first time, told to the disk before the first of them exists.

After a build was killed it says which files that no manifest lists are ours all the same. It ends with the manifest that
lists them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from .sealed import DamagedError, read_sealed, write_sealed

_TITLE: Final = "ocop journal 1"
NAME: Final = "journal"


def load_journal(state: Path) -> tuple[frozenset[str], tuple[str, ...]]:
    """The paths of the journal, and notes for the report. Never raises for what it finds."""
    try:
        return frozenset(read_sealed(state / NAME, _TITLE)), ()
    except FileNotFoundError:
        return frozenset(), ()
    except (DamagedError, OSError):
        return frozenset(), ("The journal of an interrupted build was damaged; files that only it knew stay where they are.",)


def save_journal(state: Path, paths: Iterable[str]) -> None:
    """Replace the journal, atomically and durably; no paths, no journal. Raises OSError."""
    lines = sorted(paths)
    if lines:
        write_sealed(state / NAME, _TITLE, lines)
    else:
        (state / NAME).unlink(missing_ok=True)
