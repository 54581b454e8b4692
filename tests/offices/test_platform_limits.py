"""What Windows does not give, taken away here: forks, links, replacing what is open, POSIX locks and paths. The logic is
tested; Windows itself is not (docs/offices.md says so).
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from ocop import bootstrap, locks, moving
from ocop.engine import Entry, Output, build, digest
from ocop.engine.workers import worker_count
from ocop.publishing import Built, LocalTarget, PublishingError, Workplace, live_release, publish, rollback, target_for
from ocop.publishing.release import damaged_file
from ocop.publishing.switch import live_id

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Links to folders cannot be replaced, and open files hold their names for a moment."""
    monkeypatch.setattr(moving, "HOLDS_OPEN_FILES", True)
    monkeypatch.setattr("ocop.publishing.switch.REPLACES_NO_LINK", True)


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[str, str], bool]], list[str]]:
    """Have renames refused as long as a condition on the names of both ends holds; gives what was refused."""

    def refuse(condition: Callable[[str, str], bool]) -> list[str]:
        refused: list[str] = []
        real = os.replace

        def replace(source: Any, target: Any, **more: Any) -> None:
            if condition(Path(source).name, Path(target).name):
                refused.append(Path(target).name)
                raise PermissionError(13, "Access is denied", os.fspath(target))
            real(source, target, **more)

        monkeypatch.setattr(os, "replace", replace)
        return refused

    return refuse


class Town:
    """A small site and the folder it is published to."""

    def __init__(self, folder: Path) -> None:
        self.output, self.target, self.now = folder / "output", LocalTarget(folder / "public"), NOW

    def publish(self, word: str) -> Any:
        self.now += timedelta(minutes=1)
        content = (
            f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>x</title></head><body>{word}</body></html>'
        )
        self.output.mkdir(parents=True, exist_ok=True)
        (self.output / "index.html").write_text(content, "utf-8")
        manifest = {"index.html": Entry("", digest(content.encode()), len(content.encode()), 0)}
        return publish(lambda: Built(self.output, manifest, "https://ocop.example"), target=self.target, now=self.now)

    def live(self) -> str:
        text = (self.target.public / "current" / "index.html").read_text("utf-8")
        return text.split("<body>")[1].split("<")[0]


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path / "dự án đ")


@pytest.mark.usefixtures("windows")
def test_publish_and_rollback_work_without_links(town: Town) -> None:
    first = town.publish("một").release
    second = town.publish("hai").release
    assert not (town.target.public / "current").is_symlink()
    assert town.live() == "hai"
    assert live_id(town.target.public) == second.id
    assert rollback(town.target, now=town.now).release == first
    assert town.live() == "một"
    assert damaged_file(town.target.public, second) is None


@pytest.mark.usefixtures("windows")
def test_a_file_that_is_open_for_a_moment_is_waited_for(town: Town, refusals: Any, tmp_path: Path) -> None:
    times = {"log": 0}

    def busy(source: str, target: str) -> bool:
        del source
        times[target] = times.get(target, 0) + 1
        return times[target] % 3 != 0  # every rename is refused twice

    refused = refusals(busy)
    town.publish("một")
    assert town.live() == "một"
    assert {"current"} <= set(refused)
    build([Output("a/b.html", ("x",), lambda: b"x")], tmp_path / "site", environment="thử", workers=1)
    assert (tmp_path / "site" / "a" / "b.html").read_bytes() == b"x"


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    "held",
    [
        lambda source, target: source == "current",  # a server has a page of it open
        lambda source, target: source == ".current.new",  # a scanner reads what is new
    ],
)
def test_what_stays_open_is_told_and_the_site_stays(
    town: Town, refusals: Any, monkeypatch: pytest.MonkeyPatch, held: Callable[[str, str], bool]
) -> None:
    first = town.publish("một").release
    monkeypatch.setattr(moving, "PATIENCE_S", 0.05)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", os.replace)  # put back at the end
        refusals(held)
        with pytest.raises(PublishingError) as caught:
            town.publish("hai")
    assert "Bản đang chạy vẫn giữ nguyên" in caught.value.vi
    assert town.live() == "một"
    assert live_release(town.target.public) == first
    monkeypatch.undo()


