"""The desk in a real browser, started by the real command: with scripts and without."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.browser
PAGE = "/sua/products/bot-mau/vi"


def two_free_ports() -> int:
    for port in range(20_000 + os.getpid() % 20_000, 65_000, 7):
        with socket.socket() as one, socket.socket() as other:
            try:
                one.bind(("127.0.0.1", port))
                other.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
    raise AssertionError("no two free ports side by side")


@pytest.fixture
def desk(project: Path) -> Iterator[str]:
    """The address of a desk that `python -m ocop desk` serves."""
    publish = ["import runpy", f"globals().update(runpy.run_path({str(project / 'pelicanconf.py')!r}))", "OCOP_DRAFTS = False"]
    (project / "publishconf.py").write_text("\n".join(publish), "utf-8")
    port = two_free_ports()
    command = [sys.executable, "-m", "ocop", "desk", "--no-browser", "-p", str(port), "-s", str(project / "pelicanconf.py")]
    command += ["--publish-settings", str(project / "publishconf.py"), "--public", str(project / "public")]
    with serving(command, port, project):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def serving(command: list[str], port: int, project: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A desk under way, once it answers."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "OCOP_NO_VENV": "1", "PYTHONUTF8": "1"}
    variables |= {"OCOP_TODAY": "2026-11-23"}
    variables.pop("SOURCE_DATE_EPOCH", None)
    with (project / "desk.log").open("w") as log, subprocess.Popen(command, env=variables, stdout=log, stderr=log) as process:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/viec", timeout=5):
                    break
            except OSError:
                assert process.poll() is None, (project / "desk.log").read_text()
                time.sleep(0.1)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="vi-VN", java_script_enabled=request.param, viewport={"width": 1100, "height": 900})
    context.set_default_timeout(15_000)
    opened = context.new_page()
    told: list[str] = []
    opened.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: told.append(str(error)))
    yield opened
    context.close()
    assert [text for text in told if "Security Policy" in text or ("Error" in text and "status of" not in text)] == []


def text_of(project: Path, key: str = "products/bot-mau") -> str:
    return (project / "content" / key / "vi.md").read_text("utf-8")


def finished(page: Page) -> str:
    """Wait until the command on the page is done; without scripts the page itself comes again."""
    page.wait_for_selector("text=/Xong\\.|Chưa xong|Xem kỹ/", timeout=60_000)
    return page.inner_text(".desk-out")


def test_a_clerk_s_day(desk: str, window: Page, project: Path, request: pytest.FixtureRequest) -> None:
    # A new product, found in the list, with what is wrong beside its field.
    window.goto(desk)
    window.click("text=Thêm sản phẩm")
    window.fill("#title", "Hũ sành mẫu")
    window.fill("#summary", "Hũ để thử.")
    window.select_option("#group", "crafts")
    window.select_option("#producer", "co-so-mau")
    window.select_option("#unit", "phuong-mau")
    window.click("text=Tạo bản nháp")
    assert window.url.startswith(f"{desk}/sua/products/hu-sanh-mau/vi")
    window.fill("[name='v/traceability_url']", "khong phai dia chi")
    window.fill("[name='v/body']", "Hũ tròn.\n\nMiệng nhỏ.")
    window.click(".desk-save--end >> text=Lưu >> nth=0")
    assert "desk-note--error" in window.inner_html("[id='n/traceability_url']")
    assert text_of(project, "products/hu-sanh-mau").endswith("---\nHũ tròn.\n\nMiệng nhỏ.\n")
    window.goto(f"{desk}/?tim=hu+sanh&chi=loi")
    assert "1 lỗi" in window.inner_text(".desk-row")
    window.click("text=Hũ sành mẫu")
    window.fill("[name='v/traceability_url']", "")
    window.click(".desk-save--end >> text=Lưu rồi xem thử")
    if "no scripts" in request.node.name:  # Once is enough: a site is built for it.
        # Looked at in the real theme, at phone width.
        window.click("text=Dựng bản xem thử")
        window.wait_for_selector("iframe, .desk-bad", timeout=60_000)
        frame = window.frame_locator("iframe")
        assert frame.locator("h1").inner_text() == "Hũ sành mẫu"
        assert frame.locator("main").count() == 1
        assert window.locator("iframe").bounding_box()["width"] == 393
    # Taken back, all of it.
    while window.goto(f"{desk}/da-luu") and window.locator(".desk-row button").count():
        rows = window.locator(".desk-row").all_inner_texts()
        open_rows = [index for index, row in enumerate(rows) if not row.startswith("Hoàn tác")]
        done = len(rows) - len(open_rows)
        if done == len(open_rows):
            break
        window.locator(".desk-row button").nth(2 * done).click()
    assert not (project / "content/products/hu-sanh-mau").exists()


def test_a_photo_with_its_focal_point(desk: str, window: Page, project: Path, request: Any) -> None:
    scripts = "no scripts" not in request.node.name
    Image.new("RGB", (1600, 1200), "#5f9c90").save(project / "Ảnh sông.jpg")
    window.goto(f"{desk}/anh/products/bot-mau")
    window.set_input_files("#anh", project / "Ảnh sông.jpg")
    window.click("text=Thêm ảnh >> nth=-1")
    assert window.locator(".desk-field--told").count() == 3  # words, author, licence: none of them can be left out
    window.set_input_files("#anh", project / "Ảnh sông.jpg")
    for field, text in (("alt", "Mặt sông."), ("author", "Ban biên tập"), ("licence", "CC BY 4.0"), ("fx", "25"), ("fy", "75")):
        window.fill(f"#{field}", text)
    window.click("text=Thêm ảnh >> nth=-1")
    assert "    focus: 25 75\n" in text_of(project)
    assert (project / "content/products/bot-mau/anh-song.jpg").read_bytes() == (project / "Ảnh sông.jpg").read_bytes()
    if scripts:
        photo = window.locator(".desk-focus img").first
        photo.evaluate("(photo) => photo.decode()")  # until then it has no size of its own to click in
        box = photo.bounding_box()
        photo.click(position={"x": box["width"] * 0.6, "y": box["height"] * 0.4})
    else:
        window.fill("[name='fx/photos/0']", "60")
        window.fill("[name='fy/photos/0']", "40")
    window.click(".desk-save--end >> text=Lưu")
    assert "    focus: 60 40\n" in text_of(project)
    assert "  anh-song.jpg: Mặt sông.\n" in text_of(project)


def test_two_windows_on_one_page(desk: str, window: Page, project: Path) -> None:
    second = window.context.new_page()
    for page in (window, second):
        page.goto(desk + PAGE)
    window.fill("[name='v/title']", "Cửa sổ một")
    window.click(".desk-save--end >> text=Lưu >> nth=0")
    second.fill("[name='v/summary']", "Cửa sổ hai.")
    second.click(".desk-save--end >> text=Lưu >> nth=0")
    assert "Chưa lưu" in second.inner_text("h1")
    assert "Cửa sổ một" in second.inner_text(".desk-diff__old")
    assert "summary: Cửa sổ hai." in second.inner_text(".desk-diff")
    assert "Cửa sổ hai" not in text_of(project)
    second.click("text=Mở bản đang có trên đĩa")
    assert second.input_value("[name='v/title']") == "Cửa sổ một"


def test_publish_and_go_back(desk: str, browser: Browser, project: Path) -> None:
    page = browser.new_context(locale="vi-VN", java_script_enabled=False).new_page()
    current = project / "public" / "current" / "san-pham" / "bot-mau" / "index.html"
    page.goto(f"{desk}/dua-len")
    page.click("button:has-text('Xem sẽ đổi gì')")
    assert "san-pham/bot-mau/" in finished(page)
    assert not current.exists()
    for title in ("Bột thứ nhất", "Bột thứ hai"):
        page.goto(desk + PAGE)
        page.fill("[name='v/title']", title)
        page.click(".desk-save--end >> text=Lưu >> nth=0")
        page.goto(f"{desk}/dua-len")
        page.click(".desk-button--main:has-text('Đưa lên mạng')")
        finished(page)
        assert title in current.read_text("utf-8"), page.inner_text("main")
    page.goto(f"{desk}/dua-len")
    page.click("button:has-text('Quay lại bản này')")
    finished(page)
    assert "Bột thứ nhất" in current.read_text("utf-8")
    assert "Bột thứ hai" in text_of(project)
    page.context.close()


def test_a_command_that_writes_is_shown_first(desk: str, browser: Browser, project: Path) -> None:
    page = browser.new_context(locale="vi-VN", java_script_enabled=False).new_page()
    before = (project / "content/data/qr-ledger.csv").read_bytes()
    page.goto(f"{desk}/viec")
    page.select_option("#qr-draft-owner", "products/bot-mau")
    page.click("button:has-text('Giữ chỗ mã QR')")
    code = re.search(r"SD\d+", finished(page))
    assert code
    assert (project / "content/data/qr-ledger.csv").read_bytes() == before
    page.click("button:has-text('Đồng ý, ghi')")
    finished(page)
    assert code[0].encode() in (project / "content/data/qr-ledger.csv").read_bytes()
    page.context.close()


def test_another_site_cannot_post_to_the_desk(desk: str, browser: Browser, project: Path) -> None:
    page = browser.new_context().new_page()
    before = text_of(project)
    page.goto(desk)  # The session is there; another origin tries to use it.
    form = f'<form method="post" action="{desk}{PAGE}"><input name="v/title" value="Kẻ khác"><button>x</button></form>'
    page.route("http://evil.example/", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto("http://evil.example/")
    page.click("button")
    assert "Không làm được" in page.inner_text("h1")
    assert text_of(project) == before
    page.context.close()


DIES = """
import os, signal, sys
step, really, calls = int(sys.argv.pop(1)), os.replace, 0
def replace(*arguments):
    global calls
    calls += 1
    if calls == step:
        os.kill(os.getpid(), signal.SIGKILL)
    return really(*arguments)
