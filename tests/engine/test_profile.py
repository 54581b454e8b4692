"""A profile knows what each output took, whoever made it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from ocop.engine import Output, Profile, build, late


@pytest.mark.parametrize("workers", [1, 2])
def test_outputs_are_measured_in_every_process(
    workers: int, tmp_path: Path, plan_of: Callable[[Mapping[str, str]], list[Output]]
) -> None:
    profile, plan = Profile(), plan_of({f"page-{number:03}.html": "words" for number in range(100)})
    plan = [late(output.path, partial(replace, output)) if index % 2 else output for index, output in enumerate(plan)]
    report = build(profile.planned(plan), tmp_path / "site", environment="", workers=workers)
    assert len(report.made) == 100
    assert profile.making()[1] == 100
    assert {path for _, path in profile.slowest(100)} == {output.path for output in plan}
    assert len(profile.slowest(10)) == 10
    assert set(profile.phases) == {"plan"}
    profile.close()
    again = Profile()
    assert build(again.planned(plan), tmp_path / "site", environment="", workers=workers).made == ()
    assert again.making() == (0, 0)
    again.close()


@pytest.mark.parametrize("workers", [1, 2])
def test_what_stores_had_is_counted_in_every_process(
    workers: int, tmp_path: Path, plan_of: Callable[[Mapping[str, str]], list[Output]]
) -> None:
    asked: list[str] = []

    def make(output: Output) -> bytes:
        asked.append(output.path)
        return output.make()

    profile = Profile()
    profile.hits["records"] = (3, 4)
    profile.watch("even pages", lambda: (sum(int(path[5:8]) % 2 == 0 for path in asked), len(asked)))
    plan = [
        replace(one, make=partial(make, one)) for one in plan_of({f"page-{number:03}.html": "words" for number in range(100)})
    ]
    build(profile.planned(plan), tmp_path / "site", environment="", workers=workers)
    assert profile.hit_rates() == {"records": (3, 4), "even pages": (50, 100)}
    assert profile.making()[1] == 100
    profile.close()
