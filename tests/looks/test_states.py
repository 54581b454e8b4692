"""Every state of a page at five widths: nothing runs over the edge or is cut, and a chosen few look as recorded."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
WIDTHS = (320, 375, 768, 1280, 1920)
STATES = MappingProxyType(
    {
        "long-name": "/san-pham/bot-gao-lut-huyet-rong-rang/",
        "no-photo": "/san-pham/tranh-gao-rang-rach-sen/",
        "one-photo": "/san-pham/banh-phong-tom-vam-nang/",
        "ten-photos": "/san-pham/bot-gao-loc-rach-sen/",
        "no-english": "/en/products/chieu-lac-cau-may/",
        "expired": "/san-pham/banh-trang-lo-trau-xom-lam/",
        "revoked": "/san-pham/nuoc-tuong-xom-lam/",
        "draft": "/san-pham/sua-gao-lut-rach-sen/",
        "extended": "/san-pham/nui-gao-mau-rach-sen/",
        "gone": "/san-pham/mut-gung-ben-ghe/",
        "home": "/",
        "list": "/san-pham/",
        "place": "/diem-den/vuon-noi-bo-say/",
        "producer": "/chu-the/htx-bot-rach-sen/",
        "story": "/cau-chuyen/theo-con-nuoc-lam-bot/",
        "story-no-english": "/en/stories/khung-cui-cuoi-rach/",
        "scale": "/hang-sao/",
        "landing": "/Q/SD9001/",
        "404": "/404.html",
    }
)
SAID = MappingProxyType(
    {
        "no-photo": "Hình vẽ minh họa",
        "no-english": "has not been translated yet",
        "expired": "Hết hiệu lực từ 07/12/2024",
        "revoked": "Đã bị thu hồi ngày 03/02/2026",
        "draft": "Bản nháp",
        "extended": "Được kéo dài đến 15/03/2027",
        "gone": "Đã ngừng",
        "story-no-english": "has not been translated yet",
    }
)
CHOSEN = (
    *(("home", 375, "light"), ("home", 1280, "light"), ("home", 1280, "dark"), ("ten-photos", 375, "light")),
    *(("ten-photos", 1280, "dark"), ("revoked", 375, "light"), ("landing", 375, "light"), ("list", 768, "light")),
)
SHOWN = """() => Promise.all([...document.images].filter((img) => img.getBoundingClientRect().top < innerHeight)
  .map((img) => { img.loading = 'eager'; return img.decode(); }))"""
AT_ONCE = """() => {
  for (const img of document.images) img.loading = 'eager';
  for (const picture of document.querySelectorAll('.ocop-late picture')) picture.style.contentVisibility = 'visible';
}"""
CUT = """() => [...document.querySelectorAll('body *')].filter((el) => {
  if (el.closest('.ocop-vh, .ocop-skip, svg, dialog, [hidden]') || !el.getClientRects().length) return false;
  const box = el.getBoundingClientRect(), style = getComputedStyle(el);
  const clips = style.overflowX === 'hidden' || style.overflowY === 'hidden';
  const scrolls = el.closest('.ocop-prose table, [tabindex]');
  return (clips && (el.scrollHeight > el.clientHeight + 1 || el.scrollWidth > el.clientWidth + 1))
    || (!scrolls && (box.right > innerWidth + 1 || box.left < -1));
}).map((el) => el.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", STATES)
def test_state_fits_every_width(window: Callable[..., Page], name: str) -> None:
    page = window(STATES[name], WIDTHS[0])
    if name in SAID:
        assert SAID[name] in page.inner_text("main")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{width} px"
        assert page.evaluate(CUT) == [], f"{width} px"


def test_photos_are_as_many_as_said(window: Callable[..., Page]) -> None:
    counts = {
        name: window(STATES[name]).locator("article :is(.ocop-plate)").count()
        for name in ("no-photo", "one-photo", "ten-photos")
    }
    assert counts == {"no-photo": 1, "one-photo": 1, "ten-photos": 10}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A few screens in `make test`; all of them, whole pages in both themes, with --whole (make looks)."""
    if "screen" in metafunc.fixturenames:
        whole = metafunc.config.getoption("--whole", default=False)
        every = [(name, width, scheme) for name in STATES for width in WIDTHS for scheme in ("light", "dark")]
        screens = every if whole else CHOSEN
        metafunc.parametrize("screen", screens, ids=[f"{name}-{width}-{scheme}" for name, width, scheme in screens])


def test_screen_looks_as_recorded(
    window: Callable[..., Page], looks_as_recorded: Callable[..., None], screen: tuple[str, int, str]
) -> None:
    name, width, scheme = screen
    page = window(STATES[name], width, scheme=scheme, fresh=screen in CHOSEN)
    if screen in CHOSEN:
        page.evaluate(SHOWN)
        looks_as_recorded(f"{name}-{width}-{scheme}", page.screenshot())
    else:
        page.evaluate(AT_ONCE)
        page.wait_for_load_state("networkidle")
        looks_as_recorded(f"{name}-{width}-{scheme}", page.screenshot(full_page=True), keep_only=True)
