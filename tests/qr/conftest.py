from __future__ import annotations

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

HEADER = "code,payload,form,level,version,mask,segments,matrix_sha256,owner,issued_on,issued_by,status,replaced_by,note"


@dataclass(frozen=True)
class Scan:
    """What an independent decoder reads from a picture."""

    text: str
    level: str
    version: int
    mask: int
    unused_correction: float


@dataclass(frozen=True)
class Png:
    """What the bytes of a PNG say of themselves."""

    width: int
    height: int
    depth: int
    colour: int
    pixels_per_metre: tuple[int, int]
    unit: int


@pytest.fixture(scope="session")
def scan() -> Callable[[bytes], Scan]:
    def read(picture: bytes) -> Scan:
        with Image.open(io.BytesIO(picture)) as opened:
            grey = opened.convert("L")
        found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCodeModel2)
        assert len(found) == 1, "exactly one code is read"
        extra = found[0].extra
        assert extra["ECLevel"] == found[0].ec_level
        return Scan(found[0].bytes.decode("ascii"), extra["ECLevel"], int(extra["Version"]), extra["DataMask"], extra["UEC"])

    return read


@pytest.fixture(scope="session")
def png_header() -> Callable[[bytes], Png]:
    def read(data: bytes) -> Png:
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        chunks: dict[bytes, bytes] = {}
        at = 8
        while at < len(data):
            (length,) = struct.unpack_from(">I", data, at)
            chunks[data[at + 4 : at + 8]] = data[at + 8 : at + 8 + length]
            at += 12 + length
        width, height, depth, colour = struct.unpack_from(">IIBB", chunks[b"IHDR"])
        across, down, unit = struct.unpack(">IIB", chunks[b"pHYs"])
        return Png(width, height, depth, colour, (across, down), unit)

    return read


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[..., Path]:
    """Write a ledger: the header, then the lines given."""

    def write(*lines: str, header: str = HEADER) -> Path:
        path = tmp_path / "content" / "data" / "qr-ledger.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join((header, *lines, "")), encoding="utf-8", newline="")
        return path

    return write
