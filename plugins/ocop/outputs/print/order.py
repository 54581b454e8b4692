"""An order: codes for a print shop, each with all its files, the instructions, the proof sheet, and a zip of it all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from ocop.engine import Output
from ocop.qr.measure import module
from ocop.qr.press import press_files
from ocop.qr.vector_proof import drawers

from .instructions import instruction_sheet, instruction_text
from .proof_sheet import OrderLine, proof_sheet, proved_by

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest day a zip can hold, on every file, so that the same order is the same zip."""


@dataclass(frozen=True, slots=True)
class Order:
    """Codes to be printed together. `module_mm` is the X-dimension; `words` stand in the strip of each sheet."""

    name: str
    lines: tuple[OrderLine, ...]
    module_mm: float
    words: str

    @property
    def module(self) -> Decimal:
        """Give the X-dimension as the decimal number that was typed."""
        return module(self.module_mm)


def order_outputs(order: Order, folder: str = "") -> Iterator[Output]:
    """Give every file of an order below `folder` ("" or ending in a slash). Raises ModuleTooSmallError."""
    proofs = proved_by(drawers())
    members = list(_members(order, proofs))
    for path, inputs, make in members:
        yield Output(f"{folder}{path}", inputs, make)
    name = f"{order.name}.zip"
    yield Output(f"{folder}{name}", (order, proofs), partial(_zipped, order, proofs))


_Member = tuple[str, tuple[object, ...], partial[bytes]]


def _members(order: Order, proofs: tuple[str, ...]) -> Iterator[_Member]:
    codes = tuple(line.code for line in order.lines)
    yield (
        "phieu-in.pdf",
        (order, proofs),
        partial(proof_sheet, order.name, order.lines, order.module, proofs, order.words),
    )
    yield (
        "huong-dan-in.pdf",
        (codes, order.module_mm, order.words),
        partial(instruction_sheet, codes, order.module, order.words),
    )
    for line in order.lines:
        code = line.code
        inputs = (code.code, code.symbol, order.module_mm, code.draft, proofs)
        for file in press_files(code.code, code.symbol, module_mm=order.module_mm, draft=code.draft):
            yield f"{code.code}/{file.name}", (file.name, *inputs), partial(file.make)
        text = partial(instruction_text, code, line.title, order.module)
        yield f"{code.code}/{code.code}-huong-dan.txt", (*inputs, line.title), text


def _zipped(order: Order, proofs: tuple[str, ...]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, _, make in _members(order, proofs):
            entry = zipfile.ZipInfo(f"{order.name}/{path}", _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, make())
    return target.getvalue()
