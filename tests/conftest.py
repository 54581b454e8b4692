"""What every test may use: a browser, a page in it, the demo to open. In CI no test of the system may be left out."""

from __future__ import annotations

import contextlib
import functools
import gc
import http.server
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ocop.locks import locked

if TYPE_CHECKING:
    from types import ModuleType

    from playwright.sync_api import Browser, Page

STRICT = os.environ.get("OCOP_CI") == "1" or os.environ.get("CI", "").lower() == "true"
ROOT = Path(__file__).resolve().parents[1]
DAY = "2026-11-23"
"""The day of the demo: the statuses of its pages are known (tests/demo/README.md)."""
PAUSE_S = 0.7
"""Seconds between the parts of a page that comes slowly: whatever there is by then has been drawn."""
SLOW_PAGE = 15_000
"""Milliseconds that a page may take in a test."""
MEMORY, ROOM = Path("/dev/shm"), 4 << 30
"""Where Linux keeps files in memory, and the bytes free there with which tests move in: they need less than a quarter."""


def files_in_memory() -> None:
    """Let the files of tests lie in memory, where there is plenty: whole sites are built, copied and removed again, a hundred
    thousand small files in a run, and a disk takes longer for them than all that is tested. TMPDIR says otherwise.
    """
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    state = os.statvfs(MEMORY)
    free = re.search(r"MemAvailable: +(\d+) kB", Path("/proc/meminfo").read_text("ascii"))
    room = min(state.f_bavail * state.f_frsize, int(free[1]) * 1024 if free else 0)
    if room >= ROOM and not state.f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_configure(config: pytest.Config) -> None:
    """Let no byte code be written beside the code: tests look at all that a command leaves in a folder.

    What tests start keeps it in a folder of this run's own, for all workers: to compile the project anew is a third of what
    most commands take. It is looked up there alone, so nothing of an earlier run counts.
    """
    files_in_memory()
    sys.dont_write_bytecode = True
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if not os.environ.get("PYTEST_XDIST_WORKER"):
        folder = tempfile.mkdtemp(prefix="ocop-byte-code-")
        config.add_cleanup(functools.partial(shutil.rmtree, folder, ignore_errors=True))
        os.environ["OCOP_TESTS_BYTE_CODE"] = folder
    os.environ["PYTHONPYCACHEPREFIX"] = os.environ["OCOP_TESTS_BYTE_CODE"]


SLOW_FILES = (
    *("desk/test_desk_browser.py", "site/test_settings.py", "publishing/test_s3.py", "theme/test_in_browser.py"),
    *("site/test_filters.py", "site/test_same_bytes.py", "desk/test_excel.py", "site/test_offline.py", "desk/test_office.py"),
    *("publishing/test_kills.py", "soak/test_builds_share.py", "bench/test_equal_pages.py", "search/test_box.py"),
    *("site/test_search_pages.py", "site/test_checking.py", "access/test_keyboard.py", "search/test_many.py"),
    *("outputs/test_nothing_escapes.py", "bootstrap/test_environment.py", "bootstrap/test_wheelhouse.py", "site/test_staff.py"),
    *("access/test_enlarged.py", "access/test_other_ways.py", "deploy/test_plain_server.py", "looks/test_states.py"),
    *("site/test_code_files.py", "looks/test_examples.py", "site/test_map_in_browser.py", "supply/test_reproducible.py"),
    *("site/test_watching.py", "site/test_real_content.py", "publishing/test_ssh.py"),
)
"""What takes longest goes to the workers first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put SLOW_FILES first, the other files in their order."""
    order = {ROOT / "tests" / name: number for number, name in enumerate(SLOW_FILES)}
    items.sort(key=lambda item: order.get(item.path, len(order)))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Leave what collecting makes, six thousand tests and all modules, out of every search for garbage: all of it stays, and
    to go through it again and again took longer than most tests.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def load_module(file: Path) -> ModuleType:
    """A module that is no test, which import mode importlib keeps off the path."""
    spec = importlib.util.spec_from_file_location(f"{file.parent.name}_{file.stem}", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def _settings_of_one_test() -> Iterator[None]:
    """Let the settings that a test reads in this process be its own: Pelican leaves the module that it read for the next one,
    and publishconf.py imports it.
    """
    yield
    sys.modules.pop("pelicanconf", None)


@pytest.fixture(scope="session")
def module_at() -> Callable[[Path], ModuleType]:
    """Load a module that is no test."""
    return load_module


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A skipped test of the system is a failed one in CI."""
    report = yield
    if STRICT and report.skipped and not hasattr(report, "wasxfail") and item.get_closest_marker("system"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: marked `system`, must not be skipped in CI ({reason})"
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium for the whole session, fetched when the machine has none."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only tests of pages need it

    chromium = load_module(Path(__file__).with_name("chromium.py"))
    try:
        executable = chromium.ensure()
    except chromium.NoChromiumError as error:
        pytest.fail(str(error), pytrace=False)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=str(executable),
            args=["--disable-dev-shm-usage"],
            env={**os.environ, **chromium.libraries(executable)},
        )
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of a Vietnamese phone, in a context of its own; a script error on it fails the test."""
    context = browser.new_context(
        viewport={"width": 393, "height": 727},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.set_default_timeout(SLOW_PAGE)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == [], "scripts on the page failed"


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing: pytest shows what fails."""


class _InParts(_Handler):
    """Give a page in parts, each long after the one before: cut behind each text that `?after=` names, one behind the other."""

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        cuts = urllib.parse.parse_qs(query).get("after", [])
        if not cuts:
            super().do_GET()
            return
        page = (Path(self.translate_path(path)) / "index.html").read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        sent = page.index(b"<body")
        self.wfile.write(page[:sent])
        for cut in cuts:
            start, sent = sent, page.index(cut.encode(), sent) + len(cut.encode())
            self.wfile.write(page[start:sent])
            self.wfile.flush()
            time.sleep(PAUSE_S)
        self.wfile.write(page[sent:])


@contextlib.contextmanager
def _served(folder: Path, handler: type[_Handler]) -> Iterator[str]:
    """Give the address at which a folder is answered, by a thread that ends with the block."""
    with http.server.ThreadingHTTPServer(("localhost", 0), functools.partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo catalogue as on DAY, built once for all tests and workers: read it, or copy it, but leave it as it is."""
    mine = tmp_path_factory.getbasetemp()
    folder = (mine.parent if os.environ.get("PYTEST_XDIST_WORKER") else mine) / "demo-site"
    variables = {**os.environ, "OCOP_TODAY": DAY, "OCOP_NO_VENV": "1", "PYTHONPATH": str(ROOT / "plugins"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "ocop", "build", "-s", "tests/demo/pelicanconf.py", "-o", str(folder)]
    whole = folder.with_suffix(".whole")
    with locked(folder.with_suffix(".lock"), patience_s=300):
        if not whole.exists():
            done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            whole.touch()
    return folder


@pytest.fixture(scope="session")
def answering() -> Iterator[Callable[[Path], str]]:
    """Answer a folder here to the end of the session; gives its address."""
    with contextlib.ExitStack() as stack:
        yield lambda folder: stack.enter_context(_served(folder, _Handler))


@pytest.fixture(scope="session")
def origin(demo_site: Path, answering: Callable[[Path], str]) -> str:
    """The address of the demo, answering here."""
    return answering(demo_site)


@pytest.fixture
def in_parts(demo_site: Path) -> Iterator[str]:
    """The address of the demo where a page comes in parts: cut behind each text that `?after=` names."""
    with _served(demo_site, _InParts) as address:
        yield address
