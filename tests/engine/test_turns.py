"""Turns: the same results by one process or several, and no work lost with a process that dies.

Forking is only done by a process with one thread, which a test runner need not be: so these run as scripts of their own.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ocop.engine import forks
from ocop.engine.turns import in_turns, share_count

if sys.platform != "linux":
    pytest.skip("turns are taken by forks on Linux only", allow_module_level=True)

RunScript = Callable[..., str]

HEAD = """
    import os, signal, sys, time
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is born deaf to Ctrl-C
    from pathlib import Path
    from ocop.engine.turns import in_turns, share_count
    here = os.getpid()
"""


@pytest.fixture
def run_turns(run_forking: RunScript) -> RunScript:
    """Run such a script after `HEAD`."""
    return partial(run_forking, HEAD)


def test_every_piece_is_taken_once_and_most_by_who_is_quick(run_turns: RunScript) -> None:
    code = """
        before = files()
        def work(number, pieces):
            time.sleep(len(pieces) * (0.001 if number == 0 else 0.02))
            return pieces
        turns = list(in_turns(work, list(range(300)), 3))
        assert sorted(piece for _, found in turns for piece in found) == list(range(300))
        assert {number for number, _ in turns} == {0, 1, 2}
        assert sum(len(found) for number, found in turns if number == 0) > 200, turns
        assert nobody_is_left() and files() == before
    """
    run_turns(code)


def test_what_others_have_made_is_given_before_all_is_done(run_turns: RunScript) -> None:
    code = """
        def work(number, pieces):
            time.sleep(0.01)
            return number
        numbers = [number for number, _ in in_turns(work, list(range(400)), 2)]
        assert 1 in numbers[: len(numbers) // 2], numbers
    """
    run_turns(code)


def test_a_result_larger_than_any_pipe_comes_whole(run_turns: RunScript) -> None:
    code = """
        def work(number, pieces):
            return [bytes([piece]) * 900_001 for piece in pieces]
        found = sorted(one for _, made in in_turns(work, list(range(40)), 3) for one in made)
        assert found == [bytes([piece]) * 900_001 for piece in range(40)]
    """
    run_turns(code)


@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM", "SIGSEGV"])
def test_what_a_killed_process_had_taken_is_done_here(run_turns: RunScript, number: str) -> None:
    code = """
        before = files()
        turn = 0
        def work(number, pieces):
            global turn
            turn += 1
            if os.getpid() != here and turn == 2:
                os.kill(os.getpid(), getattr(signal, sys.argv[1]))
                time.sleep(30)
            time.sleep(0.03)
            return [(number, piece) for piece in pieces]
        turns = list(in_turns(work, list(range(100)), 2))
        assert sorted(piece for _, found in turns for _, piece in found) == list(range(100))
        assert 1 in {number for number, _ in turns}
        assert turns[-1][0] == 0 and nobody_is_left() and files() == before
    """
    run_turns(code, number)


def test_a_result_that_was_left_half_is_none(run_turns: RunScript) -> None:
    code = """
        from ocop.engine import turns as module
        def work(number, pieces):
            time.sleep(0.02)
            return [*pieces]
        really, calls = os.write, 0
        def half(file, content):
            global calls
            if os.getpid() == here:
                return really(file, content)
            calls += 1
            really(file, bytes(content)[: len(content) // 2])
            os._exit(0)
        module.os.write = half
        turns = list(in_turns(work, list(range(100)), 2))
        assert sorted(piece for _, found in turns for piece in found) == list(range(100))
        assert {number for number, _ in turns} == {0} and nobody_is_left()
    """
    run_turns(code)


def test_a_piece_that_raises_raises_here_whoever_took_it(run_turns: RunScript) -> None:
    code = """
        before = files()
        def work(number, pieces):
            time.sleep(0.01)
            if 60 in pieces:
                raise LookupError(f"piece 60 of {os.getpid()}")
            return []
        try:
            list(in_turns(work, list(range(100)), 2))
        except LookupError as error:
            assert str(error) == f"piece 60 of {here}", error
        else:
            raise SystemExit("nothing was raised")
        assert nobody_is_left() and files() == before
    """
    run_turns(code)


def test_a_result_that_cannot_travel_is_made_here(run_turns: RunScript) -> None:
    code = """
        turns = list(in_turns(lambda number, pieces: lambda: (pieces, os.getpid()), list(range(40)), 2))
        assert {result()[1] for _, result in turns} == {here}
        assert sorted(piece for _, result in turns for piece in result()[0]) == list(range(40))
    """
    run_turns(code)


def test_a_failure_here_does_not_wait_for_the_others(run_turns: RunScript) -> None:
    code = """
        def work(number, pieces):
            if number:
                time.sleep(60)
            raise LookupError
        begun = time.monotonic()
        try:
            list(in_turns(work, list(range(40)), 2))
        except LookupError:
            assert time.monotonic() - begun < 30
        assert nobody_is_left()
    """
    run_turns(code)


def test_who_takes_no_more_leaves_nobody_at_work(run_turns: RunScript) -> None:
    code = """
        before = files()
        for _ in in_turns(lambda number, pieces: time.sleep(60 if number else 0), list(range(40)), 3):
            break
        import gc
        gc.collect()
        assert nobody_is_left() and files() == before
    """
    run_turns(code)


def test_where_the_system_has_no_room_for_a_process_all_is_done_here(run_turns: RunScript) -> None:
    code = """
        before = files()
        def no_room():
            raise BlockingIOError(11, "no room")
        os.fork = no_room
        turns = list(in_turns(lambda number, pieces: (pieces, os.getpid() == here), list(range(40)), 3))
        assert sorted(piece for _, (pieces, _) in turns for piece in pieces) == list(range(40))
        assert all(is_here for _, (_, is_here) in turns)
        assert files() == before
    """
    run_turns(code)


@pytest.mark.parametrize("number", [0, 1])
def test_an_interrupt_ends_the_work_and_leaves_nobody(run_turns: RunScript, number: int, tmp_path: Path) -> None:
    code = """
        begun = Path(sys.argv[2])
        def work(number, pieces):
            if number == 1:
                begun.touch()
            while number == 0 and not begun.exists():  # else this process might take all runs before another has begun
                time.sleep(0.01)
            if number == int(sys.argv[1]):
                time.sleep(0.3)
                os.kill(here, signal.SIGINT)
            if number or sys.argv[1] == "0":
                time.sleep(60)
        try:
            list(in_turns(work, list(range(100)), 3))
        except KeyboardInterrupt:
            assert nobody_is_left()
            print("interrupted")
    """
    assert run_turns(code, number, tmp_path / "begun") == "interrupted\n"


def test_few_pieces_are_one_share_and_many_as_many_as_asked_or_as_there_are_processors(run_turns: RunScript) -> None:
    code = """
        assert share_count(None, 64, 63) == share_count(8, 64, 0) == share_count(8, 0, 1) == 1
        assert share_count(3, 64, 64) == 3
        assert share_count(3, 2, 2) == 2
        assert share_count(None, 64, 1000) == len(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        assert share_count(None, 64, 1000) == 1
    """
    run_turns(code)


def test_one_process_works_here_without_a_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("os.fork")
    assert list(in_turns(lambda number, pieces: (number, [*pieces]), ["ba"], 1)) == [(0, (0, ["ba"]))]


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
