"""The list of products narrowed by several facets at once: counts against the catalogue, the address, Back, keys, no script."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest

from ocop import site
from ocop.catalogue.assembled import Catalogue, Product
from ocop.catalogue.models import Group
from ocop.catalogue.status import status_on
from ocop.engine import Output
from ocop.outputs import facets, search, search_index
from ocop.outputs.edition import Edition
from ocop.outputs.plan import plan

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

HOST = "http://ocop.example"
ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
NOON = "2026-11-23T05:00:00Z"
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml"}
GROUPS = {
    Group.FOOD: "thuc-pham",
    Group.DRINKS: "do-uong",
    Group.HERBS: "duoc-lieu",
    Group.CRAFTS: "thu-cong-my-nghe",
    Group.ORNAMENTALS: "sinh-vat-canh",
    Group.TOURISM: "du-lich",
}
MAKERS = {
    "enterprise": "doanh-nghiep",
    "cooperative": "hop-tac-xa",
    "cooperative-group": "to-hop-tac",
    "business-household": "ho-kinh-doanh",
    "producing-household": "ho-san-xuat",
    "farm": "trang-trai",
    "association": "hoi-quan",
}
STATUSES = {
    "valid": "con-hieu-luc",
    "extended": "duoc-keo-dai",
    "expired": "het-hieu-luc",
    "revoked": "da-thu-hoi",
    "guided": "dang-huong-dan",
    "none": "chua-ro",
}
EVERY = {"cho-khach"}

Marks = dict[str, set[str]]
Open = Callable[..., "Page"]


def marks(product: Product, catalogue: Catalogue, day: date) -> Marks:
    """What a product has of each facet, told from its facts alone."""
    facts = product.facts
    maker = catalogue.producers[facts.producer].facts.type.value
    found: Marks = {
        "nhom": {GROUPS[facts.group]},
        "bo": {str(facts.set)} if facts.set else set(),
        "xa-phuong": {facts.unit},
        "xa-phuong-cu": {facts.former_unit} if facts.former_unit else set(),
        "loai-chu-the": {MAKERS[maker]} if maker in MAKERS else set(),
    }
    if facts.gone is None:
        status = status_on(facts.recognitions, facts.dossier, day)
        found["tinh-trang"] = {STATUSES[status.kind.value]}
        found["hang"] = {f"{status.stars}-sao"} if status.stars else set()
        found["mua"] = {f"thang-{month}" for month in facts.season_months}
        found["trung-bay"] = {place for place in facts.displayed_at if catalogue.places[place].facts.gone is None}
        found["cho-khach"] = {"lam-qua"} if facts.gift else set()
        if facts.visit_at or facts.group is Group.TOURISM:
            found["cho-khach"].add("tham-noi-lam")
    return found


def narrowed(rows: Mapping[str, Marks], wanted: Mapping[str, set[str]]) -> set[str]:
    """The products that are all of it."""
    return {
        slug
        for slug, has in rows.items()
        if all(
            (values <= has.get(key, set())) if key in EVERY else (values & has.get(key, set()))
            for key, values in wanted.items()
        )
    }


@pytest.fixture(scope="module")
def edition() -> Edition:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("OCOP_TODAY", TODAY.isoformat())
        prepared = site.check(site.load(ROOT / "tests" / "demo" / "pelicanconf.py", {}))
    assert prepared.edition is not None
    return prepared.edition


@pytest.fixture(scope="module")
def demo(edition: Edition) -> Catalogue:
    return edition.catalogue


@pytest.fixture(scope="module")
def rows(demo: Catalogue) -> dict[str, Marks]:
    return {slug: marks(product, demo, TODAY) for slug, product in demo.products.items()}


@pytest.fixture
def made() -> dict[str, Output]:
    return {}


@pytest.fixture
def fetched() -> list[str]:
    return []


@pytest.fixture
def visit(page: Page, demo_site: Path, fetched: list[str], made: dict[str, Output]) -> Open:
    """Open an address of the demo at a moment of the visitor's clock; what is in `made` stands for the built site."""

    def serve(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path)
        fetched.append(path)
        name = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
        kind = TYPES.get(Path(name).suffix, "application/octet-stream")
        if name in made:
            route.fulfill(body=made[name].make(), content_type=kind)
        elif (demo_site / name).is_file():
            route.fulfill(body=(demo_site / name).read_bytes(), content_type=kind)
        else:
            route.fulfill(status=404)

    page.context.route("**/*", serve)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    def opened(path: str, *, now: str = NOON, width: int = 1280) -> Page:
        page.set_viewport_size({"width": width, "height": 900})
        page.clock.set_fixed_time(now)
        page.goto(HOST + path)
        if "?" in path:  # what the address asks for is shown once it is loaded
            page.locator(".ocop-chips").wait_for(state="attached")
        assert complaints == []
        return page

    return opened


