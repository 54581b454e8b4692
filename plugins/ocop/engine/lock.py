"""One build at a time in a folder. The lock goes with the process that holds it, however that process ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from .errors import BuildInProgress, WriteFailed

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PATIENCE_S: Final = 2.0
"""A killed build's workers end when they have finished the file in hand; until then they hold its lock."""
_PAUSE_S: Final = 0.05


@contextmanager
def locked(root: Path, state: Path) -> Iterator[None]:
    """Hold the folder's lock. Raises BuildInProgress when another build holds it and keeps it for two seconds."""
    try:
        file = (state / "lock").open("ab")
    except OSError as error:
        raise WriteFailed(str(root), error) from error
    with file:
        tries = int(_PATIENCE_S / _PAUSE_S)
        while not _taken(file):
            tries -= 1
            if tries < 0:
                raise BuildInProgress(root)
            time.sleep(_PAUSE_S)
        yield  # closing the file gives the lock back


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
