"""Building: what is made again, what is left, what is removed; the tree is the plan's whatever was there before."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.engine import BuildReport, MakeFailed, Output, build, digest, read_manifest

PlanOf = Callable[[Mapping[str, str]], list[Output]]
TreeOf = Callable[[Path], dict[str, bytes]]

SITE = {"index.html": "trang chủ", "san-pham/bot/index.html": "bột", "san-pham/hoa/index.html": "hoa", "Q/X1/X1.svg": "<svg/>"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "site"


def encoded(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in texts.items()}


def run(plan: list[Output], root: Path, environment: str = "e") -> BuildReport:
    return build(plan, root, environment=environment, workers=1)


def test_a_first_build_makes_every_output_and_a_second_makes_none(root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    first = run(plan_of(SITE), root)
    assert (first.made, first.removed, first.unchanged, first.total) == (tuple(sorted(SITE)), (), 0, 4)
    assert tree_of(root) == encoded(SITE)
    times = {path: (root / path).stat().st_mtime_ns for path in SITE}
    second = run(plan_of(SITE), root)
    assert (second.made, second.removed, second.unchanged, second.total) == ((), (), 4, 4)
    assert {path: (root / path).stat().st_mtime_ns for path in SITE} == times


def test_editing_the_input_of_one_output_makes_it_alone(root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    run(plan_of(SITE), root)
    edited = SITE | {"san-pham/bot/index.html": "bột gạo"}
    report = run(plan_of(edited), root)
    assert report.made == ("san-pham/bot/index.html",)
    assert tree_of(root) == encoded(edited)


def test_an_edit_undone_gives_the_same_tree(root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    run(plan_of(SITE), root)
    run(plan_of({"index.html": "khác", "moi/index.html": "mới"}), root)
    run(plan_of(SITE), root)
    assert tree_of(root) == encoded(SITE)


def test_a_new_environment_makes_everything_but_equal_files_keep_their_times(root: Path, plan_of: PlanOf) -> None:
    run(plan_of(SITE), root, "one")
    times = {path: (root / path).stat().st_mtime_ns for path in SITE}
    report = run(plan_of(SITE), root, "two")
    assert report.made == tuple(sorted(SITE))
    assert {path: (root / path).stat().st_mtime_ns for path in SITE} == times
    assert run(plan_of(SITE), root, "two").made == ()


def test_a_deleted_output_is_made_again(root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    run(plan_of(SITE), root)
    (root / "Q/X1/X1.svg").unlink()
    (root / "Q/X1").rmdir()
    assert run(plan_of(SITE), root).made == ("Q/X1/X1.svg",)
    assert tree_of(root) == encoded(SITE)


@pytest.mark.parametrize("text", ["x", "another longer text", "hoá"])
def test_a_hand_edited_output_is_repaired(text: str, root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    run(plan_of(SITE), root)
    (root / "san-pham/hoa/index.html").write_text(text, encoding="utf-8")
    assert run(plan_of(SITE), root).made == ("san-pham/hoa/index.html",)
    assert tree_of(root) == encoded(SITE)


def test_an_edit_of_the_same_size_is_repaired(root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    run(plan_of(SITE), root)
    page = root / "san-pham/hoa/index.html"
    before = page.stat()
    page.write_text("HOA", encoding="utf-8")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert page.stat().st_size == before.st_size
    assert run(plan_of(SITE), root).made == ("san-pham/hoa/index.html",)
    assert tree_of(root) == encoded(SITE)


def test_a_file_that_was_only_touched_is_not_made_again(root: Path, plan_of: PlanOf) -> None:
    run(plan_of(SITE), root)
    os.utime(root / "index.html", ns=(5, 5))
    assert run(plan_of(SITE), root).made == ()
    assert (root / "index.html").stat().st_mtime_ns == 5
    assert read_manifest(root)["index.html"].mtime_ns == 5


def test_an_output_replaced_by_a_link_becomes_a_file_again_and_the_link_leads_nowhere(
    root: Path, tmp_path: Path, plan_of: PlanOf, tree_of: TreeOf
) -> None:
    run(plan_of(SITE), root)
    other = tmp_path / "other.html"
    other.write_text("not ours", encoding="utf-8")
    (root / "index.html").unlink()
    (root / "index.html").symlink_to(other)
    run(plan_of(SITE), root)
    assert tree_of(root) == encoded(SITE)
    assert other.read_text(encoding="utf-8") == "not ours"
    assert not (root / "index.html").is_symlink()


def test_a_copy_of_the_file_elsewhere_by_hard_link_is_not_changed(root: Path, tmp_path: Path, plan_of: PlanOf) -> None:
    run(plan_of(SITE), root)
    release = tmp_path / "release.html"
    release.hardlink_to(root / "index.html")
    run(plan_of(SITE | {"index.html": "new"}), root)
    assert release.read_text(encoding="utf-8") == "trang chủ"


def test_an_output_that_left_the_plan_is_removed_with_its_empty_folders(root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    run(plan_of(SITE), root)
    report = run(plan_of({"index.html": "trang chủ"}), root)
    assert report.removed == ("Q/X1/X1.svg", "san-pham/bot/index.html", "san-pham/hoa/index.html")
    assert report.made == ()
    assert tree_of(root) == {"index.html": "trang chủ".encode()}
    assert not (root / "Q").exists()
    assert run(plan_of({"index.html": "trang chủ"}), root).removed == ()


def test_an_output_that_a_human_edited_is_still_ours_to_remove(root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    run(plan_of(SITE), root)
    (root / "index.html").write_text("edited", encoding="utf-8")
    run(plan_of({}), root)
    assert tree_of(root) == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": "file"}, {"a/index.html": "folder", "a/b/c": "deep"}),
        ({"a/index.html": "folder", "a/b/c": "deep"}, {"a": "file"}),
        ({"a/b": "x"}, {"a/b/c": "x"}),
        ({"Q/a.html": "x"}, {"q/a.html": "x"}),
    ],
)
def test_a_file_may_become_a_folder_and_back(
    before: dict[str, str], after: dict[str, str], root: Path, plan_of: PlanOf, tree_of: TreeOf
) -> None:
    run(plan_of(before), root)
    run(plan_of(after), root)
    assert tree_of(root) == encoded(after)
    run(plan_of(before), root)
    assert tree_of(root) == encoded(before)


def test_a_plan_may_be_empty(root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    report = run([], root)
    assert (report.made, report.removed, report.total) == ((), (), 0)
    assert tree_of(root) == {}
    assert dict(read_manifest(root)) == {}


def test_the_manifest_tells_what_lies_there(root: Path, plan_of: PlanOf) -> None:
    assert dict(read_manifest(root)) == {}
    run(plan_of(SITE), root)
    manifest = read_manifest(root)
    assert list(manifest) == sorted(SITE)
    for path, text in SITE.items():
        stat = (root / path).stat()
        entry = manifest[path]
        assert (entry.digest, entry.size, entry.mtime_ns) == (digest(text.encode()), stat.st_size, stat.st_mtime_ns)


def test_files_have_the_mode_that_a_web_server_can_read(root: Path, plan_of: PlanOf) -> None:
    old = os.umask(0o022)
    try:
        run(plan_of(SITE), root)
    finally:
        os.umask(old)
    assert (root / "index.html").stat().st_mode & 0o777 == 0o644


def test_a_maker_that_raises_names_its_output_and_keeps_the_cause(root: Path, plan_of: PlanOf) -> None:
    cause = KeyError("title")

    def make() -> bytes:
        raise cause

    with pytest.raises(MakeFailed) as caught:
        run([*plan_of(SITE), Output("m/bad.html", (), make)], root)
    assert (caught.value.path, caught.value.cause, caught.value.__cause__) == ("m/bad.html", cause, cause)
    assert str(caught.value) == "Making 'm/bad.html' failed: KeyError: 'title'"


def test_a_maker_that_gives_text_is_refused(root: Path) -> None:
    with pytest.raises(MakeFailed, match="make gave str, not bytes"):
        run([Output("a.html", (), lambda: "text")], root)  # type: ignore[arg-type, return-value]


def test_after_a_failure_the_next_build_makes_only_what_is_missing(root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    texts = {f"{letter}.html": letter for letter in "abcdef"}
    run(plan_of({"old.html": "old", "a.html": "older"}), root)
    broken = [Output("c.html", ("broken",), lambda: bytes(1 // 0)) if out.path == "c.html" else out for out in plan_of(texts)]
    with pytest.raises(MakeFailed):
        run(broken, root)
    assert read_manifest(root)["a.html"].digest == digest(b"a")
    assert run(plan_of(texts), root).made == ("c.html", "d.html", "e.html", "f.html")
    assert tree_of(root) == encoded(texts)


def test_a_file_put_where_a_failed_build_would_have_written_is_not_ours(root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    with pytest.raises(MakeFailed):
        run([Output("a.html", (), lambda: bytes(1 // 0)), *plan_of({"b.html": "b"})], root)
    (root / "b.html").write_bytes(b"mine")
    run([], root)
    assert tree_of(root) == {"b.html": b"mine"}


def test_an_input_without_a_fingerprint_names_the_output(root: Path) -> None:
    with pytest.raises(TypeError, match=r"builtins\.object") as caught:
        run([Output("a.html", (object(),), bytes)], root)
    assert caught.value.__notes__ == ["It is an input of the output 'a.html'."]


def test_progress_tells_each_output_once_and_how_far_the_build_is(root: Path, plan_of: PlanOf) -> None:
    told: list[tuple[int, int, str]] = []
    build(plan_of(SITE), root, environment="", workers=1, progress=lambda *step: told.append(step))
    assert told == [(done, 4, path) for done, path in enumerate(sorted(SITE), 1)]
    told.clear()
    build(plan_of(SITE), root, environment="", workers=1, progress=lambda *step: told.append(step))
    assert told == []


TEXTS = st.sampled_from(["", "một", "hai", "ba", "bốn" * 9])
NAMES = st.sampled_from(["a", "b", "c/x", "c/y", "c/d/z", "e/f/g/h", "k"])
SITES = st.dictionaries(NAMES, TEXTS, max_size=7)
HANDS = st.lists(st.tuples(NAMES, st.sampled_from(["delete", "edit", "touch"])), max_size=3)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(SITES, HANDS), min_size=1, max_size=5))
def test_after_any_edits_the_tree_is_that_of_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, plan_of: PlanOf, tree_of: TreeOf, steps: list[tuple[dict[str, str], object]]
) -> None:
    root = tmp_path_factory.mktemp("history") / "site"
    for texts, hands in steps:
        run(plan_of(texts), root)
        assert tree_of(root) == encoded(texts)
        assert list(read_manifest(root)) == sorted(texts)
        for name, deed in hands:  # type: ignore[attr-defined]
            page = root / name
            if page.is_file():
                if deed == "delete":
                    page.unlink()
                elif deed == "edit":
                    page.write_bytes(b"by hand")
                else:
                    os.utime(page, (1, 1))
    texts = steps[-1][0]
    run(plan_of(texts), root)
    assert tree_of(root) == encoded(texts)
    assert run(plan_of(texts), root).made == ()
