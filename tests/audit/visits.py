"""First visits of every page in Chromium on a phone: what is transferred, and that nothing happens that must not (errors on
the console, requests to others, cookies) under the page's own policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pages import Kind, kind_of
from playwright.sync_api import Browser, Page, sync_playwright
from programs import Programs
from sites import NOON, Site

PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
    "has_touch": True,
    "locale": "vi-VN",
    "timezone_id": "Asia/Ho_Chi_Minh",
}
"""The phone that Lighthouse emulates."""
KILOBYTE = 1000
LIMITS = {Kind.LANDING: 14 * KILOBYTE, Kind.PRODUCT: 45 * KILOBYTE, Kind.LIST: 200 * KILOBYTE}
"""Bytes on the wire, headers included, at the first view; of a landing page without its photo."""
PHOTOS = "/pictures/"


@dataclass(frozen=True, slots=True)
class Visit:
    """What a first visit of one page took: bytes on the wire, and faults in words."""

    page: str
    kind: Kind
    total: int
    counted: int
    document: int
    faults: tuple[str, ...]


@contextmanager
def browser_of(programs: Programs) -> Iterator[Browser]:
    """One headless Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(programs.chromium), args=["--disable-dev-shm-usage"])
        yield opened
        opened.close()


def visit_all(browser: Browser, site: Site, addresses: Iterable[str]) -> Iterator[Visit]:
    """Visit each page as if it were the first: no cache, no cookies. Then scroll to its end: late pictures speak up too."""
    # Without the service worker: what it brings from its cache would count as nothing. tests/site/test_offline.py has it.
    context = browser.new_context(**PHONE, service_workers="block")
    context.clock.set_fixed_time(NOON)
    page = context.new_page()
    seen = _Seen(site.origin)
    seen.listen(page)
    for address in addresses:
        yield _visit(page, seen, site, address)
    context.close()


class _Seen:
    """What happened since the last page was asked for."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.forget()

    def forget(self) -> None:
        self.faults: list[str] = []
        self.addresses: dict[str, str] = {}
        self.sizes: dict[str, int] = {}

    def listen(self, page: Page) -> None:
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.setCacheDisabled", {"cacheDisabled": True})
        network.on(
            "Network.responseReceived", lambda event: self.addresses.update({event["requestId"]: event["response"]["url"]})
        )
        network.on(
            "Network.loadingFinished", lambda event: self.sizes.update({event["requestId"]: int(event["encodedDataLength"])})
        )
        page.on("request", lambda request: self.asked(request.url))
        page.on("response", lambda response: self.answered(response.url, response.status))
        page.on("requestfailed", lambda request: self.failed(request.url, request.failure or ""))
        page.on("console", lambda said: self.said(said.type, said.text))
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))

    def asked(self, url: str) -> None:
        if urlsplit(url).scheme in ("http", "https") and not url.startswith(self.origin + "/"):
            self.faults.append(f"asks another host: {url}")

    def answered(self, url: str, status: int) -> None:
        if status >= 400:
            self.faults.append(f"{status}: {url}")

    def failed(self, url: str, why: str) -> None:
        if "ERR_ABORTED" not in why:  # a page that leads on at once lets go of what it had asked for
            self.faults.append(f"failed: {url} {why}")

    def said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and "registration blocked by Playwright" not in text:
            self.faults.append(f"console: {text}")


def _visit(page: Page, seen: _Seen, site: Site, address: str) -> Visit:
    here = site.origin + address
    seen.forget()
    page.goto(here, wait_until="load")
    page.wait_for_function("[...document.images].every(one => one.complete || one.loading === 'lazy')")
    page.wait_for_timeout(60)
    first = {seen.addresses.get(request, ""): size for request, size in seen.sizes.items()}
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_timeout(60)
    faults = seen.faults
    if page.context.cookies() or page.evaluate("localStorage.length + sessionStorage.length"):
        faults.append("keeps cookies or storage in the browser")
        page.context.clear_cookies()
        page.evaluate("localStorage.clear(), sessionStorage.clear()")
    kind = kind_of(address)
    counted = sum(size for url, size in first.items() if not (kind is Kind.LANDING and urlsplit(url).path.startswith(PHOTOS)))
    limit = LIMITS.get(kind)
    if limit and counted > limit:
        faults.append(f"{counted:,} bytes, more than {limit:,}")
    return Visit(site.name + address, kind, sum(first.values()), counted, first.get(here, 0), tuple(dict.fromkeys(faults)))
