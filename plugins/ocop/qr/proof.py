"""Proof: a file is read back by a decoder that shares no code with what made it, and must say exactly what it should.

The decoder is zxing-cpp. Where it is not installed nothing is proved, and whoever prints or issues has to say so (qr.md D8).
It reads a picture of the modules that a file has, a pixel each, after every pixel of a PNG was seen to be as its module.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from .cells import cells_of_path, cells_of_rows, grown, inner
from .draft import BAND
from .measure import QUIET, USUAL_MODULE, module
from .raster import RasterError, read_png
from .symbol import Symbol

if TYPE_CHECKING:
    from types import ModuleType

TOLERANCE_MM: Final = Decimal("0.01")
"""How far the stated size of a file may be from the exact one (qr.md A6)."""
_PIXELS: Final = 4
"""Pixels a module of the picture that the decoder reads before a file is refused."""
_DARK: Final = 0
_SVG_HEAD: Final = re.compile(
    rb'<svg xmlns="http://www.w3.org/2000/svg" width="([0-9.]+)mm" height="([0-9.]+)mm" viewBox="0 0 ([0-9]+) ([0-9]+)"'
)
_GROUND: Final = re.compile(rb'<path fill="#fff" d="M0 0h([0-9]+)v([0-9]+)h-([0-9]+)z"/>')
_CODE: Final = re.compile(rb'<path d="([-0-9hmvz ]+)"/>')
_AS_INK: Final = b"\x00" * 128 + b"\xff" * 128
_AS_GREY: Final = bytes.maketrans(b"\0\1", b"\xff\0")

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


_Found = tuple[Scan, _Corners]
"""What was read and where: the top left, top right and bottom left corner of the symbol, in pixels."""


def decoder() -> str:
    """Give the decoder's name and version, e.g. "zxing-cpp 3.1.1"; "" where there is none."""
    return "" if _zxing() is None else f"zxing-cpp {_version()}"


def scan(picture: Image.Image) -> tuple[Scan, ...]:
    """Give every QR code (model 2) in a picture, upright and turned. Raises DecoderMissingError."""
    return tuple(found for found, _ in _scan(picture.convert("L"), _required(), thorough=True))


def prove_picture(picture: Image.Image, symbol: Symbol) -> None:
    """Read a picture, of a PDF page for example, and compare what is in it. Raises ProofError and DecoderMissingError."""
    grey = picture.convert("L")
    corners = _expect(_scan(grey, _required(), thorough=True), symbol)
    _compare_modules(_modules(grey, corners, symbol.size), symbol)


def prove_png(png: bytes, symbol: Symbol, *, module_mm: float = USUAL_MODULE, draft: bool = False) -> None:
    """Read a PNG file back; compare payload, level, version, mask, unused correction, size, quiet zone and every pixel.

    Raises ProofError and DecoderMissingError.
    """
    try:
        width, height, per_metre, rows = read_png(png)
    except RasterError as error:
        raise ProofError(f"{symbol.payload}: {error}") from error
    side = symbol.size + 2 * QUIET
    pixels, rest = divmod(width, side)
    if rest or height != (side + (BAND if draft else 0)) * pixels:
        raise ProofError(f"{symbol.payload}: {width} × {height} pixels are no whole number of pixels a module")
    for found in per_metre:
        _compare_size(Decimal(width) * 1000 / (found or 1), side, module_mm, symbol)
    square = len(rows) // height * side * pixels
    cells = cells_of_rows(rows[:square], side, pixels)
    if cells is None:
        _compare_quiet(Image.frombytes("1", (width, height), rows), side * pixels, QUIET * pixels, symbol)
        raise ProofError(f"{symbol.payload}: the PNG has modules that are neither black nor white")
    _compare_cells(cells, symbol, _required())
    if draft and _codes_in(width, rows[square:], _required()):
        raise ProofError(f"{symbol.payload}: a code was read below the quiet zone")


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
    cells = cells_of_path(code[1], side)
    if cells is None:
        raise ProofError(f"{symbol.payload}: the SVG draws outside its ground, or what is no rectangle")
    _compare_cells(cells, symbol, _required())


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


def _required() -> ModuleType:
    zxing = _zxing()
    if zxing is None:
        raise DecoderMissingError("zxing-cpp is not installed")
    return zxing


