"""The box under the hand: what is loaded when, what is said, where one can go back to, what keys and screen readers meet."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from ocop.outputs.edition import Edition
from ocop.outputs.search import search_index
from ocop.outputs.search_index import Shape, index
from ocop.outputs.search_rows import KINDS, Row
from ocop.outputs.voice import Voice

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
LAST_SECOND = "2028-03-14T16:59:59Z"
OVER = "2028-03-14T17:00:00Z"
"""15/03/2028, the day on which a fictional recognition ends, begins in Vietnam at 17:00 UTC of the day before."""


@pytest.fixture
def box(demo: Edition, indexes: Callable[..., Any], counter: Open) -> Open:
    """Open the box over the demo catalogue."""

    def opened(lang: str = "vi", **options: Any) -> Any:
        return counter(Voice(demo, lang), indexes("demo", lang), **options)

    return opened


def field(page: Page) -> Any:
    return page.get_by_role("searchbox")


def hits(page: Page) -> Any:
    return page.get_by_role("listitem")


def status(page: Page) -> Any:
    return page.get_by_role("status")


def test_nothing_is_loaded_before_the_box_is_touched_and_the_index_once(box: Open) -> None:
    made = box()
    made.page.wait_for_load_state("networkidle")
    assert made.fetched == ["/box/", "/theme/js/search.js"]
    field(made.page).focus()
    field(made.page).fill("sen")
    status(made.page).get_by_text("Kết quả").wait_for()
    field(made.page).fill("bánh")
    hits(made.page).get_by_text("Bánh in").wait_for()
    assert made.fetched[2:] == [f"/{made.index.path}"]


def test_a_result_says_kind_maker_rank_and_status_in_words(box: Open) -> None:
    flour, shop = box().ask("bột gạo lọc", "điểm bán bến ghe")
    assert flour.status == "Kết quả: 2"
    assert flour.rows == (
        "Bột gạo lọc Rạch SenSản phẩm · Hợp tác xã Bột Rạch Sen (mẫu) · OCOP 4 sao · Còn hiệu lực đến 15/03/2028",
        "Theo con nước làm bộtCâu chuyện · Bột gạo lọc Rạch Sen",
    )
    # The route past the shop is found by it too, and stands below.
    assert (shop.status, shop.rows[0].partition("(mẫu)")[2]) == ("Kết quả: 2", "Điểm đến · Phường Bờ Sậy")
    assert shop.rows[1] == "Một ngày theo con rạchLộ trình · Lộ trình một ngày"


@pytest.mark.parametrize(("now", "rank"), [(LAST_SECOND, True), (OVER, False)])
def test_the_day_of_the_visitor_judges_the_rank_anew(box: Open, now: str, rank: bool) -> None:
    made = box(now=now)
    text = made.ask("bột gạo lọc")[0].rows[0]
    assert ("OCOP 4 sao" in text) == rank
    assert ("Hết hiệu lực từ 15/03/2028" in text) != rank
    assert ("products/bot-gao-loc-rach-sen" in made.ask("4 sao")[0].keys) == rank


def test_what_is_expired_revoked_guided_or_gone_shows_no_stars(box: Open) -> None:
    answers = box().ask("nem gói lá vông", "nước tương", "mật ong", "mứt gừng", "chiếu lác")
    for answer in answers:
        assert "OCOP" not in answer.rows[0]
        assert "sao" not in answer.rows[0]
    assert "Hết hiệu lực từ 23/11/2026" in answers[0].rows[0]
    assert "Đã bị thu hồi" in answers[1].rows[0]
    assert answers[3].rows[0].endswith("Đã ngừng")


def test_typed_marks_outrank_and_unmarked_words_find_both(hay: Edition, indexes: Callable[..., Any], counter: Open) -> None:
    noodles = {"products/hu-tieu-bot-loc-nga-beo", "products/hu-tieu-dai-nga-beo"}
    pepper = "products/hu-tieu-xay-dam-doi-gia"
    marked, other, unmarked = counter(Voice(hay, "vi"), indexes("hay", "vi")).ask("hủ tiếu", "hũ tiêu", "hu tieu")
    products = [[key for key in answer.keys if key in noodles | {pepper}] for answer in (marked, other, unmarked)]
    assert set(products[0][:2]) == noodles
    assert products[1][0] == pepper
    assert set(products[2]) == noodles | {pepper}


def test_a_letter_may_be_wrong_and_the_box_says_so(box: Open) -> None:
    (answer,) = box().ask("bnah phong tom")
    assert answer.keys[0] == "products/banh-phong-tom-vam-nang"
    assert answer.status.startswith("Không có gì khớp hẳn. Gần giống:")


@pytest.mark.parametrize("query", ["SD9999", "sd9100", "14/QĐ-MAU-TP", "1370", "bánh 9001"])
def test_a_number_is_never_guessed(box: Open, query: str) -> None:
    (answer,) = box().ask(query)
    assert not answer.status.startswith("Kết quả")
    assert all(row.partition("Gợi ý")[1] for row in answer.rows)
    assert not (re.fullmatch(r"[a-z]*\d+", query, re.IGNORECASE) and answer.rows)


def test_nothing_found_offers_the_nearest_as_a_suggestion(box: Open) -> None:
    suggested, nothing = box().ask("bánh phồng mực Vàm", "qwzxk")
    assert suggested.status == "Không tìm thấy. Có phải ý bạn là một trong các mục dưới đây?"
    assert "products/banh-phong-tom-vam-nang" in suggested.keys
    assert all("Gợi ý · " in row for row in suggested.rows)
    assert (nothing.keys, nothing.status) == ((), "Không tìm thấy. Hãy thử ít chữ hơn, hoặc xem cả danh mục.")


def test_an_emptied_box_shows_nothing(box: Open) -> None:
    full, empty, blank = box().ask("sen", "", "  ,. ")
    assert full.keys
    assert (empty.keys, empty.status) == (blank.keys, blank.status) == ((), "")


def test_the_address_holds_the_query_and_brings_it_back(box: Open) -> None:
    page = box().page
    field(page).fill("hủ tiếu")
    page.wait_for_url(lambda url: "q=h%E1%BB%A7" in url)
    page.reload()
    assert field(page).input_value() == "hủ tiếu"
    hits(page).get_by_text("Hủ tiếu khô").wait_for()


def test_back_goes_to_the_query_before(box: Open) -> None:
    page = box(query="?q=sen").page
    hits(page).first.wait_for()
    field(page).fill("ổi lê")
    field(page).press("Enter")
    page.wait_for_url(lambda url: "l%C3%AA" in url)
    page.go_back()
    page.get_by_text("Trà tim sen").wait_for()
    assert field(page).input_value() == "sen"


def test_enter_leads_to_what_was_found_without_leaving_the_page(box: Open) -> None:
    page = box().page
    field(page).fill("chợ phiên")
    hits(page).first.wait_for()
    field(page).press("Enter")
    assert page.url.split("?")[0].endswith("/box/")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('li') == document.querySelector('li')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/diem-den/**")


def test_elsewhere_a_few_results_show_and_enter_leads_to_all_of_them(box: Open) -> None:
    made = box(here=False)
    field(made.page).fill("sen")
    status(made.page).get_by_text("đây là những kết quả đầu").wait_for()
    assert hits(made.page).count() == 5
    field(made.page).press("Enter")
    made.page.wait_for_url("**/tim/?q=sen")


def test_screen_readers_hear_the_box_its_name_and_the_count(box: Open) -> None:
    page = box("en").page
    named = page.get_by_role("search").get_by_role("searchbox", name="A product, maker, place or story")
    named.fill("lotus")
    status(page).get_by_text("Results").wait_for()
    assert page.get_by_role("list").get_by_role("link").count() == hits(page).count() > 1
    assert page.locator("[data-index]").get_attribute("aria-busy") == "false"


def test_a_text_in_another_language_says_so(box: Open) -> None:
    page = box("en", query="?q=chieu+lac").page
    row = hits(page).first
    row.wait_for()
    assert row.get_by_role("link").get_attribute("lang") == "vi"
    assert row.locator("[lang]").all_inner_texts() == ["Chiếu lác Cầu Mây", "Cơ sở Ngày Mưa (mẫu)"]


def test_an_index_that_does_not_load_is_said_and_tried_again(box: Open) -> None:
    made = box()
    made.broken.add(f"/{made.index.path}")
    assert made.ask("sen")[0].status == "Chưa tải được phần tìm kiếm. Mời xem cả danh mục."
    made.broken.clear()
    assert made.ask("sen ")[0].keys


def test_titles_are_text(demo: Edition, counter: Open) -> None:
    shape = Shape({kind: (kind.value, f"/{kind.value}/*/") for kind in KINDS})
    title = "<img src=x onerror=alert(1)> & gạo"
    row = Row(KINDS[0], "gao", title, "", (), "", "", (), None)
    page = counter(Voice(demo, "vi"), index([row], shape, "vi", ""), query="?q=gạo").page
    assert hits(page).get_by_role("link").inner_text() == title
    assert hits(page).get_by_role("link").get_attribute("href") == "/products/gao/"
    assert page.locator("li img").count() == 0


def test_one_thing_and_none_are_an_index_too(demo: Edition, counter: Open, synthetic: Any) -> None:
    empty = search_index(Voice(synthetic.edition(synthetic.catalogue(0)), "vi"))
    assert empty.files


@pytest.mark.parametrize(("here", "target"), [(True, "/a-z/"), (False, "/tim/")])
def test_without_script_the_box_leads_on(
    demo: Edition, indexes: Callable[..., Any], browser: Browser, here: bool, target: str
) -> None:
    from ocop.outputs.search import search_box  # noqa: PLC0415

    made = search_box(Voice(demo, "vi"), indexes("demo", "vi"), here=here)
    assert made.action == target
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    context.route("**/*", lambda route: (asked.append(route.request.url), route.fulfill(body="<p>ok</p>")))
    page.goto("http://ocop.example/x/")
    page.set_content(f'<form action="{made.action}"><input name="q"><button>Tìm</button></form>')
    page.fill("input", "sen")
    page.press("input", "Enter")
    page.wait_for_url(f"**{target}?q=sen")
    context.close()
