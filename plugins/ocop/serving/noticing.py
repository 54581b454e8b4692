"""Linux tells when something in a folder changes: a hint to look now, never in place of a look (ADR 36).

Nothing depends on it: where there is none (other systems, network drives, more folders than the system watches), looks come at
their own times, and what a look finds is all that counts. So a notice that is lost, or too many of them, do no harm.
"""

from __future__ import annotations

import ctypes
import os
import select
import sys
import time
from collections.abc import Iterable
from typing import Any, Final

_FLAGS: Final = os.O_NONBLOCK | getattr(os, "O_CLOEXEC", 0)  # inotify's own flags are these
_CHANGES: Final = 0x2 | 0x4 | 0x8 | 0x40 | 0x80 | 0x100 | 0x200 | 0x1000000
"""Written, its status changed, closed after writing, moved from and to, created, deleted; and only if it is a folder."""
_AT_ONCE: Final = 1 << 16


class Notices:
    """Waits, and no longer than until something changes in one of the folders that it was told."""

    def __init__(self) -> None:
        self._libc: Any = None
        self._file = -1
        if sys.platform == "linux":
            try:
                self._libc = ctypes.CDLL(None)
                self._file = self._libc.inotify_init1(_FLAGS)
            except (OSError, AttributeError):  # a C library of another kind
                self._file = -1

    def of(self, folders: Iterable[str]) -> None:
        """Hear of these folders too. One that was told before may be told again: another may have its name now."""
        if self._file < 0:
            return
        for folder in folders:
            self._libc.inotify_add_watch(self._file, os.fsencode(folder), _CHANGES)

    def wait(self, seconds: float) -> bool:
        """Wait so many seconds, or until something changes; say whether something did."""
        if self._file < 0:
            time.sleep(seconds)
            return False
        if not select.select([self._file], [], [], seconds)[0]:
            return False
        os.read(self._file, _AT_ONCE)
        return True
