"""Every rule has a folder with the least content that breaks it and the lines that are told (tests/fixtures/README.md)."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ocop import site
from ocop.catalogue.problem import Problem
from ocop.reading import RULES, format_problem, read_catalogue

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests" / "fixtures" / "base"
BROKEN = ROOT / "tests" / "fixtures" / "broken"
FOLDERS = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())
TODAY = date(2026, 11, 23)

WITH_A_COMMAND_OF_THEIR_OWN = {
    # Raised while codes are issued or paper is printed, never by `check`: held by the tests of those rooms.
    *("cell-form", "code-life", "code-unknown", "codes-used-up", "history-missing", "history-shallow", "issue-needs-decoder"),
    *("issue-needs-host", "issue-needs-person", "issue-not-proved", "ledger-busy", "ledger-changed", "ledger-unwritable"),
    *("payload-too-long", "release-codes-unreadable", "code-owner-changed", "code-removed"),
    *("glyph-missing", "code-not-printable", "label-sheet-form", "label-too-small"),
}


@dataclass
class Case:
    """What `case.txt` of a fixture says; most have none."""

    languages: tuple[str, ...] = ("vi",)
    settings: dict[str, Any] = field(default_factory=dict)
    sample: bool = False
    today: date = TODAY


def laid(rule: str, root: Path) -> Case:
    """Lay the base and over it the fixture's own files, then take the steps of its case.txt."""
    folder = BROKEN / rule
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for file in sorted(folder.rglob("*")):
        place = root / file.relative_to(folder)
        if file.is_file() and file.parent == folder and file.name in {"case.txt", "expected.txt"}:
            continue
        if file.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
    case = Case()
    text = (folder / "case.txt").read_text("utf-8") if (folder / "case.txt").exists() else ""
    for step in text.splitlines():
        name, *words = step.split()
        _step(name, words, root, case)
    return case


def _step(name: str, words: list[str], root: Path, case: Case) -> None:
    if name == "languages":
        case.languages = tuple(words)
    elif name == "sample":
        case.sample = True
    elif name == "today":
        case.today = date.fromisoformat(words[0])
    elif name == "setting":
        case.settings[words[0]] = {"yes": True, "no": False}.get(words[1], words[1])
    elif name == "remove":
        _gone(root / words[0])
    elif name == "folder":
        _gone(root / words[0])
        (root / words[0]).mkdir(parents=True)
    elif name == "link":
        _gone(root / words[0])
        (root / words[0]).symlink_to(words[1])
    elif name == "move":
        (root / words[0]).rename(root / words[1])
    elif name == "fill":
        # A page of so many bytes: too long to lie here.
        (root / words[0]).write_bytes(b"---\ntitle: ".ljust(int(words[1]) - 5, b"a") + b"\n---\n")
    else:
        raise ValueError(f"case.txt: no step {name}")


def _gone(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.is_symlink() or path.exists():
        path.unlink()


def told(rule: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    """Give what `check` tells of a fixture: the same call as the command's, with the site's own settings."""
    case = laid(rule, root)
    if not (root / "content").exists():  # Pelican itself refuses a PATH that is not there, before it is asked to check.
        frame = {"root": root, "languages": case.languages, "default_language": "vi", "today": case.today}
        return read_catalogue(root / "content", **frame).problems
    monkeypatch.setenv("OCOP_TODAY", case.today.isoformat())
    monkeypatch.chdir(root)
    settings = {
        "PATH": str(root / "content"),
        "OUTPUT_PATH": str(root / "output"),
        "OCOP_CACHE": str(root / ".cache"),
        "OCOP_LANGUAGES": case.languages,
        "OCOP_SAMPLE": case.sample,
        **case.settings,
    }
    return site.check(site.load(ROOT / "pelicanconf.py", settings)).problems


@pytest.mark.parametrize("rule", FOLDERS)
def test_a_broken_rule_is_told_in_exactly_these_words(
    rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    problems = told(rule, tmp_path, monkeypatch)
    lines = [format_problem(problem, language) for language in ("vi", "en") for problem in problems]
    text = "\n".join(lines).replace(tmp_path.as_posix() + "/", "") + "\n"
    expected = BROKEN / rule / "expected.txt"
    if request.config.getoption("--refresh-expected", default=False):
        expected.write_text(text, "utf-8")
    assert text == expected.read_text("utf-8"), "look at it, then: pytest tests/reading --refresh-expected"
    assert {problem.rule for problem in problems} == {rule}
    assert len(problems) == 1, "the least content breaks a rule once"


def test_the_base_has_no_problem(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    for languages in (("vi",),):
        reading = read_catalogue(tmp_path / "content", root=tmp_path, languages=languages, default_language="vi", today=TODAY)
        assert reading.problems == ()
    assert site.check(site.load(ROOT / "pelicanconf.py", {"PATH": str(tmp_path / "content")})).edition is not None


def test_rules_docs_and_fixtures_are_the_same() -> None:
    sections = {
        line.removeprefix("### ")
        for line in (ROOT / "docs" / "rules.md").read_text("utf-8").splitlines()
        if line.startswith("### ")
    }
    assert sections == set(RULES)
    assert set(FOLDERS) | WITH_A_COMMAND_OF_THEIR_OWN == set(RULES)
    assert set(FOLDERS) & WITH_A_COMMAND_OF_THEIR_OWN == set()
