"""The symbol of a code as SVG and PNG, each file read back before it is written where a decoder is installed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ocop.engine import Output
from ocop.qr import LedgerRow, Symbol, SymbolError, decoder, payload_of, prove_png, prove_svg, symbol_for, write_png, write_svg

from .jobs import SymbolJob

FOLDER = "Q"
"""Upper case, as the payload has it; never also /q/: the two collide on Windows and macOS disks (qr.md §2.2)."""


def outputs(row: LedgerRow, *, host: str, gtin: str = "") -> Iterator[Output]:
    """Give the two files of a code. Planning costs no symbol: what is unchanged is neither made nor proved again.

    The decoder's name is an input, so that files made without one are made again, and proved, once there is one.
    """
    payload = payload_of(row, host=host, gtin=gtin)
    draft = row.status == "draft"
    caption = payload.removeprefix("https://").rstrip("/")
    pins = (row.level, row.version, row.mask, row.segments, row.matrix_sha256)
    inputs = (payload, pins, draft, caption, decoder())
    file = f"{FOLDER}/{row.code}/{row.code}"
    svg, png = partial(_svg, row, host, gtin, caption), partial(_png, row, host, gtin)
    job = SymbolJob({f"{file}.svg": svg, f"{file}.png": png})
    yield Output(f"{file}.svg", ("svg", *inputs), svg, job=job)
    yield Output(f"{file}.png", ("png", *inputs), png, job=job)


def _symbol(row: LedgerRow, host: str, gtin: str) -> Symbol:
    symbol = symbol_for(row, host=host, gtin=gtin)
    if row.frozen and symbol.digest != row.matrix_sha256:
        raise SymbolError(f"{row.code} is not the symbol that was issued")
    return symbol


def _svg(row: LedgerRow, host: str, gtin: str, caption: str) -> bytes:
    symbol = _symbol(row, host, gtin)
    made = write_svg(symbol, draft=row.status == "draft", caption=caption)
    if decoder():
        prove_svg(made, symbol)
    return made


def _png(row: LedgerRow, host: str, gtin: str) -> bytes:
    symbol, draft = _symbol(row, host, gtin), row.status == "draft"
    made = write_png(symbol, draft=draft)
    if decoder():
        prove_png(made, symbol, draft=draft)
    return made
