"""Larger text, closer zoom and wider spacing lose nothing and never make anyone scroll sideways (WCAG 2.2: 1.4.4, 1.4.10,
1.4.12).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Visit = Callable[..., "Page"]

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT = """() => [...document.querySelectorAll('body *')].filter(el => {
  const style = getComputedStyle(el);
  if (el.closest('.ocop-vh, svg, script, style') || !el.checkVisibility() || !el.innerText?.trim()) return false;
  const clips = ['hidden', 'clip'].includes(style.overflowX) || ['hidden', 'clip'].includes(style.overflowY);
  return clips && (el.scrollWidth > el.clientWidth + 1 || el.scrollHeight > el.clientHeight + 1);
}).map(el => el.className || el.tagName)"""
# A table may scroll in a box of its own.
BESIDE = """() => [...document.querySelectorAll('a, p, h1, h2, h3, h4, li, dt, dd, summary, button, td, th')]
  .filter(el => el.checkVisibility() && !el.closest('.ocop-vh, table, svg') && el.innerText.trim())
  .filter(el => [...el.getClientRects()].some(box => box.width && (box.left < -1 || box.right > innerWidth + 1)))
  .map(el => el.innerText.slice(0, 40))"""
SIZE = "parseFloat(getComputedStyle(document.querySelector('main')).fontSize)"
WORDS = r"""() => [...document.querySelectorAll('main, header, footer')].map(el => el.innerText).join(' ')
  .toLowerCase().split(/[\s/·,.;:()]+/).filter(Boolean)"""
SPACING = """for (const el of document.querySelectorAll('body *')) {
  el.style.setProperty('line-height', '1.5', 'important');
  el.style.setProperty('letter-spacing', '.12em', 'important');
  el.style.setProperty('word-spacing', '.16em', 'important');
  if (el.matches('p')) el.style.setProperty('margin-bottom', '2em', 'important');
}"""


def lost(page: Page) -> dict[str, object]:
    """What cannot be seen on a page without scrolling sideways."""
    found = {"sideways": page.evaluate(SIDEWAYS), "cut": page.evaluate(CUT), "beside": page.evaluate(BESIDE)}
    return {what: value for what, value in found.items() if value}


def test_text_twice_as_large_loses_nothing(visit: Visit, layout: str) -> None:
    page = visit(layout, width=1280)
    before = page.evaluate(SIZE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(SIZE) == pytest.approx(2 * before)
    assert lost(page) == {}
    page.set_viewport_size({"width": 412, "height": 823})  # harder than WCAG asks: a phone whose owner reads large letters
    assert lost(page) == {}


def test_zoom_of_400_percent_and_wider_spacing_lose_nothing(visit: Visit, name: str) -> None:
    # A window of 1280 by 1024 at 400 %.
    page = visit(name, width=320, height=256)
    assert lost(page) == {}
    page.evaluate(SPACING)
    assert lost(page) == {}


LEFT_OUT = ".ocop-card__summary, .ocop-brand small, .ocop-crumbs [aria-current]"
"""What a narrow page leaves out because it stands elsewhere: a card's summary on the page it leads to, the tagline on the home
page, the last step of the way back as the title below it."""


def test_narrow_page_says_all_that_the_wide_one_says(visit: Visit, layout: str) -> None:
    page = visit(layout, width=1280)
    page.evaluate("leftOut => document.querySelectorAll(leftOut).forEach(el => el.remove())", LEFT_OUT)
    wide = set(page.evaluate(WORDS))
    page.set_viewport_size({"width": 320, "height": 256})
    closed = page.locator("details:not([open]) > summary:visible")  # some lie in others
    while closed.count():
        closed.first.click()
    assert wide - set(page.evaluate(WORDS)) == set()
