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
from sites import Site

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
    """Visit each page once with an empty cache, then scroll it to its end so that late pictures speak up as well."""
    for address in addresses:
        context = browser.new_context(**PHONE)
        try:
            yield _visit(context.new_page(), site, address)
        finally:
            context.close()


def _visit(page: Page, site: Site, address: str) -> Visit:
    faults: list[str] = []
    sizes: dict[str, int] = {}
    addresses: dict[str, str] = {}
    here = site.origin + address

    def on_response(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["response"]["url"]

    def on_finished(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = int(event["encodedDataLength"])

    def on_request(url: str) -> None:
        if urlsplit(url).scheme in ("http", "https") and not url.startswith(site.origin + "/"):
            faults.append(f"asks another host: {url}")

    def on_failure(url: str, why: str) -> None:
        if "ERR_ABORTED" not in why:  # a page that leads on at once lets go of what it had asked for
            faults.append(f"failed: {url} {why}")

    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.responseReceived", on_response)
    network.on("Network.loadingFinished", on_finished)
    page.on("request", lambda request: on_request(request.url))
    page.on(
        "response", lambda response: faults.append(f"{response.status}: {response.url}") if response.status >= 400 else None
    )
    page.on("requestfailed", lambda request: on_failure(request.url, request.failure or ""))
    page.on("console", lambda said: faults.append(f"console: {said.text}") if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.goto(here, wait_until="load")
    page.wait_for_function("[...document.images].every(one => one.complete || one.loading === 'lazy')")
    page.wait_for_timeout(60)
    first = {addresses.get(request, ""): size for request, size in sizes.items()}
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_timeout(60)
    if page.context.cookies() or page.evaluate("localStorage.length + sessionStorage.length"):
        faults.append("keeps cookies or storage in the browser")
    kind = kind_of(address)
    counted = sum(size for url, size in first.items() if not (kind is Kind.LANDING and urlsplit(url).path.startswith(PHOTOS)))
    limit = LIMITS.get(kind)
    if limit and counted > limit:
        faults.append(f"{counted:,} bytes, more than {limit:,}")
    return Visit(site.name + address, kind, sum(first.values()), counted, first.get(here, 0), tuple(dict.fromkeys(faults)))
