"""Work for a processor that is idle now, done for what it leaves on the disk: whoever needs that waits, then looks."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

from .forks import fork_is_safe, forked, processors


class Aside:
    """A process beside this one, or none where that does not pay or is not safe."""

    def __init__(self, pid: int = 0) -> None:
        self._pid = pid

    def wait(self) -> bool:
        """Wait until it has ended, the first time. Says whether there was one."""
        pid, self._pid = self._pid, 0
        if pid:
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)
        return pid != 0


def aside(work: Callable[[], object]) -> Aside:
    """Begin `work` beside this process. What it raises is lost: the one who waits finds less, and does it himself."""
    if processors() < 2 or not fork_is_safe():
        return Aside()
    return Aside(forked(work))
