"""What search engines, sharers and language models are told: robots.txt, llms.txt, Open Graph, languages."""

from __future__ import annotations

import re
from pathlib import Path

SITE = "https://danh-muc.example"


def meta(site: Path, path: str) -> dict[str, str]:
    text = (site / path / "index.html").read_text("utf-8")
    return dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', text))


def test_robots_leads_to_the_sitemap_and_keeps_sample_data_out(addressed_site: Path) -> None:
    lines = (addressed_site / "robots.txt").read_text("utf-8").splitlines()
    assert f"Sitemap: {SITE}/sitemap.xml" in lines
    assert "Disallow: /" in lines


def test_llms_txt_has_a_title_a_summary_and_links_that_lead_somewhere(addressed_site: Path) -> None:
    text = (addressed_site / "llms.txt").read_text("utf-8")
    assert re.match(r"# .+\n\n> .+\n", text)
    assert "Sample data: every name and figure is invented." in text
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert len(links) > 20
    for link in links:
        path = addressed_site / link.removeprefix(f"{SITE}/")
        assert (path / "index.html" if link.endswith("/") else path).is_file(), link
    assert "## Tiếng Việt" in text
    assert "## English" in text


def test_open_graph_names_page_language_and_twin(addressed_site: Path) -> None:
    for path, locale, other, kind in (
        (".", "vi_VN", "en_GB", "website"),
        ("en/products/bot-gao-loc-rach-sen", "en_GB", "vi_VN", "product"),
        ("cau-chuyen/hoa-tren-coc", "vi_VN", "en_GB", "article"),
    ):
        found = meta(addressed_site, path)
        assert found["og:locale"] == locale
        assert found["og:locale:alternate"] == other
        assert found["og:type"] == kind
        assert found["og:url"] == f"{SITE}/{'' if path == '.' else path + '/'}"
        assert found["og:title"]
        assert found["og:description"]
    assert meta(addressed_site, "cau-chuyen/hoa-tren-coc")["article:published_time"] == "2026-10-28"


def test_a_picture_to_share_is_absolute_and_measured(addressed_site: Path) -> None:
    found = meta(addressed_site, "san-pham/bot-gao-loc-rach-sen")
    assert found["og:image"].startswith(f"{SITE}/")
    assert int(found["og:image:width"]) > 0
    assert int(found["og:image:height"]) > 0
    assert found["og:image:alt"]


def test_every_page_names_its_twin_and_a_default(addressed_site: Path) -> None:
    for page in ("san-pham", "du-lieu-mo", "diem-den/lang-hoa-bo-say"):
        text = (addressed_site / page / "index.html").read_text("utf-8")
        links = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', text))
        assert set(links) == {"vi", "en", "x-default"}
        assert links["x-default"] == links["vi"] == f"{SITE}/{page}/"
