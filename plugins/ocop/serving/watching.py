"""Building whenever something was saved: one look after another, a build when two in a row are alike."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

INTERVAL_S: Final = 0.2
_SETTLE_S: Final = 0.05
"""Saves that follow each other this fast are one."""
_QUIET_S: Final = 0.01
"""The same where the system tells of each change: nothing more has to be looked for."""
_MOST_WAITS: Final = 25
_SHARE: Final = 8
"""Looking takes at most one part in this many of the time, however many files there are."""

Wait = Callable[[float], bool]
"""Waits so many seconds, or less where something was noticed, and says whether it was."""


def asleep(seconds: float) -> bool:
    """Wait so many seconds and notice nothing."""
    time.sleep(seconds)
    return False


def watch(
    look: Callable[[], str], build: Callable[[], None], *, wait: Wait = asleep, forever: Callable[[], bool] = lambda: True
) -> None:
    """Build now, then whenever `look` gives something else, until interrupted or `forever` says no.

    `look` is one short text over how everything looks; it is taken before a build, so that what is saved during one is seen
    after it. `build` ends whatever is wrong, and tells it. `wait` may notice changes: then the next look comes at once, and one
    is enough if nothing more is noticed around it.
    """
    seen = look()
    build()
    is_quiet = False
    while forever():
        begun = time.monotonic()
        now = look()
        cost = time.monotonic() - begun
        if now == seen:
            is_quiet = wait(max(INTERVAL_S, _SHARE * cost)) and _is_quiet_soon(wait)
            continue
        if not is_quiet or wait(0.0):
            now = _settled(now, look)
        is_quiet = False
        seen = now
        build()


def _is_quiet_soon(wait: Wait) -> bool:
    """Let what was noticed come to its end; False where it has none for long."""
    return any(not wait(_QUIET_S) for _ in range(_MOST_WAITS))


def _settled(now: str, look: Callable[[], str]) -> str:
    while (again := _after(_SETTLE_S, look)) != now:
        now = again
    return now


def _after(seconds: float, look: Callable[[], str]) -> str:
    time.sleep(seconds)
    return look()
