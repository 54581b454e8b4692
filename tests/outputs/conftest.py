from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from ocop import site
from ocop.outputs.edition import Edition
from ocop.outputs.print.goods import Goods, Leaflet, PrintedCode, goods, leaflet, printed_code
from ocop.outputs.voice import Voice
from ocop.qr import symbol_for

DEMO = Path(__file__).parents[1] / "demo" / "pelicanconf.py"


@dataclass(frozen=True)
class Pdf:
    """What another program sees in a PDF file."""

    data: bytes
    sizes: tuple[tuple[float, float], ...]
    """Of each page, in millimetres."""
    texts: tuple[str, ...]
    inks: frozenset[str]
    """Every operator that chooses a colour, with its numbers."""

    def picture(self, page: int = 0, dots: int = 300) -> Image.Image:
        document = pypdfium2.PdfDocument(self.data)
        try:
            return document[page].render(scale=dots / 72).to_pil().convert("RGB")
        finally:
            document.close()


@pytest.fixture(scope="session")
def read_pdf() -> Callable[[bytes], Pdf]:
    def read(data: bytes) -> Pdf:
        document = pypdfium2.PdfDocument(data)
        try:
            sizes = tuple((page.get_width() * 25.4 / 72, page.get_height() * 25.4 / 72) for page in document)
            texts = tuple(page.get_textpage().get_text_bounded() for page in document)
        finally:
            document.close()
        streams = []
        for found in re.finditer(rb"stream\r?\n", data):
            try:
                streams.append(zlib.decompressobj().decompress(data[found.end() :]).decode("latin-1"))
            except zlib.error:
                continue
        pages = "\n".join(stream for stream in streams if re.search(r"\bre\b|\bTj\b|\bBT\b", stream))
        inks = frozenset(match.group().strip() for match in re.finditer(r"(?:[0-9.]+ ){1,4}(?:k|K|rg|RG|g|G)\b", pages))
        return Pdf(data, sizes, texts, inks)

    return read


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The fictional catalogue on a day when every state of a product occurs in it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("OCOP_TODAY", "2026-11-23")
        prepared = site.check(site.load(DEMO, {}))
    assert prepared.edition is not None, prepared.problems
    return prepared.edition


@pytest.fixture(scope="session")
def code_of(edition: Edition) -> Callable[[str], PrintedCode]:
    def give(key: str) -> PrintedCode:
        row = edition.codes_of(key)[0]
        return printed_code(row, symbol_for(row, host=edition.host))

    return give


@pytest.fixture(scope="session")
def goods_of(edition: Edition, code_of: Callable[[str], PrintedCode]) -> Callable[..., Goods]:
    def give(slug: str, lang: str = "vi") -> Goods:
        return goods(edition.catalogue.products[slug], code_of(f"products/{slug}"), Voice(edition, lang))

    return give


@pytest.fixture(scope="session")
def leaflet_of(edition: Edition, code_of: Callable[[str], PrintedCode]) -> Callable[..., Leaflet]:
    def give(slug: str, lang: str = "vi") -> Leaflet:
        return leaflet(edition.catalogue.products[slug], code_of(f"products/{slug}"), Voice(edition, lang))

    return give


@pytest.fixture(scope="session")
def payloads() -> Callable[[Image.Image], list[str]]:
    """Every code in a picture, read by zxing-cpp."""
    import zxingcpp  # noqa: PLC0415

    def read(picture: Image.Image) -> list[str]:
        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
        found = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCodeModel2)
        return sorted(one.text for one in found)

    return read
