"""Printed codes: what they say, the ledger that keeps them for decades, the symbol, and files exact enough to print."""

from .frozen import check_frozen, compare_ledgers, symbol_for
from .ledger import check_owners, read_ledger
from .payload import RESERVED_HOST, is_code, is_confirmed, landing_path, payload_for, short_address
from .png import write_png
from .rows import HEADER, CodeStatus, LedgerRow
from .svg import write_svg
from .symbol import LevelRefusedError, Symbol, SymbolError, SymbolTooLargeError, make_symbol

__all__ = [
    "HEADER",
    "RESERVED_HOST",
    "CodeStatus",
    "LedgerRow",
    "LevelRefusedError",
    "Symbol",
    "SymbolError",
    "SymbolTooLargeError",
    "check_frozen",
    "check_owners",
    "compare_ledgers",
    "is_code",
    "is_confirmed",
    "landing_path",
    "make_symbol",
    "payload_for",
    "read_ledger",
    "short_address",
    "symbol_for",
    "write_png",
    "write_svg",
]