def _scan(grey: Image.Image | memoryview, zxing: Any, *, thorough: bool, shades: bool = True) -> tuple[_Found, ...]:
    """Give every code with where it is. Without `shades` the picture has to be pure black and white."""
    # QRCodeModel2 alone: QRCode would also find Micro QR in noise (qr.md §4.3).
    found = zxing.read_barcodes(
        grey,
        formats=zxing.BarcodeFormat.QRCodeModel2,
        try_rotate=thorough,
        try_downscale=thorough,
        try_invert=False,
        binarizer=zxing.Binarizer.LocalAverage if shades else zxing.Binarizer.FixedThreshold,
    )
    return tuple((Scan(one.bytes, *_details(one.extra)), _corners(one.position)) for one in found)


def _corners(position: Any) -> _Corners:
    corners = (position.top_left, position.top_right, position.bottom_left)
    return tuple((int(corner.x), int(corner.y)) for corner in corners)


def _details(extra: dict[str, str | int | float]) -> tuple[str, int, int, float]:
    return str(extra["ECLevel"]), int(extra["Version"]), int(extra["DataMask"]), float(extra["UEC"])


@lru_cache(maxsize=4)
def _compare_cells(cells: bytes, symbol: Symbol, zxing: ModuleType) -> None:
    """Compare all modules of a file with its quiet zone, and what the decoder reads in a picture of them.

    Remembered where all is right: the two files of a symbol have the very same modules.
    """
    side = symbol.size + 2 * QUIET
    modules = inner(cells, side, QUIET)
    if modules.count(_DARK) != cells.count(_DARK):
        raise ProofError(f"{symbol.payload}: the quiet zone is not white all around")
    # As bytes: an image of Pillow's would be copied twice on its way to the decoder.
    found = _scan(memoryview(cells).cast("B", (side, side)), zxing, thorough=False, shades=False)
    if [read for read, _ in found] != [_expected(symbol)]:
        larger = memoryview(grown(cells, side, _PIXELS)).cast("B", (side * _PIXELS,) * 2)
        _expect(_scan(larger, zxing, thorough=False), symbol)
    _compare_modules(modules, symbol)


@lru_cache(maxsize=4)
def _codes_in(width: int, rows: bytes, zxing: ModuleType) -> int:
    """Give how many codes the decoder reads in rows of pixels. Remembered: below the symbols of all drafts stand the same."""
    picture = Image.frombytes("1", (width, len(rows) // ((width + 7) // 8)), rows)
    return len(_scan(picture.convert("L"), zxing, thorough=False))


def _expect(found: tuple[_Found, ...], symbol: Symbol) -> _Corners:
    """Compare what the decoder read, and give where it was."""
    if len(found) != 1:
        raise ProofError(f"{symbol.payload}: {len(found)} codes were read instead of one")
    read, corners = found[0]
    if read != _expected(symbol):
        raise ProofError(f"{symbol.payload}: {read} was read instead of {_expected(symbol)}")
    return corners


def _expected(symbol: Symbol) -> Scan:
    return Scan(symbol.payload.encode("ascii"), symbol.level, symbol.version, symbol.mask, 1.0)


def _compare_modules(grey: bytes, symbol: Symbol) -> None:
    # The decoder takes mirrored symbols for granted; many phones do not read them.
    if grey != b"".join(symbol.matrix).translate(_AS_GREY):
        raise ProofError(f"{symbol.payload}: the symbol is mirrored, turned or otherwise not the one that was made")


def _modules(picture: Image.Image, corners: _Corners, size: int) -> bytes:
    """Give the modules, 0 dark and 255 light, row by row as they lie in the picture; nothing where the symbol is turned."""
    (left, top), (right, _), (_, bottom) = corners
    if right <= left or bottom <= top:
        return b""
    across = (right - left) / size, 0.0, float(left)
    down = 0.0, (bottom - top) / size, float(top)
    sampled = picture.transform((size, size), Image.Transform.AFFINE, (*across, *down), Image.Resampling.NEAREST)
    return sampled.tobytes().translate(_AS_INK)


def _compare_size(found_mm: Decimal, modules: int, module_mm: float, symbol: Symbol) -> None:
    exact = modules * module(module_mm)
    if abs(found_mm - exact) > TOLERANCE_MM:
        raise ProofError(f"{symbol.payload}: the file says {found_mm:.3f} mm, and {exact} mm was asked for")


def _compare_quiet(picture: Image.Image, side: int, quiet: int, symbol: Symbol) -> None:
    end = side - quiet
    grey = picture.convert("L")
    for box in ((0, 0, side, quiet), (0, end, side, side), (0, 0, quiet, side), (end, 0, side, side)):
        if grey.crop(box).getextrema() != (255, 255):
            raise ProofError(f"{symbol.payload}: the quiet zone is not white all around")
