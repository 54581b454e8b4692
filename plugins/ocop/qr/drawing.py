"""From segments to modules, about forty times as fast as qrcode and module for module the same.

`modules_of` compares itself with qrcode once in each process, on a few payloads; where they differ (another release of
qrcode, a processor gone wrong) everything is left to qrcode, which is slow and right.
"""

from __future__ import annotations

from functools import cache
from typing import Final, cast

from qrcode.main import QRCode
from qrcode.util import QRData

from .codewords import codewords
from .penalty import penalty
from .segments import Segment
from .template import MASKS, Mask, finished, template

_SAMPLES: Final = (
    ((QRData(b"https", mode=4), QRData(b"://OCOPSADEC.VN/Q/SD0001/", mode=2)), 3, 2),
    ((QRData(b"https://OCOP.EXAMPLE/01/", mode=4), QRData(b"09520000000011", mode=1)), 3, 3),
    ((QRData(b"https://ocopsadec.vn/q/SD0001/", mode=4),), 3, 0),
)
"""Payloads of each kind with version and level (qrcode's numbers), one for each level."""


def modules_of(cut: tuple[Segment, ...], version: int, level: int, mask: int | None) -> tuple[int, tuple[str, ...]]:
    """Give the mask, chosen where it is None, and the rows of a symbol as text of 0 (light) and 1 (dark).

    `level` is qrcode's number of the level; the cut has to fit the version.
    """
    return (_fast if agrees_with_qrcode() else by_qrcode)(cut, version, level, mask)


@cache
def agrees_with_qrcode() -> bool:
    """Say whether the fast way gives what qrcode gives, with masks scored and given."""
    try:
        return all(
            _fast(cut, version, level, mask) == by_qrcode(cut, version, level, mask)
            for cut, version, level in _SAMPLES
            for mask in (None, 5)
        )
    except (AttributeError, IndexError, TypeError, ValueError):  # qrcode is not as we know it
        return False


def by_qrcode(cut: tuple[Segment, ...], version: int, level: int, mask: int | None) -> tuple[int, tuple[str, ...]]:
    """Give the same as `modules_of`, drawn by qrcode alone."""
    code: QRCode[object] = QRCode(version=version, error_correction=level, border=0)  # type: ignore[type-var,assignment]
    for segment in cut:
        code.add_data(segment)
    chosen = code.best_mask_pattern() if mask is None else mask
    code.makeImpl(False, cast("Mask", chosen))
    return chosen, tuple("".join("1" if module else "0" for module in row) for row in code.modules)


def _fast(cut: tuple[Segment, ...], version: int, level: int, mask: int | None) -> tuple[int, tuple[str, ...]]:
    words = codewords(cut, version, level)
    frame = template(version)
    bits = f"{int.from_bytes(words, 'big'):0{8 * len(words)}b}0000000" + "0"  # remainder bits, and the 0 behind
    data = int("".join(frame.place(bits)), 2)
    if mask is None:
        mask = min(MASKS, key=lambda one: penalty(frame.unscored[one] ^ data, frame.size))
    cells = f"{finished(version, level, mask) ^ data:0{frame.size * frame.stride}b}"
    return mask, tuple(cells[start : start + frame.size] for start in range(0, len(cells), frame.stride))
