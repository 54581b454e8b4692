"""Where a build's time goes: seconds by phase, and by output, also of those that other processes made."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import IO

from .output import Late, Output


class Profile:
    """The stop-watches of one build. Forked workers write what they measured into one nameless file, a line at a time."""

    def __init__(self) -> None:
        self.phases: dict[str, float] = {}
        self.hits: dict[str, tuple[int, int]] = {}
        """Of a store by name how often it had what was asked for, and how often it was asked."""
        self._watched: dict[str, Callable[[], tuple[int, int]]] = {}
        self._measured: IO[bytes] | None = None

    def watch(self, name: str, hits: Callable[[], tuple[int, int]]) -> None:
        """Look at a counter of hits and askings, also in workers, whenever an output was made; see `hit_rates`."""
        self._watched[name] = hits

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

    def hit_rates(self) -> dict[str, tuple[int, int]]:
        """Give the hits of every store, those of all processes together."""
        found = dict(self.hits)
        for line in self._told("hits "):
            name, hits, asked = line.rsplit(" ", 2)
            before = found.get(name, (0, 0))
            found[name] = (before[0] + int(hits), before[1] + int(asked))
        return found

    def _found(self, output: Late) -> Output:
        whole = output.whole()
        return replace(whole, make=partial(self._made, whole))

    def _made(self, output: Output) -> bytes:
        before = {name: hits() for name, hits in self._watched.items()}
        began = time.perf_counter()
        try:
            return output.make()
        finally:
            if self._measured is not None:
                told = [f"{time.perf_counter() - began:.6f} {output.path}\n"]
                for name, (hits, asked) in before.items():
                    now = self._watched[name]()
                    if now[1] > asked:
                        told.append(f"hits {name} {now[0] - hits} {now[1] - asked}\n")
                self._measured.write("".join(told).encode())

    def close(self) -> None:
        """Let go of what was measured."""
        if self._measured is not None:
            self._measured.close()
        self._measured = None

    def _lines(self) -> list[tuple[float, str]]:
        pairs = (line.split(" ", 1) for line in self._told(""))
        return [(float(seconds), path) for seconds, path in pairs if seconds != "hits"]

    def _told(self, start: str) -> list[str]:
        if self._measured is None:  # nothing was planned
            return []
        self._measured.seek(0)
        lines = self._measured.read().decode().splitlines()
        return [line.removeprefix(start) for line in lines if line.startswith(start)]
