"""Files of a code for a print shop: exact, black alone, readable, the same every time, refused when they are wrong."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zlib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from ocop.qr import ProofError, Symbol, make_symbol, payload_for
from ocop.qr.bitmap import RESOLUTIONS, pixels_for, write_bitmap
from ocop.qr.eps import write_eps
from ocop.qr.measure import ModuleTooSmallError
from ocop.qr.pdf import write_pdf
from ocop.qr.press import press_files
from ocop.qr.shapes import SMALLEST_TEXT, draw, printed_address
from ocop.qr.vector_proof import eps_picture, pdf_picture, prove_eps, prove_pdf
from ocop.text.typeface import EM

SIZES = (0.396, 0.5, 0.61, 1.0)
POINT = Decimal("25.4") / 72


@pytest.fixture(scope="module")
def ghostscript() -> str:
    """The program gs: the machine's own, in CI Debian's package, which root may install there."""
    if shutil.which("gs") is None and os.environ.get("OCOP_CI") == "1" and shutil.which("apt-get"):
        for command in (("update", "-q"), ("install", "-y", "-q", "--no-install-recommends", "ghostscript")):
            subprocess.run(["apt-get", *command], check=False, capture_output=True, timeout=300)
    program = shutil.which("gs")
    if program is None:
        pytest.skip("Ghostscript is not installed: apt-get install ghostscript")
    return program


@pytest.fixture(scope="module")
def symbol() -> Symbol:
    return make_symbol(payload_for("OCOPSADEC.VN", "SD0001"))


def content(pdf: bytes) -> str:
    found = re.search(rb"stream\n(.*)\nendstream", pdf, re.DOTALL)
    assert found
    return zlib.decompress(found[1]).decode("ascii")


def boxes(pdf: bytes) -> dict[str, tuple[Decimal, Decimal]]:
    found = re.findall(rb"/(\w+Box)\[0 0 ([0-9.]+) ([0-9.]+)\]", pdf)
    return {name.decode(): (Decimal(width.decode()) * POINT, Decimal(height.decode()) * POINT) for name, width, height in found}


@pytest.mark.parametrize("module_mm", SIZES)
def test_a_pdf_is_exactly_as_large_as_asked_for(symbol: Symbol, module_mm: float) -> None:
    sizes = boxes(write_pdf(draw(symbol, module_mm=module_mm), "t"))
    assert sizes["TrimBox"] == sizes["MediaBox"]
    assert abs(sizes["TrimBox"][0] - 37 * Decimal(str(module_mm))) < Decimal("0.01")


@pytest.mark.parametrize("module_mm", SIZES)
def test_an_eps_is_exactly_as_large_as_asked_for(symbol: Symbol, module_mm: float) -> None:
    text = write_eps(draw(symbol, module_mm=module_mm), "t").decode("ascii")
    exact = re.search(r"%%HiResBoundingBox: 0 0 ([0-9.]+) ([0-9.]+)", text)
    whole = re.search(r"%%BoundingBox: 0 0 (\d+) (\d+)\n", text)
    assert exact
    assert whole
    assert abs(Decimal(exact[1]) * POINT - 37 * Decimal(str(module_mm))) < Decimal("0.01")
    assert int(whole[1]) >= Decimal(exact[1]) > int(whole[1]) - 1


def test_a_pdf_holds_black_and_white_paths_alone(symbol: Symbol) -> None:
    pdf = write_pdf(draw(symbol, draft=True), "t")
    inks = set(re.findall(r"[0-9. ]+ (?:k|K|g|G|rg|RG|sc|SC|scn|SCN|cs|CS)\n", content(pdf)))
    assert inks == {"0 0 0 0 k\n", "0 0 0 1 k\n"}
    assert b"/Image" not in pdf
    assert b"/Font" not in pdf


def test_all_modules_are_one_path(symbol: Symbol) -> None:
    """Else a hairline shows between neighbours."""
    before_letters = content(write_pdf(draw(symbol), "t")).partition("0 0 0 1 k\n")[2].partition("\nf\n")[0]
    assert before_letters.count("re") == len(draw(symbol).rects)


@pytest.mark.parametrize("module_mm", SIZES)
@pytest.mark.parametrize("draft", [True, False])
def test_a_pdf_drawn_by_another_program_says_the_payload(symbol: Symbol, module_mm: float, draft: bool) -> None:
    drawing = draw(symbol, module_mm=module_mm, draft=draft)
    prove_pdf(write_pdf(drawing, "t"), symbol, drawing)


@pytest.mark.system
@pytest.mark.usefixtures("ghostscript")
@pytest.mark.parametrize("module_mm", [0.396, 0.5])
def test_an_eps_drawn_by_ghostscript_says_the_payload(symbol: Symbol, module_mm: float) -> None:
    drawing = draw(symbol, module_mm=module_mm, draft=True)
    prove_eps(write_eps(drawing, "t"), symbol, drawing)


@pytest.mark.system
@pytest.mark.usefixtures("ghostscript")
def test_ghostscript_and_pdfium_draw_the_same_picture(symbol: Symbol) -> None:
    drawing = draw(symbol, draft=True)
    ours, theirs = pdf_picture(write_pdf(drawing, "t"), dots=600), eps_picture(write_eps(drawing, "t"), dots=600)
    assert abs(ours.width - theirs.width) <= 2
    theirs = theirs.resize(ours.size)
    difference = ImageChops.difference(ours.point(lambda v: 255 * (v > 127)), theirs.point(lambda v: 255 * (v > 127)))
    assert sum(difference.histogram()[128:]) < ours.width * ours.height * 0.03


@pytest.mark.system
@pytest.mark.parametrize("kind", ["pdf", "eps"])
def test_only_the_black_plate_has_ink(symbol: Symbol, tmp_path: Path, ghostscript: str, kind: str) -> None:
    drawing = draw(symbol, draft=True)
    (tmp_path / f"code.{kind}").write_bytes((write_pdf if kind == "pdf" else write_eps)(drawing, "t"))
    options = ("-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dEPSCrop", "-sDEVICE=tiffsep", "-r300")
    subprocess.run([ghostscript, *options, f"-sOutputFile={tmp_path}/plate.tif", f"{tmp_path}/code.{kind}"], check=True)
    plates = {path.name: Image.open(path).convert("L").getextrema()[0] for path in tmp_path.glob("plate*(*).tif")}
    dark = {re.sub(r".*\((.*)\).*", r"\1", name): darkest for name, darkest in plates.items()}
    assert dark == {"Cyan": 255, "Magenta": 255, "Yellow": 255, "Black": 0}


@pytest.mark.parametrize("resolution", RESOLUTIONS)
def test_a_bitmap_has_one_bit_and_its_exact_size(symbol: Symbol, resolution: int) -> None:
    drawing = draw(symbol)
    pixels = pixels_for(resolution, drawing)
    made = write_bitmap(drawing, pixels)
    with Image.open(io.BytesIO(made)) as opened:
        assert opened.mode == "1"
        assert opened.size == (drawing.width * pixels, drawing.height * pixels)
        assert opened.info["dpi"][0] == pytest.approx(resolution, rel=0.02)
        assert opened.width * 25.4 / opened.info["dpi"][0] == pytest.approx(18.5, rel=0.001)


def test_the_letters_of_bitmap_and_pdf_are_the_same(symbol: Symbol) -> None:
    """Two ways to fill outlines: ours and pdfium's."""
    drawing = draw(symbol, draft=True)
    ours = Image.open(io.BytesIO(write_bitmap(drawing, 12))).convert("L")
    theirs = pdf_picture(write_pdf(drawing, "t"), dots=600).resize(ours.size).point(lambda value: 255 * (value > 127))
    below = (0, 37 * 12, *ours.size)
    assert ours.crop(below).getextrema() == (0, 255)
    difference = ImageChops.difference(ours.crop(below), theirs.crop(below))
    assert sum(difference.histogram()[128:]) < difference.width * difference.height * 0.04


