"""A site on a server that knows files and nothing else: printed codes open at once, slips of the hand are repaired."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

UNKNOWN = "Danh mục này chưa cấp mã nào như vậy"


def codes_of(server: Any) -> list[dict[str, Any]]:
    return json.loads(server.ask("/codes.json").body)["codes"]


def test_every_printed_address_opens_without_a_redirect(plain: Any) -> None:
    codes = codes_of(plain)
    assert len(codes) >= 30
    for one in codes:
        path = urlsplit(one["payload"]).path if "payload" in one else f"/Q/{one['code']}/"
        answer = plain.ask(path)
        assert (answer.status, answer.headers.get("location")) == (200, None), path
        text = answer.body.decode("utf-8")
        assert one["code"] in text
        assert text.index('<meta charset="utf-8">') < 1024
        assert len(answer.body) <= 30_000, path


def test_no_address_of_a_code_stands_in_two_cases(plain: Any) -> None:
    # Windows and macOS disks do not tell Q from q.
    files = [path.relative_to(plain.public).as_posix() for path in plain.public.rglob("*") if path.is_file()]
    assert len({file.lower() for file in files}) == len(files)


def test_without_script_the_missing_page_explains_codes_and_leads_on(plain: Any) -> None:
    answer = plain.ask("/q/sd9001")
    assert answer.status == 404
    page = answer.body.decode("utf-8")
    seen = re.sub(r"<div class=\"ocop-page\" hidden.*?</div></div></div>", "", page, flags=re.DOTALL)
    assert UNKNOWN in page
    assert UNKNOWN not in seen
    assert "Mã gồm chữ SD và bốn hoặc năm chữ số" in seen
    assert "It is SD and four or five digits" in seen
    for address in ("/", "/a-z/", "/en/"):
        assert f'href="{address}"' in seen


@pytest.mark.browser
@pytest.mark.parametrize(
    ("script", "now", "said"),
    [
        (True, "2028-03-14T16:59:59Z", "Còn hiệu lực đến 15/03/2028"),
        (True, "2028-03-14T17:00:00Z", "Hết hiệu lực từ 15/03/2028"),
        (False, "2028-03-14T17:00:00Z", "Còn hiệu lực đến 15/03/2028"),  # the day stands there to be read
    ],
)
def test_a_page_built_long_ago_tells_the_term_by_the_day_in_vietnam(
    plain: Any, browser: Browser, script: bool, now: str, said: str
) -> None:
    context = browser.new_context(java_script_enabled=script, timezone_id="America/Los_Angeles")
    page = context.new_page()
    page.clock.set_fixed_time(now)
    page.goto(f"http://127.0.0.1:{plain.port}/Q/SD9001/")
    assert said in page.inner_text("main")
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    "typed",
    ["/q/sd9001", "/Q/SD9001", "/q/SD9OO1/", "/Q/sd9ooI", "/Q/SD900l/", "/Q/SD%209001", "/Q/sd-9001/index.html", "/SD9001"],
)
def test_a_slip_of_the_hand_still_opens_the_page(plain: Any, page: Page, typed: str) -> None:
    page.goto(f"http://127.0.0.1:{plain.port}{typed}")
    page.wait_for_url(f"http://127.0.0.1:{plain.port}/Q/SD9001/")
    assert "Bột gạo lọc Rạch Sen" in page.locator("h1").inner_text()


@pytest.mark.browser
def test_the_slip_leaves_no_step_to_go_back_to(plain: Any, page: Page) -> None:
    start = f"http://127.0.0.1:{plain.port}/a-z/"
    page.goto(start)
    page.goto(f"http://127.0.0.1:{plain.port}/q/sd9002?utm=1")
    page.wait_for_url("**/Q/SD9002/")
    page.go_back()
    assert page.url == start


@pytest.mark.browser
def test_a_code_that_was_never_given_out_is_said_to_be_none(plain: Any, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{plain.port}/q/sdO777")
    note = page.locator("[data-codes]")
    note.wait_for(state="visible")
    assert UNKNOWN in note.inner_text()
    assert "SD0777" in note.inner_text()
    assert page.url.endswith("/q/sdO777")


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/nowhere/", "/q/", "/Q/SD12", "/q/%E0%A4%A", "/san-pham/sd9001x/"])
def test_another_missing_page_asks_for_no_codes(plain: Any, page: Page, path: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.on("console", lambda message: complaints.append(message.text) if "404" not in message.text else None)
    page.goto(f"http://127.0.0.1:{plain.port}{path}", wait_until="networkidle")
    assert page.locator("h1").inner_text() == "Trang này đã trôi đi mất"
    assert "/codes.json" not in asked
    assert page.locator("[data-codes]").is_hidden()
    assert complaints == []


@pytest.mark.browser
def test_a_known_code_whose_page_is_missing_does_not_go_round_in_circles(plain: Any, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    listed = {"codes": [{"code": "SD9777", "address": "/Q/SD9777/"}]}
    page.route("**/codes.json", lambda route: route.fulfill(json=listed))
    page.goto(f"http://127.0.0.1:{plain.port}/Q/SD9777/", wait_until="networkidle")
    assert asked.count("/Q/SD9777/") == 1


@pytest.mark.browser
@pytest.mark.parametrize("typed", ["/01/8931234567897", "/01/08931234567897/10/L-26", "/01/8931234567897/"])
def test_a_barcode_number_without_its_zeros_or_with_a_batch_is_understood(plain: Any, page: Page, typed: str) -> None:
    listed = {"codes": [{"code": "SD9001", "address": "/Q/SD9001/", "gs1_address": "/01/08931234567897"}]}
    page.route("**/codes.json", lambda route: route.fulfill(json=listed))
    page.goto(f"http://127.0.0.1:{plain.port}{typed}")
    page.wait_for_url("**/Q/SD9001/")
