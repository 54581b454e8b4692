"""Workers: the same tree by one or many, failures told by the parent, nobody left behind.

Forking is only done by a process with one thread, which a test runner need not be: so these run as scripts of their own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ocop.engine import Output, build
from ocop.engine.runs import runs_of
from ocop.engine.workers import worker_count

if sys.platform != "linux":
    pytest.skip("workers are forked on Linux only", allow_module_level=True)

RunScript = Callable[..., str]
StartScript = Callable[..., subprocess.Popen[str]]
TreeOf = Callable[[Path], dict[str, bytes]]

MAKE_SITE = """
    import json, os, sys
    from pathlib import Path
    from ocop.engine import Output, build
    root, workers, count = Path(sys.argv[1]), json.loads(sys.argv[2]), int(sys.argv[3])
    makers, tellers = root.parent / "makers", set()
    def page(i):
        def make():
            with makers.open("a") as file:
                file.write(f"{os.getpid()}\\n")
            return f"page {i} of {sorted({f'w{j}' for j in range(9)})}".encode() * i
        return Output(f"p{i % 7}/s/{i}.html", (i, frozenset({f"w{j}" for j in range(9)})), make)
    plan = [page(i) for i in range(count)]
    told = []
    report = build(plan, root, environment="e", workers=workers, progress=lambda *step: told.append((os.getpid(), *step)))
    assert len(report.made) == count and list(report.made) == sorted(report.made)
    assert [step[:3] for step in told] == [(os.getpid(), done, count) for done in range(1, count + 1)], told
    assert sorted(step[3] for step in told) == list(report.made)
    assert build(plan, root, environment="e", workers=workers).made == ()
    makers = makers.read_text().split()
    assert len(makers) == count, makers
    print(len(set(makers)))
