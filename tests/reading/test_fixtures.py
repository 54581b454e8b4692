"""Every rule has a folder with the least content that breaks it and the lines that are told (tests/fixtures/README.md)."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ocop import site
from ocop.catalogue.problem import Problem
from ocop.cli import cli
from ocop.desk import codes, ledger
from ocop.qr import holding, proof
from ocop.reading import RULES, format_problem, read_catalogue

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests" / "fixtures" / "base"
BROKEN = ROOT / "tests" / "fixtures" / "broken"
FOLDERS = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())
TODAY = date(2026, 11, 23)
ABOUT_THE_CASE = {"case.txt", "expected.txt"}
TOLD = re.compile(r".+?:\d+: (?P<rule>[a-z0-9-]+)(?: \([^)]+\))?: .+")
"""A line that tells a problem, among those that a command says."""


@dataclass
class Case:
    """What `case.txt` of a fixture says; most have none. `command` is empty for `check`."""

    root: Path
    languages: tuple[str, ...] = ("vi",)
    settings: dict[str, Any] = field(default_factory=dict)
    sample: bool = False
    today: date = TODAY
    command: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    hindered: list[str] = field(default_factory=list)
    meanwhile: Callable[[], object] | None = None

    def overrides(self) -> dict[str, Any]:
        """The site's own settings but for where things are."""
        return {
            "PATH": str(self.root / "content"),
            "OUTPUT_PATH": str(self.root / "output"),
            "OCOP_CACHE": str(self.root / ".cache"),
            "OCOP_LANGUAGES": self.languages,
            "OCOP_SAMPLE": self.sample,
            **self.settings,
        }


def laid(rule: str, root: Path) -> Case:
    """Lay the base and over it the fixture's own files, then take the steps of its case.txt."""
    folder = BROKEN / rule
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for file in sorted(folder.rglob("*")):
        place = root / file.relative_to(folder)
        if file.is_file() and not (file.parent == folder and file.name in ABOUT_THE_CASE):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
    case = Case(root)
    text = (folder / "case.txt").read_text("utf-8") if (folder / "case.txt").exists() else ""
    for step in text.splitlines():
        name, *words = shlex.split(step)
        STEPS[name](case, *words)
    return case


def _languages(case: Case, *names: str) -> None:
    case.languages = names


def _sample(case: Case) -> None:
    case.sample = True


def _today(case: Case, day: str) -> None:
    case.today = date.fromisoformat(day)


def _setting(case: Case, name: str, value: str) -> None:
    case.settings[name] = {"yes": True, "no": False}.get(value, value)


def _remove(case: Case, name: str) -> None:
    path = case.root / name
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _folder(case: Case, name: str) -> None:
    _remove(case, name)
    (case.root / name).mkdir(parents=True)


def _link(case: Case, name: str, target: str) -> None:
    _remove(case, name)
    (case.root / name).symlink_to(target)


def _move(case: Case, name: str, place: str) -> None:
    (case.root / name).replace(case.root / place)


def _fill(case: Case, name: str, size: str) -> None:
    # A page of so many bytes: too long to lie here.
    (case.root / name).write_bytes(b"---\ntitle: ".ljust(int(size) - 5, b"a") + b"\n---\n")


def _command(case: Case, *words: str) -> None:
    case.command = list(words)


def _commit(case: Case) -> None:
    _git(case.root, "init", "-q", "-b", "main", "--object-format=sha1")
    _git(case.root, "add", "content")
    _git(case.root, "commit", "-q", "--allow-empty", "-m", "x")


def _shallow(case: Case) -> None:
    for _ in range(2):
        _commit(case)
    _git(case.root, "clone", "-q", "--depth", "1", "--no-checkout", case.root.as_uri(), "clone")
    _remove(case, ".git")
    _move(case, "clone/.git", ".git")


def _without(case: Case, package: str) -> None:
    case.without.append(package)


def _hinder(case: Case, what: str) -> None:
    case.hindered.append(what)


def _meanwhile(case: Case, name: str, place: str) -> None:
    case.meanwhile = partial(_move, case, name, place)


STEPS: dict[str, Callable[..., None]] = {
    "languages": _languages,
    "sample": _sample,
    "today": _today,
    "setting": _setting,
    "remove": _remove,
    "folder": _folder,
    "link": _link,
    "move": _move,
    "fill": _fill,
    "command": _command,
    "commit": _commit,
    "shallow": _shallow,
    "without": _without,
    "hinder": _hinder,
    "meanwhile": _meanwhile,
}


