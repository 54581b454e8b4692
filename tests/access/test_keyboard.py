"""Whoever has only a keyboard reaches everything in the order of reading and always sees where they are (WCAG 2.2: 2.1.1,
2.1.2, 2.4.1, 2.4.3, 2.4.7, 2.4.11).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Visit = Callable[..., "Page"]
Walk = tuple[list[dict[str, Any]], int]
Walked = Callable[[str, int], Walk]

STOPS = """() => [...document.querySelectorAll('a[href], button, summary, input, select, textarea, audio, video, [tabindex]')]
  .filter(el => el.tabIndex >= 0 && !el.disabled && el.checkVisibility({visibilityProperty: true}))"""
WALK = """() => {
  const el = document.activeElement;
  if (el === document.body) return null;
  // A ring around the target, or around the card that the target covers.
  const rings = [getComputedStyle(el), getComputedStyle(el, '::after')].filter(style => style.outlineStyle !== 'none');
  const box = el.getClientRects()[0];
  // Just inside the first line of the target: what is seen there has to be the target.
  const points = [.1, .5, .9].map(part => [box.left + box.width * part, box.top + box.height / 2])
    .filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
  const covered = points.filter(([x, y]) => {
    const seen = document.elementFromPoint(x, y);
    return !(seen && (el.contains(seen) || seen.contains(el) && seen !== document.body && seen !== document.documentElement
      || getComputedStyle(el).pointerEvents === 'none'));
  });
  return {
    index: window.stops.indexOf(el),
    text: (el.getAttribute('aria-label') || el.textContent).trim().slice(0, 50),
    outline: Math.max(0, ...rings.map(style => parseFloat(style.outlineWidth))),
    top: box.top + scrollY,
    bottom: box.bottom + scrollY,
    seen: points.length,
    covered: covered.length,
    inside: box.left >= 0 && box.right <= innerWidth + 1,
  };
}"""


def walk(page: Page) -> Walk:
    """Press Tab until the page is left; what was focused each time, and how many targets there are."""
    total = page.evaluate(f"(window.stops = ({STOPS})()).length")
    found = []
    for _ in range(total + 5):
        page.keyboard.press("Tab")
        stop = page.evaluate(WALK)
        if stop is None or (found and stop["index"] == found[0]["index"]):
            break
        found.append(stop)
    return found, total


@pytest.fixture(scope="module")
def walks() -> dict[tuple[str, int], Walk]:
    """Walks that were made already: several tests look at one."""
    return {}


@pytest.fixture
def walked(visit: Visit, walks: dict[tuple[str, int], Walk]) -> Callable[[str, int], Walk]:
    """Walk through a page in a low window of some width."""

    def go(name: str, width: int) -> Walk:
        if (name, width) not in walks:
            walks[name, width] = walk(visit(name, width=width, height=480))
        return walks[name, width]

    return go


def test_tab_reaches_everything_once_and_leaves(walked: Walked, name: str) -> None:
    stops, total = walked(name, 412)
    assert sorted(stop["index"] for stop in stops) == list(range(total))


def test_tab_follows_the_text_on_a_wide_screen(walked: Walked, layout: str) -> None:
    stops, total = walked(layout, 1280)
    assert [stop["index"] for stop in stops] == list(range(total))


def test_tab_goes_down_the_page_on_a_phone(walked: Walked, name: str) -> None:
    # In one column, whoever sees where they are also sees where they go next. The skip link comes from above.
    stops = walked(name, 412)[0][1:]
    assert [(one["text"], two["text"]) for one, two in pairwise(stops) if two["bottom"] <= one["top"]] == []


def test_focus_is_always_seen_and_nothing_lies_over_it(walked: Walked, name: str) -> None:
    assert unseen(walked(name, 412)[0]) == []


def test_focus_is_always_seen_on_a_wide_screen(walked: Walked, layout: str) -> None:
    assert unseen(walked(layout, 1280)[0]) == []


def unseen(stops: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Stops without a ring of 2 px, outside the window, or under something else."""
    return [stop for stop in stops if stop["outline"] < 2 or not stop["seen"] or stop["covered"] or not stop["inside"]]


def test_skip_link_leads_past_the_header(visit: Visit, layout: str) -> None:
    page = visit(layout)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#noi-dung"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#noi-dung"
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.activeElement === document.body || "
        "!!(document.querySelector('main').compareDocumentPosition(document.activeElement) & (4 | 16))"
    ), "the next stop is in the main part or after it"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_stands_out_from_the_page(visit: Visit, scheme: str) -> None:
    # WCAG 2.2, 1.4.11 and 2.4.13: 3 to 1 against the ground.
    page = visit("product-photos", color_scheme=scheme)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    colours = page.evaluate(
        "[getComputedStyle(document.activeElement).outlineColor, getComputedStyle(document.body).backgroundColor]"
        ".map(text => text.match(/[\\d.]+/g).slice(0, 3).map(Number))"
    )
    one, two = sorted((luminance(colour) for colour in colours), reverse=True)
    assert (one + 0.05) / (two + 0.05) >= 3


def luminance(colour: list[float]) -> float:
    """Relative luminance of WCAG 2.2 for sRGB in 0 to 255."""
    parts = [value / 255 for value in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