def box(page: Page, value: str, key: str = "") -> Any:
    return page.locator(f"[data-key='{key}'] input[value='{value}']" if key else f"input[value='{value}']")


def shown(page: Page) -> set[str]:
    """The products on the page, all of them: those behind the button as well."""
    more = page.locator(".ocop-browse__more")
    while more.count() and more.is_visible():
        more.click()
    links = page.locator(".ocop-browse__list .ocop-card a").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    return {unquote(link).rstrip("/").rpartition("/")[2] for link in links}


def query(wanted: Mapping[str, set[str]]) -> str:
    return "&".join(f"{key}={','.join(sorted(values))}" for key, values in wanted.items())


def combinations(rows: Mapping[str, Marks], count: int) -> Iterator[dict[str, set[str]]]:
    dice = random.Random(20261123)
    for _ in range(count):
        one = rows[dice.choice(sorted(rows))]
        keys = dice.sample(sorted(key for key, values in one.items() if values), k=2)
        wanted = {key: {dice.choice(sorted(one[key]))} for key in keys}
        key = dice.choice([key for key in keys if key not in EVERY])
        wanted[key].add(dice.choice(sorted(set[str]().union(*(has.get(key, set()) for has in rows.values())))))
        yield wanted


def test_any_combination_gives_the_products_that_the_catalogue_has(visit: Open, rows: dict[str, Marks]) -> None:
    for wanted in combinations(rows, 8):
        expected = narrowed(rows, wanted)
        page = visit(f"/san-pham/?{query(wanted)}")
        assert shown(page) == expected, wanted
        assert page.get_by_role("status").inner_text() == f"{len(expected)} sản phẩm"


def test_the_number_beside_a_value_is_what_ticking_it_gives(visit: Open, rows: dict[str, Marks]) -> None:
    wanted = {"nhom": {"thuc-pham"}, "cho-khach": {"tham-noi-lam"}}
    page = visit(f"/san-pham/?{query(wanted)}")
    said = page.locator("[data-key] label").evaluate_all(
        "all => all.map(label => [label.closest('[data-key]').dataset.key, label.querySelector('input').value,"
        " label.querySelector('.ocop-facets__count').textContent])"
    )
    for key, value, count in said:
        others = {other: values for other, values in wanted.items() if other != key}
        this = {key: wanted.get(key, set()) | {value} if key in EVERY else {value}}
        assert count == str(len(narrowed(rows, others | this))), (key, value)
    assert len(said) > 50


def test_two_needs_of_a_traveller_must_both_be_met_and_two_groups_need_not(visit: Open, rows: dict[str, Marks]) -> None:
    both = {"cho-khach": {"lam-qua", "tham-noi-lam"}}
    assert shown(visit(f"/san-pham/?{query(both)}")) == narrowed(rows, both) != set()
    either = {"nhom": {"do-uong", "duoc-lieu"}}
    assert shown(visit(f"/san-pham/?{query(either)}")) == narrowed(rows, either) != set()


def test_one_value_keeps_the_address_of_its_page_and_more_make_a_query_that_can_be_shared(
    visit: Open, rows: dict[str, Marks]
) -> None:
    page = visit("/san-pham/")
    box(page, "thuc-pham", "nhom").check()
    page.wait_for_url("**/san-pham/nhom/thuc-pham/")
    box(page, "4-sao").check()
    page.wait_for_url("**/san-pham/?nhom=thuc-pham&hang=4-sao")
    page.get_by_role("status").get_by_text("sản phẩm").wait_for()
    before = shown(page)
    page.reload()
    page.locator(".ocop-chips").wait_for()
    assert shown(page) == before == narrowed(rows, {"nhom": {"thuc-pham"}, "hang": {"4-sao"}})
    assert [item.inner_text() for item in page.locator(".ocop-chips li").all()] == ["Thực phẩm", "OCOP 4 sao", "Bỏ hết"]


def test_back_undoes_step_by_step_to_the_page_as_it_was(visit: Open) -> None:
    page = visit("/san-pham/nhom/do-uong/")
    as_it_was = page.locator(".ocop-browse__list").inner_html()
    box(page, "thang-6").evaluate("one => one.closest('details').open = true")
    box(page, "thang-6").check()
    page.wait_for_url("**/?nhom=do-uong&mua=thang-6")
    page.locator(".ocop-chips").wait_for()
    assert page.locator("h1").inner_text() == "Sản phẩm"
    box(page, "do-uong", "nhom").uncheck()
    page.wait_for_url("**/san-pham/mua/thang-6/")
    page.go_back()
    page.wait_for_url("**/?nhom=do-uong&mua=thang-6")
    assert box(page, "do-uong", "nhom").is_checked()
    page.go_back()
    page.wait_for_url("**/san-pham/nhom/do-uong/")
    page.locator(".ocop-chips").wait_for(state="detached")
    assert page.locator(".ocop-browse__list").inner_html() == as_it_was
    assert page.locator("h1").inner_text() == "Đồ uống"
    page.go_forward()
    page.locator(".ocop-chips").wait_for()
    assert box(page, "thang-6").is_checked()


