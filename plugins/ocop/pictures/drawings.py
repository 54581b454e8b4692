"""Our own SVG drawings as pixels, for those who cannot show SVG."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, cast

from PIL import Image

from .plainest import plainest_pdf
from .store import fetch, keep, key_of

_PROPERTY: Final = re.compile(r"--(art-[a-z]+):(#[0-9A-Fa-f]{6})")
_USE: Final = re.compile(r"var\(--(art-[a-z]+)\)")
_INK: Final = re.compile(r"svg:root\{color:(#[0-9A-Fa-f]{6})\}")
_NO_SHAPE: Final = re.compile(r"<style>.*?</style>|<title>.*?</title>", re.DOTALL)


def plain(svg: str) -> tuple[str, Mapping[str, str]]:
    """Give a drawing with its colours in place, as on a light page, and its pigments: name and "#rrggbb" in lower case."""
    pigments = {name: colour.lower() for name, colour in reversed(_PROPERTY.findall(svg))}
    ink = _INK.search(svg)
    shape = _NO_SHAPE.sub("", svg).replace("currentColor", ink[1] if ink else "#000000")
    return _USE.sub(lambda match: pigments.get(match[1], "#000000"), shape), pigments


def rasterised(svg: bytes, size: tuple[int, int], ground: str, *, cache: Path) -> Image.Image:
    """Give a drawing in RGB, `size` pixels, on a ground ("#rrggbb"), as large as fits, in the middle; kept in `cache`."""
    key = key_of("drawing", svg, size, ground, _version())
    known = fetch(cache, key)
    if known is None:
        known = _drawn(svg, size, ground)
        keep(cache, key, known)
    return _opened(known)


def rasterised_anew(svg: bytes, size: tuple[int, int], ground: str) -> Image.Image:
    """Give the same without a cache, for where there is none: a process on another machine."""
    return _opened(_drawn(svg, size, ground))


def _opened(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png), formats=("PNG",)) as opened:
        return opened.convert("RGB")


def _version() -> str:
    from pypdfium2 import version  # noqa: PLC0415 - only previews and icons that are not in the cache need it

    return str(version.PDFIUM_INFO)


def _drawn(svg: bytes, size: tuple[int, int], ground: str) -> bytes:
    from pypdfium2 import PdfDocument  # noqa: PLC0415

    shown = plain(svg.decode())[0]
    document = PdfDocument(plainest_pdf(shown, size, ground) or by_fpdf(shown, size, ground))
    try:
        picture = cast("Image.Image", document[0].render(scale=1).to_pil())
    finally:
        document.close()
    made = io.BytesIO()
    picture.convert("RGB").save(made, "PNG")
    return made.getvalue()


def by_fpdf(shown: str, size: tuple[int, int], ground: str) -> bytes:
    """Give a plain drawing on a ground as PDF, by fpdf2, which reads all of our drawings."""
    from fpdf import FPDF  # noqa: PLC0415
    from fpdf.svg import SVGObject  # noqa: PLC0415

    paper = FPDF(unit="pt", format=size)
    paper.add_page()
    paper.set_fill_color(ground)
    paper.rect(0, 0, *size, style="F")
    *_, context = SVGObject(shown).transform_to_rect_viewport(1, *size)
    with paper.drawing_context() as page:
        page.add_item(context)
    return bytes(paper.output())
