"""The symbol: which modules are dark. qrcode's tables and placement decide; size, level and mask are decided here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from qrcode import constants

from .codewords import capacity
from .drawing import modules_of
from .segments import Segment, SegmentsError, bits_needed, cuts, pattern, read_segments, written

Matrix = tuple[bytes, ...]
"""Rows from top to bottom, without quiet zone, a byte a module; 1 is dark, 0 light."""

LEVELS: Final = ("H", "Q", "M")
"""Levels of error correction that we use, best first. Never L (qr.md D3)."""
LARGEST_VERSION: Final = 3
"""29 modules. A larger symbol at the same printed size is read worse whatever its level (qr.md §4.2)."""

_EC: Final[dict[str, Literal[0, 2, 3]]] = {
    "H": constants.ERROR_CORRECT_H,
    "Q": constants.ERROR_CORRECT_Q,
    "M": constants.ERROR_CORRECT_M,
}
_TOO_LARGE: Final = 41
_AS_MODULES: Final = bytes.maketrans(b"01", b"\0\1")
_AS_DIGITS: Final = bytes.maketrans(b"\0\1", b"01")


class SymbolError(ValueError):
    """No symbol can be made from what was asked: `str()` says why."""


class SymbolTooLargeError(SymbolError):
    """The payload needs a version above `LARGEST_VERSION`, or more than the pinned version holds."""


class LevelRefusedError(SymbolError):
    """The level is not H, Q or M."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol and all that is needed to make it again, module for module.

    `segments` is how the payload is cut into modes, e.g. `byte:8 alnum:22`: mode and number of characters. `digest` is the
    SHA-256 (hex) of the matrix written as rows of 0 and 1, joined by line feeds.
    """

    payload: str
    level: str
    version: int
    mask: int
    segments: str
    matrix: Matrix
    digest: str

    @property
    def size(self) -> int:
        """Modules along one side, without quiet zone."""
        return len(self.matrix)


def make_symbol(  # noqa: PLR0913 - the pins are the columns of the ledger
    payload: str,
    *,
    level: str | None = None,
    version: int | None = None,
    mask: int | None = None,
    segments: str | None = None,
    allow_large: bool = False,
) -> Symbol:
    """Give the symbol for `payload`, printable ASCII.

    Without a level: the highest of H, Q, M whose smallest version is at most `LARGEST_VERSION`. What is given is pinned: with
    level, version, mask and segments from the ledger every release of qrcode gives the same matrix (qr.md D6). `allow_large`
    lets a version above `LARGEST_VERSION` pass. Raises SymbolTooLargeError, LevelRefusedError and SymbolError.
    """
    if not payload or not payload.isascii() or not payload.isprintable():
        raise SymbolError(f"a payload is printable ASCII: {payload!r}")
    if level is not None and level not in LEVELS:
        raise LevelRefusedError(f"level {level!r} is refused: only H, Q or M")
    if mask is not None and not 0 <= mask <= 7:
        raise SymbolError(f"no such mask: {mask}")
    data = payload.encode("ascii")
    try:
        chosen, cut, smallest = _choose(pattern(data), level, segments, allow_large=allow_large)
    except SegmentsError as error:
        raise SymbolError(str(error)) from error
    if smallest == _TOO_LARGE:
        raise SymbolTooLargeError(f"{payload} does not fit version {LARGEST_VERSION} at level {chosen}")
    made_version = smallest if version is None else version
    if not smallest <= made_version <= 40 or (made_version > LARGEST_VERSION and not allow_large):
        raise SymbolTooLargeError(f"{payload} needs version {smallest} at level {chosen}, {made_version} was asked for")
    made_mask, rows = modules_of(read_segments(data, cut), made_version, _EC[chosen], mask)
    matrix = tuple([row.encode("ascii").translate(_AS_MODULES) for row in rows])
    return Symbol(payload, chosen, made_version, made_mask, cut, matrix, matrix_digest(matrix))


def matrix_digest(matrix: Matrix) -> str:
    """Give the SHA-256 (hex) of a matrix written as rows of 0 and 1, joined by line feeds."""
    return hashlib.sha256(b"\n".join(matrix).translate(_AS_DIGITS)).hexdigest()


@lru_cache(maxsize=64)
def _choose(data: bytes, level: str | None, segments: str | None, *, allow_large: bool) -> tuple[str, str, int]:
    """Give level, segments and smallest version: the first level that fits, at it the cut with the smallest version.

    The version is 41 where none fits. Remembered by the pattern of the data: that of most payloads is the same. Raises
    SegmentsError.
    """
    ways = cuts(data) if segments is None else (read_segments(data, segments),)
    for candidate in LEVELS if level is None else (level,):
        smallest, best = min(((_smallest_version(cut, candidate), cut) for cut in ways), key=lambda pair: pair[0])
        if smallest <= LARGEST_VERSION:
            return candidate, written(best), smallest
    # The lowest level tried has the smallest symbol, and size is what such a code lacks.
    return candidate, written(best), smallest if allow_large else _TOO_LARGE


def _smallest_version(cut: tuple[Segment, ...], level: str) -> int:
    """Give 1..40, or 41 where no version holds the data. A count of characters is longer from version 10 and 27 on."""
    for first, last in ((1, 9), (10, 26), (27, 40)):
        needed = bits_needed(cut, first)
        for version in range(first, last + 1):
            if needed <= capacity(version, _EC[level]):
                return version
    return _TOO_LARGE