def test_nothing_is_loaded_before_a_filter_is_touched(visit: Open, fetched: list[str]) -> None:
    page = visit("/san-pham/")
    page.wait_for_load_state("networkidle")
    assert not [path for path in fetched if "/search" in path]
    with page.expect_response(re.compile(r"/search/vi\.[0-9a-f]{10}\.json$")):
        box(page, "4-sao").focus()
    files = [path for path in fetched if "/search" in path]
    assert files[0] == "/search/vi.facets.json"
    assert len(files) == 3


def test_the_keyboard_reaches_ticks_and_takes_off(visit: Open, rows: dict[str, Marks]) -> None:
    page = visit("/san-pham/")
    box(page, "thuc-pham", "nhom").focus()
    page.keyboard.press("Space")
    page.locator(".ocop-chips").wait_for()
    assert page.evaluate("document.activeElement.value") == "thuc-pham"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_role("status").get_by_text(f"{len(narrowed(rows, {'nhom': {'thuc-pham', 'do-uong'}}))} sản phẩm").wait_for()
    page.get_by_role("button", name="Bỏ lọc: Đồ uống").press("Enter")
    page.get_by_role("status").get_by_text(f"{len(narrowed(rows, {'nhom': {'thuc-pham'}}))} sản phẩm").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"


def test_screen_readers_hear_names_counts_and_what_was_found(visit: Open) -> None:
    page = visit("/san-pham/")
    page.get_by_role("checkbox", name="Thực phẩm 16").check()
    page.get_by_role("status").get_by_text("16 sản phẩm").wait_for()
    assert page.get_by_role("navigation", name="Lọc danh sách").get_by_role("checkbox").count() > 10
    assert page.locator("[data-key='nhom'] summary").inner_text() == "Nhóm"


def test_what_would_give_nothing_cannot_be_ticked_and_a_shared_address_that_gives_nothing_says_so(visit: Open) -> None:
    page = visit("/san-pham/?nhom=du-lich&mua=thang-6")
    assert page.get_by_role("status").inner_text() == "Không sản phẩm nào đủ các điều này. Hãy bỏ bớt."
    assert page.locator(".ocop-card").count() == 0
    page.get_by_role("button", name="Bỏ hết").click()
    page.wait_for_url("**/san-pham/")
    assert page.get_by_role("status").inner_text() == "33 sản phẩm"
    box(page, "du-lich", "nhom").check()
    page.locator(".ocop-chips").wait_for()
    assert box(page, "thang-6").is_disabled()


@pytest.mark.parametrize(("now", "holds"), [("2028-03-14T16:59:59Z", True), ("2028-03-14T17:00:00Z", False)])
def test_the_day_of_the_visitor_judges_rank_and_status_anew(visit: Open, rows: dict[str, Marks], now: str, holds: bool) -> None:
    flour = "bot-gao-loc-rach-sen"
    page = visit("/san-pham/?nhom=thuc-pham&hang=4-sao", now=now)
    assert (flour in shown(page)) == holds
    page = visit("/san-pham/?nhom=thuc-pham&tinh-trang=het-hieu-luc", now=now)
    assert (flour in shown(page)) != holds
    if not holds:
        card = page.locator(".ocop-card", has_text="Bột gạo lọc Rạch Sen")
        assert "Hết hiệu lực từ 15/03/2028" in card.inner_text()
        assert card.locator(".ocop-stars").count() == 0


def test_the_month_of_the_visitor_stands_first(visit: Open) -> None:
    for now, month in ((NOON, "11"), ("2027-01-31T17:00:00Z", "2")):
        page = visit("/san-pham/", now=now)
        assert page.locator("[data-key='mua'] li").first.text_content() is not None
        first = page.locator("[data-key='mua'] li").first
        assert first.locator("input").get_attribute("value") == f"thang-{month}"
        assert "(bây giờ)" in (first.text_content() or "")


