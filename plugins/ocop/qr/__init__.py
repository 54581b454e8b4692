"""Printed codes: what they say, the ledger that keeps them for decades, the symbol, and files exact enough to print."""

from .frozen import check_frozen, compare_ledgers, payload_of, symbol_for
from .gs1 import digital_link, gs1_path, own_gtin
from .history import check_history
from .ledger import check_owners, parse_ledger, read_ledger
from .life import Issuing, Step, draft_code, issue_code, next_code, retire_code, void_code
from .payload import RESERVED_HOST, is_code, is_confirmed, landing_path, payload_for, short_address
from .png import write_png
from .proof import DecoderMissingError, ProofError, decoder, prove_picture, prove_png, prove_svg
from .published import PublishedCode, compare_published, published_code, read_codes
from .rows import HEADER, CodeStatus, LedgerRow
from .svg import write_svg
from .symbol import LevelRefusedError, Symbol, SymbolError, SymbolTooLargeError, make_symbol
from .writing import LedgerBusyError, LedgerChangedError, holding, ledger_bytes, write_ledger

__all__ = [
    "HEADER",
    "RESERVED_HOST",
    "CodeStatus",
    "DecoderMissingError",
    "Issuing",
    "LedgerBusyError",
    "LedgerChangedError",
    "LedgerRow",
    "LevelRefusedError",
    "ProofError",
    "PublishedCode",
    "Step",
    "Symbol",
    "SymbolError",
    "SymbolTooLargeError",
    "check_frozen",
    "check_history",
    "check_owners",
    "compare_ledgers",
    "compare_published",
    "decoder",
    "digital_link",
    "draft_code",
    "gs1_path",
    "holding",
    "is_code",
    "is_confirmed",
    "issue_code",
    "landing_path",
    "ledger_bytes",
    "make_symbol",
    "next_code",
    "own_gtin",
    "parse_ledger",
    "payload_for",
    "payload_of",
    "prove_picture",
    "prove_png",
    "prove_svg",
    "published_code",
    "read_codes",
    "read_ledger",
    "retire_code",
    "short_address",
    "symbol_for",
    "void_code",
    "write_ledger",
    "write_png",
    "write_svg",
]