def test_sizes_of_files(symbol: Symbol) -> None:
    """qr.md A10, for an issued code; a draft's words cost some hundred bytes more."""
    most = {".svg": 3_072, ".pdf": 6_144, ".eps": 12_288, "-600dpi.png": 1_536}
    made = {file.name.removeprefix("SD0001"): len(file.make()) for file in press_files("SD0001", symbol)}
    assert {name: size for name, size in made.items() if size > most.get(name, 10_000)} == {}


def test_the_same_code_gives_the_same_bytes(symbol: Symbol) -> None:
    first = [file.make() for file in press_files("SD0001", symbol, draft=True)]
    assert [file.make() for file in press_files("SD0001", symbol, draft=True)] == first


def test_no_file_says_when_it_was_made(symbol: Symbol) -> None:
    for file in press_files("SD0001", symbol):
        assert b"Date" not in file.make()


@pytest.mark.parametrize("module_mm", [0.395, 0.0, -1.0, float("nan"), float("inf")])
def test_a_module_under_0_396_mm_is_refused(symbol: Symbol, module_mm: float) -> None:
    with pytest.raises(ModuleTooSmallError):
        press_files("SD0001", symbol, module_mm=module_mm)


@settings(max_examples=40, deadline=None)
@given(
    st.decimals("0.396", "1.2", places=3),
    st.from_regex(r"[A-Z]{2,20}\.(?:VN|COM\.VN)", fullmatch=True),
    st.booleans(),
)
def test_letters_are_at_least_5_points_and_stay_out_of_the_quiet_zone(module: Decimal, host: str, draft: bool) -> None:
    symbol = make_symbol(payload_for(host, "SD0001"), allow_large=True)
    drawing = draw(symbol, module_mm=float(module), draft=draft)
    side = symbol.size + 8
    smallest = min(letter.scale for letter in drawing.letters) * EM * float(module)
    tops = [
        letter.y - letter.scale * y
        for letter in drawing.letters
        for start, steps in letter.glyph.contours
        for y in (start[1], *(step[-1] for step in steps))
    ]
    assert smallest >= SMALLEST_TEXT - 1e-6
    assert min(tops) >= side
    assert max(tops) <= drawing.height
    assert min(rect.x for rect in drawing.rects) - (drawing.width - side) // 2 == 4
    assert min(rect.y for rect in drawing.rects) == 4


