"""`doctor`: what a machine lacks and how to get it there; what the owner has still to answer."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ocop.desk.machine import Finding, Machine, look
from ocop.desk.owner import FILE, open_questions, owner_questions

ROOT = Path(__file__).resolve().parents[2]
WHOLE = Machine(
    platform="linux",
    version=(3, 12, 1),
    which=lambda name: f"/usr/bin/{name}",
    installed={"click": "8.5.0", "pelican": "4.12.0"}.get,
    has_module=lambda _: True,
    free=lambda _: 9 * 1024**3,
    may_write=lambda _: True,
    encoding="utf-8",
    has_key=lambda: True,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lines = (
        "click==8.5.0 \\",
        "    --hash=x",
        "pelican==4.12.0 \\",
        "    --hash=x",
        "colorama==1 ; sys_platform == 'win32' \\",
    )
    lock = "\n".join([*lines, "    --hash=x", ""])
    (tmp_path / "requirements.txt").write_text(lock, "utf-8")
    return tmp_path


def lacking(root: Path, machine: Machine) -> dict[str, Finding]:
    return {one.name: one for one in look(root, root / "content", machine) if not one.is_there}


def test_a_whole_machine_lacks_nothing(root: Path) -> None:
    assert lacking(root, WHOLE) == {}


@pytest.mark.parametrize(
    ("machine", "name", "remedy", "needed"),
    [
        (replace(WHOLE, version=(3, 10, 2)), "Python", "python.org", True),
        (replace(WHOLE, installed=lambda _: None, has_module=lambda _: False), "Gói Python", ".venv", True),
        (replace(WHOLE, which=lambda _: None), "git", "sudo apt install git", False),
        (replace(WHOLE, which=lambda _: None, platform="win32"), "git", "winget install --id Git.Git -e", False),
        (replace(WHOLE, which=lambda _: None, platform="win32"), "make", "ocop.bat", False),
        (replace(WHOLE, free=lambda _: 10), "Ổ đĩa", "1 GB", True),
        (replace(WHOLE, may_write=lambda path: path.name != "content"), "Ghi vào content", "quyền ghi", True),
        (replace(WHOLE, encoding="cp1258"), "Chữ Việt (UTF-8)", "PYTHONUTF8=1", True),
    ],
)
def test_what_is_missing_comes_with_the_way_to_get_it(
    root: Path, machine: Machine, name: str, remedy: str, needed: bool
) -> None:
    found = lacking(root, machine)[name]
    assert remedy in found.remedy
    assert found.needed is needed


@pytest.mark.parametrize(
    ("target", "machine", "name", "remedy", "needed"),
    [
        ("ssh://may/srv", replace(WHOLE, which=lambda name: None if name == "ssh" else name), "ssh", "openssh-client", True),
        ("local", replace(WHOLE, which=lambda name: None if name == "ssh" else name), "ssh", "openssh-client", False),
        ("pages:origin", replace(WHOLE, which=lambda name: None if name == "git" else name), "git", "apt install git", True),
        ("pages:origin", replace(WHOLE, has_module=lambda name: name != "ghp_import"), "ghp_import", "wheelhouse", False),
        ("s3://kho", replace(WHOLE, has_module=lambda name: name != "boto3"), "boto3", "make publish", False),
        ("s3://kho", replace(WHOLE, has_key=lambda: False), "Khóa của kho s3", "AWS_ACCESS_KEY_ID", True),
    ],
)
def test_each_target_is_told_what_it_needs(  # noqa: PLR0917
    root: Path, target: str, machine: Machine, name: str, remedy: str, needed: bool
) -> None:
    found = {one.name: one for one in look(root, root / "content", machine, target) if not one.is_there}
    assert set(found) == {name}
    assert remedy in found[name].remedy
    assert found[name].needed is needed


def test_a_folder_too_deep_for_windows_is_told_there_alone(root: Path) -> None:
    deep = root / ("thư mục dài " * 8).strip()
    deep.mkdir()
    (deep / "requirements.txt").write_bytes((root / "requirements.txt").read_bytes())
    assert lacking(deep, WHOLE) == {}
    assert "C:\\ocop" in lacking(deep, replace(WHOLE, platform="win32"))["Đường dẫn"].remedy


def test_every_question_says_what_waits_and_what_holds_meanwhile() -> None:
    questions = owner_questions((ROOT / FILE).read_text("utf-8"))
    assert [one.number for one in questions] == list(range(1, len(questions) + 1))
    assert len(questions) >= 24
    for one in questions:
        assert one.asked, one
        assert one.waiting, one
        assert one.meanwhile, one


def test_an_answer_closes_a_question() -> None:
    first = "1. **Một?** Lời.\n   *Đang chờ:* việc.\n   *Trả lời:* có, ngày 01/12/2026.\n"
    text = f"## A\n\n{first}2. **Hai:** lời dài\n   hai dòng.\n   *Đang chờ:* khác.\n"
    assert [one.number for one in owner_questions(text)] == [1, 2]
    (left,) = open_questions(text)
    assert (left.number, left.asked, left.waiting) == (2, "Hai: lời dài hai dòng", "khác")


def test_the_command_prints_the_open_ones() -> None:
    mine = {"PYTHONPATH": str(ROOT / "plugins"), "OCOP_NO_VENV": "1", "OCOP_TODAY": "2026-11-23", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "ocop", "doctor"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **mine}, capture_output=True, encoding="utf-8", check=False)
    waiting = open_questions((ROOT / FILE).read_text("utf-8"))
    assert f"{len(waiting)} câu hỏi đang chờ" in done.stdout
    assert all(one.asked in done.stdout for one in waiting)
    assert "Python" in done.stdout
