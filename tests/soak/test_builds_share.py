"""The share of `make soak-builds` that every run of the tests takes (docs/performance.md has the whole)."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
FOLDER = Path(__file__).parent


def soak(run_here: Run, *arguments: str) -> str:
    done = run_here(str(FOLDER / "builds.py"), *arguments)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    return done.stdout


def test_builds_after_edits_and_kills_are_clean_builds(run_here: Run) -> None:
    said = soak(
        run_here,
        "--only",
        "edits,served,kills,pairs",
        "--edits",
        "4",
        "--served",
        "4",
        "--every",
        "2",
        "--kills",
        "1",
        "--pairs",
        "1",
    )
    edits, served, kills, pairs = said.splitlines()
    assert "4 done,     2 equal to a clean build, 0 failures" in edits
    assert "4 done,     2 equal to a clean build, 0 failures" in served
    assert "0 failures" in kills
    assert "1 done,     1 equal to a clean build, 0 failures" in pairs


@pytest.mark.system
def test_a_full_disk_is_said_and_mended(run_here: Run) -> None:
    said = soak(run_here, "--only", "disk", "--disk", "1")
    if "left out" in said:
        pytest.skip(f"no disk can be mounted here: {said}")
    assert "1 done" in said
    assert "1 full" in said


def test_the_soak_sees_a_tree_that_is_not_clean(tmp_path: Path, run_here: Run) -> None:
    """A build that forgets what is gone, and one that trusts what it finds, must not pass."""
    program = f"""
import sys
sys.path.insert(0, {str(FOLDER)!r})
import builds
from ocop.engine import building
building._remove = lambda work, gone: ()
print(builds.run("edits", 7, 12, 1, builds.Path({str(tmp_path)!r})).failures)
"""
    done = run_here("-c", program)
    assert done.returncode == 0, done.stderr
    assert "orphans" in done.stdout
