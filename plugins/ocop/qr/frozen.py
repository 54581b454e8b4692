"""What was issued stays as it was: symbols made again and compared, and one state of the ledger held against another."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from ocop.catalogue.problem import Problem

from .gs1 import digital_link
from .payload import payload_for
from .rows import FROZEN, GS1, CodeStatus, LedgerRow
from .symbol import Symbol, SymbolError, make_symbol

_MEMORY: Final = "qr-frozen.txt"
LIFE: Final = {
    CodeStatus.DRAFT: {CodeStatus.ISSUED, CodeStatus.VOID},
    CodeStatus.ISSUED: {CodeStatus.RETIRED, CodeStatus.VOID},
    CodeStatus.RETIRED: set[CodeStatus](),
    CodeStatus.VOID: set[CodeStatus](),
}
"""Where a code may go from each state."""


def payload_of(row: LedgerRow, *, host: str, gtin: str = "") -> str:
    """Give what the symbol of a row says: as it was issued, else as it would be issued today for `host`.

    `gtin` is the owner's, for a draft of the form gs1. Raises ValueError where host, code or GTIN are none.
    """
    if row.frozen:
        return row.payload
    return digital_link(host, gtin) if row.form == GS1 else payload_for(host, row.code)


def symbol_for(row: LedgerRow, *, host: str, gtin: str = "") -> Symbol:
    """Give the symbol of a row: as it was issued, else a draft for `host` (and `gtin`) as it would be issued today.

    Raises SymbolError where what is pinned cannot be made, or the draft's address is too long for a symbol; ValueError as
    `payload_of`.
    """
    payload = payload_of(row, host=host, gtin=gtin)
    if not row.frozen:
        return make_symbol(payload)
    # What is on packages must be served whatever its size: the limits are for new codes.
    return make_symbol(payload, level=row.level, version=row.version, mask=row.mask, segments=row.segments, allow_large=True)


def check_frozen(rows: Iterable[LedgerRow], path: str, *, cache: Path | None = None) -> tuple[Problem, ...]:
    """Make each issued symbol again and give a Problem for each that is not the one in the ledger.

    `path` is the ledger's, relative to the project. Apart from reading, because it costs a tenth of a millisecond a code and
    older states of the ledger are read only to be compared. In the folder `cache` it is remembered which rows were made again
    and found right, by this code and this release of qrcode, so that an unchanged ledger costs nothing.
    """
    frozen = {_key(row): row for row in rows if row.frozen}
    known = _recalled(cache)
    problems = []
    right = frozen.keys() & known
    for key, row in frozen.items():
        if key in known:
            continue
        if (found := _made_again(row)) == row.matrix_sha256:
            right.add(key)
        else:
            values = {"code": row.code, "field": "matrix_sha256", "found": found, "before": row.matrix_sha256}
            problems.append(Problem(path, row.line, "ledger-frozen-changed", values=values))
    if right != known:
        _remember(cache, right)
    return tuple(problems)


def compare_ledgers(old: Iterable[LedgerRow], new: Iterable[LedgerRow], path: str, *, where: str = "") -> tuple[Problem, ...]:
    """Give a Problem for each row of `old` that is gone from `new`, has another owner, or was issued and has changed.

    A removed row is located where it stood in `old`; everything else in `new`, whose path is `path`. `where` says where the old
    state is kept; without it the two states follow each other, and a life may have gone one step only.
    """
    now = {row.code: row for row in new}
    return tuple(problem for before in old for problem in _changes(before, now.get(before.code), path, where))


def _key(row: LedgerRow) -> str:
    pins = (_maker(), *(str(getattr(row, name)) for name in FROZEN))
    return hashlib.sha256("\n".join(pins).encode()).hexdigest()


@functools.cache
def _maker() -> str:
    """What makes symbols: the release of qrcode and the text of this room."""
    made_by = hashlib.sha256(importlib.metadata.version("qrcode").encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        made_by.update(file.read_bytes())
    return made_by.hexdigest()


def _recalled(cache: Path | None) -> set[str]:
    try:
        return set((cache / _MEMORY).read_text("ascii").split()) if cache else set()
    except (OSError, ValueError):
        return set()


def _remember(cache: Path | None, keys: Iterable[str]) -> None:
    if cache is None:
        return
    aside = cache / f"{_MEMORY}.{os.getpid()}.tmp"
    with suppress(OSError):  # then the symbols are made again next time
        cache.mkdir(parents=True, exist_ok=True)
        aside.write_text("\n".join(sorted(keys)), "ascii")
        aside.replace(cache / _MEMORY)


def _made_again(row: LedgerRow) -> str:
    try:
        return symbol_for(row, host="").digest
    except SymbolError as error:
        return str(error)


def _changes(before: LedgerRow, after: LedgerRow | None, path: str, where: str) -> Iterator[Problem]:
    if after is None:
        values = {"found": before.code, "code": before.code, "where": where}
        yield Problem(path, before.line, "code-removed", values=values)
        return
    if after.owner != before.owner:
        yield _change("code-owner-changed", before, after, "owner", (path, where))
    if before.frozen:
        yield from (
            _change("ledger-frozen-changed", before, after, name, (path, where))
            for name in ("form", *FROZEN)
            if getattr(after, name) != getattr(before, name)
        )
    if after.status != before.status and not _may_become(before.status, after.status, one_step=not where):
        yield _change("ledger-frozen-changed", before, after, "status", (path, where))


def _may_become(before: CodeStatus, after: CodeStatus, *, one_step: bool) -> bool:
    following = LIFE[before]
    return after in following or (not one_step and any(_may_become(state, after, one_step=False) for state in following))


def _change(rule: str, before: LedgerRow, after: LedgerRow, field: str, place: tuple[str, str]) -> Problem:
    path, where = place
    values = {"code": after.code, "field": field, "found": str(getattr(after, field)), "before": str(getattr(before, field))}
    return Problem(path, after.line, rule, values={**values, "where": where})
