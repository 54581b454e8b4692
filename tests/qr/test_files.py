"""SVG and PNG: exact in size, and read back by a decoder that shares no code with what wrote them."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser

from ocop.qr import Symbol, make_symbol, payload_for, write_png, write_svg
from ocop.qr.draft import BAND, LETTERS
from ocop.qr.measure import ModuleTooSmallError
from ocop.qr.rects import rectangles

SVG = "{http://www.w3.org/2000/svg}"
CODES = st.from_regex(r"SD[0-9]{4,5}", fullmatch=True)
MATRICES = st.integers(1, 12).flatmap(
    lambda width: st.lists(st.lists(st.booleans(), min_size=width, max_size=width), min_size=1, max_size=12)
)


@pytest.fixture(scope="module")
def symbol() -> Symbol:
    return make_symbol(payload_for("OCOP.EXAMPLE", "SD0001"))


def drawn(path: str, width: int, height: int) -> list[list[bool]]:
    """Give the modules that a path of relative rectangles covers, each at most once."""
    grid = [[False] * width for _ in range(height)]
    x = y = 0
    rest = path
    while rest:
        match = re.match(r"m(-?\d+)(?: |(?=-))(-?\d+)h(\d+)v(\d+)h-(\d+)z", rest)
        assert match is not None, rest[:40]
        across, down, wide, high, back = map(int, match.groups())
        assert wide == back
        x, y = x + across, y + down
        for row in range(y, y + high):
            for column in range(x, x + wide):
                assert not grid[row][column], "covered twice"
                grid[row][column] = True
        rest = rest[match.end() :]
    return grid


def with_quiet_zone(symbol: Symbol, below: int = 0) -> list[list[bool]]:
    side = symbol.size + 8
    empty = [False] * side
    inner = [[False] * 4 + list(row) + [False] * 4 for row in symbol.matrix]
    return [empty] * 4 + inner + [empty] * (4 + below)


def pixels(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png)) as picture:
        return picture.convert("L")


# -- rectangles ------------------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=80)
@given(matrix=MATRICES)
def test_rectangles_cover_exactly_the_dark_modules(matrix: list[list[bool]]) -> None:
    count = [[0] * len(row) for row in matrix]
    for rect in rectangles(matrix):
        for y in range(rect.y, rect.y + rect.height):
            for x in range(rect.x, rect.x + rect.width):
                count[y][x] += 1
    assert count == [[int(dark) for dark in row] for row in matrix]


# -- SVG -------------------------------------------------------------------------------------------------------------------


def test_svg_is_exact_in_millimetres(symbol: Symbol) -> None:
    root = ET.fromstring(write_svg(symbol))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("18.5mm", "18.5mm", "0 0 37 37")


@pytest.mark.parametrize(
    ("module_mm", "side"), [(0.396, "14.652mm"), (0.4, "14.8mm"), (0.99, "36.63mm"), (1, "37mm"), (10.0, "370mm")]
)
def test_svg_of_other_sizes(symbol: Symbol, module_mm: float, side: str) -> None:
    assert ET.fromstring(write_svg(symbol, module_mm=module_mm)).get("width") == side


def test_svg_is_a_white_ground_and_one_path(symbol: Symbol) -> None:
    root = ET.fromstring(write_svg(symbol))
    ground, code = root.findall(f"{SVG}path")
    assert (ground.get("fill"), ground.get("d")) == ("#fff", "M0 0h37v37h-37z")
    assert drawn(code.get("d", ""), 37, 37) == with_quiet_zone(symbol)


@settings(deadline=None, max_examples=20)
@given(code=CODES)
def test_svg_draws_the_matrix(code: str) -> None:
    symbol = make_symbol(payload_for("OCOPSADEC.VN", code), mask=2)
    path = ET.fromstring(write_svg(symbol)).findall(f"{SVG}path")[1].get("d", "")
    assert drawn(path, 37, 37) == with_quiet_zone(symbol)


def test_svg_is_small(symbol: Symbol) -> None:
    assert len(write_svg(symbol)) <= 3000


def test_a_draft_svg_grows_downwards_and_says_so_outside_the_quiet_zone(symbol: Symbol) -> None:
    root = ET.fromstring(write_svg(symbol, draft=True))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("18.5mm", "22mm", "0 0 37 44")
    assert root.findtext(f"{SVG}title", "").startswith("BẢN NHÁP")
    _, code, words = root.findall(f"{SVG}path")
    assert drawn(code.get("d", ""), 37, 44) == with_quiet_zone(symbol, below=BAND)
    assert words.get("transform") == "scale(.5)"
    inked = [y for y, row in enumerate(drawn(words.get("d", ""), 74, 88)) if any(row)]
    assert 74 < min(inked) < max(inked) < 88


def test_a_caption_stands_below_and_is_escaped(symbol: Symbol) -> None:
    root = ET.fromstring(write_svg(symbol, caption="SD0001\n<b> & OCOP.EXAMPLE/Q/SD0001"))
    lines = root.findall(f"{SVG}text")
    assert [line.text for line in lines] == ["SD0001", "<b> & OCOP.EXAMPLE/Q/SD0001"]
    assert all(float(line.get("y", "0")) - float(line.get("font-size", "0")) >= 37 for line in lines)
    assert root.get("height") == "23mm"


@pytest.mark.browser
@pytest.mark.parametrize("module_px", [8, 5.3])
@pytest.mark.parametrize("draft", [False, True])
def test_svg_drawn_by_a_browser_is_read_back(
    browser: Browser, scan: Callable[[bytes], Any], module_px: float, *, draft: bool
) -> None:
    symbol = make_symbol(payload_for("OCOP.EXAMPLE", "SD0042"))
    page = browser.new_page(viewport={"width": 500, "height": 500}, device_scale_factor=module_px / (0.5 * 96 / 25.4))
    page.set_content(f'<body style="margin:0;background:#222">{write_svg(symbol, draft=draft).decode()}')
    box = page.locator("svg").bounding_box()
    seen = page.locator("svg").screenshot()
    page.close()
    read = scan(seen)
    assert (read.text, read.level, read.version, read.mask) == (symbol.payload, "H", 3, symbol.mask)
    assert read.unused_correction == 1.0
    assert box["width"] * 25.4 / 96 == pytest.approx(18.5, abs=0.01)
    assert box["height"] * 25.4 / 96 == pytest.approx(22 if draft else 18.5, abs=0.01)


# -- PNG -------------------------------------------------------------------------------------------------------------------


# A6: the size that pHYs states, in millimetres.
@pytest.mark.parametrize(
    ("module_mm", "module_px", "per_metre"),
    [(0.5, 6, 12000), (0.5, 12, 24000), (0.5, 24, 48000), (0.4, 12, 30000), (0.99, 12, 12121), (0.396, 10, 25253)],
)
def test_png_states_its_size(
    symbol: Symbol, png_header: Callable[[bytes], Any], module_mm: float, module_px: int, per_metre: int
) -> None:
    head = png_header(write_png(symbol, module_mm=module_mm, module_px=module_px))
    assert (head.width, head.height) == (37 * module_px, 37 * module_px)
    assert (head.depth, head.colour) == (1, 0)
    assert (head.pixels_per_metre, head.unit) == ((per_metre, per_metre), 1)
    assert head.width / per_metre * 1000 == pytest.approx(37 * module_mm, abs=0.01)


def test_png_is_the_matrix_with_its_quiet_zone(symbol: Symbol) -> None:
    picture = pixels(write_png(symbol, module_px=3))
    seen = [[picture.getpixel((x, y)) == 0 for x in range(111)] for y in range(111)]
    assert seen == [[dark for dark in row for _ in range(3)] for row in with_quiet_zone(symbol) for _ in range(3)]


@settings(deadline=None, max_examples=25)
@given(code=CODES, module_px=st.integers(3, 14), draft=st.booleans())
def test_png_is_read_back(scan: Callable[[bytes], Any], code: str, module_px: int, *, draft: bool) -> None:
    symbol = make_symbol(payload_for("OCOP.EXAMPLE", code))
    read = scan(write_png(symbol, module_px=module_px, draft=draft))
    assert read.text == symbol.payload == f"https://OCOP.EXAMPLE/Q/{code}/"
    assert (read.level, read.version, read.mask) == (symbol.level, symbol.version, symbol.mask)
    assert read.unused_correction == 1.0


@pytest.mark.parametrize("module_px", [2, 5, 12])
def test_a_draft_png_grows_downwards_and_leaves_code_and_quiet_zone_alone(symbol: Symbol, module_px: int) -> None:
    plain, draft = (pixels(write_png(symbol, module_px=module_px, draft=flag)) for flag in (False, True))
    side = 37 * module_px
    assert draft.size == (side, side + BAND * module_px)
    assert draft.crop((0, 0, side, side)).tobytes() == plain.tobytes()
    band = draft.crop((0, side, side, side + BAND * module_px))
    dot = module_px // 2
    left = (side - 45 * dot) // 2
    seen = [[band.getpixel((left + dot * x, dot + dot * y)) == 0 for x in range(45)] for y in range(11)]
    assert seen == [list(row) for row in LETTERS]
    assert band.tobytes().count(0) == sum(map(sum, LETTERS)) * dot * dot


def test_png_is_small(symbol: Symbol) -> None:
    assert len(write_png(symbol)) <= 1500


@pytest.mark.parametrize("module_px", [-1, 0, 1])
def test_a_module_has_at_least_two_pixels(symbol: Symbol, module_px: int) -> None:
    with pytest.raises(ValueError, match="pixels a module"):
        write_png(symbol, module_px=module_px)


# -- both ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module_mm", [0.3959, 0.33, 0.0, -0.5, float("nan"), float("inf")])
@pytest.mark.parametrize("write", [write_svg, write_png])
def test_modules_under_0_396_mm_are_refused(symbol: Symbol, write: Callable[..., bytes], module_mm: float) -> None:
    with pytest.raises(ModuleTooSmallError):
        write(symbol, module_mm=module_mm)


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("write", [write_svg, write_png])
def test_two_makes_give_the_same_bytes(write: Callable[..., bytes], *, draft: bool) -> None:
    first, second = (write(make_symbol(payload_for("OCOP.EXAMPLE", "SD0007")), draft=draft) for _ in range(2))
    assert first == second
