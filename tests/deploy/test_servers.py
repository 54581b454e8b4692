"""What deploy/ configures, asked of the real programs: codes in every form, how long what is kept, who may frame or read it."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.system

GTIN = "08931234567897"
CODE_FORMS = ("/Q/SD9001/", "/Q/SD9001", "/q/sd9001", "/q/sd9001?utm=1", "/q/Sd9001/", "/Q/sD9001/index.html")
GTIN_FORMS = (f"/01/{GTIN}", f"/01/{GTIN}/", f"/01/{GTIN}?17=261231", f"/01/{GTIN}/10/L-26/21/7", f"/01/{GTIN}/21/7")
UNKNOWN = ("/Q/SD9999/", "/q/sd9999", "/Q/SD901/", "/Q/SD900100", "/Q/SE9001", "/QQ/SD9001", "/01/00000000000000", "/nowhere/")
NOTHING = (f"/01/{GTIN}/21/7/10/L-26", "/.secret/key.html", "/.secret/", "/404.html")
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "content-security-policy": "frame-ancestors 'self'",
    "permissions-policy": "camera=(), geolocation=(self), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "strict-transport-security": "max-age=86400",
}
FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "webmanifest": "application/manifest+json; charset=utf-8",
    "geojson": "application/geo+json; charset=utf-8",
    "gpx": "application/gpx+xml",
    "kml": "application/vnd.google-earth.kml+xml",
    "jsonld": "application/ld+json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "vcf": "text/vcard; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "avif": "image/avif",
    "jpg": "image/jpeg",
    "png": "image/png",
    "zip": "application/zip",
}


@pytest.mark.parametrize("path", CODE_FORMS)
def test_a_code_in_any_form_is_answered_at_once(server: Any, path: str) -> None:
    answer = server.ask(path)
    assert (answer.status, answer.headers.get("location")) == (200, None)
    assert answer.body == (server.site / "Q/SD9001/index.html").read_bytes()
    assert answer.headers["content-type"] == TYPES["html"]
    assert answer.headers["cache-control"] == "no-cache"


def test_a_code_with_a_check_digit_is_answered_too(server: Any) -> None:
    assert [server.ask(path).status for path in ("/Q/SD90013/", "/q/sd90013", "/Q/sd90013")] == [200] * 3


@pytest.mark.parametrize("path", GTIN_FORMS)
def test_a_trade_number_is_answered_at_once_with_or_without_batch_and_serial(server: Any, path: str) -> None:
    answer = server.ask(path)
    assert (answer.status, answer.headers.get("location")) == (200, None)
    assert GTIN.encode() in answer.body


@pytest.mark.parametrize("path", [*UNKNOWN, *NOTHING])
def test_what_is_not_there_is_the_page_that_helps_on_and_is_not_kept(server: Any, path: str) -> None:
    answer = server.ask(path)
    assert answer.status == 404
    assert answer.body == (server.site / "404.html").read_bytes()
    assert answer.headers["content-type"] == TYPES["html"]
    assert answer.headers["cache-control"] == "no-cache"


def test_the_style_of_an_earlier_release_is_still_within_reach_and_nothing_else_of_it(server: Any) -> None:
    (server.public / "kept" / "index.html").write_text("old", "utf-8")
    answer = server.ask("/theme/css/site.0123456789.css")
    assert (answer.status, answer.body) == (200, b"a { color: red }")
    assert answer.headers["content-type"] == TYPES["css"]
    assert answer.headers["cache-control"] == FOR_EVER
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert server.ask("/").body != b"old"


@pytest.mark.parametrize("path", ["/theme/css/gone.0123456789.css", "/pictures/0123456789ab-a50s9j78v2-480.avif", "/gone.json"])
def test_a_missing_file_is_neither_kept_nor_told_as_what_it_is_not(server: Any, path: str) -> None:
    answer = server.ask(path)
    assert answer.status == 404
    assert answer.body == (server.site / "404.html").read_bytes()
    assert answer.headers["content-type"] == TYPES["html"]
    assert answer.headers["cache-control"] == "no-cache"
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/Q/SD9001/", "/codes.json", "/robots.txt", "/nowhere/"])
def test_every_answer_carries_the_safety_headers(server: Any, path: str) -> None:
    headers = server.ask(path).headers
    assert {name: headers.get(name) for name in ALWAYS} == ALWAYS
    assert not re.search(r"[0-9]", headers.get("server", ""))


def test_every_file_has_its_type_and_its_time_to_be_kept(server: Any) -> None:
    seen = set()
    for file in sorted(server.site.rglob("*.*")):
        path = file.relative_to(server.site).as_posix()
        suffix = file.suffix[1:]
        if not file.is_file() or path.startswith(".") or path == "404.html" or suffix in seen & {"html", "svg", "png"}:
            continue
        answer = server.ask(f"/{path.removesuffix('index.html')}", method="HEAD")
        hashed = path.startswith(("theme/", "pictures/"))
        assert suffix in TYPES, f"{path}: say its type in deploy/nginx/ocop.conf, deploy/caddy/Caddyfile and here"
        wanted = "application/linkset+json" if file.name == "linkset.json" else TYPES[suffix]
        assert answer.status == 200, path
        assert answer.headers["content-type"] == wanted, path
        assert answer.headers["cache-control"] == (FOR_EVER if hashed else "no-cache"), path
        seen.add(suffix if not hashed else "")
    assert seen >= {"html", "json", "geojson", "csv", "webmanifest", "txt", "xml", "svg", "png", "zip", ""}


@pytest.mark.parametrize(
    "path", ["/codes.json", "/status.json", "/products.csv", "/products.geojson", f"/01/{GTIN}/linkset.json"]
)
def test_data_may_be_read_by_other_sites_and_pages_not(server: Any, path: str) -> None:
    assert server.ask(path, Origin="https://inspector.example").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in server.ask("/", Origin="https://inspector.example").headers


def test_pages_and_data_travel_compressed(server: Any) -> None:
    small = {"nginx": "br", "caddy": "zstd"}[server.name]
    for path in ("/", "/Q/SD9001", "/codes.json", "/products.csv", "/theme/illustrations/sampan.svg"):
        real = path
        if path.startswith("/theme/"):
            real = "/" + next(server.site.glob("theme/illustrations/sampan.*.svg")).relative_to(server.site).as_posix()
        plain = server.ask(real)
        zipped = server.ask(real, Accept_Encoding="gzip")
        assert "content-encoding" not in plain.headers
        assert zipped.headers["content-encoding"] == "gzip", path
        assert gzip.decompress(zipped.body) == plain.body
        assert "accept-encoding" in zipped.headers["vary"].lower()
        best = server.ask(real, Accept_Encoding="gzip, br, zstd")
        assert best.headers["content-encoding"] == small, path
        assert len(best.body) < len(plain.body)


def test_pictures_are_not_packed_again(server: Any) -> None:
    picture = next(server.site.glob("pictures/*.jpg")).relative_to(server.site).as_posix()
    assert "content-encoding" not in server.ask(f"/{picture}", Accept_Encoding="gzip, br, zstd").headers


def test_an_unchanged_page_costs_a_short_answer(server: Any) -> None:
    first = server.ask("/Q/SD9001/")
    again = server.ask("/q/sd9001", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_a_switch_of_releases_shows_at_once(server: Any) -> None:
    second = server.public / "releases" / "0002"
    (second / "Q" / "SD9001").mkdir(parents=True)
    (second / "Q" / "SD9001" / "index.html").write_text("<!doctype html><title>0002</title>", "utf-8")
    link = server.public / "current"
    try:
        link.with_name("new").symlink_to("releases/0002")
        link.with_name("new").replace(link)
        assert b"0002" in server.ask("/Q/SD9001/").body
    finally:
        link.with_name("new").symlink_to("releases/0001")
        link.with_name("new").replace(link)
        shutil.rmtree(second)
    assert json.loads(server.ask("/codes.json").body)["codes"]


def test_a_folder_without_its_slash_is_sent_on_within_the_site(server: Any) -> None:
    answer = server.ask("/san-pham")
    assert answer.status in {301, 308}
    assert answer.headers["location"] in {"/san-pham/", "san-pham/"}


@pytest.mark.browser
def test_the_headers_and_the_policy_in_the_pages_get_along(server: Any, browser: Browser) -> None:
    root = f"{'https' if server.tls else 'http'}://127.0.0.1:{server.port}"
    complaints: list[str] = []
    context = browser.new_context(ignore_https_errors=True)  # the certificate is made for the test
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    for path in ("/", "/Q/sd9001", "/en/", "/san-pham/bot-gao-loc-rach-sen/"):
        answer = page.goto(f"{root}{path}", wait_until="networkidle")
        assert answer
        assert answer.ok
    assert complaints == []
    page.goto(f"{root}/q/sd9OOI")
    page.wait_for_url("**/Q/SD9001/")
    context.close()


def test_without_tls_nginx_sends_on_to_the_same_address_with_it(server: Any) -> None:
    if server.name == "nginx":
        answer = server.ask("/q/sd9001?utm=1", port=server.plain_port)
        assert (answer.status, answer.headers["location"]) == (301, "https://ocop.example/q/sd9001?utm=1")


def test_the_worker_is_asked_for_anew_at_each_visit(server: Any) -> None:
    answer = server.ask("/sw.js")
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-cache")
    assert answer.headers["content-type"] == TYPES["js"]
    manifest = server.ask("/manifest.webmanifest")
    assert (manifest.headers["cache-control"], manifest.headers["content-type"]) == ("no-cache", TYPES["webmanifest"])
    icon = json.loads(manifest.body)["icons"][0]["src"]
    assert server.ask(icon).headers["cache-control"] == FOR_EVER
