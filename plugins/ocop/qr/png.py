"""The symbol as PNG: one bit a pixel, whole pixels a module, the exact physical size in pHYs."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import Final

from .draft import BAND, LETTERS
from .measure import QUIET, USUAL_MODULE, module
from .symbol import Symbol

USUAL_PIXELS: Final = 12
"""Pixels a module: with modules of 0.5 mm 24,000 pixels a metre, about 610 dpi."""

_LEVEL: Final = 5
"""Of zlib: with the usual pixels the lines of a module are found to repeat in two thirds of the time that level 6 takes."""
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_AS_DIGIT: Final = bytes.maketrans(b"\0\1", b"10")
"""From modules, 1 for dark, to the digits of pixels, 1 for light."""


def write_png(symbol: Symbol, *, module_mm: float = USUAL_MODULE, module_px: int = USUAL_PIXELS, draft: bool = False) -> bytes:
    """Give the PNG file, black on white, the quiet zone inside.

    `module_mm` is the X-dimension in millimetres, `module_px` the pixels along a module (at least 2). pHYs holds whole pixels
    a metre, `module_px / module_mm`: exact where that is a whole number (0.4 and 0.5 mm always), else within 0.002 %. A
    draft says "BẢN NHÁP" in a band below the quiet zone. Raises ModuleTooSmallError, and ValueError for `module_px`.
    """
    if module_px < 2:
        raise ValueError(f"at least 2 pixels a module, not {module_px}")
    exact = module(module_mm)
    side = symbol.size + 2 * QUIET
    width = height = side * module_px
    margin = _scanline((), 0, width) * (QUIET * module_px)
    rows = [margin]
    # Each row of modules is filled up to whole bytes, so that all of them are widened at once.
    whole, length, eights = (side + 7) // 8, (width + 7) // 8, _eights(module_px)
    digits = [row.translate(_AS_DIGIT).rjust(side - QUIET, b"1").ljust(whole * 8, b"1") for row in symbol.matrix]
    strip = b"".join([eights[eight] for eight in int(b"".join(digits), 2).to_bytes(whole * symbol.size, "big")])
    rows += [(b"\0" + strip[at : at + length]) * module_px for at in range(0, len(strip), whole * module_px)]
    rows.append(margin)
    if draft:
        rows.append(_band(width, module_px))
        height += BAND * module_px
    return png_file(width, height, module_px / exact, rows, _LEVEL)


def png_file(width: int, height: int, per_millimetre: Decimal, lines: Iterable[bytes], level: int = 6) -> bytes:
    """Give the file of scan lines of one bit a pixel, each with its filter type before it; pHYs says pixels a metre.

    `level` is zlib's.
    """
    per_metre = round(per_millimetre * 1000)
    packer = zlib.compressobj(level, strategy=zlib.Z_FILTERED)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
            _chunk(b"IDAT", packer.compress(b"".join(lines)) + packer.flush()),
            _chunk(b"IEND", b""),
        )
    )


@cache
def _eights(module_px: int) -> tuple[bytes, ...]:
    """Give the pixels of eight modules in a row, by their bits, 1 for light."""
    dots = {"0": "0" * module_px, "1": "1" * module_px}
    rows = ("".join(map(dots.__getitem__, f"{number:08b}")) for number in range(256))
    return tuple(int(row, 2).to_bytes(module_px, "big") for row in rows)


@cache
def _band(width: int, module_px: int) -> bytes:
    """Give the scan lines of the band with the words, two pixels of letter to a module, centred."""
    blank = _scanline((), 0, width)
    dot = module_px // 2
    left = (width - dot * len(LETTERS[0])) // 2
    lines = [_scanline([dark for dark in row for _ in range(dot)], left, width) * dot for row in LETTERS]
    above = blank * dot
    below = blank * (BAND * module_px - dot * (len(LETTERS) + 1))
    return above + b"".join(lines) + below


def _scanline(dark: Sequence[bool], left: int, width: int) -> bytes:
    """Give a scan line, filter type 0 first: white but for `dark` from `left` on."""
    return _packed("".join("0" if pixel else "1" for pixel in dark), left, width)


def _packed(pixels: str, left: int, width: int) -> bytes:
    """Give a scan line of pixels written as 0 (black) and 1, `left` white ones before; unused bits at its end are white."""
    length = (width + 7) // 8
    return b"\0" + int(("1" * left + pixels).ljust(length * 8, "1"), 2).to_bytes(length, "big")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
