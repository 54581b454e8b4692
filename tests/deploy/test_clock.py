"""Publishing on a clock: what deploy/clock runs is real, and the last day of a certificate changes exactly its pages."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from ocop.cli import cli
from ocop.workshop import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
CLOCK = ROOT / "deploy" / "clock"


def unit(name: str) -> dict[str, list[str]]:
    """The settings of a unit file; one may stand several times."""
    found: dict[str, list[str]] = {}
    for line in (CLOCK / name).read_text("utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


def test_every_command_of_the_clock_is_one_of_ours() -> None:
    said = "\n".join((CLOCK / name).read_text("utf-8") for name in ("ocop-publish.service", "crontab", "ci.yml"))
    commands = re.findall(r"-m ocop ([a-z-]+)|run: make ([a-z-]+)", said)
    assert {one or other for one, other in commands} == {"check", "publish"}
    assert {"check", "publish"} <= {*cli.commands, *COMMANDS}


def test_the_timer_knows_vietnams_midnight_and_catches_up() -> None:
    timer = unit("ocop-publish.timer")
    assert timer["OnCalendar"] == ["*-*-* 00:10:00 Asia/Ho_Chi_Minh", "*-*-* 06:10:00 Asia/Ho_Chi_Minh"]
    assert timer["Persistent"] == ["true"]
    lines = [line for line in (CLOCK / "crontab").read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert [bool(re.fullmatch(r"[A-Z0-9]+=\S+|10 0,6 \* \* \* .+", line)) for line in lines] == [True] * 3
    workflow: Any = yaml.load((CLOCK / "ci.yml").read_text("utf-8"), yaml.BaseLoader)
    assert workflow["on"]["schedule"][0]["cron"] == "10 17,23 * * *"  # UTC
    assert workflow["concurrency"]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue's own settings for publishing, with an address."""
    folder = tmp_path_factory.mktemp("clock")
    conf = folder / "clock_settings.py"
    conf.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom publishconf import *\n"
        f"OUTPUT_PATH = {str(folder / 'output')!r}\nSITEURL = 'https://ocop.example'\nPUBLISH_TARGET = 'local'\n"
        "OCOP_LIVE_CODES = 'http://127.0.0.1:9/codes.json'\n",
        "utf-8",
    )
    return conf


def publish_by_the_clock(settings: Path, day: date, *more: str) -> str:
    """What the service runs, on another day, with other settings."""
    service = unit("ocop-publish.service")
    command = shlex.split(service["ExecStart"][0])
    variables = dict(one.split("=", 1) for one in shlex.split(service["Environment"][0]))
    assert command[0] == "/usr/bin/python3"
    done = subprocess.run(
        [sys.executable, *command[1:], "-s", str(settings), "--public", str(settings.parent / "public"), "--lang", "en", *more],
        cwd=ROOT,
        env={**os.environ, **variables, "OCOP_NO_VENV": "1", "OCOP_TODAY": day.isoformat(), "OCOP_WHO": "clock"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-3000:]
    return done.stdout


def test_a_certificate_that_ended_changes_the_pages_that_speak_of_it_and_no_others(settings: Path) -> None:
    publish_by_the_clock(settings, date(2026, 11, 23))
    live = settings.parent / "public" / "current"
    codes = json.loads((live / "status.json").read_text("utf-8"))["codes"]
    last = min(one["until"] for one in codes if one["status"] == "valid" and one["until"] >= "2026-11-23")
    ending = [one for one in codes if one["until"] == last]
    publish_by_the_clock(settings, date.fromisoformat(last) - timedelta(days=1))
    said = publish_by_the_clock(settings, date.fromisoformat(last) + timedelta(days=1))
    assert "Live now is release" in said, said
    (line,) = [json.loads(line) for line in (live.parent / "log.jsonl").read_text("utf-8").splitlines()][-1:]
    assert line["who"] == "clock"
    changed = changed_pages(live.parent)
    assert {f"Q/{one['code']}/index.html" for one in ending} <= changed
    slugs = [one["owner"].rpartition("/")[2] for one in ending]
    titles = [title for one in ending for title in one["title"].values()]
    for path in changed:
        text = (live / path).read_text("utf-8") if (live / path).is_file() else path
        assert path.startswith(LISTS) or any(word in text for word in (*slugs, *titles)), path
    again = publish_by_the_clock(settings, date.fromisoformat(last) + timedelta(days=1))
    assert "Nothing changed" in again


LISTS = ("san-pham/", "en/products/", "hang-sao/", "en/stars/", "tim/", "en/search/")
"""Lists, and the search, that a product whose rank has ended has left, or whose counts it changed."""


def changed_pages(public: Path) -> set[str]:
    """Pages that differ between the last two releases."""
    manifests = sorted((public / "releases").glob("*.json"), key=lambda file: json.loads(file.read_text("utf-8"))["number"])
    before, after = (json.loads(file.read_text("utf-8"))["files"] for file in manifests[-2:])
    return {path for path in before.keys() | after.keys() if path.endswith(".html") and before.get(path) != after.get(path)}
