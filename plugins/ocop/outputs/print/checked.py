"""A sheet is read before it is given out: every code that should be on it is there, and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import pypdfium2

from ocop.qr import ProofError
from ocop.qr.proof import decoder, scan
from ocop.qr.vector_proof import pdf_picture

from .goods import Goods

_DOTS: Final = (200, 400)
"""Dots per inch: coarse at first, finer where a code was not seen."""


def checked(make: Callable[[], bytes], goods: Iterable[Goods]) -> bytes:
    """Make a sheet and read its codes: as many of each as `goods` have. Raises ProofError; reads nothing without a decoder."""
    made = make()
    if not decoder():
        return made
    expected = sorted(one.code.symbol.payload.encode() for one in goods if one.code is not None)
    found: list[bytes] = []
    for dots in _DOTS:
        found = sorted(_payloads(made, dots))
        if found == expected:
            return made
    missing = sorted(set(expected) - set(found)) or sorted(set(found) - set(expected))
    raise ProofError(f"{len(found)} codes were read instead of {len(expected)}: {b', '.join(missing).decode()}")


def _payloads(pdf: bytes, dots: int) -> Iterator[bytes]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = len(document)
    finally:
        document.close()
    for page in range(pages):
        yield from (one.payload for one in scan(pdf_picture(pdf, page, dots)))
