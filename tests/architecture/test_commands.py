"""The Makefile and .ci/run only pass on to `python -m ocop` (ocop.bat: tests/offices)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = (
    "help",
    "desk",
    "new",
    "check",
    "review",
    "remind",
    "report",
    "export",
    "import",
    "buyers",
    "fair",
    "doctor",
    "fix",
    "stamp",
    "build",
    "serve",
    "publish",
    "package",
    "releases",
    "rollback",
    "demo",
    "labels",
    "docs",
    "schema",
    "test",
    "lint",
    "audit",
    "looks",
    "soak",
    "soak-builds",
    "soak-publish",
    "bench",
    "bench-check",
    "bench-pictures",
    "bench-qr",
    "bench-search",
    "bench-serve",
    "lock",
    "outdated",
    "licenses",
    "sbom",
    "wheelhouse",
)


def dry_run(*arguments: str) -> str:
    make = shutil.which("make")
    assert make, "make is part of what the project needs"
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "ARGS", "PYTHON"))}
    done = subprocess.run([make, "-n", *arguments], cwd=ROOT, env=outside, capture_output=True, encoding="utf-8", check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_is_the_command_of_the_same_name(target) -> None:
    assert dry_run(target) == f"PYTHONPATH=plugins PYTHONUTF8=1 python3 -m ocop {target}"


@pytest.mark.parametrize(("theirs", "ours"), [("html", "build"), ("devserver", "serve"), ("", "help")])
def test_pelicans_names_mean_the_same_here(theirs, ours) -> None:
    assert dry_run(*filter(None, [theirs])).endswith(f"-m ocop {ours}")


def test_another_python_and_arguments_can_be_named() -> None:
    said = dry_run("publish", "PYTHON=python3.12", "ARGS=--lang en")
    assert said == "PYTHONPATH=plugins PYTHONUTF8=1 python3.12 -m ocop publish --lang en"


def test_every_target_is_one_line_and_declared_phony() -> None:
    assert "\t" not in MAKEFILE
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    assert targets == set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE).group(1).split())


def test_ci_runs_lint_test_audit_and_publish() -> None:
    script = ROOT / ".ci" / "run"
    text = script.read_text(encoding="utf-8")
    assert re.findall(r"^make (\w+)$", text, re.MULTILINE) == ["lint", "test", "audit", "publish"]
    assert "set -euo pipefail" in text
    assert "OCOP_CI=1" in text
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0


def test_the_files_that_go_to_the_workers_first_are_there(module_at) -> None:
    named = module_at(ROOT / "tests" / "conftest.py").SLOW_FILES
    assert [name for name in named if not (ROOT / "tests" / name).is_file()] == []
