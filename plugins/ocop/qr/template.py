"""What every symbol of a version has in common, taken from qrcode itself: fixed patterns, masks, and where each bit goes.

A symbol is one integer here, row by row from its highest bit; each row is followed by one bit that is always 0, so that a
shifted row never meets its neighbour (`Template.stride` bits a row).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Literal, cast

from qrcode.main import QRCode

Mask = Literal[0, 1, 2, 3, 4, 5, 6, 7]
MASKS: tuple[Mask, ...] = (0, 1, 2, 3, 4, 5, 6, 7)


@dataclass(frozen=True, slots=True)
class Template:
    """A version. `place` turns the bits of the codewords, as text of 0 and 1 with a 0 behind, into the cells of the symbol.

    `unscored` has a symbol without data for each mask, its format information light: so qrcode scores masks.
    """

    version: int
    size: int
    place: Callable[[str], tuple[str, ...]]
    unscored: tuple[int, ...]

    @property
    def stride(self) -> int:
        """Bits from a module to the one below it."""
        return self.size + 1


@cache
def template(version: int) -> Template:
    """Give the template of a version, 1 to 40."""
    size = 17 + 4 * version
    return Template(
        version,
        size,
        itemgetter(*_places(version, size)),
        tuple(_number(_drawn(version, 0, mask, b"", test=True)) for mask in MASKS),
    )


@cache
def finished(version: int, level: int, mask: int) -> int:
    """Give the symbol without data for a version, a level (qrcode's number) and a mask, format information and all."""
    return _number(_drawn(version, level, mask, b"", test=False))


def _drawn(version: int, level: int, mask: int, data: bytes, *, test: bool) -> list[list[bool]]:
    code: QRCode[object] = QRCode(version=version, error_correction=cast("Literal[0, 1, 2, 3]", level), border=0)  # type: ignore[type-var,assignment]
    code.data_cache = list(data)
    code.makeImpl(test, cast("Mask", mask))
    return [[bool(module) for module in row] for row in code.modules]


def _number(rows: Sequence[Sequence[bool]]) -> int:
    return int("".join("".join(map(str, map(int, row))) + "0" for row in rows), 2)


def _places(version: int, size: int) -> list[int]:
    """Give for each cell which bit of the codewords it shows, from 0; -1 (the 0 behind) where it shows none.

    qrcode is asked, in as many drawings as the number of a bit has digits: the n-th has every bit set whose number has its
    n-th digit set. What differs from the drawing without data is what the data did.
    """
    capacity = size * size // 8 + 1  # more than any version holds; what is too much is not placed
    empty = _drawn(version, 0, 0, b"", test=True)
    full = _drawn(version, 0, 0, b"\xff" * capacity, test=True)
    digits = (8 * capacity).bit_length()
    drawings = [_drawn(version, 0, 0, _marks(capacity, digit), test=True) for digit in range(digits)]
    places: list[int] = []
    for y in range(size):
        for x in range(size):
            shown = full[y][x] != empty[y][x]
            number = sum((drawing[y][x] != empty[y][x]) << digit for digit, drawing in enumerate(drawings))
            places.append(number if shown else -1)
        places.append(-1)
    return places


def _marks(capacity: int, digit: int) -> bytes:
    value = 0
    for number in range(8 * capacity):
        value = value << 1 | (number >> digit & 1)
    return value.to_bytes(capacity, "big")
