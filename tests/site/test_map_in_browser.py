"""The map under the hand: near me on a tap, what can be tapped, one sheet of paper, tiles only when asked for."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser
Open = Callable[..., "Page"]
HERE = {"latitude": 10.2815, "longitude": 105.7398}
"""Xóm bột Rạch Sen (fictional), the southernmost place of the demo."""
TARGETS = """() => [...document.querySelectorAll('.ocop-map a circle')].map((pin) => {
  const box = pin.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2, Math.min(box.width, box.height)];
})"""
TITLES = "() => [...document.querySelectorAll('[data-spots] > li')].map((row) => row.querySelector('a').textContent)"


@pytest.fixture
def opened(browser: Browser, origin: str) -> Iterator[Open]:
    """Open a page of the demo on the day of its build; a script error or a broken policy fails the test."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def go(path: str, *, width: int = 375, script: bool = True, at: str = "2026-11-23T03:00:00Z", **options: Any) -> Page:
        context = browser.new_context(
            locale="vi-VN", viewport={"width": width, "height": 800}, java_script_enabled=script, **options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        if script:
            page.clock.set_fixed_time(at)
        page.goto(origin + path)
        return page

    yield go
    for context in contexts:
        context.close()
    assert wrong == []


def test_near_me_sorts_the_list_on_a_tap_and_numbers_stay(opened: Open) -> None:
    page = opened("/ban-do/", geolocation=HERE, permissions=["geolocation"])
    before = page.evaluate(TITLES)
    numbers = page.locator("[data-spots] .ocop-number").all_inner_texts()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Gần tôi trước").click()
    page.get_by_text("Đã xếp từ gần đến xa.").wait_for()
    after = page.evaluate(TITLES)
    assert after != before
    assert sorted(after) == sorted(before)
    assert after[0] == "Xóm bột Rạch Sen"
    assert page.locator("[data-far]").first.inner_text() == "0 km"
    shown = [said for said in page.locator("[data-far]").all_inner_texts() if said]
    kilometres = [float(said.removeprefix("≈ ").removesuffix(" km").replace(",", ".")) for said in shown]
    assert kilometres == sorted(kilometres)
    assert kilometres[-1] == pytest.approx(10.7, abs=0.1)
    named = dict(zip(before, numbers, strict=True))
    assert [named[title] for title in after] == page.locator("[data-spots] .ocop-number").all_inner_texts()
    assert asked == []


def test_who_does_not_say_where_they_are_keeps_the_list(opened: Open) -> None:
    page = opened("/ban-do/")
    before = page.evaluate(TITLES)
    page.get_by_role("button", name="Gần tôi trước").click()
    page.get_by_text("Không tìm được vị trí của bạn").wait_for()
    assert page.evaluate(TITLES) == before


def test_without_script_pins_lead_to_rows_and_no_button_is_offered(opened: Open) -> None:
    page = opened("/ban-do/", script=False)
    assert page.get_by_role("button").count() == 0
    page.locator(".ocop-map svg a").last.click()
    anchor = page.url.partition("#")[2]
    row = page.locator(f"#{anchor}")
    row.wait_for(state="visible")
    box = row.bounding_box()
    assert box
    assert 0 <= box["y"] < 800


@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("path", ["/ban-do/", "/lo-trinh/mot-ngay-theo-rach-sen/"])
def test_pins_are_targets_of_24_pixels_that_do_not_overlap(opened: Open, path: str, width: int) -> None:
    page = opened(path, width=width)
    targets = page.evaluate(TARGETS)
    assert len(targets) > 2
    assert min(size for _, _, size in targets) >= 24
    for index, (x, y, _) in enumerate(targets):
        for other_x, other_y, _ in targets[:index]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 >= 23.5**2
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_position_can_be_copied(opened: Open) -> None:
    page = opened("/ban-do/", permissions=["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Chép").first
    point = page.locator(".ocop-spots__point").first.inner_text()
    button.click()
    page.get_by_role("button", name="Đã chép").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == point


@pytest.mark.parametrize("slug", ["mot-sang-tren-bo-say", "mot-ngay-theo-rach-sen"])
def test_a_route_is_printed_on_one_sheet_with_all_its_stops(opened: Open, slug: str) -> None:
    page = opened(f"/lo-trinh/{slug}/", width=1280)
    stops = page.locator(".ocop-stops__name a").all_inner_texts()
    document = pypdfium2.PdfDocument(page.pdf(format="A4", print_background=True))
    try:
        assert len(document) == 1
        printed = " ".join(document[0].get_textpage().get_text_bounded().split())
    finally:
        document.close()
    assert all(" ".join(stop.split()) in printed for stop in stops)


def test_an_event_that_has_ended_since_the_build_moves_to_the_past_ones(opened: Open) -> None:
    today, later = opened("/su-kien/"), opened("/su-kien/", at="2026-12-01T03:00:00Z")
    fair = "[data-{}] a[href='/su-kien/hoi-banh-vam-nang-2026/']"
    assert today.locator(fair.format("coming")).count() == 1
    assert (later.locator(fair.format("coming")).count(), later.locator(fair.format("past")).count()) == (0, 1)
    last = opened("/su-kien/", at="2027-03-01T03:00:00Z")
    assert last.get_by_role("heading", name="Đang và sắp diễn ra").count() == 0


@pytest.fixture(scope="module")
def tiled(tmp_path_factory: pytest.TempPathFactory, ocop: Callable[..., Any], answering: Callable[[Path], str]) -> str:
    """The least catalogue, with a server of tiles in its settings."""
    root, folder = Path(__file__).resolve().parents[2], tmp_path_factory.mktemp("tiles")
    shutil.copytree(root / "tests" / "fixtures" / "base" / "content", folder / "content")
    place = folder / "content" / "places" / "lang-mau" / "vi.md"
    position = "position:\n  lat: 10.31\n  lon: 105.75\n  source: mẫu\n"
    place.write_text(place.read_text("utf-8").replace("type: ", f"{position}type: ", 1), "utf-8")
    (folder / "tiles.py").write_text(
        f"import runpy\n"
        f"shared = runpy.run_path({str(root / 'pelicanconf.py')!r})\n"
        f"globals().update({{name: value for name, value in shared.items() if name.isupper()}})\n"
        f"PATH = {str(folder / 'content')!r}\n"
        f"OCOP_LANGUAGES = ('vi',)\n"
        f"OCOP_MAP_TILES = 'https://tiles.example/{{z}}/{{x}}/{{y}}.png'\n"
        f"OCOP_MAP_TILES_CREDIT = 'Người vẽ (mẫu)'\n",
        "utf-8",
    )
    done = ocop("build", "-s", str(folder / "tiles.py"), "-o", str(folder / "site"))
    assert done.returncode == 0, done.stderr
    return answering(folder / "site")


def test_tiles_are_fetched_on_a_tap_from_the_server_that_is_named(page: Page, tiled: str) -> None:
    refused: list[str] = []
    tiles: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)

    def tile(route: Route) -> None:
        tiles.append(route.request.url)
        route.fulfill(body='<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', content_type="image/svg+xml")

    page.route("https://tiles.example/**", tile)
    page.goto(f"{tiled}/ban-do/")
    page.wait_for_load_state("networkidle")
    assert tiles == []
    with page.expect_response("https://tiles.example/13/6503/3861.png"):
        page.get_by_role("button", name="Đặt bản đồ chi tiết bên dưới").click()
    # Zoom 13: column 6500 begins at 105.6445° E, row 3858 at 10.4016° N; the frame reaches 105.805° E and 10.255° N.
    wanted = [f"https://tiles.example/13/{x}/{y}.png" for x in range(6500, 6504) for y in range(3858, 3862)]
    assert sorted(tiles) == wanted
    assert page.get_by_text("Người vẽ (mẫu)").is_visible()
    assert refused == []
