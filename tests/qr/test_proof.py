"""Proof: a file that says anything but what it should is found out; without a decoder nothing counts as proved."""

from __future__ import annotations

import io
import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from ocop.qr import Symbol, make_symbol, payload_for, write_png, write_svg
from ocop.qr import proof as proof_module
from ocop.qr.png import png_file
from ocop.qr.proof import DecoderMissingError, ProofError, decoder, prove_picture, prove_png, prove_svg, scan


@pytest.fixture(scope="module")
def symbol() -> Symbol:
    return make_symbol(payload_for("OCOP.EXAMPLE", "SD0001"))


@pytest.fixture(scope="module")
def other() -> Symbol:
    return make_symbol(payload_for("OCOP.EXAMPLE", "SD0002"))


@pytest.fixture
def no_decoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    proof_module._zxing.cache_clear()
    yield
    monkeypatch.undo()
    proof_module._zxing.cache_clear()


def redrawn(png: bytes, change: Callable[[Image.Image], None], dots: float = 304.8, *, ours: bool = False) -> bytes:
    """Change a picture, and save it by Pillow or as we write files: they are read back in two ways."""
    with Image.open(io.BytesIO(png)) as opened:
        picture = opened.convert("1")
    change(picture)
    if ours:
        length, rows = (picture.width + 7) // 8, picture.tobytes()
        lines = (b"\0" + rows[at : at + length] for at in range(0, len(rows), length))
        return png_file(*picture.size, Decimal(dots) / Decimal("25.4"), lines)
    file = io.BytesIO()
    picture.save(file, "PNG", dpi=(dots, dots))
    return file.getvalue()


def moved(svg: bytes, number: int, change: Callable[[list[int]], list[int]]) -> bytes:
    """Change a rectangle of the code: left, top, width, height and width below, in modules. All others stay where they are."""
    head, _, drawn = svg.partition(b'<path d="')
    path, _, tail = drawn.partition(b'"')
    rects, x, y = [], 0, 0
    for across, down, *shape in re.findall(rb"m(-?\d+) ?(-?\d+)h(\d+)v(\d+)h-(\d+)z", path):
        x, y = x + int(across), y + int(down)
        rects.append([x, y, *map(int, shape)])
    rects[number] = change(rects[number])
    before = [[0, 0], *rects]
    moves = (
        f"m{left - was[0]} {top - was[1]}h{width}v{height}h-{below}z"
        for was, (left, top, width, height, below) in zip(before, rects, strict=False)
    )
    return head + b'<path d="' + "".join(moves).encode() + b'"' + tail


@pytest.mark.parametrize("module_mm", [0.396, 0.5, 0.99])
@pytest.mark.parametrize("draft", [False, True])
def test_what_we_write_is_proved(symbol: Symbol, module_mm: float, *, draft: bool) -> None:
    for pixels in (6, 12, 24):
        png = write_png(symbol, module_mm=module_mm, module_px=pixels, draft=draft)
        prove_png(png, symbol, module_mm=module_mm, draft=draft)
    svg = write_svg(symbol, module_mm=module_mm, draft=draft, caption="SD0001\nOCOP.EXAMPLE/Q/SD0001")
    prove_svg(svg, symbol, module_mm=module_mm)


def test_a_pixel_a_module_is_enough_for_the_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof_module, "grown", lambda *_: pytest.fail("a larger picture was needed"))
    for number in range(100):
        for level in "HQM":
            made = make_symbol(payload_for("OCOP.EXAMPLE", f"SD{number:05d}"), level=level, mask=number % 8)
            prove_svg(write_svg(made), made)


@pytest.mark.parametrize("first", [(), "another"])
def test_what_is_not_read_at_once_is_read_in_a_larger_picture(
    symbol: Symbol, other: Symbol, monkeypatch: pytest.MonkeyPatch, first: object
) -> None:
    real = proof_module._scan
    wrong = ((proof_module._expected(other), ((4, 4), (33, 4), (4, 33))),) if first else ()
    monkeypatch.setattr(proof_module, "_scan", lambda *how, **which: real(*how, **which) if "shades" not in which else wrong)
    proof_module._compare_cells.cache_clear()
    prove_svg(write_svg(symbol), symbol)
    with pytest.raises(ProofError, match="SD0002"):
        prove_svg(write_svg(other), symbol)


def test_the_decoder_says_which_it_is() -> None:
    assert decoder().startswith("zxing-cpp ")


def test_another_code_is_found_out(symbol: Symbol, other: Symbol) -> None:
    with pytest.raises(ProofError, match="SD0002"):
        prove_png(write_png(other), symbol)
    with pytest.raises(ProofError, match="SD0002"):
        prove_svg(write_svg(other), symbol)


