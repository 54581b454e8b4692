"""The gate and printed codes: what a kept release or the live site says was issued can be neither rewritten nor lost."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from ocop.publishing import Ledger, LiveCodes, fetch_codes, format_finding, live_codes_url
from ocop.qr import CodeStatus, LedgerRow, make_symbol, payload_for, published_code

PLACE = "content/data/qr-ledger.csv"


def issued(code: str = "SD0001", mask: int | None = None) -> LedgerRow:
    symbol = make_symbol(payload_for("SO-THU.VN", code), mask=mask)
    pins = (symbol.level, symbol.version, symbol.mask, symbol.segments, symbol.digest)
    return LedgerRow(
        code, symbol.payload, "own", *pins, "products/banh-thu", date(2026, 11, 23), "Tổ biên tập", CodeStatus.ISSUED, "", "", 2
    )


def codes(*rows: LedgerRow) -> str:
    return json.dumps({"codes": [published_code(row) for row in rows]})


@pytest.fixture
def released(office: Any) -> Any:
    """An office whose live release lists one issued code; its next publish has a page more."""
    office.pages["codes.json"] = codes(issued())
    assert office.publish(ledger=Ledger((issued(),), PLACE)).outcome == "released"
    office.pages["style.css"] = "body { color: #222 }"
    return office


def test_an_unchanged_ledger_goes_live(released: Any) -> None:
    assert released.publish(ledger=Ledger((issued(),), PLACE)).outcome == "released"


def test_a_rewritten_row_is_refused_because_a_release_remembers_it(released: Any) -> None:
    released.pages["codes.json"] = codes(issued(mask=0))
    report = released.publish(ledger=Ledger((issued(mask=0),), PLACE))
    assert report.outcome == "refused"
    assert {(one.path, one.line, one.rule) for one in report.findings} == {(PLACE, 2, "code-rewritten")}
    assert "#111" in released.live("style.css")


def test_a_row_that_vanished_is_refused(released: Any) -> None:
    released.pages["codes.json"] = codes()
    report = released.publish(ledger=Ledger((), PLACE))
    assert [(one.rule, one.found) for one in report.findings] == [("code-vanished", "SD0001")]
    assert "SD0001" in format_finding(report.findings[0])


def test_an_older_release_is_a_witness_too(released: Any) -> None:
    released.pages.pop("codes.json")
    assert released.publish(ledger=Ledger((issued(),), PLACE)).outcome == "released"
    released.pages["style.css"] = "body { color: #333 }"
    assert released.publish(ledger=Ledger((issued(mask=0),), PLACE)).outcome == "refused"


def test_a_release_whose_list_was_damaged_is_no_pass(released: Any) -> None:
    (live,) = released.releases()
    (released.public / "releases" / live / "codes.json").write_text("{", encoding="utf-8")
    report = released.publish(ledger=Ledger((issued(),), PLACE))
    assert [one.rule for one in report.findings] == ["codes-unreadable"]


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        (issued(), "released"),
        (replace(issued(), status=CodeStatus.RETIRED), "released"),
        (issued(mask=0), "refused"),
        (issued("SD0002"), "refused"),
    ],
)
def test_the_live_site_is_a_witness_too(office: Any, row: LedgerRow, outcome: str) -> None:
    live = LiveCodes("https://ocop.example/codes.json", codes(issued()).encode())
    assert office.publish(ledger=Ledger((row,), PLACE), live=live).outcome == outcome


def test_a_live_site_out_of_reach_stops_nothing(office: Any) -> None:
    live = LiveCodes("https://ocop.example/codes.json", None, "timed out")
    assert office.publish(ledger=Ledger((issued(),), PLACE), live=live).outcome == "released"


# -- reading the live list -------------------------------------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[Callable[[int, bytes], str]]:
    answers: dict[str, tuple[int, bytes]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answers["now"]
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with HTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()

        def answer(status: int, body: bytes) -> str:
            answers["now"] = (status, body)
            return f"http://127.0.0.1:{listening.server_port}/codes.json"

        yield answer
        listening.shutdown()
        thread.join()


def test_a_live_list_is_read(server: Callable[[int, bytes], str]) -> None:
    raw = codes(issued()).encode()
    assert fetch_codes(server(200, raw)).raw == raw


@pytest.mark.parametrize(("status", "body"), [(404, b""), (500, b""), (200, b"<html>"), (200, b""), (200, b"{}")])
def test_what_is_no_live_list_is_told_and_not_raised(server: Callable[[int, bytes], str], status: int, body: bytes) -> None:
    live = fetch_codes(server(status, body))
    assert not live.readable
    assert live.why


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/codes.json", "file:///etc/hostname", "ftp://a.example/codes.json", "http://[x/"]
)
def test_an_address_out_of_reach_is_told_and_not_raised(url: str) -> None:
    live = fetch_codes(url, timeout_s=1)
    assert not live.readable
    assert live.why


@pytest.mark.parametrize(
    ("settings", "url"),
    [
        ({}, ""),
        ({"SITEURL": ""}, ""),
        ({"SITEURL": "https://ocop.example/sub/"}, "https://ocop.example/sub/codes.json"),
        ({"SITEURL": "https://ocop.example", "OCOP_LIVE_CODES": "https://b.example/c.json"}, "https://b.example/c.json"),
    ],
)
def test_where_the_live_list_is(settings: dict[str, str], url: str) -> None:
    assert live_codes_url(settings) == url
