"""Proof: a file is read back by a decoder that shares no code with what made it, and must say exactly what it should.

The decoder is zxing-cpp. Where it is not installed nothing is proved, and whoever prints or issues has to say so (qr.md D8).
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from .draft import BAND
from .measure import QUIET, USUAL_MODULE, module
from .symbol import Symbol

if TYPE_CHECKING:
    from types import ModuleType

TOLERANCE_MM: Final = Decimal("0.01")
"""How far the stated size of a file may be from the exact one (qr.md A6)."""
_PIXELS: Final = 4
"""Pixels a module when a drawing is turned into a picture to be read."""
_PNG_END: Final = b"\0\0\0\0IEND\xaeB`\x82"
_SVG_HEAD: Final = re.compile(
    rb'<svg xmlns="http://www.w3.org/2000/svg" width="([0-9.]+)mm" height="([0-9.]+)mm" viewBox="0 0 ([0-9]+) ([0-9]+)"'
)
_GROUND: Final = re.compile(rb'<path fill="#fff" d="M0 0h([0-9]+)v([0-9]+)h-([0-9]+)z"/>')
_CODE: Final = re.compile(rb'<path d="((?:m-?[0-9]+ ?-?[0-9]+h[0-9]+v[0-9]+h-[0-9]+z)+)"/>')
_IS_DARK: Final = bytes(int(grey < 128) for grey in range(256))
_RECT: Final = re.compile(rb"m(-?[0-9]+) ?(-?[0-9]+)h([0-9]+)v([0-9]+)h-([0-9]+)z")


_Corners = tuple[tuple[int, int], ...]


class DecoderMissingError(RuntimeError):
    """zxing-cpp is not installed: nothing can be proved."""


class ProofError(ValueError):
    """A file does not say what it should: `str()` says what was found and what was expected."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a decoder reads. `unused_correction` is 1.0 where not one codeword had to be mended (ISO/IEC 15415, UEC)."""

    payload: bytes
    level: str
    version: int
    mask: int
    unused_correction: float


def decoder() -> str:
    """Give the decoder's name and version, e.g. "zxing-cpp 3.1.1"; "" where there is none."""
    return "" if _zxing() is None else f"zxing-cpp {_version()}"


def scan(picture: Image.Image) -> tuple[Scan, ...]:
    """Give every QR code (model 2) in a picture, upright and turned. Raises DecoderMissingError."""
    return tuple(found for found, _ in _scan(picture, thorough=True))


def prove_picture(picture: Image.Image, symbol: Symbol) -> None:
    """Read a picture, of a PDF page for example, and compare what is in it. Raises ProofError and DecoderMissingError."""
    _compare(picture, symbol, thorough=True)


def prove_png(png: bytes, symbol: Symbol, *, module_mm: float = USUAL_MODULE, draft: bool = False) -> None:
    """Read a PNG file back; compare payload, level, version, mask, unused correction, size and quiet zone.

    Raises ProofError and DecoderMissingError.
    """
    try:
        with Image.open(io.BytesIO(png)) as opened:
            dots = opened.info.get("dpi", (0, 0))
            picture = opened.convert("L")
    except (OSError, ValueError) as error:
        raise ProofError(f"{symbol.payload}: the PNG cannot be opened: {error}") from error
    if not png.endswith(_PNG_END):
        raise ProofError(f"{symbol.payload}: the PNG was cut short")
    side = symbol.size + 2 * QUIET
    pixels, rest = divmod(picture.width, side)
    height = side + (BAND if draft else 0)
    if rest or picture.height != height * pixels:
        raise ProofError(f"{symbol.payload}: {picture.width} × {picture.height} pixels are no whole number of pixels a module")
    for found in dots:
        _compare_size(Decimal(picture.width) * Decimal("25.4") / Decimal(str(found or 1)), side, module_mm, symbol)
    _compare_quiet(picture, side * pixels, QUIET * pixels, symbol)
    _compare(picture, symbol, thorough=False)


def prove_svg(svg: bytes, symbol: Symbol, *, module_mm: float = USUAL_MODULE) -> None:
    """Draw the code of an SVG file of ours and read it; compare as `prove_png` does, size and white ground included.

    Raises ProofError and DecoderMissingError.
    """
    head, ground, code = _SVG_HEAD.match(svg), _GROUND.search(svg), _CODE.search(svg)
    if head is None or ground is None or code is None or not svg.endswith(b"</svg>\n"):
        raise ProofError(f"{symbol.payload}: the SVG is not a size, a white ground and one path")
    side = symbol.size + 2 * QUIET
    width, height = int(head[3]), int(head[4])
    if width != side or [int(ground[1]), int(ground[2]), int(ground[3])] != [width, height, width]:
        raise ProofError(f"{symbol.payload}: the SVG's ground is not {side} modules wide")
    _compare_size(Decimal(head[1].decode()), width, module_mm, symbol)
    _compare_size(Decimal(head[2].decode()), height, module_mm, symbol)
    picture = Image.frombytes("L", (side, side), _drawn(code[1], side, symbol))
    _compare_quiet(picture, side, QUIET, symbol)
    _compare(picture.resize((side * _PIXELS,) * 2, Image.Resampling.NEAREST), symbol, thorough=False)


