"""Proof of the vector files: their structure read back, and a picture of them read by the decoder.

Structure is checked everywhere: size, inks, modules. A PDF is drawn by pypdfium2 and an EPS by Ghostscript where these are
installed; where not, whoever prints has to be told (`drawers`).
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import io
import re
import shutil
import subprocess
import zlib
from decimal import Decimal
from typing import Final

from PIL import Image

from .measure import QUIET
from .proof import ProofError, decoder, prove_picture
from .shapes import Drawing
from .symbol import Symbol

TOLERANCE_MM: Final = Decimal("0.01")
_DOTS: Final = 300
"""Dots per inch of a picture of a PDF (qr.md A3)."""
_EPS_DOTS: Final = 600
_POINT: Final = Decimal("25.4") / 72
_BOX: Final = re.compile(rb"/(MediaBox|TrimBox)\[0 0 ([0-9.]+) ([0-9.]+)\]")
_STREAM: Final = re.compile(rb"/Length (\d+)/Filter/FlateDecode>>\nstream\n")
_INK: Final = re.compile(r"([0-9. ]+) (k|K|g|G|rg|RG|cs|CS|sc|scn|setcmykcolor|setgray|setrgbcolor)(?=\s)")
_HIRES: Final = re.compile(r"^%%HiResBoundingBox: 0 0 ([0-9.]+) ([0-9.]+)$", re.MULTILINE)
_RECT: Final = re.compile(r"^(\d+) (\d+) (\d+) (\d+) (?:re|r)$", re.MULTILINE)
_SECONDS: Final = 60


def drawers() -> dict[str, str]:
    """Give, per kind of file, what draws and reads it on this machine, with versions; "" where nothing does."""
    reader = decoder()
    pdf = f"pypdfium2 {importlib.metadata.version('pypdfium2')}, {reader}" if reader and _has_pdfium() else ""
    eps = f"Ghostscript, {reader}" if reader and shutil.which("gs") else ""
    return {"png": reader, "svg": reader, "pdf": pdf, "eps": eps}


def prove_pdf(pdf: bytes, symbol: Symbol, drawing: Drawing) -> None:
    """Read a PDF of ours back: size, boxes, black alone, no picture, no font, modules; and its picture. Raises ProofError."""
    boxes = {name: (Decimal(width.decode()), Decimal(height.decode())) for name, width, height in _BOX.findall(pdf)}
    stream = _STREAM.search(pdf)
    if set(boxes) != {b"MediaBox", b"TrimBox"} or len(set(boxes.values())) != 1 or stream is None:
        raise ProofError(f"{symbol.payload}: the PDF has no page with a MediaBox and the same TrimBox")
    if b"/Image" in pdf or b"/Font" in pdf:
        raise ProofError(f"{symbol.payload}: the PDF holds a picture or a font")
    content = zlib.decompress(pdf[stream.end() : stream.end() + int(stream[1])]).decode("ascii")
    _compare_size(boxes[b"TrimBox"], symbol, drawing)
    _compare_inks(content, {"0 0 0 0 k", "0 0 0 1 k"}, symbol)
    _compare_modules(content, symbol, drawing)
    if drawers()["pdf"]:
        prove_picture(pdf_picture(pdf), symbol)


def prove_eps(eps: bytes, symbol: Symbol, drawing: Drawing) -> None:
    """Read an EPS of ours back: size, black alone, the modules; and its picture. Raises ProofError."""
    text = eps.decode("ascii")
    box = _HIRES.search(text)
    if box is None:
        raise ProofError(f"{symbol.payload}: the EPS has no exact size")
    _compare_size((Decimal(box[1]), Decimal(box[2])), symbol, drawing)
    _compare_inks(text, {"0 0 0 0 setcmykcolor", "0 0 0 1 setcmykcolor"}, symbol)
    _compare_modules(text, symbol, drawing)
    if drawers()["eps"]:
        prove_picture(eps_picture(eps), symbol)


def pdf_picture(pdf: bytes, page: int = 0, dots: int = _DOTS) -> Image.Image:
    """Draw a page of a PDF in grey. Raises ModuleNotFoundError without pypdfium2."""
    import pypdfium2  # noqa: PLC0415 - a tool of proof, not needed to print

    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn: Image.Image = document[page].render(scale=dots / 72, grayscale=True).to_pil()
        return drawn.convert("L")
    finally:
        document.close()


def eps_picture(eps: bytes, dots: int = _EPS_DOTS) -> Image.Image:
    """Draw an EPS in grey with Ghostscript. Raises FileNotFoundError without it, and ProofError where it refuses the file."""
    program = shutil.which("gs")
    if program is None:
        raise FileNotFoundError("Ghostscript (gs) is not installed")
    options = ("-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dEPSCrop", "-sDEVICE=pnggray", f"-r{dots}", "-sOutputFile=-", "-")
    done = subprocess.run([program, *options], input=eps, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603
    if done.returncode != 0 or not done.stdout:
        raise ProofError(f"Ghostscript refuses the EPS: {done.stderr.decode(errors='replace')[:200]}")
    with Image.open(io.BytesIO(done.stdout)) as opened:
        return opened.convert("L")


def _has_pdfium() -> bool:
    return importlib.util.find_spec("pypdfium2") is not None


def _compare_size(points: tuple[Decimal, Decimal], symbol: Symbol, drawing: Drawing) -> None:
    for found, exact in zip(points, drawing.size_mm, strict=True):
        if abs(found * _POINT - exact) > TOLERANCE_MM:
            raise ProofError(f"{symbol.payload}: the file measures {found * _POINT:.3f} mm instead of {exact} mm")


def _compare_inks(content: str, allowed: set[str], symbol: Symbol) -> None:
    found = {f"{numbers.strip()} {operator}" for numbers, operator in _INK.findall(content)}
    if found != allowed:
        raise ProofError(f"{symbol.payload}: inks {sorted(found)} instead of {sorted(allowed)}")


def _compare_modules(content: str, symbol: Symbol, drawing: Drawing) -> None:
    """Compare the rectangles, the ground left out, with the matrix: each module dark or light as it should be."""
    margin = (drawing.width - symbol.size) // 2
    cells = [[False] * drawing.width for _ in range(drawing.height)]
    for left, top, width, height in (tuple(map(int, found)) for found in _RECT.findall(content)):
        if (width, height) == (drawing.width, drawing.height):
            continue
        for row in cells[top : top + height]:
            row[left : left + width] = [True] * width
    expected = [[False] * drawing.width for _ in range(drawing.height)]
    for number, modules in enumerate(symbol.matrix):
        expected[number + QUIET][margin : margin + symbol.size] = map(bool, modules)
    if cells != expected:
        raise ProofError(f"{symbol.payload}: the modules of the file are not those of the symbol")
