"""Releases switched two thousand times under nginx while a visitor reads: nothing is missing, nothing is mixed."""

from __future__ import annotations

import http.client
import re
import ssl
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ocop.engine import Entry, digest
from ocop.publishing import Built, LocalTarget, publish, rollback
from ocop.publishing.keeping import HASHED, is_hashed
from ocop.publishing.serving import TYPES
from ocop.publishing.switch import point_at

ROOT = Path(__file__).resolve().parents[2]
SWITCHES = 2_000
PAGES = ("index.html", "Q/SD0001/index.html")


def site(version: str) -> dict[str, bytes]:
    asset = f"theme/css/site.{version * 10}.css"
    page = (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>x</title>'
        f'<link rel="stylesheet" href="/{asset}"></head>'
        f"<body>{version} SD0001 {'x' * 9000} {version}</body></html>"
    )
    return {**dict.fromkeys(PAGES, page.encode()), "404.html": page.encode(), asset: f"/* {version} */".encode()}


def released(folder: Path, public: Path, version: str, minute: int) -> str:
    manifest = {}
    for path, content in site(version).items():
        file = folder / version / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        manifest[path] = Entry("", digest(content), len(content), 0)
    built = Built(folder / version, manifest, "https://ocop.example")
    now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC) + timedelta(minutes=minute)
    report = publish(lambda: built, target=LocalTarget(public), now=now)
    assert report.release is not None
    return report.release.id


def read(port: int, tls: ssl.SSLContext, done: threading.Event, seen: Counter[str]) -> None:
    """Read pages, and the style that each page asks for, on one connection."""
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=tls, timeout=20)

    def ask(path: str) -> tuple[int, bytes]:
        connection.request("GET", path, headers={"Host": "ocop.example"})
        answer = connection.getresponse()
        return answer.status, answer.read()

    while not done.is_set():
        for path in ("/", "/q/sd0001"):
            status, body = ask(path)
            whole = [version for version in "ab" if body == site(version)["index.html"]]
            seen["page" if status == 200 and whole else f"{path}: {status}"] += 1
            style = re.search(rb'href="(/theme[^"]+)"', body)
            if style:
                status, body = ask(style[1].decode())
                good = (status, body) == (200, f"/* {whole[0] if whole else ''} */".encode())
                seen["style" if good else f"{style[1].decode()}: {status}"] += 1
    connection.close()


@pytest.mark.system
def test_two_thousand_switches_show_no_missing_and_no_mixed_answer(start_nginx: Any, tmp_path: Path) -> None:
    public = tmp_path / "srv" / "public"
    first, second = released(tmp_path, public, "a", 0), released(tmp_path, public, "b", 1)
    rollback(LocalTarget(public), now=datetime(2026, 11, 23, 9, 0, tzinfo=UTC), to=first)  # now both styles are kept
    seen: Counter[str] = Counter()
    done = threading.Event()
    with start_nginx(tmp_path / "nginx", public) as server:
        unchecked = ssl.create_default_context()
        unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
        readers = [threading.Thread(target=read, args=(server.port, unchecked, done, seen)) for _ in range(2)]
        for reader in readers:
            reader.start()
        for number in range(SWITCHES):
            point_at(public, first if number % 2 else second)
        done.set()
        for reader in readers:
            reader.join()
    assert seen.keys() == {"page", "style"}, seen
    assert seen["page"] > 100


def test_servers_and_publishing_mean_the_same_files_by_hashed() -> None:
    nginx = (ROOT / "deploy" / "nginx" / "ocop.conf").read_text("utf-8")
    caddy = (ROOT / "deploy" / "caddy" / "Caddyfile").read_text("utf-8")
    theme, pictures = HASHED.pattern.split("|", 1)
    for text in (nginx, caddy):
        assert text.count(theme) == 2
        assert text.count("pictures/[0-9a-f]{12}-[a-z0-9]+-[0-9]+") == 2
    assert pictures.endswith(r"\.(?:avif|jpg)")
    assert is_hashed("theme/css/site.0123456789.css")
    assert is_hashed("pictures/0123456789ab-a50s9j78v2-480.avif")
    assert not is_hashed("theme/css/site.css")
    assert not is_hashed("san-pham/theme/css/site.0123456789.css")


def test_a_bucket_is_told_the_same_kinds_as_the_servers_say() -> None:
    nginx = (ROOT / "deploy" / "nginx" / "ocop.conf").read_text("utf-8")
    listed = re.findall(r"^ {8}([a-z]+/[a-z0-9.+-]+) +([a-z0-9 ]+);$", nginx, re.MULTILINE)
    kinds = {suffix: kind for kind, suffixes in listed for suffix in suffixes.split()}
    assert {suffix: kind.split(";")[0] for suffix, kind in TYPES.items()} == kinds
