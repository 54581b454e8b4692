"""Search on the built site: the real pages under their own policy, with results in them."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

HOST = "http://ocop.example"
Visit = Callable[..., "Page"]


def serving(site: Path) -> Callable[[Route], None]:
    def serve(route: Route) -> None:
        file = site / unquote(urlsplit(route.request.url).path).lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        if file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "text/html")
        else:
            route.fulfill(status=404)

    return serve


@pytest.fixture
def visit(page: Page, demo_site: Path) -> Visit:
    """Open a page of the built demo site on the day that it was built for; a complaint of the browser fails the test."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
    page.context.route("**/*", serving(demo_site))
    page.clock.set_fixed_time("2026-11-23T05:00:00Z")

    def opened(path: str) -> Page:
        page.goto(f"{HOST}/{path}")
        if "q=" in path:
            page.locator("[data-index] li").first.wait_for()
        assert complaints == []
        return page

    return opened


@pytest.mark.parametrize("path", ["index.html", "en/index.html", "tim/index.html", "en/search/index.html"])
def test_a_page_with_the_box_names_an_index_that_is_there(demo_site: Path, path: str) -> None:
    named = re.search(r'data-index="/(search/(?:vi|en)\.[0-9a-f]+\.json)"', (demo_site / path).read_text("utf-8"))
    assert named
    assert (demo_site / named[1]).is_file()


def test_every_page_leads_to_search(demo_site: Path) -> None:
    for path in ("san-pham/index.html", "diem-den/index.html", "en/products/index.html", "404.html"):
        page = (demo_site / path).read_text("utf-8")
        assert ('href="/en/search/"' if path.startswith("en/") else 'href="/tim/"') in page, path


def test_without_script_there_are_the_whole_list_and_every_facet(browser: Browser, demo_site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.route("**/*", serving(demo_site))
    page = context.new_page()
    page.goto(f"{HOST}/")
    page.get_by_role("searchbox").fill("sen")
    page.get_by_role("button", name="Tìm").click()
    page.wait_for_url("**/tim/?q=sen")
    main = page.get_by_role("main")
    targets = {link.get_attribute("href") for link in main.get_by_role("link").all()}
    assert {"/a-z/", "/san-pham/nhom/thuc-pham/", "/san-pham/hang/4-sao/", "/san-pham/xa-phuong/xa-go-tram/"} <= targets
    assert "/san-pham/xa-phuong-cu/xa-nga-can/" in targets
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/a-z/?q=")
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["tim/?q=sen", "?q=bánh", "en/search/?q=rice", "tim/?q=bnah+phong"])
def test_results_raise_no_barriers_and_stay_within_a_narrow_phone(visit: Visit, path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    page = visit(path)
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    for scheme, width in (("light", 320), ("dark", 412), ("light", 1280)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options=options).response["violations"]
        assert [(item["id"], [node["html"][:160] for node in item["nodes"]]) for item in found] == [], f"{width} px, {scheme}"


@pytest.mark.browser
def test_a_result_leads_to_the_page_of_the_thing(visit: Visit) -> None:
    page = visit("tim/?q=trà+tim+sen")
    page.locator("[data-index] li a").first.click()
    page.wait_for_url(f"{HOST}/san-pham/tra-tim-sen-rach-sen/")
    page.go_back()
    page.locator("[data-index] li").first.wait_for()
    assert page.get_by_role("searchbox").input_value() == "trà tim sen"


@pytest.mark.browser
def test_every_address_of_the_index_answers(visit: Visit, demo_site: Path) -> None:
    page = visit("tim/?q=m")
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    found = page.evaluate(
        """async (letters) => {
          const root = document.querySelector('[data-index]'), box = root.querySelector('input'), found = new Set();
          root.dataset.most = 999;
          for (const letter of letters) {
            box.value = letter;
            box.oninput();
            do await new Promise((done) => setTimeout(done)); while (root.ariaBusy == 'true');
            for (const link of root.querySelectorAll('li a')) found.add(link.pathname);
          }
          return [...found];
        }""",
        letters,
    )
    assert len(found) == 68
    assert [path for path in found if not (demo_site / unquote(path).strip("/") / "index.html").is_file()] == []
