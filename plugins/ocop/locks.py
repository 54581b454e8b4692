"""A lock on a file: one command at a time. The system lets go of it when the process that holds it dies, however it dies.

Standard library alone, because the bootstrap uses it too. The locked file holds nothing and stays where it is.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PAUSE_S = 0.05


class LockedError(Exception):
    """Another command holds the lock, and went on holding it."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def _silent() -> None:
    """Stand in for a caller who says nothing while waiting."""


@contextmanager
def locked(path: Path, *, patience_s: float = 0.0, on_wait: Callable[[], None] = _silent) -> Iterator[None]:
    """Hold the lock of the file `path`, which is made where there is none; its folder must be there.

    `on_wait` is called once when another holds it. Raises LockedError after `patience_s` (math.inf: never), OSError when the
    file cannot be written.
    """
    with path.open("ab") as file:
        end = time.monotonic() + patience_s
        said = False
        while not _taken(file):
            if time.monotonic() >= end:
                raise LockedError(path)
            if not said:
                on_wait()
            said = True
            time.sleep(PAUSE_S)
        try:
            yield
        finally:
            _let_go(file)


def _let_go(file: IO[bytes]) -> None:
    """Closing gives the lock back; Windows may take its time about that, so there it is said."""
    if sys.platform == "win32":
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)


def _taken(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
