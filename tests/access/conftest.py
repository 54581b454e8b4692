"""A visitor who opens pages of the fictional catalogue in a way of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DAY = "2026-11-23"
PAGES = MappingProxyType(
    {
        "home": "/",
        "home-en": "/en/",
        "list": "/san-pham/",
        "product-photos": "/san-pham/bot-gao-loc-rach-sen/",
        "product-drawing": "/san-pham/ca-bay-mau-cau-may/",
        "product-expired-en": "/en/products/banh-in-dau-xanh-vam-nang/",
        "product-revoked": "/san-pham/nuoc-tuong-xom-lam/",
        "producer": "/chu-the/htx-bot-rach-sen/",
        "place": "/diem-den/vuon-noi-bo-say/",
        "story": "/cau-chuyen/theo-con-nuoc-lam-bot/",
        "news": "/tin-tuc/thu-hoi-hai-giay-chung-nhan/",
        "text": "/moi-kieu-viet/",
        "documents": "/van-ban/",
        "a-z": "/a-z/",
        "map": "/ban-do/",
        "route": "/lo-trinh/mot-sang-tren-bo-say/",
        "events": "/su-kien/",
        "event": "/en/events/cho-hoa-bo-say-2027/",
        "search": "/tim/",
        "landing": "/Q/SD9001/",
        "404": "/404.html",
    }
)
"""A page of every kind, by the name that tests give it."""
COMPOSED = ("home", "list", "product-photos", "place", "text", "a-z", "map", "route", "landing", "404")
"""A page of each layout, for what the words on it do not change."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `name` sees every kind of page, one that asks for `layout` every layout."""
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", PAGES)
    if "layout" in metafunc.fixturenames:
        metafunc.parametrize("layout", COMPOSED)


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A window for each way of seeing, shared by the tests of a module: options of `new_context`.

    A page that is opened in it is a new document, with nothing focused and no script of the one before; a window of its own
    for each would take longer than most of what is looked at.
    """
    made: dict[str, Page] = {}

    def window(**options: Any) -> Page:
        key = repr(sorted(options.items()))
        if key not in made:
            context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce", **options)
            context.set_default_timeout(15_000)
            made[key] = context.new_page()
            # The day of the build, so that what the browser judges is what was built.
            made[key].clock.set_fixed_time(f"{DAY}T03:00:00Z")
        return made[key]

    yield window
    for page in made.values():
        page.context.close()


@pytest.fixture
def visit(windows: Callable[..., Page], origin: str) -> Callable[..., Page]:
    """Open a page by its name in a window of some width and height in CSS px."""

    def go(name: str, width: int = 412, height: int = 823, **options: Any) -> Page:
        page = windows(**options)
        page.set_viewport_size({"width": width, "height": height})
        page.goto(origin + PAGES[name])
        return page

    return go
