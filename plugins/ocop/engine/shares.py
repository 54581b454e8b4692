"""Work that is shared out: each share done in a forked process of its own, the first one here; or taken run by run.

A share's result comes back through a file in memory, written whole before the process ends. A process that fails or dies is no
failure: its share is done here, where what is wrong can be raised and seen.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

from .forks import fork_is_safe, forked, processors
from .runs import Tickets, tickets_for

Piece = TypeVar("Piece")
Share = TypeVar("Share")
Result = TypeVar("Result")


class _Helper(NamedTuple):
    pid: int
    file: int


def share_count(asked: int | None, worth: int, pieces: int) -> int:
    """How many shares to make of so many pieces: 1 where there are fewer than `worth`, or where forking is not safe."""
    if pieces < max(worth, 2) or not fork_is_safe():
        return 1
    return max(1, min(asked or processors(), pieces))


def in_shares(work: Callable[[Share], Result], shares: Sequence[Share]) -> list[Result]:
    """Give `work` of each share, in order; its results have to pickle. Raises what `work` raises."""
    helpers = [_start(work, share) for share in shares[1:]]
    try:
        results = [work(shares[0])]
        for number, share in enumerate(shares[1:]):
            helper = helpers[number]
            status = os.waitpid(helper.pid, 0)[1] if helper is not None else 0
            helpers[number] = None  # only now: who is interrupted while he waits ends it
            results.append(_result(helper, status, work, share))
        return results
    finally:
        for helper in helpers:
            if helper is not None:
                os.kill(helper.pid, signal.SIGKILL)
                os.waitpid(helper.pid, 0)
                os.close(helper.file)


def in_turns(work: Callable[[int, Iterable[Piece]], Result], pieces: Sequence[Piece], count: int) -> list[tuple[int, Result]]:
    """Give what `work` gives in each of `count` processes: of the pieces that it takes, a run whenever it is free.

    `work` is told the number of its process, with which its result is given, and results have to pickle. Together they are of
    all pieces. What a process that failed or died has taken is done here once more, by number 0. Raises what `work` raises.
    """
    tickets = tickets_for(len(pieces), count) if count > 1 else None
    if tickets is None:
        return [(0, work(0, pieces))]
    try:
        turns = in_shares(partial(_turn, work, pieces, tickets), range(count))
    finally:
        tickets.close()
    taken = {run for _, _, runs in turns for run in runs}
    left = [pieces[index] for run in tickets.runs if run not in taken for index in run]
    found = [(number, result) for number, result, _ in turns]
    return [*found, (0, work(0, left))] if left else found


def _turn(
    work: Callable[[int, Iterable[Piece]], Result], pieces: Sequence[Piece], tickets: Tickets, number: int
) -> tuple[int, Result, list[range]]:
    taken: list[range] = []

    def take() -> Iterator[Piece]:
        for run in tickets.taken():
            taken.append(run)
            yield from (pieces[index] for index in run)

    return number, work(number, take()), taken


def _start(work: Callable[[Any], object], share: object) -> _Helper | None:
    """Begin a share in a process of its own; None where the system has no room for one."""
    try:
        file = os.memfd_create("share")
    except OSError:
        return None
    pid = forked(partial(_leave, work, share, file))
    if not pid:
        os.close(file)
        return None
    return _Helper(pid, file)


def _leave(work: Callable[[Any], object], share: object, file: int) -> None:
    with os.fdopen(file, "wb", closefd=False) as out:
        pickle.dump(work(share), out, protocol=pickle.HIGHEST_PROTOCOL)


def _result(helper: _Helper | None, status: int, work: Callable[[Share], Result], share: Share) -> Result:
    """Give what a process left that has ended with this status; do the share here where there is none, or it failed."""
    if helper is None:
        return work(share)
    try:
        if status != 0:
            return work(share)
        with os.fdopen(helper.file, "rb", closefd=False) as file:
            file.seek(0)
            result: Result = pickle.load(file)  # noqa: S301 -- our own process' bytes
            return result
    finally:
        os.close(helper.file)
