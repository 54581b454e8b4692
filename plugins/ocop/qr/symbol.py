"""The symbol: which modules are dark. qrcode computes the matrix and nothing else; size, level and mask are decided here."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final, Literal, cast

from qrcode import constants
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode
from qrcode.util import QRData, optimal_data_chunks

Matrix = tuple[tuple[bool, ...], ...]
"""Rows from top to bottom, without quiet zone; True is dark."""

LEVELS: Final = ("H", "Q", "M")
"""Levels of error correction that we use, best first. Never L (qr.md D3)."""
LARGEST_VERSION: Final = 3
"""29 modules. A larger symbol at the same printed size is read worse whatever its level (qr.md §4.2)."""
OPTIMIZE: Final = (0, 4, 10, 20)
"""Shortest run worth a segment of its own. None is best for every payload, so all are tried (qr.md §4.1)."""

_EC: Final[dict[str, Literal[0, 2, 3]]] = {
    "H": constants.ERROR_CORRECT_H,
    "Q": constants.ERROR_CORRECT_Q,
    "M": constants.ERROR_CORRECT_M,
}
_MODES: Final[dict[str, Literal[1, 2, 4]]] = {"numeric": 1, "alnum": 2, "byte": 4}  # the indicators of ISO/IEC 18004
_NAMES: Final = {mode: name for name, mode in _MODES.items()}
_ALPHABETS: Final = {"numeric": re.compile(rb"[0-9]+"), "alnum": re.compile(rb"[0-9A-Z $%*+./:-]+"), "byte": re.compile(rb".+")}
_SEGMENT: Final = re.compile(r"(numeric|alnum|byte):([1-9][0-9]{0,3})")


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
    level, chosen, smallest = _choose(payload, level, segments, allow_large=allow_large)
    made_version = smallest if version is None else version
    if not smallest <= made_version <= 40 or (made_version > LARGEST_VERSION and not allow_large):
        raise SymbolTooLargeError(f"{payload} needs version {smallest} at level {level}, {made_version} was asked for")
    code = _code(chosen, level, made_version)
    made_mask = code.best_mask_pattern() if mask is None else mask
    code.makeImpl(False, cast("Literal[0, 1, 2, 3, 4, 5, 6, 7]", made_mask))
    matrix = tuple(tuple(bool(module) for module in row) for row in code.modules)
    return Symbol(payload, level, made_version, made_mask, _written(chosen), matrix, matrix_digest(matrix))


def matrix_digest(matrix: Matrix) -> str:
    """Give the SHA-256 (hex) of a matrix written as rows of 0 and 1, joined by line feeds."""
    rows = "\n".join("".join("1" if dark else "0" for dark in row) for row in matrix)
    return hashlib.sha256(rows.encode("ascii")).hexdigest()


def _choose(payload: str, level: str | None, segments: str | None, *, allow_large: bool) -> tuple[str, list[QRData], int]:
    """Give level, segments and smallest version: the first level that fits, at it the cut with the smallest version."""
    data = payload.encode("ascii")
    cuts = [list(_cut(data, minimum)) for minimum in OPTIMIZE] if segments is None else [_read_segments(data, segments)]
    smallest = 41
    for candidate in LEVELS if level is None else (level,):
        sized = [(_smallest_version(cut, candidate), cut) for cut in cuts]
        smallest, best = min(sized, key=lambda pair: pair[0])
        if smallest <= LARGEST_VERSION:
            return candidate, best, smallest
    if allow_large and smallest <= 40:
        # The lowest level tried has the smallest symbol, and size is what such a code lacks.
        return candidate, best, smallest
    raise SymbolTooLargeError(f"{payload} does not fit version {LARGEST_VERSION} at level {level or LEVELS[-1]}")


def _cut(data: bytes, minimum: int) -> list[QRData]:
    return list(optimal_data_chunks(data, minimum)) if minimum else [QRData(data)]


def _read_segments(data: bytes, segments: str) -> list[QRData]:
    cut: list[QRData] = []
    start = 0
    for part in segments.split(" "):
        match = _SEGMENT.fullmatch(part)
        chunk = data[start : start + int(match[2])] if match else b""
        if match is None or len(chunk) != int(match[2]) or not _ALPHABETS[match[1]].fullmatch(chunk):
            raise SymbolError(f"segments {segments!r} do not fit the payload")
        cut.append(QRData(chunk, mode=_MODES[match[1]], check_data=False))
        start += len(chunk)
    if start != len(data):
        raise SymbolError(f"segments {segments!r} do not cover the payload")
    return cut


def _written(cut: list[QRData]) -> str:
    return " ".join(f"{_NAMES[chunk.mode]}:{len(chunk.data)}" for chunk in cut)


def _smallest_version(cut: list[QRData], level: str) -> int:
    """Give 1..40, or 41 where no version holds the data."""
    try:
        return _code(cut, level, None).best_fit()
    except (DataOverflowError, ValueError):  # qrcode 8.2 raises the second where it means the first
        return 41


def _code(cut: list[QRData], level: str, version: int | None) -> QRCode[object]:  # type: ignore[type-var]
    code: QRCode[object] = QRCode(version=version, error_correction=_EC[level], border=0)  # type: ignore[type-var,assignment]
    for chunk in cut:
        code.add_data(chunk)
    return code
