"""Jobs: the same bytes whoever does them; what stands in the way is told, and nothing is left behind."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from ocop.engine import MakeFailed, NoExecutor, Output, WorkerDiffers, build

PLUGINS = Path(__file__).parents[2] / "plugins"
WORDS = """
import hashlib, os, signal, time
def made(texts): return tuple(hashlib.sha256(text.encode()).digest() for text in texts)
def failing(texts): raise ValueError(f"no ink for {texts[0]}")
def failing_once(texts): return failing(texts) if texts[0].startswith("Q/137.") else made(texts)
def made_of_much(texts, more): return made(texts)
def dying(texts): os.kill(os.getpid(), signal.SIGKILL)
def slow(texts): time.sleep(60); return made(texts)
def mark(): return "same"
def mark_of_process(): return str(os.getpid())
"""


@dataclass(frozen=True)
class Drawing:
    """A job that a test can watch."""

    work: Callable[[Sequence[str]], Sequence[bytes]]
    mark: Callable[[], str]
    kept: dict[str, bytes] = field(default_factory=dict)
    before: Mapping[str, bytes] = field(default_factory=dict)

    def known(self, path: str) -> bytes | None:
        return self.before.get(path)

    def call(self, paths: Sequence[str]) -> Callable[[], Sequence[bytes]]:
        return partial(self.work, tuple(paths))

    def keep(self, path: str, content: bytes) -> None:
        self.kept[path] = content


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A module that workers can import, too."""
    folder = tmp_path_factory.mktemp("work")
    (folder / "engine_test_work.py").write_text(WORDS, "utf-8")
    sys.path.insert(0, str(folder))
    import engine_test_work  # type: ignore[import-not-found] # noqa: PLC0415

    engine_test_work.FOLDER = folder
    yield engine_test_work
    sys.path.remove(str(folder))
    del sys.modules["engine_test_work"]


def outputs(job_of: Callable[[], Drawing], count: int = 10) -> list[Output]:
    found = []
    for number in range(count):
        job = job_of()
        for ending in ("svg", "png"):
            path = f"Q/{number}.{ending}"
            found.append(Output(path, (path,), lambda path=path: hashlib.sha256(path.encode()).digest(), job=job))
    return [*found, Output("index.html", ("home",), "home".encode)]


def run(root: Path, plan: list[Output], **options: object) -> tuple[str, ...]:
    return build(plan, root, environment="e", **options).made  # type: ignore[arg-type]


@pytest.mark.parametrize("workers", [1, 2])
def test_jobs_give_the_bytes_of_make(work, workers, tmp_path, tree_of) -> None:
    job = Drawing(work.made, work.mark)
    plan = outputs(lambda: Drawing(work.made, work.mark, kept=job.kept))
    assert len(run(tmp_path / "site", plan, workers=workers)) == 21
    assert tree_of(tmp_path / "site") == {output.path: output.make() for output in plan}
    assert job.kept == {output.path: output.make() for output in plan if output.job}
    assert run(tmp_path / "site", plan, workers=workers) == ()


def test_what_a_job_knows_is_not_made_again(work, tmp_path, tree_of) -> None:
    before = {f"Q/{number}.{ending}": b"known" for number in range(10) for ending in ("svg", "png")}
    run(tmp_path / "site", outputs(lambda: Drawing(work.failing, work.mark, before=before)), workers=2)
    assert tree_of(tmp_path / "site")["Q/3.svg"] == b"known"


@pytest.mark.parametrize("workers", [1, 2])
def test_a_job_that_fails_is_named_and_keeps_what_was_made(work, workers, tmp_path, tree_of) -> None:
    with pytest.raises(MakeFailed, match=r"'Q/\d\.png' failed: ValueError: no ink for Q/"):
        run(tmp_path / "site", outputs(lambda: Drawing(work.failing, work.mark)), workers=workers)
    assert "index.html" in tree_of(tmp_path / "site")
    run(tmp_path / "site", outputs(lambda: Drawing(work.made, work.mark)), workers=workers)
    assert len(tree_of(tmp_path / "site")) == 21


@pytest.mark.parametrize(
    ("drawing", "told"),
    [("work.dying, work.mark", "WorkerDied"), ("work.made, work.mark_of_process", "WorkerDiffers: .*not the same version")],
)
def test_a_process_that_dies_or_has_other_code_is_told(work, tmp_path, start_script, drawing, told) -> None:
    # In a process without threads: where there are some, as in pytest-xdist's, jobs are not given away.
    process = start_script(
        f"""
        import sys
        sys.path.insert(0, {str(work.FOLDER)!r})
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        import engine_test_work as work
        from ocop.engine import EngineError
        from test_jobs import Drawing, outputs, run
        from pathlib import Path
        try:
            run(Path({str(tmp_path / "site")!r}), outputs(lambda: Drawing({drawing})), workers=2)
        except EngineError as error:
            print(type(error).__name__, error, sep=": ", flush=True)
        """
    )
    said, wrong = process.communicate(timeout=60)
    assert re.match(told, said), said + wrong


