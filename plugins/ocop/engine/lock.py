"""One build at a time in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from ocop import locks

from .errors import BuildInProgress, WriteFailed

_PATIENCE_S: Final = 2.0
"""A killed build's workers end when they have finished the file in hand; until then they hold its lock."""


@contextmanager
def locked(root: Path, state: Path, *, patience_s: float = _PATIENCE_S) -> Iterator[None]:
    """Hold the folder's lock. Raises BuildInProgress when another build holds it and keeps it for so many seconds."""
    with ExitStack() as lock:
        try:
            lock.enter_context(locks.locked(state / "lock", patience_s=patience_s))
        except locks.LockedError:
            raise BuildInProgress(root) from None
        except OSError as error:
            raise WriteFailed(str(root), error) from error
        yield