@pytest.mark.parametrize("pin", [{"level": "Q"}, {"level": "M", "version": 3}, {"mask": 0}, {"mask": 7}])
def test_another_symbol_for_the_same_payload_is_found_out(symbol: Symbol, pin: dict[str, object]) -> None:
    similar = make_symbol(symbol.payload, **pin)  # type: ignore[arg-type]
    if similar == symbol:
        pytest.skip("this is the symbol's own mask")
    for prove, write in ((prove_png, write_png), (prove_svg, write_svg)):
        with pytest.raises(ProofError, match="instead of"):
            prove(write(similar), symbol)


@pytest.mark.parametrize("ours", [False, True])
def test_one_wrong_module_is_found_out_although_it_can_be_read(symbol: Symbol, *, ours: bool) -> None:
    spot = (20 * 6, 20 * 6, 21 * 6, 21 * 6)

    def invert(picture: Image.Image) -> None:
        picture.paste(255 - picture.getpixel(spot[:2]), spot)

    damaged = redrawn(write_png(symbol, module_px=6), invert, ours=ours)
    assert scan(Image.open(io.BytesIO(damaged)))[0].payload == symbol.payload.encode()
    with pytest.raises(ProofError, match="unused_correction=0"):
        prove_png(damaged, symbol)


@pytest.mark.parametrize("ours", [False, True])
@pytest.mark.parametrize("spot", [(24, 24), (121, 125), (197, 196)])
def test_one_wrong_pixel_is_found_out(symbol: Symbol, spot: tuple[int, int], *, ours: bool) -> None:
    def invert(picture: Image.Image) -> None:
        picture.putpixel(spot, 255 - picture.getpixel(spot))

    with pytest.raises(ProofError, match="neither black nor white"):
        prove_png(redrawn(write_png(symbol, module_px=6), invert, ours=ours), symbol)


