"""`publish` and `rollback` as staff call them: content that lost its products changes nothing live; going back by choice."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ocop.cli.publishing import rollback
from ocop.publishing import live_release

ROOT = Path(__file__).resolve().parents[2]
LOCATED = re.compile(r"^\S*\.(?:md|csv|yaml|html)(?::\d+)?: [a-z-]+", re.MULTILINE)


class Town:
    """A copy of the catalogue with an address, published to a folder by the command."""

    def __init__(self, folder: Path) -> None:
        self.content, self.public, self.settings = folder / "content", folder / "public", folder / "town_settings.py"
        shutil.copytree(ROOT / "content", self.content)
        self.settings.write_text(
            f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom publishconf import *\nPATH = {str(self.content)!r}\n"
            f"OUTPUT_PATH = {str(folder / 'output')!r}\nSITEURL = 'https://ocop.example'\nPUBLISH_TARGET = 'local'\n"
            "OCOP_LIVE_CODES = 'http://127.0.0.1:9/codes.json'\n",
            "utf-8",
        )

    def publish(self) -> subprocess.CompletedProcess[str]:
        fixed = {"OCOP_NO_VENV": "1", "OCOP_TODAY": "2026-11-23", "PYTHONPATH": str(ROOT / "plugins"), "PYTHONUTF8": "1"}
        command = ["-m", "ocop", "publish", "-s", str(self.settings), "--public", str(self.public)]
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, **fixed},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def seen(self) -> dict[str, bytes]:
        current = (self.public / "current").resolve()
        return {file.relative_to(current).as_posix(): file.read_bytes() for file in current.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Published once."""
    made = Town(tmp_path_factory.mktemp("dự án"))
    done = made.publish()
    assert done.returncode == 0, done.stdout + done.stderr
    return made


def remove(content: Path, *kinds: str) -> int:
    """Lose all things of these kinds; gives how many."""
    gone = [entry for kind in kinds for entry in (content / kind).iterdir() if entry.is_dir()]
    for entry in gone:
        shutil.rmtree(entry)
    return len(gone)


def most(content: Path) -> int:
    """Lose nine things of ten, as a broken copy from a stick would."""
    things = sorted(entry for kind in content.iterdir() if kind.is_dir() for entry in kind.iterdir() if entry.is_dir())
    gone = [entry for number, entry in enumerate(things) if number % 10]
    for entry in gone:
        shutil.rmtree(entry)
    return len(gone)


@pytest.mark.parametrize("lost", [lambda content: remove(content, "products"), most], ids=["no product", "nine of ten"])
def test_content_that_lost_its_products_changes_nothing_live_and_says_where(town: Town, tmp_path: Path, lost: Any) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(town.content, kept)
    before, released = town.seen(), live_release(town.public)
    try:
        assert lost(town.content) > 1
        done = town.publish()
    finally:
        shutil.rmtree(town.content)
        shutil.copytree(kept, town.content)
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert LOCATED.search(said), said
    assert "→" in said  # with what to do
    assert "Traceback" not in said
    assert town.seen() == before
    assert live_release(town.public) == released


@pytest.mark.parametrize(("answer", "code"), [("1\n", 0), ("9\n1\n", 0), ("", 1)])
def test_rollback_asks_which_release_and_goes_to_it(office: Any, answer: str, code: int) -> None:
    first = office.publish().release
    office.pages["style.css"] = "p { color: blue }"
    office.publish()
    office.pages["style.css"] = "p { color: green }"
    last = office.publish().release
    done = CliRunner().invoke(rollback, ["--public", str(office.public), "--choose"], input=answer)
    assert done.exit_code == code, done.output
    for number in ("1", "2", "3"):
        assert re.search(rf"\b{number}\b", done.output)
    assert first.id in done.output
    assert live_release(office.public) == (first if code == 0 else last)
    if code == 0:
        assert json.loads((office.public / "log.jsonl").read_text("utf-8").splitlines()[-1])["action"] == "rollback"
