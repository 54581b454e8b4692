"""One publish at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ocop import locks

from .errors import PublishBusyError, TargetError


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock `.lock` of a folder, which is made. Raises PublishBusyError at once when another holds it, TargetError when
    it cannot be made.
    """
    with ExitStack() as lock:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock.enter_context(locks.locked(folder / ".lock"))
        except locks.LockedError:
            raise PublishBusyError from None
        except OSError as error:
            raise TargetError(folder, error.strerror or error) from error
        yield