"""


def test_one_worker_and_several_give_the_same_tree_under_any_hash_seed(
    run_script: RunScript, tmp_path: Path, tree_of: TreeOf
) -> None:
    trees = []
    for number, (workers, seed) in enumerate([(1, "1"), (2, "2"), (3, "3")]):
        root = tmp_path / str(number) / "site"
        root.parent.mkdir()
        assert int(run_script(MAKE_SITE, root, workers, 150, hash_seed=seed)) == workers
        trees.append(tree_of(root))
    assert len(trees[0]) == 150
    assert trees[0] == trees[1] == trees[2]


def test_a_build_of_one_hash_seed_is_fresh_under_another(run_script: RunScript, tmp_path: Path) -> None:
    code = """
        import sys
        from pathlib import Path
        from ocop.engine import Output, build
        words = {f"từ {i}" for i in range(99)}
        plan = [Output("a.html", (words, {w: w for w in words}), lambda: " ".join(sorted(words)).encode())]
        print(build(plan, Path(sys.argv[1]), environment="e").made)
    """
    assert run_script(code, tmp_path / "site", hash_seed="1") == "('a.html',)\n"
    assert run_script(code, tmp_path / "site", hash_seed="2") == "()\n"


def test_few_outputs_are_made_by_one_process(run_script: RunScript, tmp_path: Path) -> None:
    assert int(run_script(MAKE_SITE, tmp_path / "site", "null", 63)) == 1


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one processor")
def test_many_outputs_are_made_by_all_processors(run_script: RunScript, tmp_path: Path) -> None:
    assert int(run_script(MAKE_SITE, tmp_path / "site", "null", 64)) == len(os.sched_getaffinity(0))


def test_where_another_thread_lives_nothing_is_forked(tmp_path: Path) -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        makers: list[int] = []

        def make() -> bytes:
            makers.append(os.getpid())
            return b"x"

        plan = [Output(f"{i}", (), make) for i in range(4)]
        assert len(build(plan, tmp_path / "site", environment="", workers=2).made) == 4
        assert set(makers) == {os.getpid()}
    finally:
        done.set()
        thread.join()


def test_no_workers_at_all_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="not 0"):
        worker_count(0, 100)


@pytest.mark.parametrize("bad", [0, 1])  # of the parent's share, of the child's
def test_a_failure_in_any_worker_is_told_by_the_parent_with_its_cause(bad: int, run_script: RunScript, tmp_path: Path) -> None:
    code = """
        import os, sys, time, traceback
        from pathlib import Path
        from ocop.engine import MakeFailed, Output, build, read_manifest
        root, bad = Path(sys.argv[1]), int(sys.argv[2])
        class Odd(Exception):
            def __init__(self, one, two):
                super().__init__(f"{one} and {two}")
        def page(i, error):
            def make():
                if i == bad:
                    raise error
                if i == 1:
                    time.sleep(600)
                return b"x"
            return Output(f"{i}.html", (), make)
        for error, kind in [(KeyError("title"), KeyError), (Odd(1, 2), (Odd, RuntimeError))]:
            try:
                build([page(i, error) for i in range(8)], root, environment="", workers=2)
            except MakeFailed as failure:
                assert failure.path == f"{bad}.html"
                assert isinstance(failure.__cause__, kind) and failure.__cause__ is failure.cause
                assert str(error) in str(failure)
                assert "in make" in "".join(traceback.format_exception(failure))
            else:
                raise SystemExit("no failure")
            try:
                os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                continue
            raise SystemExit("a child was left")
        assert len(build([page(i + 8, None) for i in range(8)], root, environment="", workers=2).made) == 8
        print(sorted(path.name for path in root.glob("*.html")))
    """
    assert eval(run_script(code, tmp_path / "site", bad)) == [f"{i}.html" for i in sorted(range(8, 16), key=str)]


def test_a_worker_that_dies_is_told_with_the_output_it_died_of(run_script: RunScript, tmp_path: Path) -> None:
    code = """
        import os, signal, sys, time
        from pathlib import Path
        from ocop.engine import Output, WorkerDied, build
        parent, root = os.getpid(), Path(sys.argv[1])
        def page(i):
            def make():
                if os.getpid() != parent:
                    (root.parent / "died").write_text(f"{i}.html")
                    os.kill(os.getpid(), signal.SIGKILL)
                time.sleep(0.1)  # so the worker comes to its turn
                return b"x"
            return Output(f"{i}.html", (), make)
        try:
            build([page(i) for i in range(16)], root, environment="", workers=2)
        except WorkerDied as failure:
            print(failure)
    """
    told = run_script(code, tmp_path / "site")
    assert told == f"The worker that made '{(tmp_path / 'died').read_text()}' died (signal 9).\n"


@pytest.mark.parametrize("pieces", [1, 5, 64, 5_000, 200_000])
@pytest.mark.parametrize("count", [2, 3, 64])
def test_runs_hold_every_piece_once_and_end_short(pieces: int, count: int) -> None:
    runs = runs_of(pieces, count)
    assert [piece for run in runs for piece in run] == list(range(pieces))
    assert len(runs[-1]) <= len(runs[0]) <= max(4, pieces // count)
    assert len(runs) <= 1_000 + 1


def test_who_is_slow_takes_less(run_script: RunScript, tmp_path: Path) -> None:
    code = """
        import os, sys, time
        from pathlib import Path
        from ocop.engine import Output, build
        parent, root = os.getpid(), Path(sys.argv[1])
        def page(i):
            def make():
                time.sleep(0.002 if os.getpid() == parent else 0.1)
                return b"parent" if os.getpid() == parent else b"worker"
            return Output(f"{i}.html", (), make)
        build([page(i) for i in range(160)], root, environment="", workers=2)
        print(sum(path.read_bytes() == b"parent" for path in root.glob("*.html")))
    """
    assert int(run_script(code, tmp_path / "site")) > 100


ENDLESS = """
    import os, signal, sys, time
    from pathlib import Path
    from ocop.engine import Output, build
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is born deaf to Ctrl-C
    root, workers = Path(sys.argv[1]), int(sys.argv[2])
    def page(i):
        def make():
            with (root.parent / f"maker-{os.getpid()}").open("a") as file:
                file.write(f"{i}\\n")
            time.sleep(0.02 if i < 4 else 0.3)
            return b"x"
        return Output(f"{i:04}.html", (), make)
    try:
        build([page(i) for i in range(1000)], root, environment="", workers=workers)
    except KeyboardInterrupt:
        print("interrupted")
