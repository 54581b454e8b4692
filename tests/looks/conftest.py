"""A visitor with a window of any width in either theme, and recorded screenshots to compare with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from PIL import Image, ImageChops

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
RECORDED = HERE / "recorded"
SEEN = HERE.parents[1] / ".cache" / "looks"
"""What this run saw, to be looked at."""
STEP, SHARE = 24, 0.001
"""The tolerance: at most one pixel in a thousand may differ by more than 24 of 255 in a channel."""
NOON = "2026-11-23T05:00:00Z"
SPECIMEN = """<style>p { margin: 8px; font: 24px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif }
p + p { font-family: ui-serif, "Noto Serif", Cambria, "Times New Roman", serif; font-weight: 700 }</style>
<p>Ậ Ỗ Ệ, Ữ Ặ Ợ, Sa Đéc 0123456789 ₫</p><p>Ậ Ỗ Ệ, Ữ Ặ Ợ, Sa Đéc 0123456789 ₫</p>"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="record the screenshots anew, with this browser and these fonts")
    parser.addoption("--whole", action="store_true", help="look at every page in every width and theme, not only at a few")


@pytest.fixture(scope="module")
def window(browser: Browser, origin: str) -> Iterator[Callable[..., Page]]:
    """Open an address of the demo in the module's window, `width` CSS px wide.

    `fresh`: in a window that has seen nothing yet, since a browser prefers the size of a picture that it already has.
    """
    failed: list[str] = []
    windows: list[Page] = []

    def new() -> Page:
        context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce")
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.clock.set_fixed_time(NOON)
        page.on("pageerror", lambda error: failed.append(str(error)))
        return page

    def opened(address: str, width: int = 960, *, scheme: Literal["light", "dark"] = "light", fresh: bool = False) -> Page:
        if fresh and windows:
            windows.pop().context.close()
        if not windows:
            windows.append(new())
        page = windows[0]
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(origin + address)
        return page

    yield opened
    for page in windows:
        page.context.close()
    assert failed == [], "scripts on a page failed"


@pytest.fixture(scope="session")
def machine(browser: Browser) -> dict[str, str]:
    """What draws here: the browser's version, and how its fonts draw a specimen.

    The last part of a version counts repairs of one release, which draw alike.
    """
    page = browser.new_page(viewport={"width": 640, "height": 120})
    page.set_content(SPECIMEN)
    drawn = Image.open(BytesIO(page.screenshot())).convert("RGB").tobytes()
    page.close()
    return {"browser": browser.version.rpartition(".")[0], "fonts": hashlib.blake2b(drawn, digest_size=8).hexdigest()}


@pytest.fixture
def looks_as_recorded(machine: dict[str, str], request: pytest.FixtureRequest) -> Callable[..., None]:
    """Keep a screenshot to be looked at and compare it with the recorded one, where browser and fonts are the recorded ones."""

    def compare(name: str, picture: bytes, *, keep_only: bool = False) -> None:
        SEEN.mkdir(parents=True, exist_ok=True)
        (SEEN / f"{name}.png").write_bytes(picture)
        if keep_only:
            return
        file, notes = RECORDED / f"{name}.webp", RECORDED / "machine.json"
        seen = Image.open(BytesIO(picture)).convert("RGB")
        if request.config.getoption("--record", default=False):
            RECORDED.mkdir(exist_ok=True)
            notes.write_text(json.dumps(machine, indent=1) + "\n", "utf-8")
            seen.save(file, lossless=True, method=4)
        under = json.loads(notes.read_text("utf-8"))
        if under != machine:
            pytest.skip(f"recorded under {under}, drawn here by {machine}: look at {SEEN}")
        assert file.is_file(), f"not recorded: look at {SEEN / name}.png, then pytest tests/looks --record"
        share = difference(seen, Image.open(file).convert("RGB"))
        assert share <= SHARE, f"{share:.2%} of {name} differ: look at {SEEN / name}.png, then pytest tests/looks --record"

    return compare


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ by more than STEP in a channel; 1 where the sizes differ."""
    if one.size != other.size:
        return 1.0
    channels = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    return sum(most.histogram()[STEP + 1 :]) / (one.width * one.height)
