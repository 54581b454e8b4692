"""What the engine did not make it neither deletes nor overwrites nor writes through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ocop.engine import ForeignFile, ForeignFolder, Output, build, claim, read_manifest

PlanOf = Callable[[Mapping[str, str]], list[Output]]
TreeOf = Callable[[Path], dict[str, bytes]]


def run(plan: list[Output], root: Path) -> tuple[str, ...]:
    return build(plan, root, environment="e", workers=1).made


@pytest.fixture
def root(tmp_path: Path, plan_of: PlanOf) -> Path:
    root = tmp_path / "site"
    run(plan_of({"index.html": "home", "a/b.html": "b"}), root)
    return root


def test_a_folder_with_other_things_in_it_is_refused_untouched(tmp_path: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(ForeignFolder) as caught:
        run(plan_of({"index.html": "home"}), tmp_path)
    assert str(tmp_path) in str(caught.value)
    assert tree_of(tmp_path) == {"thesis.txt": b"years of work"}
    assert not (tmp_path / ".ocop").exists()


def test_a_folder_of_the_same_name_as_ours_is_no_mark(tmp_path: Path, plan_of: PlanOf) -> None:
    (tmp_path / ".ocop").mkdir()
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(ForeignFolder):
        run(plan_of({"index.html": "home"}), tmp_path)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path, plan_of: PlanOf) -> None:
    place = tmp_path / "site"
    place.write_text("a file", encoding="utf-8")
    with pytest.raises(ForeignFolder):
        run(plan_of({"index.html": "home"}), place)
    assert place.read_text(encoding="utf-8") == "a file"


def test_a_state_folder_that_is_a_link_is_refused(tmp_path: Path, plan_of: PlanOf) -> None:
    elsewhere = tmp_path / "elsewhere"
    run(plan_of({}), elsewhere)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/.ocop").symlink_to(elsewhere / ".ocop")
    with pytest.raises(ForeignFolder):
        run(plan_of({"index.html": "home"}), tmp_path / "site")


def test_an_empty_folder_is_taken(tmp_path: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    run(plan_of({"index.html": "home"}), tmp_path)
    assert tree_of(tmp_path) == {"index.html": b"home"}


def test_a_folder_may_be_claimed_before_others_write_into_it(tmp_path: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    claim(tmp_path / "site")
    (tmp_path / "site/sitemap.xml").write_text("another plugin's", encoding="utf-8")
    run(plan_of({"index.html": "home"}), tmp_path / "site")
    assert tree_of(tmp_path / "site") == {"index.html": b"home", "sitemap.xml": b"another plugin's"}


def test_the_folder_may_be_reached_by_a_link(tmp_path: Path, root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    (tmp_path / "current").symlink_to(root)
    assert run(plan_of({"index.html": "new", "a/b.html": "b"}), tmp_path / "current") == ("index.html",)
    assert tree_of(root)["index.html"] == b"new"


def test_a_foreign_file_is_neither_deleted_nor_pruned_away(root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    (root / "a/notes.txt").write_text("mine", encoding="utf-8")
    run(plan_of({"index.html": "home"}), root)
    run(plan_of({}), root)
    assert tree_of(root) == {"a/notes.txt": b"mine"}


@pytest.mark.parametrize("path", ["mine.html", "mine.html/index.html"])
def test_a_foreign_file_in_the_way_stops_the_build_before_anything_is_written(
    path: str, root: Path, plan_of: PlanOf, tree_of: TreeOf
) -> None:
    (root / "mine.html").write_text("mine", encoding="utf-8")
    before = tree_of(root)
    with pytest.raises(ForeignFile) as caught:
        run(plan_of({"aaa.html": "new", path: "ours"}), root)
    assert caught.value.path == "mine.html"
    assert "mine.html" in str(caught.value)
    assert tree_of(root) == before
    # and the refusal did not make it ours
    run(plan_of({}), root)
    assert tree_of(root) == {"mine.html": b"mine"}


def test_a_foreign_file_with_the_very_bytes_is_no_obstacle(root: Path, plan_of: PlanOf) -> None:
    (root / "same.html").write_text("same", encoding="utf-8")
    before = (root / "same.html").stat()
    plan = plan_of({"index.html": "home", "a/b.html": "b", "same.html": "same"})
    assert run(plan, root) == ("same.html",)
    assert (root / "same.html").stat().st_mtime_ns == before.st_mtime_ns
    assert "same.html" in read_manifest(root)
    assert run(plan, root) == ()


@pytest.mark.parametrize("fill", [True, False])
def test_a_foreign_folder_in_place_of_an_output_stops_the_build(fill: bool, root: Path, plan_of: PlanOf) -> None:
    (root / "new.html").mkdir()
    if fill:
        (root / "new.html/x").write_text("mine", encoding="utf-8")
    with pytest.raises(ForeignFile):
        run(plan_of({"new.html": "ours"}), root)
    assert (root / "new.html").is_dir()


def test_nothing_is_written_or_removed_through_a_link_out_of_the_folder(
    tmp_path: Path, root: Path, plan_of: PlanOf, tree_of: TreeOf
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b.html").write_text("outside", encoding="utf-8")
    (outside / "empty").mkdir()
    run(plan_of({"index.html": "home", "a/b.html": "b", "a/empty/c.html": "c"}), root)
    (root / "a/empty/c.html").unlink()
    (root / "a/empty").rmdir()
    (root / "a/b.html").unlink()
    (root / "a").rmdir()
    (root / "a").symlink_to(outside)
    with pytest.raises(ForeignFile) as caught:
        run(plan_of({"index.html": "home", "a/b.html": "b"}), root)
    assert caught.value.path == "a"
    report = build(plan_of({"index.html": "home"}), root, environment="e")
    assert report.removed == ()
    assert "'a/b.html'" in report.notes[0]
    assert tree_of(outside) == {"b.html": b"outside", "empty": b"(empty folder)"}
    assert (root / "a").is_symlink()


def test_a_folder_of_ours_with_a_foreign_file_does_not_become_a_file(root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    (root / "a/notes.txt").write_text("mine", encoding="utf-8")
    before = tree_of(root)
    with pytest.raises(ForeignFile) as caught:
        run(plan_of({"index.html": "home", "a": "file now"}), root)
    assert caught.value.path == "a"
    assert tree_of(root) == before
