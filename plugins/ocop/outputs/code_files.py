"""The symbol of a code as SVG and PNG, each file read back before it is written where a decoder is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

from ocop.engine import Output
from ocop.qr import LedgerRow, Symbol, SymbolError, decoder, payload_of, prove_png, prove_svg, symbol_for, write_png, write_svg

from .jobs import SymbolJob

FOLDER = "Q"
"""Upper case, as the payload has it; never also /q/: the two collide on Windows and macOS disks (qr.md §2.2)."""
_ENDINGS: Final = ("svg", "png")


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
    draw = partial(_drawn, row, host, gtin, caption)
    job = SymbolJob({f"{file}.{ending}": ending for ending in _ENDINGS}, draw)
    for ending in _ENDINGS:
        yield Output(f"{file}.{ending}", (ending, *inputs), partial(_alone, draw, ending), job=job)


def _alone(draw: Callable[[Sequence[str]], Sequence[bytes]], ending: str) -> bytes:
    (made,) = draw((ending,))
    return made


def _drawn(row: LedgerRow, host: str, gtin: str, caption: str, endings: Sequence[str]) -> tuple[bytes, ...]:
    """Give files of a code, all drawn from one symbol and each proved by itself."""
    symbol = _symbol(row, host, gtin)
    draft = row.status == "draft"
    return tuple(_svg(symbol, caption, draft=draft) if ending == "svg" else _png(symbol, draft=draft) for ending in endings)


def _symbol(row: LedgerRow, host: str, gtin: str) -> Symbol:
    symbol = symbol_for(row, host=host, gtin=gtin)
    if row.frozen and symbol.digest != row.matrix_sha256:
        raise SymbolError(f"{row.code} is not the symbol that was issued")
    return symbol


def _svg(symbol: Symbol, caption: str, *, draft: bool) -> bytes:
    made = write_svg(symbol, draft=draft, caption=caption)
    if decoder():
        prove_svg(made, symbol)
    return made


def _png(symbol: Symbol, *, draft: bool) -> bytes:
    made = write_png(symbol, draft=draft)
    if decoder():
        prove_png(made, symbol, draft=draft)
    return made
