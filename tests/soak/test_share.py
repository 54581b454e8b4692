"""The share of `make soak` that every run of the tests takes (docs/robustness.md has the whole)."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

INPUTS = 4_000


Run = Callable[..., subprocess.CompletedProcess[str]]
PROGRAM = str(Path(__file__).with_name("run.py"))


def test_every_input_of_the_share_ends_as_it_should(run_here: Run) -> None:
    done = run_here(PROGRAM, "--inputs", str(INPUTS), "--workers", "1")
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    last = done.stdout.splitlines()[-1]
    found = re.fullmatch(r"([\d,]+) inputs, seed (\d+), 1 processes, \d+ s: 0 failures", last)
    assert found, last
    assert int(found[1].replace(",", "")) >= INPUTS - 10


def test_an_input_can_be_tried_again_by_its_number(run_here: Run) -> None:
    done = run_here(PROGRAM, "--again", "tree:123456", "--seed", "7")
    assert (done.returncode, done.stdout) == (0, "holds\n"), done.stderr[-2000:]
