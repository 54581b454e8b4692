from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

COMPONENTS = Path(__file__).parents[2] / "theme" / "templates" / "components"


def test_development_shows_every_component(demo_site: Path) -> None:
    shown = {file.parent.name for file in (demo_site / "_components").glob("*/index.html")}
    assert shown == {file.parent.name for file in COMPONENTS.glob("*/examples.yaml")}
    index = (demo_site / "_components" / "index.html").read_text("utf-8")
    assert set(re.findall(r'href="/_components/(\w+)/"', index)) == shown


def test_development_alone_has_pattern_pages(addressed_site: Path, real_site: Callable[[str], Path]) -> None:
    for site in (addressed_site, real_site("2026-11-23")):
        assert not (site / "_components").exists()
        assert list((site / "theme").glob("css/patterns*")) == []
        assert "_components" not in (site / "sitemap.xml").read_text("utf-8")


def test_pattern_pages_are_kept_from_search_engines_and_lists(demo_site: Path) -> None:
    pages = list((demo_site / "_components").rglob("*.html"))
    assert all('<meta name="robots" content="noindex">' in page.read_text("utf-8") for page in pages)
    assert "_components" not in (demo_site / "sitemap.xml").read_text("utf-8")


def test_examples_of_a_component_share_no_id(demo_site: Path) -> None:
    for page in (demo_site / "_components").rglob("*.html"):
        shown = re.sub(r"<pre.*?</pre>", "", page.read_text("utf-8"), flags=re.DOTALL)
        ids = re.findall(r'\bid="([^"]+)"', shown)
        assert sorted(set(ids)) == sorted(ids), page
