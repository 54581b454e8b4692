"""A small catalogue in a project of its own, and ways to work on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests" / "fixtures" / "base" / "content"
Ask = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with content/ and the settings that name it."""
    shutil.copytree(BASE, tmp_path / "content")
    settings = [
        "import runpy",
        f"globals().update(runpy.run_path({str(ROOT / 'pelicanconf.py')!r}))",
        f"PATH = {str(tmp_path / 'content')!r}",
        f"OUTPUT_PATH = {str(tmp_path / 'output')!r}",
        f"OCOP_CACHE = {str(tmp_path / '.cache')!r}",
        "OCOP_WORKERS = 1",
    ]
    (tmp_path / "pelicanconf.py").write_text("\n".join(settings), "utf-8")
    return tmp_path


@pytest.fixture
def ask(project: Path) -> Ask:
    """Type a command as staff do, in a process of its own, with the project's settings."""

    def run(*arguments: str, answers: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "ocop", *arguments, "-s", str(project / "pelicanconf.py")]
        variables = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "OCOP_NO_VENV": "1", "PYTHONUTF8": "1"}
        variables["OCOP_TODAY"] = "2026-11-23"
        return subprocess.run(
            command, input=answers, env=variables, capture_output=True, encoding="utf-8", check=False, timeout=60
        )

    return run


def everything(content: Path) -> dict[str, bytes]:
    """Every file below a folder, by path."""
    return {path.relative_to(content).as_posix(): path.read_bytes() for path in content.rglob("*") if path.is_file()}
