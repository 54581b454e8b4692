"""Building whenever something was saved: one look after another, a build when two in a row are alike."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

INTERVAL_S: Final = 0.2
_SETTLE_S: Final = 0.05
"""Saves that follow each other this fast are one."""
_SHARE: Final = 8
"""Looking takes at most one part in this many of the time, however many files there are."""


def watch(look: Callable[[], str], build: Callable[[], None], *, forever: Callable[[], bool] = lambda: True) -> None:
    """Build now, then whenever `look` gives something else, until interrupted or `forever` says no.

    `look` is one short text over how everything looks; it is taken before a build, so that what is saved during one is seen
    after it. `build` ends whatever is wrong, and tells it.
    """
    seen = look()
    build()
    while forever():
        begun = time.monotonic()
        now = look()
        cost = time.monotonic() - begun
        if now != seen:
            while (again := _after(_SETTLE_S, look)) != now:
                now = again
            seen = now
            build()
        else:
            time.sleep(max(INTERVAL_S, _SHARE * cost))


def _after(seconds: float, look: Callable[[], str]) -> str:
    time.sleep(seconds)
    return look()
