"""What the engine's tests share: plans from texts, trees as dicts, scripts in a process of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from ocop.engine import STATE_FOLDER, Output

PLUGINS = Path(__file__).parents[2] / "plugins"


def plan(texts: Mapping[str, str]) -> list[Output]:
    return [Output(path, (text,), text.encode) for path, text in texts.items()]


def tree(root: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if name.split("/")[0] == STATE_FOLDER:
            continue
        if not path.is_dir() or path.is_symlink():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[name] = b"(empty folder)"
    return found


@pytest.fixture(scope="session")
def plan_of() -> Callable[[Mapping[str, str]], list[Output]]:
    """Outputs from path → text."""
    return plan


@pytest.fixture(scope="session")
def tree_of() -> Callable[[Path], dict[str, bytes]]:
    """All files and empty folders of an output folder, but for the engine's own."""
    return tree


@pytest.fixture
def start_script(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a Python script that can import the engine, in a process group of its own that ends with the test."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: object, hash_seed: str = "random") -> subprocess.Popen[str]:
        script = tmp_path / "script.py"
        script.write_text(textwrap.dedent(code), encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, script, *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(PLUGINS), "PYTHONHASHSEED": hash_seed},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


SEEN = """
import os
def nobody_is_left():
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False
def files():
    return len(os.listdir("/proc/self/fd"))
"""
"""What a script that starts processes sees of them and of its own open files."""


@pytest.fixture
def run_forking(run_script: Callable[..., str]) -> Callable[..., str]:
    """Run such a script, after its `head`, with `nobody_is_left()` and `files()` at hand."""
    return lambda head, code, *arguments: run_script(SEEN + textwrap.dedent(head) + textwrap.dedent(code), *arguments)


@pytest.fixture
def run_script(start_script: Callable[..., subprocess.Popen[str]]) -> Callable[..., str]:
    """Run such a script to its good end and give what it printed."""

    def run(code: str, *arguments: object, hash_seed: str = "random") -> str:
        process = start_script(code, *arguments, hash_seed=hash_seed)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        return out

    return run
