"""Codewords: data with padding, error correction, and both interleaved (ISO/IEC 18004, 7.4 to 7.6).

Block sizes and the generator polynomials come from qrcode; the division goes by table, a byte at a time, with the whole
remainder in one integer, which is about a hundred times as fast as polynomials of lists.
"""

from __future__ import annotations

from functools import cache
from itertools import chain

from qrcode import base

from .segments import Segment, bits_of

_PADDING = (0xEC, 0x11)


def capacity(version: int, level: int) -> int:
    """Give how many bits of data a symbol holds; `level` is qrcode's number of the level."""
    return sum(8 * data for data, _ in _blocks(version, level))


def codewords(cut: tuple[Segment, ...], version: int, level: int) -> bytes:
    """Give the bytes that are placed into a symbol, in their order. The cut has to fit (`capacity`)."""
    data = _padded(cut, version, level)
    words: list[bytes] = []
    checks: list[bytes] = []
    start = 0
    for size, correction in _blocks(version, level):
        block = data[start : start + size]
        words.append(block)
        checks.append(_correction(block, correction))
        start += size
    return _interleaved(words) + _interleaved(checks)


def _padded(cut: tuple[Segment, ...], version: int, level: int) -> bytes:
    room = capacity(version, level)
    value, length = bits_of(cut, version)
    ended = min(room, length + 4)  # the terminator: four zeros, or as many as there is room for
    whole = (ended + 7) // 8 * 8
    data = (value << (whole - length)).to_bytes(whole // 8, "big")
    missing = room // 8 - len(data)
    return data + bytes(_PADDING[number % 2] for number in range(missing))


def _interleaved(blocks: list[bytes]) -> bytes:
    if len(blocks) == 1:
        return blocks[0]
    # The later blocks may be longer, by one byte (table 9).
    shortest = len(blocks[0])
    return bytes(chain(chain.from_iterable(zip(*blocks, strict=False)), *(block[shortest:] for block in blocks)))


def _correction(block: bytes, size: int) -> bytes:
    """Give the remainder of the block, `size` bytes."""
    table = _remainders(size)
    top = 8 * (size - 1)
    rest = (1 << top) - 1
    remainder = 0
    for byte in block:
        remainder = (remainder & rest) << 8 ^ table[remainder >> top ^ byte]
    return remainder.to_bytes(size, "big")


@cache
def _blocks(version: int, level: int) -> tuple[tuple[int, int], ...]:
    """Give per block how many bytes of data and of correction it has."""
    return tuple((block.data_count, block.total_count - block.data_count) for block in base.rs_blocks(version, level))


@cache
def _remainders(size: int) -> tuple[int, ...]:
    """Give, for each first byte, what it leaves in the `size` bytes after it when the generator is taken away."""
    generator = base.Polynomial([1], 0)
    for power in range(size):
        generator = generator * base.Polynomial([1, base.gexp(power)], 0)
    coefficients = [generator[at] for at in range(1, size + 1)]
    table = [0]
    for first in range(1, 256):
        factor = base.glog(first)
        row = bytes(base.gexp(factor + base.glog(one)) if one else 0 for one in coefficients)
        table.append(int.from_bytes(row, "big"))
    return tuple(table)
