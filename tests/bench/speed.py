"""How long printed codes take: symbol, SVG, PNG and proof of each, through the engine, from nothing and once more unchanged."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ocop.engine import Output, build
from ocop.outputs.code_files import outputs
from ocop.qr import CodeStatus, LedgerRow, check_frozen, decoder, make_symbol, payload_for

HOST = "OCOPSADEC.VN"


@dataclass(frozen=True)
class Speed:
    """Seconds for so many codes: the first build, the unchanged one, and the check of an unchanged ledger."""

    codes: int
    workers: int | None
    first: float
    unchanged: float
    ledger: float


def measure(codes: int, *, issued: bool, workers: int | None = None) -> Speed:
    """Build the files of `codes` codes twice in a folder of their own. Drafts have their masks scored, issued ones pinned."""
    rows = tuple(rows_of(codes, issued=issued))
    with tempfile.TemporaryDirectory() as folder:
        first = _build(rows, Path(folder) / "site", workers)
        again = _build(rows, Path(folder) / "site", workers)
        check_frozen(rows, "", cache=Path(folder))
        started = time.perf_counter()
        assert check_frozen(rows, "", cache=Path(folder)) == ()
        return Speed(codes, workers, first, again, time.perf_counter() - started)


def rows_of(codes: int, *, issued: bool) -> Iterator[LedgerRow]:
    """Give rows of a ledger; what an issued row holds is not part of what is measured."""
    for number in range(codes):
        code = f"SD{number:05d}"
        row = LedgerRow(code, "", "own", "", None, None, "", "", "products/x", None, "", CodeStatus.DRAFT, "", "", number + 2)
        if issued:
            symbol = make_symbol(payload_for(HOST, code))
            row = replace(
                row,
                payload=symbol.payload,
                level=symbol.level,
                version=symbol.version,
                mask=symbol.mask,
                segments=symbol.segments,
                matrix_sha256=symbol.digest,
                issued_on=date(2026, 11, 23),
                issued_by="A",
                status=CodeStatus.ISSUED,
            )
        yield row


def _build(rows: tuple[LedgerRow, ...], folder: Path, workers: int | None) -> float:
    assert decoder(), "zxing-cpp is not installed: nothing would be proved"
    started = time.perf_counter()
    report = build(_plan(rows), folder, environment="bench", workers=workers)
    assert report.total == 2 * len(rows)
    return time.perf_counter() - started


def _plan(rows: tuple[LedgerRow, ...]) -> Iterator[Output]:
    for row in rows:
        yield from outputs(row, host=HOST)