@cache
def _version() -> str:
    return importlib.metadata.version("zxing-cpp")


@cache
def _zxing() -> ModuleType | None:
    try:
        import zxingcpp  # noqa: PLC0415 - a machine without it can still build the site
    except ImportError:
        return None
    return zxingcpp


def _scan(picture: Image.Image, *, thorough: bool) -> tuple[tuple[Scan, _Corners], ...]:
    """Give what was read and where: the top left, top right and bottom left corner of the symbol, in pixels."""
    zxing = _zxing()
    if zxing is None:
        raise DecoderMissingError("zxing-cpp is not installed")
    # QRCodeModel2 alone: QRCode would also find Micro QR in noise (qr.md §4.3).
    found = zxing.read_barcodes(
        picture.convert("L"),
        formats=zxing.BarcodeFormat.QRCodeModel2,
        try_rotate=thorough,
        try_downscale=thorough,
        try_invert=False,
    )
    return tuple((Scan(one.bytes, *_details(one.extra)), _corners(one.position)) for one in found)


def _corners(position: Any) -> _Corners:
    corners = (position.top_left, position.top_right, position.bottom_left)
    return tuple((int(corner.x), int(corner.y)) for corner in corners)


def _details(extra: dict[str, str | int | float]) -> tuple[str, int, int, float]:
    return str(extra["ECLevel"]), int(extra["Version"]), int(extra["DataMask"]), float(extra["UEC"])


def _compare(picture: Image.Image, symbol: Symbol, *, thorough: bool) -> None:
    scans = _scan(picture, thorough=thorough)
    if len(scans) != 1:
        raise ProofError(f"{symbol.payload}: {len(scans)} codes were read instead of one")
    found, corners = scans[0]
    expected = Scan(symbol.payload.encode("ascii"), symbol.level, symbol.version, symbol.mask, 1.0)
    if found != expected:
        raise ProofError(f"{symbol.payload}: {found} was read instead of {expected}")
    # The decoder takes mirrored symbols for granted; many phones do not read them.
    if _modules(picture, corners, symbol.size) != bytes(chain.from_iterable(symbol.matrix)):
        raise ProofError(f"{symbol.payload}: the symbol is mirrored, turned or otherwise not the one that was made")


def _modules(picture: Image.Image, corners: _Corners, size: int) -> bytes:
    """Give the modules, 1 for dark, row by row as they lie in the picture; nothing where the symbol is turned."""
    (left, top), (right, _), (_, bottom) = corners
    if right <= left or bottom <= top:
        return b""
    across = (right - left) / size, 0.0, float(left)
    down = 0.0, (bottom - top) / size, float(top)
    sampled = picture.convert("L").transform((size, size), Image.Transform.AFFINE, (*across, *down), Image.Resampling.NEAREST)
    return sampled.tobytes().translate(_IS_DARK)


def _compare_size(found_mm: Decimal, modules: int, module_mm: float, symbol: Symbol) -> None:
    exact = modules * module(module_mm)
    if abs(found_mm - exact) > TOLERANCE_MM:
        raise ProofError(f"{symbol.payload}: the file says {found_mm:.3f} mm, and {exact} mm was asked for")


def _compare_quiet(picture: Image.Image, side: int, quiet: int, symbol: Symbol) -> None:
    inner = side - quiet
    for box in ((0, 0, side, quiet), (0, inner, side, side), (0, 0, quiet, side), (inner, 0, side, side)):
        if picture.crop(box).getextrema() != (255, 255):
            raise ProofError(f"{symbol.payload}: the quiet zone is not white all around")


def _drawn(path: bytes, side: int, symbol: Symbol) -> bytes:
    cells = bytearray(b"\xff" * side * side)
    for left, top, width, height in _rects(path):
        if left < 0 or top < 0 or left + width > side or top + height > side:
            raise ProofError(f"{symbol.payload}: the SVG draws outside its ground")
        for row in range(top, top + height):
            cells[row * side + left : row * side + left + width] = bytes(width)
    return bytes(cells)


def _rects(path: bytes) -> Iterator[tuple[int, int, int, int]]:
    x = y = 0
    for move in _RECT.finditer(path):
        x, y = x + int(move[1]), y + int(move[2])
        yield x, y, int(move[3]), int(move[4])
