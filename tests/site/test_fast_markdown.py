"""The setting that sends every body through Python-Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ocop import site

DEMO = Path(__file__).parents[1] / "demo" / "pelicanconf.py"


@pytest.mark.parametrize(("settings", "fast"), [({}, 1), ({"OCOP_FAST_MARKDOWN": False}, 0)])
def test_a_setting_closes_the_fast_path(settings: dict[str, Any], fast: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCOP_TODAY", "2026-11-23")
    edition = site.check(site.load(DEMO, settings)).edition
    assert edition
    edition.prose.render("Bột **gạo**")
    assert edition.prose.taken.fast == fast
