"""How a payload is cut into modes, written as in the ledger (`byte:8 alnum:22`), and the bits of such a cut."""

from __future__ import annotations

import re
from typing import Final, Literal

from qrcode.util import ALPHA_NUM, QRData, length_in_bits, optimal_data_chunks

Segment = QRData
"""A run of characters in one mode: qrcode's own record, so that it can be handed to qrcode as it is."""

OPTIMIZE: Final = (0, 4, 10, 20)
"""Shortest run worth a segment of its own. None is best for every payload, so all are tried (qr.md §4.1)."""

_MODES: Final[dict[str, Literal[1, 2, 4]]] = {"numeric": 1, "alnum": 2, "byte": 4}  # the indicators of ISO/IEC 18004
_NAMES: Final = {mode: name for name, mode in _MODES.items()}
_ALPHABETS: Final = {"numeric": re.compile(rb"[0-9]+"), "alnum": re.compile(rb"[0-9A-Z $%*+./:-]+"), "byte": re.compile(rb".+")}
_PATTERN: Final = bytes(
    ord("0") if byte in ALPHA_NUM[:10] else ord("A") if byte in ALPHA_NUM else ord("a") for byte in range(256)
)
_SEGMENT: Final = re.compile(r"(numeric|alnum|byte):([1-9][0-9]{0,3})")
_DIGIT_BITS: Final = (0, 4, 7, 10)  # of one, two and three digits (ISO/IEC 18004, 7.4.3)
_PAIR_VALUES: Final = {
    bytes((first, second)): 45 * x + y for x, first in enumerate(ALPHA_NUM) for y, second in enumerate(ALPHA_NUM)
}


class SegmentsError(ValueError):
    """What is written of segments does not fit the payload: `str()` says how."""


def pattern(data: bytes) -> bytes:
    """Give data that can be cut in just the same ways, the same for all payloads of a form: a 0 for each digit, an A, an a."""
    return data.translate(_PATTERN)


def cuts(data: bytes) -> tuple[tuple[Segment, ...], ...]:
    """Give the different ways to cut `data` that are worth trying, in the order of `OPTIMIZE`."""
    tried = (tuple(optimal_data_chunks(data, minimum)) if minimum else (QRData(data),) for minimum in OPTIMIZE)
    return tuple({written(cut): cut for cut in reversed(tuple(tried))}.values())[::-1]


def read_segments(data: bytes, segments: str) -> tuple[Segment, ...]:
    """Cut `data` as the ledger says. Raises SegmentsError."""
    cut: list[Segment] = []
    start = 0
    for part in segments.split(" "):
        match = _SEGMENT.fullmatch(part)
        chunk = data[start : start + int(match[2])] if match else b""
        if match is None or len(chunk) != int(match[2]) or not _ALPHABETS[match[1]].fullmatch(chunk):
            raise SegmentsError(f"segments {segments!r} do not fit the payload")
        cut.append(QRData(chunk, mode=_MODES[match[1]], check_data=False))
        start += len(chunk)
    if start != len(data):
        raise SegmentsError(f"segments {segments!r} do not cover the payload")
    return tuple(cut)


def written(cut: tuple[Segment, ...]) -> str:
    """Give the cut as the ledger keeps it: mode and number of characters of each segment."""
    return " ".join(f"{_NAMES[segment.mode]}:{len(segment.data)}" for segment in cut)


def bits_needed(cut: tuple[Segment, ...], version: int) -> int:
    """Give how many bits the cut takes in a symbol of `version`, without terminator and padding."""
    return sum(4 + length_in_bits(segment.mode, version) + _length(segment) for segment in cut)


def bits_of(cut: tuple[Segment, ...], version: int) -> tuple[int, int]:
    """Give the cut as bits, first bit highest, and how many they are (ISO/IEC 18004, 7.4)."""
    value = length = 0
    for segment in cut:
        head = length_in_bits(segment.mode, version)
        size = _length(segment)
        value = (((value << 4 | segment.mode) << head | len(segment.data)) << size) | _content(segment.mode, segment.data)
        length += 4 + head + size
    return value, length


def _length(segment: Segment) -> int:
    number = len(segment.data)
    if segment.mode == _MODES["byte"]:
        return 8 * number
    if segment.mode == _MODES["alnum"]:
        return 11 * (number // 2) + 6 * (number % 2)
    return 10 * (number // 3) + _DIGIT_BITS[number % 3]


def _content(mode: int, data: bytes) -> int:
    if mode == _MODES["byte"]:
        return int.from_bytes(data, "big")
    value = 0
    if mode == _MODES["alnum"]:
        for at in range(0, len(data) - 1, 2):
            value = value << 11 | _PAIR_VALUES[data[at : at + 2]]
        return value << 6 | ALPHA_NUM.index(data[-1:]) if len(data) % 2 else value
    for at in range(0, len(data), 3):
        digits = data[at : at + 3]
        value = value << _DIGIT_BITS[len(digits)] | int(digits)
    return value
