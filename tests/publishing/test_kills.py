"""A share of `make soak-publish`: killed at random moments, every target shows a whole site, and the next publish mends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SEED = 8


@pytest.fixture(scope="module")
def soak(sshd: Any) -> Any:
    del sshd  # is skipped where there is none
    import importlib.util  # noqa: PLC0415
    import sys  # noqa: PLC0415

    spec = importlib.util.spec_from_file_location("publishing_soak", Path(__file__).with_name("soak.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.system
@pytest.mark.parametrize(("kind", "kills"), [("local", 4), ("ssh", 2), ("s3", 2), ("pages", 1)])
def test_killed_at_random_moments_a_whole_site_is_live_and_the_next_publish_mends(
    soak: Any, kind: str, kills: int, tmp_path: Path
) -> None:
    figures = soak.soak(kind, kills, SEED, tmp_path / "dự án đ")
    assert figures.kills == kills
    assert figures.before + figures.after + figures.between == kills + figures.finished
    assert figures.between == 0 or kind == "s3"
