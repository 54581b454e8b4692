"""The system tells when something in a folder changes (watchfiles): a hint to look now, never in place of a look (ADR 36).

Nothing depends on it: where there is none (network drives, more folders than the system watches), looks come at their own
times, and what a look finds is all that counts. So a notice that is lost, or too many of them, do no harm.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from watchfiles import watch

_TOGETHER_MS: Final = 50
_STEP_MS: Final = 5
"""Changes that follow each other this fast are told of at once, and no later than after `_TOGETHER_MS`."""
_BREATH_MS: Final = 1_000
"""So often the listener sees whether it shall stop."""


class Notices:
    """Waits, and no longer than until something changes in one of the folders, or below it, that it was told."""

    def __init__(self) -> None:
        self._folders: frozenset[Path] = frozenset()
        self._noticed = threading.Event()
        self._stop = threading.Event()

    def of(self, folders: Iterable[Path]) -> None:
        """Hear of these folders, as far as they are there, and of no others any more."""
        wanted = frozenset(folder for folder in folders if folder.is_dir())
        if wanted != self._folders:
            self._stop.set()
            self._folders, self._stop = wanted, threading.Event()
            threading.Thread(target=_listen, args=(wanted, self._noticed, self._stop), daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Wait so many seconds, or until something changes; say whether something did."""
        noticed = self._noticed.wait(seconds)
        self._noticed.clear()
        return noticed


def _listen(folders: frozenset[Path], noticed: threading.Event, stop: threading.Event) -> None:
    heard = watch(
        *sorted(folders),
        watch_filter=None,
        debounce=_TOGETHER_MS,
        step=_STEP_MS,
        stop_event=stop,
        rust_timeout=_BREATH_MS,
        raise_interrupt=False,
        ignore_permission_denied=True,
    )
    try:
        for _ in heard:
            noticed.set()
    except (OSError, RuntimeError):  # more folders than the system watches, or one that left
        return
