"""Pictures on built pages: sizes told are sizes drawn, the large one at once and the others late, room kept for all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = (
    "/san-pham/bot-gao-loc-rach-sen/",
    "/diem-den/vuon-noi-bo-say/",
    "/cau-chuyen/theo-con-nuoc-lam-bot/",
    "/san-pham/",
    "/",
)
SLACK = 3
"""Pixels by which a picture may differ from what `sizes` says."""
SETTLING = 5_000
"""Milliseconds until `sizes=auto` must have followed the layout: a picture that came early was chosen before it was whole."""
# The browser divides a file's pixels by the density that `sizes` implies, so the natural width is what `sizes` came to.
TOLD_AND_DRAWN = f"""async () => {{
  const look = () => [...document.images].filter((one) => one.srcset && one.naturalWidth)
    .map((one) => [one.className, one.loading, one.naturalWidth, one.clientWidth]);
  const end = performance.now() + {SETTLING};
  let found = look();
  while (found.some(([, , told, drawn]) => Math.abs(told - drawn) > {SLACK}) && performance.now() < end) {{
    await new Promise(requestAnimationFrame);
    found = look();
  }}
  return found;
}}"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 412, 768, 1024, 1280, 1920])
def test_sizes_say_what_is_drawn(browser: Browser, origin: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    seen = 0
    for path in PAGES:
        page.goto(origin + path)
        found = page.evaluate(TOLD_AND_DRAWN)
        seen += len(found)
        assert [one for one in found if abs(one[2] - one[3]) > SLACK] == [], path
    page.close()
    assert seen >= 3


def test_every_picture_keeps_its_room_and_only_the_first_large_one_is_not_lazy(demo_site: Path) -> None:
    for file in demo_site.rglob("*.html"):
        images = re.findall(r"<img [^>]+>", file.read_text("utf-8"))
        path = file.relative_to(demo_site).as_posix()
        assert all(re.search(r' width="\d+" height="\d+"', image) and " alt=" in image for image in images), path
        first = [image for image in images if 'fetchpriority="high"' in image]
        assert len(first) <= 1, path
        assert not any("loading=" in image for image in first), path
        late = [image for image in images if "srcset=" in image and image not in first]
        assert all('loading="lazy"' in image and 'sizes="auto, ' in image for image in late), path