def test_elsewhere_a_refusal_is_told_at_once(tmp_path: Path, refusals: Any) -> None:
    (tmp_path / "a").write_bytes(b"")
    refused = refusals(lambda source, target: True)
    with pytest.raises(PermissionError):
        moving.put(tmp_path / "a", tmp_path / "b")
    assert refused == ["b"]


def test_without_fork_one_process_makes_the_same_site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plan = [Output(f"{number}/index.html", (number,), str(number).encode) for number in range(80)]
    build(plan, tmp_path / "linux", environment="thử", workers=2)
    monkeypatch.delattr(os, "fork")
    monkeypatch.setattr("ocop.engine.forks.sys", SimpleNamespace(platform="win32"))
    assert worker_count(None, 10_000) == worker_count(8, 10_000) == 1
    build(plan, tmp_path / "windows", environment="thử", workers=2)
    made = [
        {file.relative_to(tmp_path / name): file.read_bytes() for file in (tmp_path / name).rglob("*.html")}
        for name in ("linux", "windows")
    ]
    assert made[0] == made[1]
    assert len(made[1]) == 80


class Msvcrt(ModuleType):
    """Windows' own locks: a byte of a file, refused with PermissionError while another holds it."""

    LK_NBLCK, LK_UNLCK = 2, 0

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.held: dict[tuple[int, int], int] = {}

    def locking(self, descriptor: int, mode: int, count: int) -> None:
        assert count == 1
        assert os.lseek(descriptor, 0, os.SEEK_CUR) == 0  # always the same byte
        seen = os.fstat(descriptor)
        key = (seen.st_dev, seen.st_ino)
        if mode == self.LK_UNLCK:
            assert self.held.pop(key) == descriptor
        elif key in self.held:
            raise PermissionError(13, "Permission denied")
        else:
            self.held[key] = descriptor


@pytest.fixture
def windows_locks(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """ocop.locks as Windows loads it."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", Msvcrt())
    monkeypatch.setitem(sys.modules, "fcntl", None)  # importing it fails, as there
    spec = importlib.util.spec_from_file_location("windows_locks", str(locks.__file__))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    assert sys.modules["msvcrt"].held == {}


def test_windows_locks_hold_one_command_at_a_time_and_are_given_back(windows_locks: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / ".lock"
    with windows_locks.locked(file), pytest.raises(windows_locks.LockedError), windows_locks.locked(file):
        pass
    with pytest.raises(RuntimeError), windows_locks.locked(file):
        raise RuntimeError
    with windows_locks.locked(file):
        assert file.read_bytes() == b""


def test_a_command_runs_in_its_environment_without_exec(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    called: list[list[str]] = []

    def run(command: list[str], **told: Any) -> SimpleNamespace:
        called.append(command)
        assert told["env"]["PYTHONUTF8"] == "1"
        return SimpleNamespace(returncode=7)

    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setattr(subprocess, "run", run)
    with monkeypatch.context() as patch:
        patch.setattr(os, "name", "nt")
        python = bootstrap.interpreter(tmp_path / ".venv")
        code = bootstrap.hand_over(python, ["check", "tệp đ"], tmp_path)
    assert code == 7
    assert python == tmp_path / ".venv" / "Scripts" / "python.exe"
    assert called == [[str(python), "-m", "ocop", "check", "tệp đ"]]


@pytest.mark.parametrize("address", [r"C:\web\public", "D:/web", r"\\may-chu\web", "c:", r"ssh:\\may\web", r"s3:\\kho"])
def test_a_windows_path_is_no_target_and_the_forms_are_told(address: str, tmp_path: Path) -> None:
    with pytest.raises(PublishingError, match="PUBLISH_TARGET là một trong: local"):
        target_for(address, Workplace(tmp_path, tmp_path))
