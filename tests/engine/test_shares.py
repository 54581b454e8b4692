"""Shares: the same results in order by one process or several, and no work lost with a process that dies.

Forking is only done by a process with one thread, which a test runner need not be: so these run as scripts of their own.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from textwrap import dedent

import pytest

from ocop.engine import forks
from ocop.engine.shares import in_shares, share_count

if sys.platform != "linux":
    pytest.skip("shares are forked on Linux only", allow_module_level=True)

RunScript = Callable[..., str]

HEAD = """
    import os, signal, sys, time
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is born deaf to Ctrl-C
    from pathlib import Path
    from ocop.engine.shares import in_shares, in_turns, share_count
    here = os.getpid()
    def nobody_is_left():
        try:
            os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return True
        return False
    def files():
        return len(os.listdir("/proc/self/fd"))
"""


@pytest.fixture
def run_shares(run_script: RunScript) -> RunScript:
    """Run such a script after `HEAD`."""
    return lambda code, *arguments: run_script(dedent(HEAD) + dedent(code), *arguments)


def test_results_come_in_the_order_of_the_shares_whoever_is_done_first(run_shares: RunScript) -> None:
    code = """
        before = files()
        def work(share):
            time.sleep(0.2 - share / 20)
            return share, os.getpid()
        results = in_shares(work, [0, 1, 2, 3])
        assert [share for share, _ in results] == [0, 1, 2, 3], results
        pids = [pid for _, pid in results]
        assert pids[0] == here and len(set(pids)) == 4, pids
        assert nobody_is_left() and files() == before
    """
    run_shares(code)


def test_a_result_larger_than_any_pipe_comes_whole(run_shares: RunScript) -> None:
    code = """
        sizes = [1, 9_000_000, 5_000_000]
        assert [len(result) for result in in_shares(lambda size: b"x" * size, sizes)] == sizes
    """
    run_shares(code)


@pytest.mark.parametrize("share", [0, 1, 2])
def test_a_share_that_raises_raises_here(run_shares: RunScript, share: int) -> None:
    code = """
        before = files()
        def work(share):
            if share == int(sys.argv[1]):
                raise LookupError(f"share {share} of {os.getpid()}")
            return share
        try:
            in_shares(work, [0, 1, 2])
        except LookupError as error:
            assert str(error) == f"share {sys.argv[1]} of {here}", error
        else:
            raise SystemExit("nothing was raised")
        assert nobody_is_left() and files() == before
    """
    run_shares(code, share)


@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM", "SIGSEGV"])
def test_a_share_whose_process_is_killed_is_done_here(run_shares: RunScript, number: str) -> None:
    code = """
        before = files()
        def work(share):
            if share == 1 and os.getpid() != here:
                os.kill(os.getpid(), getattr(signal, sys.argv[1]))
                time.sleep(30)
            return share, os.getpid() == here
        assert in_shares(work, [0, 1, 2]) == [(0, True), (1, True), (2, False)]
        assert nobody_is_left() and files() == before
    """
    run_shares(code, number)


def test_every_piece_is_taken_once_and_most_by_who_is_quick(run_shares: RunScript) -> None:
    code = """
        before = files()
        def work(number, pieces):
            found = []
            for piece in pieces:
                found.append(piece)
                time.sleep(0.001 if number == 0 else 0.02)
            return found
        turns = in_turns(work, list(range(300)), 3)
        assert sorted(piece for _, found in turns for piece in found) == list(range(300))
        assert [number for number, _ in turns] == [0, 1, 2]
        assert len(turns[0][1]) > 200, [len(found) for _, found in turns]
        assert nobody_is_left() and files() == before
    """
    run_shares(code)


@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM"])
def test_what_a_killed_process_had_taken_is_done_here(run_shares: RunScript, number: str) -> None:
    code = """
        before = files()
        def work(number, pieces):
            found = []
            for piece in pieces:
                if os.getpid() != here and len(found) == 3:
                    os.kill(os.getpid(), getattr(signal, sys.argv[1]))
                    time.sleep(30)
                found.append((number, piece))
                time.sleep(0.005)
            return found
        turns = in_turns(work, list(range(100)), 2)
        assert sorted(piece for _, found in turns for _, piece in found) == list(range(100))
        assert turns[-1][0] == 0 and nobody_is_left() and files() == before
    """
    run_shares(code, number)


def test_a_piece_that_raises_raises_here_whoever_took_it(run_shares: RunScript) -> None:
    code = """
        before = files()
        def work(number, pieces):
            for piece in pieces:
                time.sleep(0.001)
                if piece == 60:
                    raise LookupError(f"piece {piece} of {os.getpid()}")
            return []
        try:
            in_turns(work, list(range(100)), 2)
        except LookupError as error:
            assert str(error) == f"piece 60 of {here}", error
        else:
            raise SystemExit("nothing was raised")
        assert nobody_is_left() and files() == before
    """
    run_shares(code)


def test_a_result_that_cannot_travel_is_made_here(run_shares: RunScript) -> None:
    code = """
        results = in_shares(lambda share: lambda: (share, os.getpid()), [0, 1])
        assert [result() for result in results] == [(0, here), (1, here)]
    """
    run_shares(code)


def test_a_failure_here_does_not_wait_for_the_others(run_shares: RunScript) -> None:
    code = """
        def work(share):
            if share:
                time.sleep(60)
            raise LookupError
        begun = time.monotonic()
        try:
            in_shares(work, [0, 1])
        except LookupError:
            assert time.monotonic() - begun < 30
        assert nobody_is_left()
    """
    run_shares(code)


def test_where_the_system_has_no_room_for_a_process_all_is_done_here(run_shares: RunScript) -> None:
    code = """
        before = files()
        def no_room():
            raise BlockingIOError(11, "no room")
        os.fork = no_room
        assert in_shares(lambda share: (share, os.getpid() == here), [0, 1, 2]) == [(0, True), (1, True), (2, True)]
        assert files() == before
    """
    run_shares(code)


def test_an_interrupt_ends_the_work_and_leaves_nobody(run_shares: RunScript) -> None:
    code = """
        import threading
        def work(share):
            if share == 0:
                os.kill(here, signal.SIGINT)
            time.sleep(60)
        try:
            in_shares(work, [0, 1, 2])
        except KeyboardInterrupt:
            assert nobody_is_left()
            print("interrupted")
    """
    assert run_shares(code) == "interrupted\n"


def test_an_interrupt_while_a_share_is_waited_for_leaves_nobody(run_shares: RunScript) -> None:
    code = """
        def work(share):
            if share == 1:
                time.sleep(0.3)
                os.kill(here, signal.SIGINT)
            if share:
                time.sleep(60)
        try:
            in_shares(work, [0, 1, 2])
        except KeyboardInterrupt:
            assert nobody_is_left()
            print("interrupted")
    """
    assert run_shares(code) == "interrupted\n"


def test_few_pieces_are_one_share_and_many_as_many_as_asked_or_as_there_are_processors(run_shares: RunScript) -> None:
    code = """
        assert share_count(None, 64, 63) == share_count(8, 64, 0) == share_count(8, 0, 1) == 1
        assert share_count(3, 64, 64) == 3
        assert share_count(3, 2, 2) == 2
        assert share_count(None, 64, 1000) == len(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        assert share_count(None, 64, 1000) == 1
    """
    run_shares(code)


def test_one_share_is_done_here_without_a_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("os.fork")
    assert in_shares(len, ["ba"]) == [2]


def test_beside_threads_or_on_another_system_there_is_one_share(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert share_count(4, 64, 1000) == 1
    finally:
        done.set()
        other.join()
    monkeypatch.setattr(forks.sys, "platform", "darwin")
    assert share_count(4, 64, 1000) == 1
