"""The plan: one total order, paths that every disk can hold, no two outputs in each other's way."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.engine import DuplicatePath, EngineError, FileIsFolder, Output, UnsafePath, arrange, build
from ocop.engine.plan import check_path


def outputs(*paths: str) -> list[Output]:
    return [Output(path, (), bytes) for path in paths]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/etc/passwd",
        "..",
        "../a",
        "a/../b",
        "a/./b",
        "./a",
        "a//b",
        "a/",
        "a\\b",
        "C:/a",
        "a:b",
        "a\nb",
        "a\0b",
        "a\x7fb",
        "a\u2028b",
        "a?b",
        "a*b",
        "\ud800",
        "a\u0309",
        "a./b",
        "a /b",
        "con",
        "a/NUL.html",
        ".ocop",
        ".ocop/manifest",
        ".OCOP/manifest",
        "ơ" * 128,
    ],
)
def test_an_unsafe_path_is_refused_and_named(path: str, tmp_path: Path) -> None:
    with pytest.raises(UnsafePath) as caught:
        build(outputs("ok.html", path), tmp_path / "site", environment="")
    assert caught.value.path == path
    assert repr(path) in str(caught.value)
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    "path",
    ["index.html", "Q/SD0001/SD0001.svg", "sản-phẩm/bột gạo/index.html", ".well-known/x", "a.ocop/b", "..a/b", "ơ" * 127],
)
def test_a_plain_path_is_allowed(path: str) -> None:
    assert [output.path for output in arrange(outputs(path))] == [path]


@pytest.mark.parametrize(
    ("first", "second"),
    [("a/x.html", "a/x.html"), ("a/X.html", "a/x.html"), ("Q/a.html", "q/b.html"), ("SÁCH.html", "sách.html")],
)
def test_two_outputs_that_one_disk_cannot_tell_apart_are_both_named(first: str, second: str) -> None:
    for plan in (outputs(first, "m.html", second), outputs(second, first)):
        with pytest.raises(DuplicatePath) as caught:
            arrange(plan)
        assert (caught.value.first, caught.value.second) == (first, second)
        assert first in str(caught.value)
        assert second in str(caught.value)


@pytest.mark.parametrize(("path", "inner"), [("a", "a/b"), ("a", "a/b/c"), ("A", "a/b"), ("a/b", "a/b/c")])
def test_a_file_that_another_output_needs_as_a_folder_is_refused(path: str, inner: str) -> None:
    with pytest.raises(FileIsFolder) as caught:
        arrange(outputs(inner, path))
    assert (caught.value.path, caught.value.inner) == (path, inner)


def test_the_order_is_that_of_the_paths_however_the_plan_came() -> None:
    paths = [f"{a}/{b}.html" for a in "abc" for b in "xyz"]
    shuffled = random.Random(7).sample(paths, len(paths))
    assert [output.path for output in arrange(outputs(*shuffled))] == paths


PARTS = st.sampled_from(["a", "A", "b", "..", ".", "", "c.html", ".ocop", "x y", "x ", "\\", "ư", "u\u031b"])


@settings(deadline=None, max_examples=200)
@given(st.lists(st.lists(PARTS, min_size=1, max_size=3).map("/".join), max_size=5))
def test_a_plan_is_arranged_or_refused_and_what_is_arranged_stays_inside(paths: list[str]) -> None:
    try:
        arranged = arrange(outputs(*paths))
    except EngineError:
        return
    root = Path("/root-of-site")
    for output in arranged:
        target = root / output.path
        assert target.relative_to(root).as_posix() == output.path
        assert ".." not in target.parts
    assert len({output.path.casefold() for output in arranged}) == len(paths)


@given(
    st.lists(
        st.from_regex(r"[A-Za-z0-9_.\- :é]{1,12}|con|Aux|com1|lpt9\.x|nul\..|\.ocop|\.\.?", fullmatch=True),
        min_size=1,
        max_size=3,
    )
)
def test_a_path_that_is_plainly_safe_is_safe_by_every_rule(parts: list[str]) -> None:
    path = "/".join(parts)
    with_one_more = f"{path}/é"  # a letter beyond ASCII: looked at rule by rule
    assert _is_safe(path) == _is_safe(with_one_more)


def _is_safe(path: str) -> bool:
    try:
        check_path(path)
    except UnsafePath:
        return False
    return True
