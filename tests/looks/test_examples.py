"""Every example of every component, as the pattern pages show it: complete, inside its frame, as recorded in both themes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
COMPONENTS = Path(__file__).parents[2] / "theme" / "templates" / "components"
NAMES = sorted(folder.parent.name for folder in COMPONENTS.glob("*/examples.yaml"))
REQUIRED = {
    "stars", "status", "certificate", "card", "facts", "lead", "gallery", "crumbs", "facets", "pager", "language", "notice",
    "history", "outlets", "sources",
}  # fmt: skip
"""Star rating, status panel, certificate, product and place card, facts table, story lead, gallery, breadcrumb, facet list,
pagination, language switch, notice, timeline of recognitions, where to buy, sources."""
SPILT = """(frame) => [...frame.querySelectorAll('*')].filter((el) => !el.closest('.ocop-vh, dialog, svg, [hidden]')
  && el.getClientRects().length && el.getBoundingClientRect().right > frame.getBoundingClientRect().right + 1)
  .map((el) => el.outerHTML.slice(0, 120))"""


def test_no_component_is_missing() -> None:
    assert set(NAMES) >= REQUIRED


@pytest.mark.parametrize("name", NAMES)
def test_examples_look_as_recorded(window: Callable[..., Page], looks_as_recorded: Callable[..., None], name: str) -> None:
    page = window(f"/_components/{name}/")
    shown = page.locator("[data-example]")
    assert shown.evaluate_all("all => all.map(el => el.dataset.example)") == list(
        yaml.safe_load((COMPONENTS / name / "examples.yaml").read_text("utf-8"))
    )
    assert [spilt for frame in shown.all() for spilt in frame.evaluate(SPILT)] == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.evaluate("Promise.all([...document.images].map(img => { img.loading = 'eager'; return img.decode() }))")
        looks_as_recorded(f"component-{name}-{scheme}", page.locator("main").screenshot())


def test_tokens_and_drawings_are_all_shown(window: Callable[..., Page]) -> None:
    page = window("/_components/")
    shown = page.locator(".ocop-pattern__drawings code").all_inner_texts()
    drawings = {file.stem for file in (COMPONENTS.parents[1] / "static" / "illustrations").glob("*.svg")}
    assert set(shown) == drawings
    named = set(page.locator("table th code").all_inner_texts())
    assert named >= {"--ink", "--paper", "--focus", "--art-brick"}
    assert "--brick" in named
    assert page.evaluate("document.documentElement.scrollWidth") <= 960
