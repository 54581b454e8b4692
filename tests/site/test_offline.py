"""What was seen stays readable without a connection; the worker renews itself and can be taken away; the site as an app."""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DEMO = Path(__file__).parents[1] / "demo" / "pelicanconf.py"
SEEN = "/san-pham/bot-gao-loc-rach-sen/"
REGISTRATIONS = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
CACHES = "caches.keys().then((names) => names.sort())"
KEPT = "(path) => caches.open('ocop-pages').then((cache) => cache.match(path)).then(Boolean)"


class Handler(http.server.SimpleHTTPRequestHandler):
    """A file server that can be cut off: it hangs up without an answer."""

    cut: threading.Event

    def do_GET(self) -> None:
        if self.cut.is_set():
            self.close_connection = True
            return
        super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Served:
    folder: Path
    origin: str
    cut: threading.Event


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, ocop: Callable[..., Any]) -> Callable[[bool], Path]:
    """The demo with offline reading, or with what takes it away."""
    made: dict[bool, Path] = {}

    def build(offline: bool) -> Path:
        if offline not in made:
            folder = tmp_path_factory.mktemp("offline")
            (folder / "settings.py").write_text(
                f"import runpy\nglobals().update({{k: v for k, v in runpy.run_path({str(DEMO)!r}).items() if k.isupper()}})\n"
                f"OCOP_OFFLINE = {offline}\n",
                "utf-8",
            )
            done = ocop("build", "-s", str(folder / "settings.py"), "-o", str(folder / "site"))
            assert done.returncode == 0, done.stderr
            made[offline] = folder / "site"
        return made[offline]

    return build


@pytest.fixture
def served(tmp_path: Path, built: Callable[[bool], Path]) -> Iterator[Served]:
    folder = tmp_path / "site"
    shutil.copytree(built(True), folder, ignore=shutil.ignore_patterns(".ocop"))
    cut = threading.Event()
    handler = type("One", (Handler,), {"cut": cut})
    with http.server.ThreadingHTTPServer(("localhost", 0), functools.partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Served(folder, f"http://localhost:{server.server_port}", cut)
        server.shutdown()


@pytest.fixture
def visitor(browser: Browser, served: Served) -> Iterator[Page]:
    """A phone that has opened one page and been given its worker; what its console says against the policy fails the test."""
    context = browser.new_context(viewport={"width": 393, "height": 727}, device_scale_factor=2, locale="vi-VN")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    page.goto(served.origin + SEEN)
    until(page, "Boolean(navigator.serviceWorker.controller)")
    kept(page, SEEN)
    yield page
    context.close()
    assert said == []


def until(page: Page, expression: str) -> None:
    """Wait until it is true. Playwright's own way evaluates text within the page, which the page's policy forbids."""
    for _ in range(400):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"not within twenty seconds: {expression}")


def kept(page: Page, path: str) -> None:
    until(page, f"({KEPT})({json.dumps(path)})")


@pytest.mark.browser
def test_the_first_page_seen_is_there_without_a_connection_with_its_photo(visitor: Page, served: Served) -> None:
    served.cut.set()
    for address in (SEEN, f"{SEEN}?utm_source=qr"):
        visitor.goto(served.origin + address)
        assert "Bột gạo lọc" in visitor.inner_text("h1")
    until(visitor, "document.querySelector('.ocop-plate').naturalWidth > 150")


@pytest.mark.browser
def test_pages_seen_later_are_listed_where_one_was_not_seen(visitor: Page, served: Served) -> None:
    visitor.goto(f"{served.origin}/en/products/nem-goi-la-vong-ben-ghe/")
    kept(visitor, "/en/products/nem-goi-la-vong-ben-ghe/")
    served.cut.set()
    visitor.goto(f"{served.origin}/en/places/")
    assert visitor.inner_text("h1") == "No connection"
    visitor.wait_for_selector("[data-kept] a")
    links = visitor.eval_on_selector_all("[data-kept] a", "all => all.map(one => [one.lang, new URL(one.href).pathname])")
    assert links == [["en", "/en/products/nem-goi-la-vong-ben-ghe/"], ["vi", SEEN]]
    visitor.click("[data-kept] a[lang=vi]")
    assert "Bột gạo lọc" in visitor.inner_text("h1")
    visitor.goto(f"{served.origin}/diem-den/")
    assert visitor.inner_text("h1") == "Không có mạng"
    served.cut.clear()
    visitor.click("text=Thử lại")
    until(visitor, "document.querySelector('h1').textContent != 'Không có mạng'")


@pytest.mark.browser
def test_a_page_that_changed_is_shown_as_it_is_now(visitor: Page, served: Served) -> None:
    file = served.folder / SEEN.strip("/") / "index.html"
    file.write_text(file.read_text("utf-8").replace("<h1", '<p id="new">mới</p><h1'), "utf-8")
    visitor.goto(served.origin + SEEN)
    assert visitor.inner_text("#new") == "mới"
    until(visitor, f"caches.match('{SEEN}').then((one) => one.text()).then((text) => text.includes('id=\"new\"'))")


@pytest.mark.browser
def test_a_new_release_renews_the_worker_and_keeps_the_pages(visitor: Page, served: Served) -> None:
    before = visitor.evaluate(CACHES)
    worker = served.folder / "sw.js"
    worker.write_text(re.sub(r'NOW="ocop-\w+"', 'NOW="ocop-next"', worker.read_text("utf-8")), "utf-8")
    visitor.evaluate("navigator.serviceWorker.ready.then((one) => one.update())")
    until(visitor, f"{CACHES}.then((names) => names.includes('ocop-next'))")
    until(visitor, f"{CACHES}.then((names) => names.length == 3)")
    assert visitor.evaluate(CACHES) == sorted(
        {*before, "ocop-next"} - {name for name in before if re.fullmatch(r"ocop-\w{8}", name)}
    )
    kept(visitor, SEEN)


