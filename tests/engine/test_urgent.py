"""What somebody looks at is made first, with all that it can lead to, and is told while the rest is still to be made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from ocop.engine import ForeignFile, MakeFailed, Output, Urgent, build

TEXTS = {f"{number:03}/index.html": f"trang {number}" for number in range(100)}
OPEN = "077/index.html"


class Reader:
    """Has pages open; when told of them keeps what then lay in the folder."""

    def __init__(self, root: Path, *wanted: str) -> None:
        self.root, self.wanted = root, wanted
        self.told: list[frozenset[str]] = []
        self.found: dict[str, str] = {}

    def hear(self, made: frozenset[str]) -> None:
        self.told.append(made)
        self.found = {path: (self.root / path).read_text("utf-8") for path in TEXTS if (self.root / path).is_file()}

    def build(self, plan: Sequence[Output], **more: object) -> tuple[str, ...]:
        urgent = Urgent(lambda: self.wanted, self.hear)
        return build(plan, self.root, environment="e", urgent=urgent, **more).made  # type: ignore[arg-type]


def changed(*paths: str) -> Mapping[str, str]:
    return TEXTS | {path: f"{TEXTS.get(path, path)} mới" for path in paths}


@pytest.mark.parametrize("workers", [1, 2])
def test_the_open_page_is_told_before_the_rest_is_made(
    tmp_path: Path, plan_of: Callable[[Mapping[str, str]], list[Output]], workers: int
) -> None:
    reader = Reader(tmp_path, OPEN)
    build(plan_of(TEXTS), tmp_path, environment="e")
    everything = changed(*TEXTS)
    assert len(reader.build(plan_of(everything), workers=workers)) == len(TEXTS)
    assert reader.told == [frozenset({OPEN})]
    assert {path for path, text in reader.found.items() if text.endswith("mới")} == {OPEN}
    assert {path: (tmp_path / path).read_text("utf-8") for path in TEXTS} == everything


def test_what_was_not_there_before_lies_there_when_a_page_is_told(
    tmp_path: Path, plan_of: Callable[[Mapping[str, str]], list[Output]]
) -> None:
    reader = Reader(tmp_path, OPEN)
    few = {path: text for path, text in TEXTS.items() if path > "050"}
    build(plan_of(few), tmp_path, environment="e")
    reader.build(plan_of(changed(OPEN, "090/index.html")))
    assert reader.told == [frozenset({OPEN})]
    assert set(reader.found) == set(TEXTS)
    assert reader.found["090/index.html"] == TEXTS["090/index.html"]


def test_a_page_that_stays_as_it_is_is_not_told(tmp_path: Path, plan_of: Callable[[Mapping[str, str]], list[Output]]) -> None:
    reader = Reader(tmp_path, OPEN)
    build(plan_of(TEXTS), tmp_path, environment="e")
    assert reader.build(plan_of(changed("003/index.html"))) == ("003/index.html",)
    assert reader.told == []


@dataclass(frozen=True)
class Drawing:
    """A job that gives the names of its outputs."""

    def mark(self) -> str:
        return "same"

    def known(self, path: str) -> bytes | None:
        return path.encode()

    def call(self, paths: Sequence[str]) -> Callable[[], Sequence[bytes]]:
        raise AssertionError(paths)

    def keep(self, path: str, content: bytes) -> None:
        del path, content


def test_a_page_is_not_told_before_a_new_photo_that_it_may_show(
    tmp_path: Path, plan_of: Callable[[Mapping[str, str]], list[Output]]
) -> None:
    reader = Reader(tmp_path, OPEN)
    build(plan_of(TEXTS), tmp_path, environment="e")
    photo = Output("photo.jpg", ("photo",), "photo".encode, job=Drawing())
    assert set(reader.build([*plan_of(changed(OPEN)), photo])) == {OPEN, "photo.jpg"}
    assert reader.told == []
    assert set(reader.build([*plan_of(TEXTS), photo])) == {OPEN}
    assert reader.told == [frozenset({OPEN})]


def test_what_was_made_first_is_known_when_the_rest_fails(
    tmp_path: Path, plan_of: Callable[[Mapping[str, str]], list[Output]]
) -> None:
    reader = Reader(tmp_path, OPEN)
    build(plan_of(TEXTS), tmp_path, environment="e")
    kept: list[str] = []

    def failing() -> bytes:
        message = "no ink"
        raise ValueError(message)

    wrong = Output("003/index.html", ("wrong",), failing)
    rest = [one for one in plan_of(changed(OPEN, "001/index.html")) if one.path != wrong.path]
    with pytest.raises(MakeFailed, match="003"):
        reader.build([*rest, wrong], keep=lambda: kept.append("kept"))
    assert reader.told == [frozenset({OPEN})]
    assert kept == ["kept"]
    assert (tmp_path / OPEN).read_text("utf-8").endswith("mới")
    assert OPEN not in build(plan_of(changed(OPEN, "001/index.html")), tmp_path, environment="e").made


def test_what_was_spoilt_by_hand_is_repaired_after_the_page_was_told(
    tmp_path: Path, plan_of: Callable[[Mapping[str, str]], list[Output]]
) -> None:
    reader = Reader(tmp_path, OPEN)
    build(plan_of(TEXTS), tmp_path, environment="e")
    (tmp_path / "001/index.html").write_text("by hand", "utf-8")
    (tmp_path / "002/index.html").unlink()
    assert reader.build(plan_of(changed(OPEN))) == ("001/index.html", "002/index.html", OPEN)
    assert reader.told == [frozenset({OPEN})]
    assert {path: (tmp_path / path).read_text("utf-8") for path in TEXTS} == changed(OPEN)


def test_a_folder_that_somebody_put_in_place_of_a_page_is_not_gone_over(
    tmp_path: Path, plan_of: Callable[[Mapping[str, str]], list[Output]]
) -> None:
    reader = Reader(tmp_path, OPEN)
    build(plan_of(TEXTS), tmp_path, environment="e")
    (tmp_path / "001/index.html").unlink()
    (tmp_path / "001/index.html").mkdir()
    (tmp_path / "001/index.html/mine").write_text("by hand", "utf-8")
    with pytest.raises(ForeignFile):
        reader.build(plan_of(changed(OPEN)))
    assert (tmp_path / "001/index.html/mine").read_text("utf-8") == "by hand"
