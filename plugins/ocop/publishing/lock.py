"""One publish at a time: a lock on `public/.lock` that the system itself lets go of when the process dies."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import PublishBusyError, TargetError


@contextmanager
def alone(public: Path) -> Iterator[None]:
    """Hold the target. Raises PublishBusyError at once when another holds it, TargetError when it cannot be made."""
    try:
        public.mkdir(parents=True, exist_ok=True)
        handle = (public / ".lock").open("a+b")
    except OSError as error:
        raise TargetError(public, error.strerror or error) from error
    with handle:
        if not _try_lock(handle.fileno()):
            raise PublishBusyError
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