os.replace = replace
from ocop.cli import main
main(sys.argv[1:])
"""


def test_a_desk_that_is_killed_while_it_saves_loses_nothing(project: Path, browser: Browser) -> None:
    port = two_free_ports()
    settings = str(project / "pelicanconf.py")
    before = text_of(project)
    # The third rename is the page itself; the steps before it are in test_saving.py.
    for command in ([sys.executable, "-c", DIES, "3"], [sys.executable, "-m", "ocop"]):
        arguments = ["desk", "--no-browser", "-p", str(port), "-s", settings, "--publish-settings", settings]
        with serving([*command, *arguments], port, project) as process:
            page = browser.new_context(java_script_enabled=False).new_page()
            page.goto(f"http://127.0.0.1:{port}{PAGE}")
            page.fill("[name='v/title']", "Tên khác")
            if "-c" in command:
                with suppress(Exception):  # However the browser puts it that nobody answers.
                    page.click(".desk-save--end >> text=Lưu >> nth=0")
                assert process.wait(timeout=10) == -signal.SIGKILL
                assert text_of(project) == before
            else:  # Opened again: what was written aside is cleared away, and the save goes through.
                assert list((project / "content").rglob("*.desk-tmp")) == []
                page.click(".desk-save--end >> text=Lưu >> nth=0")
                assert text_of(project) == before.replace("title: Bột mẫu\n", "title: Tên khác\n")
            page.context.close()


def test_pages_of_the_desk_have_no_barriers(desk: str, browser: Browser) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    everywhere = (
        "/",
        PAGE,
        "/anh/products/bot-mau",
        "/moi/product",
        "/viec",
        "/dua-len",
        "/da-luu",
        "/tep/products/bot-mau/vi",
    )
    for scheme, addresses in (("light", everywhere), ("dark", ("/", PAGE, "/viec"))):
        page = browser.new_context(locale="vi-VN", color_scheme=scheme, viewport={"width": 393, "height": 800}).new_page()
        for address in addresses:
            page.goto(desk + address)
            found = Axe().run(page).response["violations"]
            assert [(address, scheme, one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} is wider than a phone"
            small = page.evaluate(
                """() => [...document.querySelectorAll("button, .desk-button, .desk-nav a, .desk-tabs a, input, select")]
                    .filter(one => one.offsetParent && !["hidden", "checkbox"].includes(one.type) && one.offsetHeight < 44)
                    .map(one => one.outerHTML)"""
            )
            assert small == []
        page.context.close()


def test_a_second_desk_says_that_the_first_is_open(desk: str, project: Path) -> None:
    settings = str(project / "pelicanconf.py")
    port = desk.rpartition(":")[2]
    command = [sys.executable, "-m", "ocop", "desk", "--no-browser", "-p", port, "-s", settings, "--publish-settings", settings]
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "OCOP_NO_VENV": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(command, env=variables, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == 1
    assert f"Cổng {port} hoặc {int(port) + 1} đang bận" in done.stderr
