"""The pages without colours of their own, without script and without style."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Visit = Callable[..., "Page"]

FAINT_SHAPES = r"""() => {
  const light = text => {
    const [red, green, blue] = text.match(/[\d.]+/g).slice(0, 3).map(v => v / 255)
      .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * red + .7152 * green + .0722 * blue;
  };
  const ground = light(getComputedStyle(document.body).backgroundColor);
  const seen = colour => (Math.max(light(colour), ground) + .05) / (Math.min(light(colour), ground) + .05) >= 3;
  const inked = colour => /^rgb/.test(colour) && !/, 0\)$/.test(colour);
  // Shapes of ours in the page: icons, stars, the river. A drawing brings its own ground.
  return [...document.querySelectorAll('body svg:not([hidden]) :is(path, circle, line, use, rect, text)')]
    .filter(el => el.checkVisibility() && !el.closest('symbol, defs') && el.getBoundingClientRect().width)
    .filter(el => {
      const style = getComputedStyle(el), colours = [style.fill, style.stroke].filter(inked);
      return colours.length && !colours.some(seen);
    })
    .map(el => `${el.closest('svg').getAttribute('class')} in ${el.closest('svg').parentElement.closest('[class]').className}`);
}"""
BORDERLESS = """() => [...document.querySelectorAll('.ocop-button, .ocop-status, input, button')]
  .filter(el => el.checkVisibility() && !el.closest('.ocop-vh'))
  .filter(el => {
    const {borderTopStyle, borderTopWidth} = getComputedStyle(el);
    return borderTopStyle === 'none' || parseFloat(borderTopWidth) < 1;
  })
  .map(el => el.className || el.tagName)"""
WORDS = "document.querySelector('main').innerText.replace(/\\s+/g, ' ').trim()"
TOPS = """() => [...document.querySelectorAll('main :is(h1, h2, h3, h4, p, li, dt, dd, figure)')]
  .filter(el => el.checkVisibility() && !el.closest('.ocop-vh') && el.getBoundingClientRect().height)
  .map(el => [el.getBoundingClientRect(), el.innerText || el.tagName])
  .map(([box, words]) => [box.top, box.bottom, words.slice(0, 40)])"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page_name", ["home", "list", "product-photos", "product-revoked", "place", "landing"])
def test_forced_colours_keep_shapes_and_edges(visit: Visit, page_name: str, scheme: str) -> None:
    page = visit(page_name, forced_colors="active", color_scheme=scheme)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate(BORDERLESS) == []
    assert sorted(set(page.evaluate(FAINT_SHAPES))) == []


def test_forced_colours_keep_the_focus(visit: Visit) -> None:
    page = visit("product-photos", forced_colors="active")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    style = page.evaluate(
        "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])(getComputedStyle(document.activeElement))"
    )
    assert style == ["solid", "3px"]


def test_without_script_the_words_are_the_same(visit: Visit, name: str) -> None:
    scripted = visit(name)
    # Buttons that do nothing by themselves are offered where script can do it.
    scripted.evaluate("document.querySelectorAll('main button[type=button]').forEach(el => el.remove())")
    with_script = scripted.evaluate(WORDS)
    page = visit(name, java_script_enabled=False)
    page.evaluate("document.querySelectorAll('noscript').forEach(el => el.remove())")  # which says what to do instead
    without = page.evaluate(WORDS)
    # Script adds where "today" is on the river, nothing that somebody needs.
    assert without in (with_script, with_script.replace(" Hôm nay 23/11/2026", "").replace(" Today 23/11/2026", ""))
    assert without


def test_without_script_every_link_leads_somewhere(visit: Visit, layout: str) -> None:
    page = visit(layout, java_script_enabled=False)
    links = page.evaluate("[...document.querySelectorAll('a')].map(link => link.getAttribute('href') ?? '')")
    assert [link for link in links if not link or link == "#" or link.startswith("javascript:")] == []


def test_without_style_the_page_reads_from_top_to_bottom(visit: Visit, layout: str) -> None:
    page = visit(layout)
    styled = set(page.evaluate(WORDS).split())
    page.evaluate("for (const sheet of document.styleSheets) sheet.disabled = true")
    assert styled - set(page.evaluate(WORDS).split()) == set()
    first = page.evaluate("[document.querySelector('a').innerText, document.querySelector('h1').innerText]")
    text = page.evaluate("document.body.innerText")
    assert text.index(first[0]) < text.index(first[1])
    assert page.evaluate("document.documentElement.scrollWidth") <= 1300, "pictures keep their own size"


def test_style_moves_nothing_out_of_the_order_of_the_text(visit: Visit, layout: str) -> None:
    # On a phone: what is written later never stands wholly above what was written before it.
    highest_yet, moved = 0.0, []
    for top, bottom, words in visit(layout).evaluate(TOPS):
        if bottom <= highest_yet:
            moved.append(words)
        highest_yet = max(highest_yet, top)
    assert moved == []


def test_no_words_come_from_style(visit: Visit, layout: str) -> None:
    # What stands in the style sheet only is not translated, not copied and not always read.
    contents = visit(layout).evaluate(
        "['::before', '::after'].flatMap("
        "at => [...document.querySelectorAll('body *')].map(el => getComputedStyle(el, at).content))"
    )
    assert [content for content in contents if content.startswith('"') and re.search(r"\w", content)] == []
