from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Visit = Callable[..., "Page"]
PAGES = yaml.safe_load((Path(__file__).parent / "fictional.yaml").read_text("utf-8"))["pages"]
STAYING = tuple(name for name in PAGES if name != "moved")
"""All pages but the one that leads away at once."""
# The fictional recognition ends on 15/03/2028; that day begins at 17:00 UTC of the day before.
LAST_SECOND = "2028-03-14T16:59:59Z"
OVER = "2028-03-14T17:00:00Z"


@pytest.mark.parametrize("name", ["product", "landing"])
def test_panel_is_valid_to_the_last_second(visit: Visit, name: str) -> None:
    panel = visit(name, now=LAST_SECOND).locator(".ocop-status").first
    assert "Còn hiệu lực đến 15/03/2028" in panel.inner_text()
    assert panel.locator(".ocop-stars").count() == 1


@pytest.mark.parametrize("name", ["product", "landing"])
def test_panel_is_over_on_its_last_day(visit: Visit, name: str) -> None:
    panel = visit(name, now=OVER).locator(".ocop-status").first
    text = panel.inner_text()
    assert "Hết hiệu lực từ 15/03/2028" in text
    assert "không có hạng sao" in text
    assert "OCOP 4 sao" not in text
    assert "Còn hiệu lực" not in text
    assert panel.locator(".ocop-stars").count() == 0
    assert "ocop-status--none" in (panel.get_attribute("class") or "")


def test_landing_judges_both_languages(visit: Visit) -> None:
    page = visit("landing", now=OVER)
    assert "Expired since 15/03/2028" in page.inner_text("main")
    assert "Valid until" not in page.inner_text("main")
    assert "OCOP 4 stars" not in page.inner_text("main")


def test_cards_are_judged_one_by_one(visit: Visit) -> None:
    page = visit("list", now=OVER)
    cards = page.locator(".ocop-card")
    texts = cards.all_inner_texts()
    assert "Hết hiệu lực từ 15/03/2028" in texts[0]
    assert "Hết hiệu lực từ 27/06/2027" in texts[1]
    assert "Còn hiệu lực đến 12/11/2028" in texts[5]
    assert page.locator(".ocop-card .ocop-stars").count() == 1


def test_what_is_over_at_the_build_is_left_alone(visit: Visit) -> None:
    page = visit("revoked")
    assert "Đã bị thu hồi ngày 03/02/2026" in page.inner_text(".ocop-status")


def test_boat_stands_at_today(visit: Visit) -> None:
    def place(now: str) -> float:
        boat = visit("product", now=now).locator(".ocop-status .ocop-river__boat")
        assert boat.is_visible()
        return float(re.findall(r"[\d.]+", boat.get_attribute("transform") or "")[0])

    early, late = place("2025-05-01T00:00:00Z"), place("2027-11-01T00:00:00Z")
    assert early < 60
    assert 250 < late <= 322


def test_river_names_today_in_words(visit: Visit) -> None:
    text = visit("product", now="2026-11-22T17:00:00Z").locator(".ocop-status text").text_content()
    assert text == "Hôm nay 23/11/2026"


@pytest.mark.parametrize(("lang", "day"), [("en", "01 Dec 2026"), ("de", "1. Dezember 2026")])
def test_river_names_today_in_the_words_of_other_languages(visit: Visit, lang: str, day: str) -> None:
    page = visit("product", now="2026-11-30T17:00:00Z")
    page.evaluate("lang => { document.documentElement.lang = lang }", lang)
    page.evaluate((Path(__file__).resolve().parents[2] / "theme" / "static" / "js" / "status.js").read_text("utf-8"))
    assert page.locator(".ocop-status text").text_content() == f"Hôm nay {day}"


def test_page_built_long_ago_reads_dates_without_script(browser: object, render: Callable[..., str]) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    opened = context.new_page()
    opened.set_content(render("product"))
    text = opened.inner_text(".ocop-status")
    context.close()
    assert "Còn hiệu lực đến 15/03/2028" in text
    assert "15/03/2025" in text
    assert "Hôm nay" not in text


@pytest.mark.parametrize("name", STAYING)
def test_no_barriers_on_a_wide_screen(visit: Visit, name: str) -> None:
    """`make audit` asks the same of built pages at 412 and 320 points in both themes."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    page = visit(name)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    page.set_viewport_size({"width": 1280, "height": 900})
    found = Axe().run(page, options=options).response["violations"]
    assert [(item["id"], [node["html"][:160] for node in item["nodes"]]) for item in found] == []


@pytest.mark.parametrize("name", STAYING)
def test_nothing_runs_over_the_edge_of_a_narrow_phone(visit: Visit, name: str) -> None:
    page = visit(name)
    for width in (320, 412):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_text_spacing_cuts_nothing(visit: Visit) -> None:
    # WCAG 2.2, 1.4.12
    page = visit("product")
    page.evaluate(
        "for (const el of document.querySelectorAll('main *')) Object.assign(el.style, "
        "{lineHeight: '1.5', letterSpacing: '.12em', wordSpacing: '.16em'})"
    )
    cut = page.evaluate(
        "[...document.querySelectorAll('main :is(p, h1, h2, h3, dt, dd, a, li)')].filter(el => "
        "getComputedStyle(el).overflow === 'hidden' && el.scrollHeight > el.clientHeight + 1 && !el.closest('.ocop-vh')).length"
    )
    assert cut == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 393


def test_targets_are_large_enough(visit: Visit) -> None:
    # WCAG 2.2, 2.5.8: 24 by 24 unless the link stands in a sentence
    page = visit("product")
    small = page.evaluate(
        "[...document.querySelectorAll('header a, nav a, .ocop-button, .ocop-more, .ocop-heading a, footer a, summary')]"
        ".filter(el => el.offsetParent).map(el => [el.textContent.trim(), el.getBoundingClientRect()])"
        ".filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([text]) => text)"
    )
    assert small == []


def test_skip_link_is_first_and_shows_when_focused(visit: Visit) -> None:
    page = visit("product")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Đến nội dung chính"
    box = focused.bounding_box()
    assert box is not None
    assert box["y"] >= 0


def test_product_prints_on_one_sheet(visit: Visit) -> None:
    sheet = visit("product").pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
