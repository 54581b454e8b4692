"""`make serve` in a browser: a save is a new page at the same place; a mistake is told in the page and heals."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = "content/products/bot-gao-loc-rach-sen/vi.md"
ADDRESS = "/san-pham/bot-gao-loc-rach-sen/"
PATIENCE = 60_000


@pytest.fixture
def served(project: Path, demo_site: Path) -> Iterator[int]:
    """`make serve` of a project that a test may edit; gives its port."""
    shutil.copytree(demo_site, project / "output")  # built, as it was yesterday
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "OCOP_NO_VENV": "1", "OCOP_TODAY": "2026-11-23"}
    command = [sys.executable, "-m", "ocop", "serve", "-s", str(project / "pelicanconf.py"), "-p", str(port)]
    with (project / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=project, env={**variables, "PYTHONUTF8": "1"}, stdout=log, stderr=log)
    try:
        end = time.monotonic() + 60
        while (status := get(port, ADDRESS)[0]) != 200 and time.monotonic() < end:
            time.sleep(0.2)
        assert status == 200, (project / "serve.log").read_text("utf-8")
        yield port
        assert process.poll() is None, (project / "serve.log").read_text("utf-8")
    finally:
        process.terminate()
        process.wait(timeout=20)


def get(port: int, path: str, host: str = "localhost:1") -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"] or "", answer.read()
    except OSError:
        return 0, "", b""
    finally:
        connection.close()


def test_the_open_page_follows_saves_and_tells_mistakes(
    served: int, project: Path, page: Any, demo_site: Path, read_tree: Callable[[Path], dict[str, bytes]]
) -> None:
    source, settings = project / PRODUCT, project / "pelicanconf.py"
    text, plain = source.read_text("utf-8"), settings.read_text("utf-8")
    page.goto(f"http://localhost:{served}{ADDRESS}")
    notice = page.locator(".ocop-serve")
    page.wait_for_function("document.body.scrollHeight > 2000")
    page.evaluate("scrollTo(0, 900)")

    beside = source.with_suffix(".md.tmp")  # as editors do: written beside, then renamed
    beside.write_text(text.replace("title: Bột gạo lọc Rạch Sen\n", "title: Bột gạo mới lưu\n", 1), "utf-8")
    beside.rename(source)
    page.get_by_role("heading", level=1, name="Bột gạo mới lưu").wait_for(timeout=PATIENCE)
    page.wait_for_function("scrollY > 700")

    source.write_text(text.replace("group: food", "group: foods", 1), "utf-8")
    notice.filter(has_text=re.compile(r"bot-gao-loc-rach-sen/vi\.md:4: .*foods")).wait_for(timeout=PATIENCE)
    assert page.get_by_role("heading", level=1, name="Bột gạo mới lưu").count() == 1

    source.write_text(text, "utf-8")
    page.get_by_role("heading", level=1, name="Bột gạo lọc Rạch Sen").wait_for(timeout=PATIENCE)
    assert notice.is_hidden()

    settings.write_text(plain + "\n1 / 0\n", "utf-8")
    notice.filter(has_text="ZeroDivisionError").wait_for(timeout=PATIENCE)
    settings.write_text(plain, "utf-8")
    notice.wait_for(state="hidden", timeout=PATIENCE)
    assert read_tree(project / "output") == read_tree(demo_site)  # nothing of the server's is in the built files


def test_it_answers_as_the_servers_do_and_only_this_machine(served: int) -> None:
    status, kind, content = get(served, ADDRESS)
    assert (status, kind) == (200, "text/html; charset=utf-8")
    assert b"/.ocop/serve.js" in content
    assert get(served, ADDRESS.rstrip("/"))[0] == 301
    assert get(served, "/khong-co/")[0] == 404
    assert b"</html>" in get(served, "/khong-co/")[2]
    assert get(served, "/codes.json")[1] == "application/json; charset=utf-8"
    for secret in ("/.ocop/manifest", "/../pelicanconf.py", "/%2e%2e/pelicanconf.py", "/x/../.ocop/manifest"):
        assert get(served, secret)[0] == 404
    assert get(served, ADDRESS, host="evil.example:80")[0] == 421
