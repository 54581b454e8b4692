"""Nothing changed is known without reading, and never believed of what did change."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ocop.engine import STATE_FOLDER, BuildReport, Output, Sources, build, still
from ocop.engine.sealed import write_sealed, write_sealed_bytes
from ocop.engine.sources import Glance, _walk
from ocop.engine.still import _FILES_TITLE

OLD = 1_700_000_000


class Site:
    """A site of one page per source file, built from a folder."""

    def __init__(self, folder: Path) -> None:
        self.content, self.root = folder / "content", folder / "output"
        self.value = "a setting"
        (self.content / "a").mkdir(parents=True)
        for name in ("a/one.md", "a/two.md", "three.md"):
            self.write(name, f"words of {name}")

    @property
    def sources(self) -> Sources:
        return Sources({"content": self.content}, (self.value,), lambda _, name: name.endswith(".swp"))

    def write(self, name: str, text: str, when: int = OLD) -> None:
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        os.utime(path, (when, when))

    def plan(self) -> Iterator[Output]:
        for path in sorted(self.content.rglob("*.md")):
            name, text = path.relative_to(self.content).as_posix(), path.read_text("utf-8")
            yield Output(f"{name}.html", (self.value, text), f"{self.value}: {text}".encode)

    def build(self) -> BuildReport:
        found = still(self.root, self.sources)
        return build(self.plan(), self.root, environment="", made_from=found.survey, said=lambda: "said then")

    def said(self) -> str | None:
        return still(self.root, self.sources).said


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture
def resting(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that was built long after its files were written, so that their looks alone are believed."""
    began = time.time_ns()
    monkeypatch.setattr("ocop.engine.sources.time.time_ns", lambda: began + 60_000_000_000)
    site.build()
    return site


def test_the_first_build_is_no_unchanged_one(site: Site) -> None:
    assert site.said() is None
    site.build()
    found = still(site.root, site.sources)
    assert (found.said, found.total) == ("said then", 3)


def test_an_unchanged_build_reads_no_file_and_writes_none(resting: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: path.stat().st_mtime_ns for path in resting.root.rglob("*")}
    monkeypatch.setattr("ocop.engine.sources._digest_of", lambda path: pytest.fail(f"read {path}"))
    assert resting.said() == "said then"
    assert {path: path.stat().st_mtime_ns for path in resting.root.rglob("*")} == before


def of_the_same_size(site: Site) -> None:
    """Edited within the same length, and given its old time again."""
    site.write("a/one.md", "Words of a/one.md")


def back_in_time(site: Site) -> None:
    """The clock was set back: what is new is older than all."""
    site.write("a/one.md", "other words", OLD - 1_000_000)


def exchanged(site: Site) -> None:
    one, two = site.content / "a" / "one.md", site.content / "a" / "two.md"
    aside = one.with_name("aside")
    one.rename(aside)
    two.rename(one)
    aside.rename(two)