@pytest.mark.browser
def test_the_setting_takes_everything_away(visitor: Page, served: Served, built: Callable[[bool], Path]) -> None:
    shutil.copyfile(built(False) / "sw.js", served.folder / "sw.js")
    visitor.evaluate("navigator.serviceWorker.ready.then((one) => one.update())")
    until(visitor, f"Promise.all([{REGISTRATIONS}, {CACHES}]).then(([one, all]) => !one && !all.length)")
    assert b"data-worker" not in (built(False) / "index.html").read_bytes()
    assert not (built(False) / "ngoai-tuyen").exists()


def test_a_route_is_kept_with_the_pages_of_its_stops(built: Callable[[bool], Path]) -> None:
    route = "en/routes/mot-ngay-theo-rach-sen/index.html"
    kept = re.search(r'data-save="([^"]+)"', (built(True) / route).read_text("utf-8"))
    assert kept
    pages = kept[1].split()
    assert pages[0] == "/en/routes/mot-ngay-theo-rach-sen/"
    assert len(pages) == 7
    for page in pages:
        assert (built(True) / page.strip("/") / "index.html").is_file()
    assert "data-save=" not in (built(False) / route).read_text("utf-8")


@pytest.mark.browser
def test_a_button_saves_pages_that_were_not_seen(visitor: Page, served: Served) -> None:
    text = (served.folder / "a-z" / "index.html").read_text("utf-8")
    wanted = "/diem-den/vuon-noi-bo-say/ /cau-chuyen/hoa-tren-coc/"
    button = f'<button hidden data-save="{wanted}" data-saved="Đã lưu" data-failed="Chưa lưu được">Lưu</button></main>'
    (served.folder / "a-z" / "index.html").write_text(text.replace("</main>", button), "utf-8")
    visitor.goto(f"{served.origin}/a-z/")
    visitor.click("text=Lưu")
    visitor.wait_for_selector("button:has-text('Đã lưu')")
    served.cut.set()
    visitor.goto(f"{served.origin}/diem-den/vuon-noi-bo-say/")
    assert "Bờ Sậy" in visitor.inner_text("h1")
    until(visitor, "document.querySelector('.ocop-plate').naturalWidth > 150")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_offline_page_has_no_barriers(visitor: Page, served: Served, scheme: Literal["light", "dark"]) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    visitor.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    for path in ("/ngoai-tuyen/", "/en/offline/"):
        visitor.set_viewport_size({"width": 320, "height": 800})
        visitor.goto(served.origin + path)
        visitor.wait_for_selector("[data-kept] a")
        found = Axe().run(visitor, options=options).response["violations"]
        assert [(item["id"], [node["html"][:160] for node in item["nodes"]]) for item in found] == []
        assert visitor.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.browser
def test_a_landing_page_stays_light_and_asks_for_no_worker(browser: Browser, served: Served) -> None:
    text = (served.folder / "Q" / "SD9001" / "index.html").read_text("utf-8")
    assert "data-worker" not in text
    assert "manifest" not in text
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served.origin}/Q/SD9001/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(REGISTRATIONS) == 0
    assert not [url for url in asked if "sw.js" in url or "offline" in url]
    page.close()


def test_the_worker_is_under_a_kilobyte_on_its_way(built: Callable[[bool], Path]) -> None:
    assert len(gzip.compress((built(True) / "sw.js").read_bytes(), 6)) <= 1000
    assert len(gzip.compress((built(False) / "sw.js").read_bytes(), 6)) <= 300
    script = next((built(True) / "theme" / "js").glob("offline.*.js"))
    assert len(gzip.compress(script.read_bytes(), 6)) <= 600


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_manifest_names_icons_that_are_as_large_as_it_says(built: Callable[[bool], Path], language: str) -> None:
    site = built(True)
    manifest = json.loads((site / language / "manifest.webmanifest").read_text("utf-8"))
    home = (site / language / "index.html").read_text("utf-8")
    assert f'<link rel="manifest" href="/{language}manifest.webmanifest">' in home
    assert manifest["start_url"] == f"/{language}"
    assert {icon["sizes"] + icon["purpose"] for icon in manifest["icons"]} == {"192x192any", "512x512any", "512x512maskable"}
    for icon in manifest["icons"]:
        data = (site / icon["src"].lstrip("/")).read_bytes()
        assert len(data) < 10_000
        with Image.open(io.BytesIO(data)) as opened:
            assert (opened.format, f"{opened.width}x{opened.height}") == ("PNG", icon["sizes"])
            picture = opened.convert("RGB")
        middle, side = picture.width / 2, picture.width
        ground = picture.getpixel((1, 1))
        ink = [(x, y) for x in range(0, side, 4) for y in range(0, side, 4) if picture.getpixel((x, y)) != ground]
        assert len(ink) > 100, "there is a mark on it"
        if icon["purpose"] == "maskable":
            # What lies beyond a circle of 80 % may be cut off (W3C Manifest, icon masks).
            assert max(((x - middle) ** 2 + (y - middle) ** 2) ** 0.5 for x, y in ink) <= 0.4 * side
    touch = re.search(r'<link rel="apple-touch-icon" href="/([^"]+)">', home)
    assert touch
    with Image.open(site / touch[1]) as opened:
        assert opened.size == (180, 180)
