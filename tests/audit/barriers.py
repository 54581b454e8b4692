"""axe-core on each kind and state of page: both widths of phones, light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pages import Page
from playwright.sync_api import Browser
from programs import Programs
from sites import NOON, Site
from visits import PHONE

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
WIDTHS = (412, 320)
SCHEMES = ("light", "dark")


def violations(
    browser: Browser, programs: Programs, sites: dict[str, Site], pages: Iterable[Page]
) -> Iterator[tuple[str, list[str]]]:
    """Give for each page, width and scheme what axe holds against it; an empty list when nothing."""
    axe = (programs.packages / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    for scheme in SCHEMES:
        context = browser.new_context(**{**PHONE, "color_scheme": scheme, "reduced_motion": "reduce"})
        context.clock.set_fixed_time(NOON)  # the states are those of the day, whenever this runs
        opened = context.new_page()
        for page in pages:
            opened.goto(sites[page.site].origin + page.address)
            opened.evaluate(axe)  # not stopped by the page's policy: it comes from outside the page
            for width in WIDTHS:
                opened.set_viewport_size({"width": width, "height": 823})
                found = opened.evaluate(
                    "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", RULES
                )
                yield f"{page.site}{page.address} {width} px {scheme}", [_told(one) for one in found["violations"]]
        context.close()


def _told(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    return f"{violation['id']} ×{len(nodes)}: {nodes[0]['html'][:200]}"
