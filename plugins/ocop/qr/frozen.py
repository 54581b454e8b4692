"""What was issued stays as it was: symbols made again and compared, and one state of the ledger held against another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ocop.catalogue.problem import Problem

from .payload import payload_for
from .rows import FROZEN, CodeStatus, LedgerRow
from .symbol import Symbol, SymbolError, make_symbol

_NEXT: Final = {
    CodeStatus.DRAFT: {CodeStatus.ISSUED, CodeStatus.VOID},
    CodeStatus.ISSUED: {CodeStatus.RETIRED, CodeStatus.VOID},
    CodeStatus.RETIRED: set[CodeStatus](),
    CodeStatus.VOID: set[CodeStatus](),
}


def symbol_for(row: LedgerRow, *, host: str) -> Symbol:
    """Give the symbol of a row: as it was issued, else a draft for `host` as it would be issued today.

    Raises SymbolError where what is pinned cannot be made, or the draft's address is too long for a symbol.
    """
    if not row.frozen:
        return make_symbol(payload_for(host, row.code))
    # What is on packages must be served whatever its size: the limits are for new codes.
    return make_symbol(
        row.payload, level=row.level, version=row.version, mask=row.mask, segments=row.segments, allow_large=True
    )


def check_frozen(rows: Iterable[LedgerRow], path: str) -> tuple[Problem, ...]:
    """Make each issued symbol again and give a Problem for each that is not the one in the ledger.

    `path` is the ledger's, relative to the project. Apart from reading, because it costs about half a millisecond a code and
    older states of the ledger are read only to be compared.
    """
    problems = []
    for row in rows:
        if row.frozen and (found := _made_again(row)) != row.matrix_sha256:
            values = {"code": row.code, "field": "matrix_sha256", "found": found, "before": row.matrix_sha256}
            problems.append(Problem(path, row.line, "ledger-frozen-changed", values=values))
    return tuple(problems)


def compare_ledgers(old: Iterable[LedgerRow], new: Iterable[LedgerRow], path: str) -> tuple[Problem, ...]:
    """Give a Problem for each row of `old` that is gone from `new`, has another owner, or was issued and has changed.

    A removed row is located where it stood in `old`; everything else in `new`, whose path is `path`.
    """
    now = {row.code: row for row in new}
    return tuple(problem for before in old for problem in _changes(before, now.get(before.code), path))


def _made_again(row: LedgerRow) -> str:
    try:
        return symbol_for(row, host="").digest
    except SymbolError as error:
        return str(error)


def _changes(before: LedgerRow, after: LedgerRow | None, path: str) -> Iterator[Problem]:
    if after is None:
        yield Problem(path, before.line, "code-removed", values={"found": before.code, "code": before.code})
        return
    if after.owner != before.owner:
        yield _change("code-owner-changed", before, after, "owner", path)
    if before.frozen:
        yield from (
            _change("ledger-frozen-changed", before, after, name, path)
            for name in ("form", *FROZEN)
            if getattr(after, name) != getattr(before, name)
        )
    if after.status != before.status and after.status not in _NEXT[before.status]:
        yield _change("ledger-frozen-changed", before, after, "status", path)


def _change(rule: str, before: LedgerRow, after: LedgerRow, field: str, path: str) -> Problem:
    values = {"code": after.code, "field": field, "found": str(getattr(after, field)), "before": str(getattr(before, field))}
    return Problem(path, after.line, rule, values=values)
