"""The share of `make soak` that every run of the tests takes (docs/robustness.md has the whole)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INPUTS = 4_000


def soak(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "tests" / "soak" / "run.py"), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_every_input_of_the_share_ends_as_it_should() -> None:
    done = soak("--inputs", str(INPUTS), "--workers", "1")
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    last = done.stdout.splitlines()[-1]
    found = re.fullmatch(r"([\d,]+) inputs, seed (\d+), 1 processes, \d+ s: 0 failures", last)
    assert found, last
    assert int(found[1].replace(",", "")) >= INPUTS - 10


def test_an_input_can_be_tried_again_by_its_number() -> None:
    done = soak("--again", "tree:123456", "--seed", "7")
    assert (done.returncode, done.stdout) == (0, "holds\n"), done.stderr[-2000:]
