"""Where a build's time goes: seconds by phase, and by output, also of those that other processes made."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import IO

from .output import Late, Output


class Profile:
    """The stop-watches of one build. Forked workers write what they measured into one nameless file, a line at a time."""

    def __init__(self) -> None:
        self.phases: dict[str, float] = {}
        self._measured: IO[bytes] | None = None

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Add the seconds that pass inside to a phase."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.add(name, time.perf_counter() - began)

    def add(self, name: str, seconds: float) -> None:
        """Add seconds to a phase."""
        self.phases[name] = self.phases.get(name, 0.0) + seconds

    def planned(self, plan: Iterable[Output]) -> Iterator[Output]:
        """Give the outputs of a plan with stop-watches in them. The pauses between are not the plan's."""
        self._measured = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 (until `close`)
        outputs = iter(plan)
        while True:
            with self.phase("plan"):
                output = next(outputs, None)
            if output is None:
                return
            if isinstance(output, Late):
                yield replace(output, whole=partial(self._found, output))
            else:
                yield replace(output, make=partial(self._made, output))

    def slowest(self, count: int) -> list[tuple[float, str]]:
        """Give the outputs that took longest, with their seconds."""
        return sorted(self._lines(), reverse=True)[:count]

    def making(self) -> tuple[float, int]:
        """Give the seconds of all makers together, in all processes, and how many outputs they made."""
        lines = self._lines()
        return sum(seconds for seconds, _ in lines), len(lines)

    def _found(self, output: Late) -> Output:
        whole = output.whole()
        return replace(whole, make=partial(self._made, whole))

    def _made(self, output: Output) -> bytes:
        began = time.perf_counter()
        try:
            return output.make()
        finally:
            if self._measured is not None:
                self._measured.write(f"{time.perf_counter() - began:.6f} {output.path}\n".encode())

    def close(self) -> None:
        """Let go of what was measured."""
        if self._measured is not None:
            self._measured.close()
        self._measured = None

    def _lines(self) -> list[tuple[float, str]]:
        if self._measured is None:  # nothing was planned
            return []
        self._measured.seek(0)
        pairs = (line.split(" ", 1) for line in self._measured.read().decode().splitlines())
        return [(float(seconds), path) for seconds, path in pairs]
