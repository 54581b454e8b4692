"""Work that is taken run by run, by forked processes and by this one: whoever is free takes the next run of neighbours.

What a process makes of a run comes back through a file in memory as soon as it is made, and is taken from there between runs
of our own, so that little is left to take in the end. A process that fails or dies is no failure: the runs of which it left
nothing are done here, where what is wrong can be raised and seen.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar

from .descriptors import write_all
from .forks import fork_is_safe, forked, processors
from .runs import Tickets, tickets_for

Piece = TypeVar("Piece")
Result = TypeVar("Result")
_LENGTH: Final = 8


@dataclass(slots=True)
class _Helper:
    """A process, the file in which it leaves what it makes, and how much of that was taken."""

    number: int
    pid: int
    file: int
    taken: int = 0


def share_count(asked: int | None, worth: int, pieces: int) -> int:
    """How many shares to make of so many pieces: 1 where there are fewer than `worth`, or where forking is not safe."""
    if pieces < max(worth, 2) or not fork_is_safe():
        return 1
    return max(1, min(asked or processors(), pieces))


def in_turns(
    work: Callable[[int, Sequence[Piece]], Result], pieces: Sequence[Piece], count: int
) -> Iterator[tuple[int, Result]]:
    """Give what `work` makes of runs of the pieces, in any order, with the number of the process that made it, this one's 0.

    `work` is told that number, and results have to pickle. Together they are of all pieces. What a process that failed or died
    has left undone is done here, in one run. Raises what `work` raises.
    """
    tickets = tickets_for(len(pieces), count) if count > 1 else None
    if tickets is None:
        yield 0, work(0, pieces)
        return
    left = set(tickets.runs)
    helpers: list[_Helper] = []
    try:
        for number in range(1, count):
            _start(helpers, number, work, pieces, tickets)
        for run in tickets.taken():
            left.remove(run)
            yield 0, work(0, pieces[run.start : run.stop])
            for helper in helpers:
                yield from _taken(helper, left)
        while helpers:
            helper = helpers[0]
            os.waitpid(helper.pid, 0)
            helper.pid = 0
            yield from _taken(helper, left)
            os.close(helper.file)
            del helpers[0]
        rest = [pieces[index] for run in tickets.runs if run in left for index in run]
        if rest:
            yield 0, work(0, rest)
    finally:
        tickets.close()
        for helper in helpers:  # whoever is interrupted while he waits ends it
            if helper.pid:
                os.kill(helper.pid, signal.SIGKILL)
                os.waitpid(helper.pid, 0)
            os.close(helper.file)


def _start(
    helpers: list[_Helper],
    number: int,
    work: Callable[[int, Sequence[Piece]], Result],
    pieces: Sequence[Piece],
    tickets: Tickets,
) -> None:
    """Add a process, unless the system has no room for another."""
    try:
        file = os.memfd_create("turns")
    except OSError:
        return
    pid = forked(partial(_work, number, work, pieces, tickets, file))
    if not pid:
        os.close(file)
        return
    helpers.append(_Helper(number, pid, file))


def _work(
    number: int, work: Callable[[int, Sequence[Piece]], Result], pieces: Sequence[Piece], tickets: Tickets, file: int
) -> None:
    for run in tickets.taken():
        content = pickle.dumps((run, work(number, pieces[run.start : run.stop])), pickle.HIGHEST_PROTOCOL)
        write_all(file, len(content).to_bytes(_LENGTH, "little") + content)


def _taken(helper: _Helper, left: set[range]) -> Iterator[tuple[int, Any]]:
    """Give what a process has left, whole, since it was asked last."""
    size = os.fstat(helper.file).st_size
    while helper.taken + _LENGTH <= size:
        start = helper.taken + _LENGTH
        length = int.from_bytes(os.pread(helper.file, _LENGTH, helper.taken), "little")
        if start + length > size:
            return
        run, result = pickle.loads(os.pread(helper.file, length, start))  # noqa: S301 -- our own process' bytes
        helper.taken = start + length
        left.remove(run)
        yield helper.number, result