CHANGES: Mapping[str, Callable[[Site], object]] = {
    "edited": lambda site: site.write("three.md", "new"),
    "same size, same time": of_the_same_size,
    "clock set back": back_in_time,
    "added": lambda site: site.write("a/four.md", "four"),
    "removed": lambda site: (site.content / "a" / "two.md").unlink(),
    "renamed": lambda site: (site.content / "a" / "two.md").rename(site.content / "a" / "zwei.md"),
    "exchanged": exchanged,
    "an empty folder": lambda site: (site.content / "b").mkdir(),
    "a folder gone": lambda site: shutil.rmtree(site.content / "a"),
    "a setting": lambda site: setattr(site, "value", "another"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize("rested", [True, False], ids=["rested", "just written"])
def test_every_change_is_noticed(
    change: Callable[[Site], object], rested: bool, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    if rested:
        began = time.time_ns()
        monkeypatch.setattr("ocop.engine.sources.time.time_ns", lambda: began + 60_000_000_000)
    site.build()
    assert site.said() == "said then"
    change(site)
    assert site.said() is None


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own")
def test_what_a_link_leads_to_is_looked_at_and_a_loop_ends(site: Site, tmp_path: Path) -> None:
    (tmp_path / "content-elsewhere").mkdir()
    (tmp_path / "content-elsewhere" / "far.md").write_text("far", "utf-8")
    (site.content / "link").symlink_to(tmp_path / "content-elsewhere")
    (site.content / "a" / "loop").symlink_to(site.content)
    site.build()
    assert site.said() == "said then"
    (tmp_path / "content-elsewhere" / "far.md").write_text("fär", "utf-8")
    assert site.said() is None


def test_a_file_touched_but_not_changed_is_no_change_and_read_once(resting: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(resting.content / "three.md", (OLD + 5, OLD + 5))
    assert resting.said() == "said then"
    monkeypatch.setattr("ocop.engine.sources._digest_of", lambda path: pytest.fail(f"read {path}"))
    assert resting.said() == "said then"


def test_a_file_written_within_one_tick_of_the_clock_is_read_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second edit at the same moment, of the same size: nothing but the bytes tells it."""
    plain, tick = _walk, time.time_ns()

    def one_tick(found: Glance, *arguments: Any) -> None:
        plain(found, *arguments)
        found.entries[:] = [(key, f"f{tick} {tick} 17 1 33188" if look[0] == "f" else look) for key, look in found.entries]

    monkeypatch.setattr("ocop.engine.sources._walk", one_tick)
    site.build()
    assert site.said() == "said then"
    site.write("three.md", "WORDS of three.md")
    assert site.said() is None


def test_who_builds_all_the_same_is_told_every_file_and_none_is_read(resting: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ocop.engine.sources._digest_of", lambda path: pytest.fail(f"read {path}"))
    short = still(resting.root, resting.sources)
    found = still(resting.root, resting.sources, listed=True)
    assert (short.said, found.said, short.survey.files) == ("said then", "said then", {})
    assert sorted(found.survey.files) == ["content/a/one.md", "content/a/two.md", "content/three.md"]
    assert found.survey.print == short.survey.print


def test_an_editors_swap_file_is_no_change(resting: Site) -> None:
    (resting.content / "a" / "one.md.swp").write_text("half", "utf-8")
    assert resting.said() == "said then"


OUTPUT_CHANGES: Mapping[str, Callable[[Path], object]] = {
    "deleted": lambda root: (root / "three.md.html").unlink(),
    "edited by hand": lambda root: (root / "three.md.html").write_text("by hand", "utf-8"),
    "a folder instead": lambda root: ((root / "three.md.html").unlink(), (root / "three.md.html").mkdir()),
    "a link instead": lambda root: (
        (root / "three.md.html").unlink(),
        (root / "three.md.html").symlink_to(root / "a/one.md.html"),
    ),
}


@pytest.mark.parametrize("change", OUTPUT_CHANGES.values(), ids=OUTPUT_CHANGES.keys())
def test_an_output_that_is_not_as_left_is_noticed(change: Callable[[Path], object], resting: Site) -> None:
    change(resting.root)
    assert resting.said() is None


def test_a_deleted_output_is_repaired_and_then_all_is_still(resting: Site, tree_of: Callable[[Path], dict[str, bytes]]) -> None:
    before = tree_of(resting.root)
    (resting.root / "three.md.html").unlink()
    assert resting.build().made == ("three.md.html",)
    assert tree_of(resting.root) == before
    assert resting.said() == "said then"


def test_edit_and_undo_give_the_same_tree(site: Site, tree_of: Callable[[Path], dict[str, bytes]]) -> None:
    site.build()
    before = tree_of(site.root)
    site.write("a/one.md", "edited")
    site.build()
    site.write("a/one.md", "words of a/one.md")
    assert site.said() is None
    site.build()
    assert tree_of(site.root) == before
    assert site.said() == "said then"


def test_a_build_from_other_sources_or_one_that_was_killed_ends_what_was_said(site: Site) -> None:
    site.build()
    kept = {name: (site.root / STATE_FOLDER / name).read_bytes() for name in ("sources", "sources.files")}
    site.write("a/four.md", "four")
    site.build()
    (site.content / "a" / "four.md").unlink()
    for name, content in kept.items():  # as if the second build had been killed after its manifest
        (site.root / STATE_FOLDER / name).write_bytes(content)
    assert site.said() is None
    assert site.build().removed == ("a/four.md.html",)


def test_an_unfinished_build_ends_what_was_said(resting: Site) -> None:
    (resting.root / STATE_FOLDER / "journal").write_text("anything", "utf-8")
    assert resting.said() is None


DAMAGES: Mapping[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "truncated": lambda content: content[: len(content) // 2],
    "foreign": lambda _: b"\x00\xffnot ours\n" * 20,
    "older": lambda content: re.sub(rb" \d", b" 0", content, count=1),
    "one bit": lambda content: content[:40] + bytes([content[40] ^ 1]) + content[41:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
@pytest.mark.parametrize("name", ["sources", "sources.files", "manifest"])
def test_a_damaged_record_is_none_and_mended(damage: Callable[[bytes], bytes], name: str, resting: Site) -> None:
    path = resting.root / STATE_FOLDER / name
    path.write_bytes(damage(path.read_bytes()))
    os.utime(resting.content / "three.md", (OLD + 5, OLD + 5))  # so that the record by file is asked, too
    assert resting.said() in ({None, "said then"} if name == "sources.files" else {None})
    resting.build()
    assert resting.said() == "said then"


def test_a_sealed_record_of_another_shape_is_none(resting: Site) -> None:
    state = resting.root / STATE_FOLDER
    write_sealed(state / "sources", "ocop sources 3", ['{"print": 1}'])
    assert resting.said() is None
    resting.build()
    write_sealed_bytes(state / "sources.files", _FILES_TITLE, b"garbage")
    os.utime(resting.content / "three.md", (OLD + 7, OLD + 7))
    assert resting.said() == "said then"
