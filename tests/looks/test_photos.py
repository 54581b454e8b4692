"""Photos enlarge in a dialog that a keyboard can use; buttons share and print; without script nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
FOCUSED = "(place) => document.querySelectorAll('.ocop-gallery a')[place] === document.activeElement"
PRODUCT = "/san-pham/bot-gao-loc-rach-sen/"


@pytest.fixture
def photos(window: Callable[..., Page]) -> Page:
    page = window(PRODUCT, 1280)
    page.wait_for_load_state("load")
    return page


@pytest.fixture
def plain(browser: Browser, origin: str) -> Iterator[Page]:
    """The product's page for a visitor without scripts."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin + PRODUCT)
    yield page
    context.close()


def test_enter_enlarges_and_escape_comes_back(photos: Page) -> None:
    second = photos.locator(".ocop-gallery a").nth(1)
    second.focus()
    photos.keyboard.press("Enter")
    viewer = photos.get_by_role("dialog", name="Hình ảnh")
    assert viewer.is_visible()
    assert viewer.locator("img").get_attribute("alt") == second.locator("img").get_attribute("alt")
    assert viewer.locator(".ocop-viewer__place").inner_text() == "2 / 9"
    photos.keyboard.press("Escape")
    assert not viewer.is_visible()
    photos.wait_for_function(FOCUSED, arg=1)  # `close` comes in a task of its own


def test_a_phone_fetches_what_is_far_below_when_it_comes_near(window: Callable[..., Page]) -> None:
    asked: list[str] = []
    page = window("/404.html", 412, fresh=True)
    page.on("request", lambda request: asked.append(request.url) if "/pictures/" in request.url else None)
    window(PRODUCT, 412).wait_for_load_state("load")
    assert len(asked) == 1, "the product's own photo"
    page.locator(".ocop-gallery").scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('.ocop-gallery img').naturalWidth")
    assert len(asked) > 1


def test_arrows_and_buttons_go_round(photos: Page) -> None:
    photos.locator(".ocop-gallery a").first.click()
    place = photos.locator(".ocop-viewer__place")
    photos.keyboard.press("ArrowLeft")
    assert place.inner_text() == "9 / 9"
    photos.get_by_role("button", name="Ảnh sau").click()
    assert place.inner_text() == "1 / 9"
    photos.get_by_role("button", name="Đóng").click()
    assert not photos.locator("dialog").is_visible()


def test_focus_stays_in_the_dialog_and_comes_back_to_the_photo_last_seen(photos: Page) -> None:
    photos.locator(".ocop-gallery a").first.click()
    for _ in range(8):
        photos.keyboard.press("Tab")
        assert photos.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    photos.keyboard.press("ArrowRight")
    photos.keyboard.press("Escape")
    photos.wait_for_function(FOCUSED, arg=1)


def test_enlarged_photo_is_whole_and_larger(photos: Page) -> None:
    small = photos.locator(".ocop-gallery img").first.bounding_box()
    photos.locator(".ocop-gallery a").first.click()
    photos.wait_for_function("document.querySelector('dialog img').complete")
    large = photos.locator("dialog img").bounding_box()
    assert small
    assert large
    assert large["width"] > small["width"]
    assert large["y"] >= 0
    assert large["y"] + large["height"] <= 900


def test_photo_is_a_link_without_script(plain: Page) -> None:
    assert plain.locator(".ocop-gallery img").count() == 9
    assert (plain.locator(".ocop-gallery a").first.get_attribute("href") or "").endswith(".jpg")
    assert not plain.locator("dialog").is_visible()


def test_buttons_that_need_script_are_not_there_without(plain: Page) -> None:
    assert plain.get_by_role("button", name="In tờ rơi").count() == 0
    assert plain.get_by_role("button", name="Chia sẻ").count() == 0


def test_address_is_copied_where_nothing_shares(photos: Page) -> None:
    photos.evaluate(
        "Object.defineProperty(navigator, 'share', {value: undefined});"
        "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => { window.copied = text }}})"
    )
    photos.get_by_role("button", name="Chia sẻ").click()
    photos.get_by_role("button", name="Đã chép địa chỉ").wait_for()
    assert photos.evaluate("window.copied").endswith(PRODUCT)


def test_print_button_prints(photos: Page) -> None:
    photos.evaluate("window.print = () => { window.printed = true }")
    photos.get_by_role("button", name="In tờ rơi").click()
    assert photos.evaluate("window.printed")
