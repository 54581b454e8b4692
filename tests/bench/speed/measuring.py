"""One command, measured: seconds of the clock and of the processor of its whole process tree, and its largest process."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in one unit of ru_maxrss."""


class TooLongError(Exception):
    """The command was ended because the time for all of them is over."""


@dataclass(frozen=True, slots=True)
class Cost:
    """`wall` and `cpu` in seconds, `memory` in MB: the largest process of the tree, at its largest."""

    wall: float
    cpu: float
    memory: float


def measure(command: Sequence[str], cwd: Path, variables: Mapping[str, str], limit: float) -> Cost:
    """Run a command to its end.

    Raises:
        TooLongError: It was not done after `limit` seconds.
        SystemExit: It failed; with its last words.
    """
    log = cwd / "last-words.txt"
    with log.open("wb") as words:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **variables}, stdout=words, stderr=words, start_new_session=True
        )
        late = threading.Event()
        guard = threading.Timer(limit, _end, (process.pid, late))
        guard.start()
        _, status, used = os.wait4(process.pid, 0)  # what the tree used, of those that it waited for
        wall = time.perf_counter() - begun
        guard.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    if late.is_set():
        raise TooLongError
    if process.returncode:
        sys.exit(f"{' '.join(command)}\n{log.read_text('utf-8', 'replace')[-3000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * UNIT / 1e6)


def _end(pid: int, late: threading.Event) -> None:
    late.set()
    os.killpg(pid, signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Spread:
    """What several runs gave."""

    middle: float
    least: float
    most: float
    runs: int

    def told(self, form: str) -> str:
        """Give the middle, and how far the runs lie apart."""
        middle = format(self.middle, form)
        return middle if self.runs == 1 else f"{middle} ({format(self.least, form)}–{format(self.most, form)})"


def spread(values: Sequence[float]) -> Spread:
    """Give the median and the extremes."""
    return Spread(statistics.median(values), min(values), max(values), len(values))
