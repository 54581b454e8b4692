"""`check` as people and machines run it: exit codes, formats, one bundle, colours, after each save."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[..., subprocess.CompletedProcess[str]]
BOT = "products/bot-gao-loc-rach-sen"
OTHER = "products/nem-goi-la-vong-ben-ghe"


def spoil(project: Path, key: str, old: str = "group: food", new: str = "group: foods") -> None:
    page = project / "content" / key / "vi.md"
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")


def check(ocop: Command, project: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return ocop("check", "-s", str(project / "pelicanconf.py"), *arguments, cwd=project, **variables)


def test_the_exit_code_says_whether_there_is_an_error(ocop: Command, project: Path) -> None:
    fine = check(ocop, project)
    assert fine.returncode == 0
    assert "translation-missing (lưu ý): " in fine.stderr  # A warning stops nothing.
    spoil(project, BOT)
    assert check(ocop, project).returncode == 1
    assert check(ocop, project, "--format", "xml").returncode == 2
    said = check(ocop, project, "--help").stdout
    assert all(f"  {code}  " in said for code in (0, 1, 2))


def test_machines_read_standard_output_and_nothing_else_is_there(ocop: Command, project: Path) -> None:
    spoil(project, BOT)
    report = check(ocop, project, "--format", "json", "--lang", "en")
    assert report.returncode == 1
    told = json.loads(report.stdout)
    wrong = [one for one in told["problems"] if one["severity"] == "error"]
    assert [(one["path"], one["line"], one["rule"]) for one in wrong] == [(f"content/{BOT}/vi.md", 4, "value-not-allowed")]
    assert told["errors"] == 1
    assert "is not one of the values" in wrong[0]["message"]
    assert json.loads(check(ocop, project, "--format", "sarif").stdout)["version"] == "2.1.0"
    line = f"::error file=content/{BOT}/vi.md,line=4,title=value-not-allowed::group: "
    assert any(one.startswith(line) for one in check(ocop, project, "--format", "github").stdout.splitlines())


def test_one_bundle_is_checked_with_what_it_names(ocop: Command, project: Path) -> None:
    spoil(project, OTHER)
    spoil(project, "producers/htx-bot-rach-sen", "founded: 2014", "founded: xưa")
    assert "number-form" in check(ocop, project, "--only", BOT).stderr
    mended = check(ocop, project, "--only", f"content/{BOT}/", "--only", OTHER)
    assert {rule for rule in ("value-not-allowed", "number-form") if rule in mended.stderr} == {
        "value-not-allowed",
        "number-form",
    }
    spoil(project, "producers/htx-bot-rach-sen", "founded: xưa", "founded: 2014")
    alone = check(ocop, project, "--only", BOT)
    assert (alone.returncode, alone.stderr) == (0, "")


def test_a_bundle_that_is_not_there_is_a_slip_of_typing(ocop: Command, project: Path) -> None:
    done = check(ocop, project, "--only", "products/bot-gao-loc-rach-xen")
    assert done.returncode == 2
    assert BOT in done.stderr


def test_pictures_and_codes_are_judged_also_where_a_page_is_wrong(ocop: Command, project: Path) -> None:
    spoil(project, OTHER)
    (project / "content" / BOT / "02-goi-bot.jpg").write_bytes(b"no picture")
    ledger = project / "content" / "data" / "qr-ledger.csv"
    ledger.write_text(ledger.read_text("utf-8").replace(BOT, "products/khong-co", 1), "utf-8")
    said = check(ocop, project).stderr
    for rule in ("value-not-allowed", "photo-unreadable", "code-owner-unknown"):
        assert f": {rule}: " in said


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colours_are_for_terminals_only(project: Path, variables: dict[str, str], coloured: bool) -> None:
    spoil(project, BOT)
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    environment |= {"PYTHONPATH": str(ROOT / "plugins"), "OCOP_NO_VENV": "1", "OCOP_TODAY": "2026-11-23", "TERM": "xterm"}
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "ocop", "check", "-s", "pelicanconf.py"],
        cwd=project,
        env={**environment, **variables},
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    ):
        os.close(theirs)
        said = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # The other end was closed.
                break
            if not piece:
                break
            said += piece
    os.close(ours)
    assert b"value-not-allowed" in said
    assert (b"\x1b[" in said) is coloured


def test_after_each_save_the_editor_hears_anew(project: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "OCOP_NO_VENV": "1", "OCOP_TODAY": "2026-11-23"}
    log = project / "watch.log"
    with log.open("wb") as file:
        watching = subprocess.Popen(
            [sys.executable, "-m", "ocop", "check", "-s", "pelicanconf.py", "--watch"],
            cwd=project,
            env=environment,
            stderr=file,
        )
    try:
        heard_after(log, 1)
        assert "value-not-allowed" not in log.read_text("utf-8")
        spoil(project, BOT)
        assert "value-not-allowed" in heard_after(log, 2)
        spoil(project, BOT, "group: foods", "group: food")
        assert "value-not-allowed" not in heard_after(log, 3)
    finally:
        watching.terminate()
        watching.wait(timeout=20)


def heard_after(log: Path, times: int) -> str:
    """What was said between the last begin and end, once there were so many."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        said = log.read_text("utf-8")
        if said.count("ocop check: end") >= times:
            return said.rpartition("ocop check: begin")[2]
        time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8")[-2000:])