def _git(folder: Path, *arguments: str) -> None:
    # A commit that is named in what is told has the same name on every machine.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    variables |= {"GIT_AUTHOR_DATE": "2026-11-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-11-01T00:00:00Z"}
    names = ["-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *names, *arguments], env=variables, check=True, capture_output=True)


# -- what is told ----------------------------------------------------------------------------------------------------------


def told_by_check(case: Case) -> list[str]:
    """Give what `check` tells: the same call as the command's, with the site's own settings."""
    problems: tuple[Problem, ...]
    if (case.root / "content").exists():
        problems = site.check(site.load(ROOT / "pelicanconf.py", case.overrides())).problems
    else:  # Pelican itself refuses a PATH that is not there, before it is asked to check.
        frame = {"root": case.root, "languages": case.languages, "default_language": "vi", "today": case.today}
        problems = read_catalogue(case.root / "content", **frame).problems
    return [format_problem(problem, language) for language in ("vi", "en") for problem in problems]


def told_by_the_command(case: Case, language: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Run the case's own command as staff type it; what they are asked they answer with yes. Nothing else may go wrong."""
    conf = case.root / "pelicanconf.py"
    shared = f"globals().update({{k: v for k, v in runpy.run_path({str(ROOT / 'pelicanconf.py')!r}).items() if k.isupper()}})"
    conf.write_text("\n".join(["import runpy", shared, *(f"{k} = {v!r}" for k, v in case.overrides().items()), ""]), "utf-8")
    places = ["--public", str(case.root / "public")] if case.command[:1] == ["qr"] else []
    places = ["-o", str(case.root / "labels")] if {"labels", "kit"} & set(case.command[:2]) else places
    before = files(case.root)
    with hindered(case, monkeypatch):
        arguments = [*case.command, "-s", str(conf), "--lang", language, *places]
        done = CliRunner().invoke(cli, arguments, input=Answer(case.meanwhile))
    assert done.exit_code == 1, done.output
    assert isinstance(done.exception, SystemExit), done.exception
    if case.meanwhile is None:
        assert files(case.root) == before, "a command that is refused writes nothing"
    return [line for line in done.stderr.splitlines() if TOLD.fullmatch(line)]


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file() and not {".git", ".cache"} & set(path.parts))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.name != ".qr-ledger.lock"}


class Answer(io.BytesIO):
    """A person who says yes; before that something may happen."""

    def __init__(self, meanwhile: Callable[[], object] | None) -> None:
        super().__init__(b"y\n")
        self._meanwhile = meanwhile

    def read1(self, size: int | None = -1, /) -> bytes:
        if self._meanwhile is not None:
            self._meanwhile()
            self._meanwhile = None
        return super().read1(size)


@contextmanager
def hindered(case: Case, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stand in the way as the case says: a package or git is missing, a ledger is held, a picture is cut short."""
    with monkeypatch.context() as patch, ExitStack() as held:
        for package in case.without:
            patch.setitem(sys.modules, package, None)
        if "ledger-held" in case.hindered:
            patch.setattr(ledger, "holding", lambda path: holding(path, patience_s=0.1))
            held.enter_context(holding(case.root / "content/data/qr-ledger.csv"))
        if "git-missing" in case.hindered:
            patch.setenv("PATH", str(case.root))
        if "picture-cut" in case.hindered:
            patch.setattr(codes, "write_png", lambda symbol, real=codes.write_png: real(symbol) + b"cut")
        proof._zxing.cache_clear()
        try:
            yield
        finally:
            proof._zxing.cache_clear()


def told(rule: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the lines a fixture is answered with, Vietnamese first, without the folder that it was laid in."""
    lines = []
    for language in ("vi", "en"):
        case = laid(rule, folder / language)
        monkeypatch.setenv("OCOP_TODAY", case.today.isoformat())
        monkeypatch.chdir(case.root)
        found = told_by_the_command(case, language, monkeypatch) if case.command else told_by_check(case)
        lines += [line.replace(f"{case.root.resolve().as_posix()}/", "") for line in found]
        if not case.command:
            break  # Both languages at once.
    return lines


@pytest.mark.parametrize("rule", FOLDERS)
def test_a_broken_rule_is_told_in_exactly_these_words(
    rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    lines = told(rule, tmp_path, monkeypatch)
    text = "\n".join([*lines, ""])
    expected = BROKEN / rule / "expected.txt"
    if request.config.getoption("--refresh-expected", default=False):
        expected.write_text(text, "utf-8")
    assert text == expected.read_text("utf-8"), "look at it, then: pytest tests/reading --refresh-expected"
    found = [TOLD.fullmatch(line) for line in lines]
    assert [one and one["rule"] for one in found] == [rule, rule], "the least content breaks a rule once, told in two languages"


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
    assert sections == set(RULES) == set(FOLDERS)