"""


def pids(folder: Path) -> list[int]:
    return [int(path.name.split("-")[1]) for path in folder.glob("maker-*")]


def until(condition: Callable[[], bool]) -> bool:
    for _ in range(400):
        if condition():
            return True
        time.sleep(0.025)
    return False


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_an_interrupt_ends_all_workers_and_keeps_what_was_made(
    start_script: StartScript, tmp_path: Path, tree_of: TreeOf
) -> None:
    root = tmp_path / "site"
    process = start_script(ENDLESS, root, 2)
    assert until(lambda: len(pids(tmp_path)) == 2 and (root / "0002.html").exists())
    os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does: to all of them
    out, err = process.communicate(timeout=30)
    assert (out, err) == ("interrupted\n", "")
    assert until(lambda: not any(map(alive, pids(tmp_path))))
    made = tree_of(root)
    assert made
    assert build([], root, environment="").removed == tuple(sorted(made))


def test_when_the_parent_is_killed_its_workers_end_and_the_next_build_may_start(
    start_script: StartScript, tmp_path: Path, tree_of: TreeOf
) -> None:
    root = tmp_path / "site"
    process = start_script(ENDLESS, root, 2)
    assert until(lambda: len(pids(tmp_path)) == 2 and (root / "0001.html").exists())
    process.kill()
    process.wait()
    build([Output("0000.html", (), lambda: b"new")], root, environment="")  # waits for the worker's last output
    process.communicate()
    assert not any(map(alive, pids(tmp_path)))
    assert tree_of(root) == {"0000.html": b"new"}


def test_a_second_build_in_the_same_folder_is_refused_and_harms_nothing(start_script: StartScript, tmp_path: Path) -> None:
    code = """
        import sys
        from pathlib import Path
        from ocop.engine import BuildInProgress, Output, build
        def make():
            print("making", flush=True)
            sys.stdin.readline()
            return b"slow"
        try:
            print(build([Output("a.html", (), make)], Path(sys.argv[1]), environment="").made)
        except BuildInProgress as error:
            print(error)
    """
    root = tmp_path / "site"
    first = start_script(code, root)
    assert first.stdout is not None
    assert first.stdout.readline() == "making\n"
    second = start_script(code, root)
    out, _ = second.communicate(timeout=30)
    assert out == f"Another build is working in '{root}': wait until it has finished.\n"
    out, _ = first.communicate("go on\n", timeout=30)
    assert out == "('a.html',)\n"
    assert (root / "a.html").read_bytes() == b"slow"


@pytest.mark.parametrize("workers", [1, 2])
def test_a_full_disk_is_told_in_one_sentence_and_old_files_stay(workers: int, run_script: RunScript, tmp_path: Path) -> None:
    code = """
        import resource, sys
        from pathlib import Path
        from ocop.engine import Output, WriteFailed, build
        root, workers = Path(sys.argv[1]), int(sys.argv[2])
        build([Output(f"{i}.html", (), lambda: b"old") for i in range(4)], root, environment="", workers=1)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
        try:
            new = [Output(f"{i}.html", (1,), lambda i=i: b"new" * (1000 if i == 1 else 1)) for i in range(4)]
            build(new, root, environment="", workers=workers)
        except WriteFailed as failure:
            assert isinstance(failure.__cause__, OSError)
            print(failure.path, str(failure).startswith("Writing '1.html' failed: OSError: "), (root / "1.html").read_text())
    """
    assert run_script(code, tmp_path / "site", workers) == "1.html True old\n"


def test_an_error_of_the_progress_hook_is_the_hooks_own(tmp_path: Path) -> None:
    def progress(*_: object) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        build([Output("a.html", (), lambda: b"x")], tmp_path / "site", environment="", progress=progress)
