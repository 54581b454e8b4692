"""Processes beside this one: forks, so that they share what is in memory without copying it."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path


def fork_is_safe() -> bool:
    """Whether this process can be forked without harm."""
    # macOS' frameworks do not survive a fork, and no process does whose other threads hold locks at that moment.
    if sys.platform != "linux" or threading.active_count() > 1:
        return False
    try:
        return sum(1 for _ in Path("/proc/self/task").iterdir()) == 1
    except OSError:
        return False


def processors() -> int:
    """How many processors may work for us, as far as that pays."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def forked(work: Callable[[], object]) -> int:
    """Do `work` in a process of its own; give its number, or 0 where the system has no room for one.

    It ends with 0 after its work, with 1 where that raised. An interrupt is the parent's to answer, who ends it.
    """
    # An interrupt must not wake in the child as the parent's code.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        pid = os.fork()
        if pid == 0:
            try:
                signal.signal(signal.SIGINT, signal.SIG_IGN)
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                signal.pthread_sigmask(signal.SIG_SETMASK, mask)
                gc.freeze()  # leaves the shared memory pages uncopied
                work()
                os._exit(0)
            finally:
                os._exit(1)
    except OSError:
        return 0
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    return pid
