"""Outputs that find their inputs only when somebody makes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ocop.engine import MakeFailed, Output, build, late, read_manifest


def whole(path: str, text: str, asked: list[str]) -> Output:
    asked.append(path)
    return Output(path, (text,), text.encode)


def plan_of(texts: dict[str, str], asked: list[str], *, is_late: bool = True) -> Iterator[Output]:
    for path, text in texts.items():
        yield late(path, lambda path=path, text=text: whole(path, text, asked)) if is_late else whole(path, text, asked)


TEXTS = {f"{number:03}/index.html": f"trang {number}" for number in range(80)}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_late_output_is_remembered_like_one_with_inputs(tmp_path: Path, workers: int) -> None:
    for name, is_late in (("late", True), ("plain", False)):
        build(plan_of(TEXTS, [], is_late=is_late), tmp_path / name, environment="e", workers=workers)
    late_ones, plain_ones = (read_manifest(tmp_path / name) for name in ("late", "plain"))
    assert {path: entry.fingerprint for path, entry in late_ones.items()} == {
        path: entry.fingerprint for path, entry in plain_ones.items()
    }


def test_an_edit_makes_one_late_output_again(tmp_path: Path) -> None:
    build(plan_of(TEXTS, []), tmp_path, environment="e")
    edited = TEXTS | {"007/index.html": "khác"}
    report = build(plan_of(edited, []), tmp_path, environment="e")
    assert report.made == ("007/index.html",)
    assert (tmp_path / "007/index.html").read_text("utf-8") == "khác"
    assert build(plan_of(edited, []), tmp_path, environment="e").made == ()
    assert len(build(plan_of(edited, []), tmp_path, environment="other").made) == len(TEXTS)


def test_a_new_late_output_is_looked_into_once(tmp_path: Path) -> None:
    asked: list[str] = []
    build(plan_of(TEXTS, asked), tmp_path, environment="e", workers=1)
    assert sorted(asked) == sorted(TEXTS)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_late_output_whose_inputs_cannot_be_found_is_named(tmp_path: Path, workers: int) -> None:
    def broken() -> Output:
        raise ValueError("không có")

    plan = [*plan_of(TEXTS, []), late("broken/index.html", broken)]
    with pytest.raises(MakeFailed, match=r"broken/index\.html"):
        build(plan, tmp_path, environment="e", workers=workers)