def test_the_address_is_written_as_people_read_it() -> None:
    assert printed_address("https://OCOPSADEC.VN/Q/SD0001/") == "ocopsadec.vn/Q/SD0001"
    assert printed_address("https://OCOPSADEC.VN/01/08931234567897") == "ocopsadec.vn/01/08931234567897"


def test_a_draft_says_so(symbol: Symbol) -> None:
    written = "".join(letter.glyph.letter for letter in draw(symbol, draft=True).letters)
    assert written == "BẢN NHÁPocopsadec.vn/Q/SD0001"
    assert "BẢN" not in "".join(letter.glyph.letter for letter in draw(symbol).letters)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("0 0 0 1 setcmykcolor", "0.1 0 0 1 setcmykcolor", "inks"),
        ("4 4 7 1 r\n", "", "modules"),
        ("HiResBoundingBox: 0 0 52", "HiResBoundingBox: 0 0 53", "measures"),
    ],
)
def test_a_wrong_eps_is_not_given_out(symbol: Symbol, old: str, new: str, found: str) -> None:
    drawing = draw(symbol)
    text = write_eps(drawing, "t").decode("ascii")
    assert old in text
    with pytest.raises(ProofError, match=found):
        prove_eps(text.replace(old, new).encode(), symbol, drawing)


def test_a_pdf_of_another_code_is_not_given_out(symbol: Symbol) -> None:
    other = draw(make_symbol(payload_for("OCOPSADEC.VN", "SD0002")))
    with pytest.raises(ProofError, match="modules"):
        prove_pdf(write_pdf(other, "t"), symbol, draw(symbol))