MANY = """
    import sys
    sys.path[:0] = [{folder!r}, {here!r}]
    import concurrent.futures
    import engine_test_work as work
    from functools import partial
    from ocop.engine import EngineError
    from test_jobs import Drawing, outputs, run
    from pathlib import Path
    sent = []
    class Pool(concurrent.futures.ProcessPoolExecutor):
        def submit(self, *what):
            sent.append(what)
            return super().submit(*what)
    concurrent.futures.ProcessPoolExecutor = Pool
    try:
        made = run(Path({root!r}), outputs(lambda: Drawing({drawing}), 400), workers=2)
        print(len(made), "made,", len(sent), "sent", flush=True)
    except EngineError as error:
        print(type(error).__name__, error, sep=": ", flush=True)
"""


@pytest.mark.parametrize(
    ("drawing", "told"),
    [
        ("work.made, work.mark", "801 made, 100 sent"),  # four in a parcel, so that there are 100 to share out
        ("partial(work.made_of_much, more=bytes(5000)), work.mark", "801 made, 400 sent"),
        ("work.failing_once, work.mark", r"MakeFailed: .*'Q/137\.png' failed: ValueError: no ink for Q/137\.png"),
        ("lambda texts: None, work.mark", r"MakeFailed: .*'Q/0\.png' failed: .*pickle"),
    ],
    ids=["small", "large", "one fails", "does not travel"],
)
def test_many_small_jobs_travel_together_and_the_one_that_fails_is_named(work, tmp_path, start_script, drawing, told) -> None:
    # In a process without threads, for the same reason.
    places = {"folder": str(work.FOLDER), "here": str(Path(__file__).parent), "root": str(tmp_path / "site")}
    said, wrong = start_script(MANY.format(drawing=drawing, **places)).communicate(timeout=60)
    assert re.match(told, said), said + wrong
    if "made" in said:
        assert len(list((tmp_path / "site" / "Q").iterdir())) == 800
        for number in (0, 137, 399):
            path = f"Q/{number}.png"
            assert (tmp_path / "site" / path).read_bytes() == hashlib.sha256(path.encode()).digest()


@pytest.mark.parametrize("name", ["threads", "dask://", "dask://127.0.0.1:1/x", "dask://127.0.0.1:9"])
def test_an_executor_that_cannot_be_had_is_told(work, name, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("ocop.engine.executors._CONNECT_S", 1)
    with pytest.raises(NoExecutor, match="cannot be used"):
        run(tmp_path / "site", outputs(lambda: Drawing(work.made, work.mark)), executor=name)


def test_processes_end_with_a_build_that_was_killed(work, tmp_path, start_script) -> None:
    process = start_script(
        f"""
        import sys
        sys.path.insert(0, {str(work.FOLDER)!r})
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        import engine_test_work as work
        from test_jobs import Drawing, outputs, run
        from pathlib import Path
        print("begun", flush=True)
        run(Path({str(tmp_path / "site")!r}), outputs(lambda: Drawing(work.slow, work.mark)), workers=2)
        """
    )
    assert process.stdout.readline() == "begun\n"
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    end = time.monotonic() + 20
    while len(found := children.read_text().split()) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    assert len(found) == 2
    os.kill(process.pid, signal.SIGKILL)
    run(tmp_path / "site", outputs(lambda: Drawing(work.made, work.mark)), workers=1)  # the lock is free
    end = time.monotonic() + 20
    while any(Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes() for pid in found):
        assert time.monotonic() < end, "processes of a killed build live on"
        time.sleep(0.05)


@pytest.fixture
def dask(work) -> Iterator[str]:
    """A real scheduler and two real workers on loopback; gives the executor's name."""
    paths = {"PYTHONPATH": os.pathsep.join([str(PLUGINS), str(work.FOLDER)])}
    # Killed, they leave what they put aside: it goes with the folder of the test.
    variables = {**os.environ, **paths, "DASK_TEMPORARY_DIRECTORY": str(work.FOLDER)}
    quiet = {"env": variables, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    file = work.FOLDER / "scheduler.json"
    scheduler = [*["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file"], str(file)]
    worker = [*["--nthreads", "1", "--no-dashboard", "--no-nanny", "--scheduler-file"], str(file)]
    started = [subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_scheduler", *scheduler], cwd=work.FOLDER, **quiet)]
    try:
        started += [
            subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_worker", *worker, "--name", name], cwd=work.FOLDER, **quiet
            )
            for name in ("one", "two")
        ]
        end = time.monotonic() + 60
        while not file.exists() and time.monotonic() < end:
            time.sleep(0.1)
        time.sleep(0.2)
        yield json.loads(file.read_text("utf-8"))["address"].replace("tcp://", "dask://")
    finally:
        for process in started:
            process.kill()
            process.wait(timeout=30)
        file.unlink(missing_ok=True)


def test_a_scheduler_with_two_workers_gives_the_same_bytes(work, dask, tmp_path, tree_of) -> None:
    plan = outputs(lambda: Drawing(work.made, work.mark), 40)
    assert len(run(tmp_path / "site", plan, executor=dask)) == 81
    assert tree_of(tmp_path / "site") == {output.path: output.make() for output in plan}
    with pytest.raises(MakeFailed, match="no ink"):
        run(tmp_path / "other", outputs(lambda: Drawing(work.failing, work.mark)), executor=dask)
    with pytest.raises(WorkerDiffers, match="not the same version"):
        run(tmp_path / "third", outputs(lambda: Drawing(work.made, work.mark_of_process)), executor=dask)
