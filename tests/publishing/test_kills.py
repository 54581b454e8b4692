"""A share of `make soak-publish`: killed at random moments, every target shows a whole site, and the next publish mends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SEED = 8


@pytest.fixture(scope="module")
def soak(sshd: Any, module_at: Any) -> Any:
    del sshd  # is skipped where there is none
    return module_at(Path(__file__).with_name("soak.py"))


@pytest.mark.system
@pytest.mark.parametrize(("kind", "kills"), [("local", 4), ("ssh", 2), ("s3", 2), ("pages", 1)])
def test_killed_at_random_moments_a_whole_site_is_live_and_the_next_publish_mends(
    soak: Any, kind: str, kills: int, tmp_path: Path
) -> None:
    figures = soak.soak(kind, kills, SEED, tmp_path / "dự án đ")
    assert figures.kills == kills
    assert figures.before + figures.after + figures.between == kills + figures.finished
    assert figures.between == 0 or kind == "s3"
