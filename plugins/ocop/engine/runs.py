"""Work cut into runs of neighbours, and who takes which: each process its next one when it is free."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Final

_PART: Final = 16
"""A run is this part of what would be one process's share of the rest: the first ones are long, the last ones short."""
_FEWEST: Final = 4
"""Pieces of a run."""
_MOST_RUNS: Final = 1_000
"""Their tickets fit into the smallest pipe there is, a memory page."""
_TICKET: Final = 4


def runs_of(pieces: int, count: int) -> list[range]:
    """Cut so many pieces into runs for `count` processes: neighbours show much the same, and each takes its own time."""
    least = max(_FEWEST, pieces // _MOST_RUNS)
    runs: list[range] = []
    start = 0
    while start < pieces:
        end = min(start + max(least, (pieces - start) // (count * _PART)), pieces)
        runs.append(range(start, end))
        start = end
    return runs


def tickets_for(pieces: int, count: int) -> Tickets | None:
    """Give what `count` processes take runs of so many pieces from; None where the system has no room for it."""
    try:
        return Tickets(runs_of(pieces, count))
    except OSError:
        return None


class Tickets:
    """The numbers of all runs in one pipe that processes share: a read of one ticket is one process's alone. Raises OSError."""

    def __init__(self, runs: Sequence[range]) -> None:
        self.runs = runs
        self._reader, writer = os.pipe()
        with os.fdopen(writer, "wb") as tickets:
            tickets.write(b"".join(number.to_bytes(_TICKET, "little") for number in range(len(runs))))

    def taken(self) -> Iterator[range]:
        """Give runs until nobody has any left, each taken when it is asked for."""
        while ticket := os.read(self._reader, _TICKET):
            yield self.runs[int.from_bytes(ticket, "little")]

    def close(self) -> None:
        """Let go of them."""
        os.close(self._reader)