# The first rectangle is the top of a finder pattern; what is read in spite of the others is the work of error correction.
WRONG = {
    "one to the right": lambda rect: [rect[0] + 1, *rect[1:]],
    "one down": lambda rect: [rect[0], rect[1] + 1, *rect[2:]],
    "wider": lambda rect: [*rect[:2], rect[2] + 1, rect[3], rect[4] + 1],
    "higher": lambda rect: [*rect[:3], rect[3] + 1, rect[4]],
    "gone": lambda rect: [*rect[:2], 0, 0, 0],
    "not a rectangle": lambda rect: [*rect[:4], rect[4] + 1],
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("number", [0, 4, 80, -1])
def test_a_wrong_rectangle_is_found_out(symbol: Symbol, number: int, change: Callable[[list[int]], list[int]]) -> None:
    svg = write_svg(symbol)
    prove_svg(moved(svg, number, lambda rect: rect), symbol)
    with pytest.raises(ProofError):
        prove_svg(moved(svg, number, change), symbol)


@pytest.mark.parametrize("number", range(0, 160, 20))
def test_a_rectangle_in_the_quiet_zone_is_found_out(symbol: Symbol, number: int) -> None:
    for x, y in ((3, 20), (20, 3), (33, 20), (20, 33), (0, 0), (36, 36)):
        with pytest.raises(ProofError, match="quiet zone"):
            prove_svg(moved(write_svg(symbol), number, lambda _, x=x, y=y: [x, y, 1, 1, 1]), symbol)


def test_a_code_below_the_quiet_zone_of_a_draft_is_found_out(symbol: Symbol) -> None:
    with Image.open(io.BytesIO(write_png(make_symbol("A"), module_px=3))) as small:
        code = small.convert("1").crop((9, 9, 78, 78))

    with pytest.raises(ProofError, match="below the quiet zone"):
        prove_png(
            redrawn(write_png(symbol, draft=True), lambda picture: picture.paste(code, (9, 450)), 609.6), symbol, draft=True
        )


MIRRORED = {
    "upside down": lambda matrix: matrix[::-1],
    "from behind": lambda matrix: tuple(row[::-1] for row in matrix),
    "rows for columns": lambda matrix: tuple(map(bytes, zip(*matrix, strict=True))),
    "turned by half": lambda matrix: tuple(row[::-1] for row in matrix[::-1]),
}


@pytest.mark.parametrize("turn", MIRRORED.values(), ids=MIRRORED)
def test_a_mirrored_symbol_is_found_out_although_the_decoder_reads_it(symbol: Symbol, turn: Callable[[Any], Any]) -> None:
    mirrored = replace(symbol, matrix=turn(symbol.matrix))
    assert scan(Image.open(io.BytesIO(write_png(mirrored))))[0].payload == symbol.payload.encode()
    for prove, write in ((prove_png, write_png), (prove_svg, write_svg)):
        with pytest.raises(ProofError, match=r"mirrored|instead of one"):
            prove(write(mirrored), symbol)
    with pytest.raises(ProofError, match="mirrored"):
        prove_picture(Image.open(io.BytesIO(write_png(mirrored))), symbol)


@pytest.mark.parametrize("ours", [False, True])
@pytest.mark.parametrize("side", [1, 6])
@pytest.mark.parametrize("spot", [(0, 0), (102, 6), (6, 102), (216, 102), (102, 216)])
def test_a_spot_in_the_quiet_zone_is_found_out(symbol: Symbol, spot: tuple[int, int], side: int, *, ours: bool) -> None:
    box = (*spot, spot[0] + side, spot[1] + side)
    damaged = redrawn(write_png(symbol, module_px=6), lambda picture: picture.paste(0, box), ours=ours)
    with pytest.raises(ProofError, match="quiet zone"):
        prove_png(damaged, symbol)


@pytest.mark.parametrize("ours", [False, True])
@pytest.mark.parametrize("dots", [300, 72, 600])
def test_another_size_is_found_out(symbol: Symbol, dots: float, *, ours: bool) -> None:
    prove_png(redrawn(write_png(symbol, module_px=6), lambda _: None, ours=ours), symbol)
    with pytest.raises(ProofError, match="mm"):
        prove_png(redrawn(write_png(symbol, module_px=6), lambda _: None, dots, ours=ours), symbol)
    with pytest.raises(ProofError, match="mm"):
        prove_svg(write_svg(symbol, module_mm=0.6), symbol)


def test_a_drawing_without_its_white_ground_is_found_out(symbol: Symbol) -> None:
    with pytest.raises(ProofError, match="ground"):
        prove_svg(write_svg(symbol).replace(b"#fff", b"#ffe"), symbol)


def test_a_drawing_that_leaves_its_ground_is_found_out(symbol: Symbol) -> None:
    with pytest.raises(ProofError, match="outside"):
        prove_svg(write_svg(symbol).replace(b'z"/></svg>', b'zm99 99h1v1h-1z"/></svg>'), symbol)


def test_a_damaged_byte_is_found_out(symbol: Symbol) -> None:
    png = write_png(symbol, draft=True)
    for at in range(8, len(png)):
        with pytest.raises(ProofError):
            prove_png(png[:at] + bytes([png[at] ^ 4]) + png[at + 1 :], symbol, draft=True)


@pytest.mark.parametrize("cut", [1, 100, 300])
def test_a_file_that_was_cut_is_found_out(symbol: Symbol, cut: int) -> None:
    with pytest.raises(ProofError):
        prove_png(write_png(symbol)[:-cut], symbol)
    with pytest.raises(ProofError):
        prove_svg(write_svg(symbol)[:-cut], symbol)


def test_two_codes_in_one_picture_are_one_too_many(symbol: Symbol) -> None:
    with Image.open(io.BytesIO(write_png(symbol, module_px=6))) as one:
        both = Image.new("L", (one.width * 2, one.height), 255)
        both.paste(one, (0, 0))
        both.paste(one, (one.width, 0))
    with pytest.raises(ProofError, match="2 codes"):
        prove_picture(both, symbol)


@pytest.mark.usefixtures("no_decoder")
def test_without_a_decoder_nothing_is_proved(symbol: Symbol) -> None:
    assert decoder() == ""
    with pytest.raises(DecoderMissingError):
        prove_png(write_png(symbol), symbol)
    with pytest.raises(DecoderMissingError):
        prove_svg(write_svg(symbol), symbol)


# A3: a second decoder, of other people, agrees. 300 dpi: 6 pixels a module of 0.5 mm. OpenCV has two ways to find a code; the
# older one misses 3 of these 200, clean as they are.
def test_a_second_decoder_agrees_on_200_codes() -> None:
    seeded = random.Random(20261123)
    detector = cv2.QRCodeDetectorAruco()
    for number in sorted(seeded.sample(range(100_000), 200)):
        made = make_symbol(payload_for("OCOPSADEC.VN", f"SD{number:05d}"))
        with Image.open(io.BytesIO(write_png(made, module_px=6))) as opened:
            picture = np.asarray(opened.convert("L"))
        text, _, _ = detector.detectAndDecode(picture)
        assert text == made.payload
