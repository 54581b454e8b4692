"""A page that comes in parts, as over a weak signal: all that is drawn of it holds on the day of reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
ALL_OVER = "2030-01-01T03:00:00Z"
"""By then every recognition of the demo has ended."""
FRAMES = """window.frames = [];
const differs = (one) => (one.localName == 'path' ? one.getAttribute('d') : one.textContent) != one.dataset.then;
const isWrong = (box) => box.querySelector('[data-live]') || [...box.querySelectorAll('[data-then]')].some(differs);
const look = () => requestAnimationFrame(() => {
  const boxes = [...document.querySelectorAll('[data-until]')];
  window.frames.push({ early: document.readyState == 'loading', judged: boxes.length, wrong: boxes.filter(isWrong).length });
  look();
});
look();"""
"""Before each drawing: whether the page is still on its way, how many terms are in it, and of how many the end is not told."""
SHIFTED = """() => new Promise((told) => {
  const sum = (list) => told(list.getEntries().reduce((all, one) => all + one.value, 0));
  new PerformanceObserver(sum).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => told(0), 300);
})"""
"""How much of the page moved after it was drawn (Cumulative Layout Shift)."""


@pytest.mark.parametrize(
    ("path", "cuts"),
    [
        ("/Q/SD9007/", ("ocop-status__word", "Còn hi", "ệu l", "</h1>")),
        ("/san-pham/banh-phong-tom-vam-nang/", ("ocop-status__word", "ocop-ends")),
        ("/san-pham/", ("data-until", "ocop-state", "</li>")),
    ],
)
def test_a_term_that_has_ended_is_never_seen_as_running(page: Page, in_parts: str, path: str, cuts: tuple[str, ...]) -> None:
    page.add_init_script(FRAMES)
    page.clock.set_fixed_time(ALL_OVER)
    page.goto(f"{in_parts}{path}?{'&'.join(f'after={cut}' for cut in cuts)}")
    frames = page.evaluate("window.frames")
    assert any(frame["early"] and frame["judged"] for frame in frames)
    assert [frame for frame in frames if frame["wrong"]] == []


def test_an_event_that_has_ended_is_never_seen_among_those_to_come(page: Page, in_parts: str) -> None:
    page.clock.set_fixed_time("2026-12-01T03:00:00Z")
    page.goto(f"{in_parts}/su-kien/?after=data-coming>&after=</h3>&after=data-past")
    assert page.locator("[data-past] a[href='/su-kien/hoi-banh-vam-nang-2026/']").count() == 1
    assert page.evaluate(SHIFTED) == 0
