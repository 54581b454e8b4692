"""A PNG of one bit a pixel read back, after ISO/IEC 15948 and without a line of what wrote it: its exact size, and its rows.

Files as `write_png` lays them out are read here by zlib in a fraction of the time and memory that Pillow takes; all others are
left to Pillow. `read_png` compares itself with Pillow once in each process; where they differ everything is left to Pillow.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from functools import cache
from typing import Final, NamedTuple

from PIL import Image

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_ORDER: Final = re.compile(rb"IHDRpHYs(?:IDAT)+IEND")
_PLAIN: Final = b"\1\0\0\0\0"
"""Depth 1, grey, deflated, filtered by line, not interlaced."""
_METRE: Final = 1
_INCH_M: Final = 0.0254
_ROWS: Final = b"\xa5\x01\xe0", b"\xa5\x01\xe0", b"\x00\xff\x40", b"\x3c\x3c\xa0"
"""Rows of a sample 19 pixels wide."""


class Raster(NamedTuple):
    """Pixels from the top left corner, 1 for white: `rows` has them eight a byte, each row from a byte of its own.

    `per_metre` is how many pixels a metre has across and down, 0 where the file does not say.
    """

    width: int
    height: int
    per_metre: tuple[int, int]
    rows: bytes


class RasterError(ValueError):
    """The file is damaged, or no PNG of one bit a pixel: `str()` says which."""


def read_png(png: bytes) -> Raster:
    """Give what a PNG shows; one with a damaged chunk, with too few rows or cut short shows nothing. Raises RasterError."""
    chunks = _chunks(png)
    found = _plainly(chunks) if agrees_with_pillow() else None
    return by_pillow(png) if found is None else found


def by_pillow(png: bytes) -> Raster:
    """Give the same as `read_png`, by Pillow alone, which passes over some damage."""
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as opened:
            opened.load()
            across, down = opened.info.get("dpi", (0, 0))
            mode, size, rows = opened.mode, opened.size, opened.tobytes()
    except (OSError, ValueError, SyntaxError) as error:
        raise RasterError(f"the PNG cannot be opened: {error}") from error
    if mode != "1":
        raise RasterError("the PNG is not of one bit a pixel")
    return Raster(*size, (round(across / _INCH_M), round(down / _INCH_M)), rows)


@cache
def agrees_with_pillow() -> bool:
    """Say whether the fast way reads a sample as Pillow does."""
    lines = b"".join(b"\0" + row for row in _ROWS)
    parts = (
        (b"IHDR", struct.pack(">II", 19, len(_ROWS)) + _PLAIN),
        (b"pHYs", struct.pack(">IIB", 24000, 23999, _METRE)),
        (b"IDAT", zlib.compress(lines)),
        (b"IEND", b""),
    )
    chunks = (struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts)
    sample = _SIGNATURE + b"".join(chunks)
    try:
        return _plainly(_chunks(sample)) == by_pillow(sample)
    except RasterError:
        return False


def _plainly(chunks: list[tuple[bytes, bytes]]) -> Raster | None:
    """Give what a file shows, None unless it is laid out as ours. Raises RasterError."""
    if not _ORDER.fullmatch(b"".join(kind for kind, _ in chunks)):
        return None
    (_, head), (_, scale), *rest = chunks
    if len(head) != 13 or head[8:] != _PLAIN or len(scale) != 9 or scale[8] != _METRE:
        return None
    width, height = struct.unpack_from(">II", head)
    across, down = struct.unpack_from(">II", scale)
    rows = _rows(b"".join(data for _, data in rest), (width + 7) // 8, height)
    return None if rows is None else Raster(width, height, (across, down), rows)


def _chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """Give kind and data of each chunk. Raises RasterError where one is cut or damaged, or more stands beside them."""
    if not png.startswith(_SIGNATURE):
        raise RasterError("this is no PNG")
    found: list[tuple[bytes, bytes]] = []
    at = len(_SIGNATURE)
    while at < len(png):
        end = at + 12 + int.from_bytes(png[at : at + 4], "big")
        if end > len(png) or zlib.crc32(png[at + 4 : end - 4]) != int.from_bytes(png[end - 4 : end], "big"):
            raise RasterError("the PNG was cut short or damaged")
        found.append((png[at + 4 : at + 8], png[at + 8 : end - 4]))
        at = end
    if not found or found[-1][0] != b"IEND":
        raise RasterError("the PNG was cut short")
    return found


def _rows(packed: bytes, length: int, height: int) -> bytes | None:
    """Give the rows of `length` bytes; None unless each is written out, filter type 0. Raises RasterError."""
    size = (length + 1) * height
    unpacking = zlib.decompressobj()
    try:
        lines = unpacking.decompress(packed, size + 1)
    except zlib.error as error:
        raise RasterError(f"the PNG cannot be unpacked: {error}") from error
    if len(lines) != size or not unpacking.eof or unpacking.unused_data:
        raise RasterError(f"the PNG has not {height} rows")
    if any(lines[:: length + 1]):
        return None
    rows = bytearray(lines)
    del rows[:: length + 1]
    return bytes(rows)