def test_cards_say_what_those_of_the_built_pages_say(visit: Open) -> None:
    say = """() => Object.fromEntries([...document.querySelectorAll('.ocop-card')].map((card) => {
      card.querySelector('.ocop-card__summary')?.remove();
      const image = card.querySelector('img');
      return [card.querySelector('a').pathname, [card.className, image.src, image.className, image.width,
        card.querySelector('source')?.srcset, card.innerText.replace(/\\s+/g, ' ').trim()]];
    }))"""
    built = visit("/san-pham/").evaluate(say)
    made = visit("/san-pham/?nhom=thuc-pham,thu-cong-my-nghe,sinh-vat-canh").evaluate(say)
    both = built.keys() & made.keys()
    assert len(both) > 8
    assert {path: made[path] for path in both} == {path: built[path] for path in both}


def test_of_many_values_the_page_names_some_and_the_browser_the_others(
    visit: Open, rows: dict[str, Marks], made: dict[str, Output], edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "_MANY", 4)
    monkeypatch.setattr(facets, "_FEW", 3)
    made.update((output.path, output) for output in plan(edition))
    page = visit("/san-pham/")
    assert page.locator("[data-key='bo'] input").count() == 3
    every = page.locator("[data-key='bo']").get_by_role("link", name=re.compile(r"^Tất cả \d+$"), include_hidden=True)
    assert every.get_attribute("href") == "/tim/#bo"
    wanted = {"bo": {"6", "14"}, "tinh-trang": {"con-hieu-luc", "chua-ro"}}
    page = visit(f"/san-pham/?{query(wanted)}")
    assert shown(page) == narrowed(rows, wanted) != set()
    assert every.count() == 0
    found = [int(one.get_attribute("value") or "0") for one in page.locator("[data-key='bo'] input").all()]
    assert found == sorted({int(value) for has in rows.values() for value in has["bo"]})
    assert visit("/tim/").locator("#bo a").count() == len(found)


def test_where_products_are_too_many_to_combine_each_list_is_searched_alone(
    visit: Open, rows: dict[str, Marks], made: dict[str, Output], edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (search, search_index):
        monkeypatch.setattr(module, "WHOLE", 10)
    made.update((output.path, output) for output in plan(edition))
    page = visit("/san-pham/nhom/do-uong/")
    assert page.locator("[data-columns]").count() == page.get_by_role("checkbox").count() == 0
    assert page.locator("[data-key='nhom'] a").count() == 6
    page.get_by_role("heading", name="Tìm trong danh sách này").wait_for()
    page.get_by_role("searchbox").fill("sen")
    page.locator("[data-index] li").first.wait_for()
    found = {(link.get_attribute("href") or "").split("/")[-2] for link in page.locator("[data-index] li a").all()}
    assert "nuoc-hat-sen-rach-sen" in found <= narrowed(rows, {"nhom": {"do-uong"}})
    page.get_by_role("searchbox").press("Enter")
    assert urlsplit(page.url).path == "/san-pham/nhom/do-uong/"
    page.reload()
    page.locator("[data-index] li").first.wait_for()
    assert page.locator("[data-index] li").count() == len(found)


def test_in_english_too(visit: Open, rows: dict[str, Marks]) -> None:
    page = visit("/en/products/?group=food&rank=4-star")
    expected = narrowed(rows, {"nhom": {"thuc-pham"}, "hang": {"4-sao"}})
    assert shown(page) == expected
    assert page.get_by_role("status").inner_text() == f"{len(expected)} products"


def test_on_a_phone_the_panel_closes_onto_what_was_found(visit: Open) -> None:
    page = visit("/san-pham/", width=390)
    page.get_by_text("Lọc danh sách").click()
    box(page, "do-uong", "nhom").check()
    page.get_by_role("button", name="Xem 3 sản phẩm").click()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    assert not box(page, "do-uong", "nhom").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_filters_that_do_not_load_are_said(visit: Open, page: Page) -> None:
    visit("/san-pham/")
    page.context.route("**/search/*", lambda route: route.abort())
    box(page, "4-sao").check()
    page.get_by_role("status").get_by_text("Chưa tải được bộ lọc").wait_for()


def test_without_script_every_value_is_a_link_to_its_page(browser: Browser, demo_site: Path, rows: dict[str, Marks]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((demo_site / "san-pham" / "index.html").as_uri())
    links = page.locator("[data-key] a")
    addresses = [link.get_attribute("href") or "" for link in links.all()]
    tallies = links.locator(".ocop-facets__count").all_text_contents()
    found = {urlsplit(address).path: int(tally) for address, tally in zip(addresses, tallies, strict=True)}
    context.close()
    counts = Counter((key, value) for has in rows.values() for key, values in has.items() for value in values)
    assert found == {f"/san-pham/{key}/{value}/": count for (key, value), count in counts.items()}
    for path, count in found.items():
        built = (demo_site / path.lstrip("/") / "index.html").read_text("utf-8")
        assert f"<strong>{count} sản phẩm</strong>" in built, path
