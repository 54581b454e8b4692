"""The real catalogue on four days: true on each of them, whether or not any product has a star."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

Site = Callable[[str], Path]
DAYS = ("2026-11-23", "2026-12-29", "2027-01-15", "2030-01-01")
AFTER = DAYS[1:]
HAPPYLAND = "san-pham/happyland-hung-thy/index.html"
NOT_TO_BE_FOUND = {"404.html", "ngoai-tuyen/index.html", "offline/index.html"}
CANDIDATES = ("ngoi-nha-hoa-ech", "vuon-hong-tu-ton")


def pages(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}


def main_of(page: str) -> str:
    """What a page says of its own, without the scale that explains what three, four and five stars are."""
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r'<ul class="ocop-scale">.*?</ul>', "", main, flags=re.DOTALL)


def test_the_one_recognition_is_valid_until_its_last_day(real_site: Site) -> None:
    page = (real_site("2026-11-23") / HAPPYLAND).read_text("utf-8")
    assert "Còn hiệu lực đến 29/12/2026" in page
    assert "OCOP 4 sao" in page
    assert "1370/QĐ-UBND-HC" in page


@pytest.mark.parametrize("day", AFTER)
def test_from_the_day_it_expires_no_page_shows_a_rank(real_site: Site, day: str) -> None:
    site = real_site(day)
    for path, page in pages(site).items():
        # Explaining ranks in general is what these two pages are for.
        if path.removeprefix("en/").partition("/")[0] in {"hang-sao", "ocop-la-gi"}:
            continue
        assert 'class="ocop-stars"' not in main_of(page), path
        assert not re.search(r"OCOP [345] (sao|stars)", main_of(page)), path
    assert "Hết hiệu lực từ 29/12/2026" in (site / HAPPYLAND).read_text("utf-8")
    assert not (site / "san-pham/hang").exists()


@pytest.mark.parametrize("day", DAYS)
def test_candidates_show_no_rank_on_any_day(real_site: Site, day: str) -> None:
    for slug in CANDIDATES:
        page = main_of((real_site(day) / f"san-pham/{slug}/index.html").read_text("utf-8"))
        own = page[: page.index("ocop-rack")] if "ocop-rack" in page else page
        assert "Đang hướng dẫn hồ sơ" in own
        assert 'class="ocop-stars"' not in own


@pytest.mark.parametrize("day", DAYS)
def test_no_page_counts_days_or_says_today(real_site: Site, day: str) -> None:
    for path, page in pages(real_site(day)).items():
        text = re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL)
        assert not re.search(r"còn \d+ ngày|\d+ days left", text), path
        year, month, number = day.split("-")
        if day not in {"2026-11-23", "2026-12-29"}:  # days that the content itself names
            assert f"{number}/{month}/{year}" not in text, path


@pytest.mark.parametrize("day", DAYS)
def test_the_home_page_is_full_with_or_without_a_ranked_product(real_site: Site, day: str) -> None:
    for home in ("index.html", "en/index.html"):
        page = (real_site(day) / home).read_text("utf-8")
        shelves = re.findall(r'<section class="ocop-section".*?</section>', page, re.DOTALL)
        counts = [shelf.count('<li class="ocop-card') for shelf in shelves]
        assert [count for count in counts if count] == [5, 3, 3]


@pytest.mark.parametrize("day", DAYS[:2])
def test_every_page_leads_to_its_twin_and_back(real_site: Site, day: str) -> None:
    site = real_site(day)
    for path, page in pages(site).items():
        alternates = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page))
        if path.startswith("Q/") or path == "404.html":
            continue
        assert set(alternates) == {"vi", "en", "x-default"}, path
        other = alternates["vi" if path.startswith("en/") else "en"]
        twin = (site / other.lstrip("/") / "index.html").read_text("utf-8")
        back = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', twin)
        assert dict(back) == alternates, path


def test_every_source_link_of_a_body_leads_to_a_source(real_site: Site) -> None:
    cited = 0
    for path, page in pages(real_site("2026-11-23")).items():
        for anchor in re.findall(r'href="#(nguon-[a-z0-9-]+)"', page):
            cited += 1
            assert f'id="{anchor}"' in page, (path, anchor)
    assert cited > 50


def test_nothing_is_marked_as_sample_data(real_site: Site) -> None:
    for path, page in pages(real_site("2026-11-23")).items():
        assert "DỮ LIỆU MẪU" not in page, path
        if path.removeprefix("en/") not in NOT_TO_BE_FOUND:
            assert "noindex" not in page, path
