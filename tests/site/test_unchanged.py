"""A build of what has not changed says what the last one said and makes nothing; no kind of change passes for nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
import pytest

from ocop import site
from ocop.cli.closing import Commands
from ocop.cli.options import SETTINGS
from ocop.engine import BuildReport, still
from ocop.listeners import PlainListener
from ocop.outputs.environment import environment_digest, sources
from ocop.outputs.prepare import Prepared

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "tests" / "demo"
DAY = "2026-11-23"
PHOTO = "content/products/product-00002/bao-bi.jpg"
Ocop = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, ocop: Ocop) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A project of its own, with a theme and a folder of plugins that can be edited, built; and what the build said."""
    folder = tmp_path_factory.mktemp("small")
    for name in ("theme", "plugins"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); import check, many\n"
        "many.write_catalogue(Path(sys.argv[2]), 8); check.settings(Path(sys.argv[2]))"
    )
    command = [sys.executable, "-c", script, str(ROOT / "tests" / "bench"), str(folder)]
    subprocess.run(command, env={"PYTHONPATH": str(ROOT / "plugins")}, check=True)
    closing = folder / "content" / "products" / "product-00002" / "vi.md"
    text = re.sub(r"date: 2025-\d\d-\d\d", "date: 2023-12-18", closing.read_text("utf-8"))
    closing.write_text(re.sub(r"stars: \d", "stars: 4", text), "utf-8")
    shutil.copy(DEMO / "content" / "products" / "banh-phong-tom-vam-nang" / "bao-bi.jpg", folder / PHOTO)
    with (folder / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(f"THEME = {str(folder / 'theme')!r}\nPLUGIN_PATHS = {[str(folder / 'plugins')]!r}\n")
    return folder, build(folder, ocop)


def build(folder: Path, ocop: Ocop, **options: str) -> subprocess.CompletedProcess[str]:
    done = ocop("build", "-s", str(folder / "pelicanconf.py"), cwd=folder, **options)  # type: ignore[arg-type]
    assert done.returncode == 0, done.stderr
    return done


def remembered(folder: Path, **settings: Any) -> object:
    return site.remembered(site.load(folder / "pelicanconf.py", settings))


@pytest.fixture(autouse=True)
def here(small: tuple[Path, object], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command ran: paths in problems are relative to it."""
    monkeypatch.chdir(small[0])
    monkeypatch.setenv("OCOP_TODAY", DAY)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return small[0]


def test_an_unchanged_build_makes_nothing_and_says_the_same(
    small: tuple[Path, subprocess.CompletedProcess[str]], ocop: Ocop, read_tree: Callable[[Path], dict[str, bytes]]
) -> None:
    folder, first = small
    before = {path: path.stat().st_mtime_ns for path in (folder / "output").rglob("*") if ".ocop" not in path.parts}
    again = build(folder, ocop)
    assert "làm mới 0, bỏ 0" in again.stdout
    assert without_counts(again.stderr) == without_counts(first.stderr)
    assert "Trong 30 ngày tới" in first.stderr
    assert "lưu ý" in first.stderr
    assert before == {path: path.stat().st_mtime_ns for path in (folder / "output").rglob("*") if ".ocop" not in path.parts}
    assert remembered(folder) is not None
    assert read_tree(folder / "output")


def test_a_publish_of_what_has_not_changed_makes_nothing_either(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes the whole way, and what was read is known, also once all files have rested and looks are believed."""
    began = time.time_ns()
    monkeypatch.setattr("ocop.engine.sources.time.time_ns", lambda: began + 60_000_000_000)
    assert remembered(here) is not None  # leaves a look that is believed
    told = Told()
    site.run(site.load(here / "pelicanconf.py", {"OCOP_STILL": False, "OCOP_LISTENER": told}))
    assert [report.made for report in told.reports] == [()]
    assert told.remembered == [(8, 8)]


class Told(PlainListener):
    """Hears how builds end."""

    def __init__(self) -> None:
        self.reports: list[BuildReport] = []
        self.remembered: list[tuple[int, int]] = []

    def built(self, report: BuildReport, prepared: Prepared) -> None:
        """Note what was made, and how many bundles were known, of how many."""
        self.reports.append(report)
        self.remembered.append(prepared.remembered)


def without_counts(said: str) -> list[str]:
    """What was said, without the lines that tell how far a long build is."""
    return [line for line in said.splitlines() if not line.replace("/", "").isdigit()]


def appended(name: str, text: str = " ") -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        path = folder / name
        path.write_bytes(path.read_bytes() + text.encode())

    return edit


EDITS: Mapping[str, tuple[str, Callable[[Path], None]]] = {
    name: (path, appended(path))
    for name, path in {
        "words": "content/products/product-00002/en.md",
        "facts": "content/products/product-00002/vi.md",
        "list": "content/data/units.yaml",
        "ledger": "content/data/qr-ledger.csv",
        "photo": PHOTO,
        "template": "theme/templates/base.html",
        "style": "theme/templates/components/card/card.css",
        "script": "theme/static/js/map.js",
        "translation": "theme/translations/vi/LC_MESSAGES/ocop.po",
        "code": "plugins/ocop/outputs/cards.py",
        "data of the code": "plugins/ocop/outputs/schemas/codes.schema.json",
    }.items()
}


@pytest.mark.parametrize(("path", "edit"), EDITS.values(), ids=EDITS.keys())
def test_every_kind_of_file_is_looked_at(path: str, edit: Callable[[Path], None], here: Path) -> None:
    before = (here / path).read_bytes()
    edit(here)
    assert remembered(here) is None
    (here / path).write_bytes(before)
    assert remembered(here) is not None


def test_a_page_a_photo_and_an_output_that_go_are_noticed(here: Path, ocop: Ocop) -> None:
    for name in ("content/stories", "content/products/product-00002/en.md", PHOTO, "output/codes.json", "output/robots.txt"):
        there = here / name
        if not there.exists():
            continue
        there.rename(here / "aside")
        assert remembered(here) is None, name
        (here / "aside").rename(there)
        assert remembered(here) is not None, name
    (here / "output" / "codes.json").write_text("{}", "utf-8")
    assert "làm mới 1, bỏ 0" in build(here, ocop).stdout
    assert remembered(here) is not None


@pytest.mark.parametrize(
    "changed",
    [
        {"SITENAME": "Khác"},
        {"OCOP_MAP_TILES": "https://tiles.example/{z}/{x}/{y}.png"},
        {"OCOP_LANGUAGES": ("vi",)},
        {"JINJA_FILTERS": {"loud": lambda text: text + "!"}},
        {"MARKDOWN": {"extensions": ["markdown.extensions.footnotes"]}},
    ],
    ids=["name", "ours", "languages", "a filter", "Markdown"],
)
def test_every_setting_counts(changed: dict[str, Any], here: Path) -> None:
    assert remembered(here, **changed) is None
    assert remembered(here) is not None


def test_the_day_counts(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCOP_TODAY", "2026-11-24")
    assert remembered(here) is None


def test_another_release_of_a_package_counts(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "packages" / "jinja2-99.0.dist-info").mkdir(parents=True, exist_ok=True)
    monkeypatch.syspath_prepend(here / "packages")
    assert remembered(here) is None


def test_filters_that_differ_in_a_word_alone_are_two(here: Path) -> None:
    one, other = ({"JINJA_FILTERS": {"loud": filter_}} for filter_ in (lambda text: text + "!", lambda text: text + "?"))
    settings = site.load(here / "pelicanconf.py", {}).settings
    assert environment_digest({**settings, **one}, here / "theme") != environment_digest({**settings, **other}, here / "theme")


def test_the_environment_is_the_same_from_the_look_as_from_the_files(here: Path) -> None:
    own = here / "own"
    own.mkdir(exist_ok=True)
    settings, theme = site.load(here / "pelicanconf.py", {"THEME_TEMPLATES_OVERRIDES": [str(own)]}).settings, here / "theme"
    known = environment_digest(settings, theme)
    assert environment_digest(settings, theme, still(here / "nowhere", sources(settings, theme)).survey) == known
    (own / "base.html").write_text("a template of one's own", "utf-8")
    assert environment_digest(settings, theme) != known
    (own / "base.html").unlink()


def test_the_last_line_of_any_command_is_taken_from_the_last_build(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(site, "check", lambda loaded: pytest.fail(f"read everything: {loaded}"))
    group = Commands("ocop")

    @group.command()
    @click.pass_context
    def idle(context: click.Context) -> None:
        context.meta[SETTINGS] = here / "pelicanconf.py"

    group.main(["idle"], standalone_mode=False)
    assert "Trong 30 ngày tới" in capsys.readouterr().err
