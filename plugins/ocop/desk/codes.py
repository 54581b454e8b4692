"""What may be done with codes: draft, issue, retire, void, each for several at once, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from ocop.catalogue.problem import Problem
from ocop.qr import (
    Issuing,
    LedgerRow,
    ProofError,
    Step,
    Symbol,
    check_owners,
    decoder,
    draft_code,
    issue_code,
    prove_png,
    prove_svg,
    retire_code,
    symbol_for,
    void_code,
    write_png,
    write_svg,
)

from .ledger import Changes, Decide, Desk, Rows, given_out


def drafting(desk: Desk, owners: Sequence[str], *, form: str, note: str) -> Decide:
    """Give what reserves a code for each of `owners`, in their order."""

    def decide(rows: Rows) -> Changes | Problem:
        taken = given_out(desk)
        return _fold(rows, owners, lambda now, owner: _draft(desk, now, owner, form, note, taken))

    return decide


def issuing(desk: Desk, codes: Sequence[str], *, on: date, by: str, allow_large: bool = False) -> Decide:
    """Give what issues codes: each symbol is made, written, read back and compared before anything is frozen."""

    def decide(rows: Rows) -> Changes | Problem:
        return _fold(rows, codes, lambda now, code: _issue(desk, now, code, on, by, allow_large=allow_large))

    return decide


def retiring(desk: Desk, codes: Sequence[str], *, replaced_by: str, note: str) -> Decide:
    """Give what ends the printing of codes."""

    def decide(rows: Rows) -> Changes | Problem:
        return _cell(desk, "note", note) or _fold(
            rows, codes, lambda now, code: retire_code(now, code, desk.place, replaced_by=replaced_by, note=note)
        )

    return decide


def voiding(desk: Desk, codes: Sequence[str], *, note: str) -> Decide:
    """Give what gives codes up."""

    def decide(rows: Rows) -> Changes | Problem:
        return _cell(desk, "note", note) or _fold(rows, codes, lambda now, code: void_code(now, code, desk.place, note=note))

    return decide


def _fold(rows: Rows, names: Iterable[str], one: Callable[[Rows, str], Step | Problem]) -> Changes | Problem:
    changed: dict[str, LedgerRow] = {}
    for name in names:
        step = one(rows, name)
        if isinstance(step, Problem):
            return step
        rows = step.rows
        changed[step.row.code] = step.row
    return Changes(rows, tuple(row for row in rows if row.code in changed))


def _draft(desk: Desk, rows: Rows, owner: str, form: str, note: str, taken: frozenset[str]) -> Step | Problem:  # noqa: PLR0913, PLR0917
    wrong = _cell(desk, "note", note)
    if wrong is not None:
        return wrong
    step = draft_code(rows, owner, desk.place, form=form, note=note, taken=taken, check_digit=desk.check_digit)
    if isinstance(step, Problem):
        return step
    unknown = check_owners((step.row,), desk.owners, desk.place)
    if unknown:
        return unknown[0]
    if form == "gs1" and not desk.owners[owner].gtin:
        return Problem(desk.place, step.row.line, "code-needs-gtin", values={"code": step.row.code, "owner": owner})
    return step


def _issue(desk: Desk, rows: Rows, code: str, on: date, by: str, *, allow_large: bool) -> Step | Problem:  # noqa: PLR0913
    row = next((one for one in rows if one.code == code), None)
    line = row.line if row else 1
    if not by.strip():
        return Problem(desk.place, line, "issue-needs-person", values={"code": code})
    wrong = _cell(desk, "issued_by", by.strip())
    if wrong is not None:
        return wrong
    owner = desk.owners.get(row.owner) if row else None
    how = Issuing(desk.host, on, by.strip(), owner.gtin if owner else "", allow_large)
    result = issue_code(rows, code, desk.place, how)
    if isinstance(result, Problem):
        return result
    if row is not None and owner is None:
        return check_owners((row,), desk.owners, desk.place)[0]
    if row is not None and owner is not None and owner.draft:
        return Problem(desk.place, line, "code-without-page", values={"found": code, "owner": row.owner})
    step, symbol = result
    return _unproved(desk, step.row, symbol) or step


def _unproved(desk: Desk, row: LedgerRow, symbol: Symbol) -> Problem | None:
    """Read back what would be printed, made from the row alone as it will be made in years to come."""
    if not decoder():
        return Problem(desk.place, row.line, "issue-needs-decoder", values={"code": row.code})
    try:
        again = symbol_for(row, host="")
        if again != symbol:
            raise ProofError(f"{row.code} is not made the same again")
        prove_png(write_png(again), symbol)
        prove_svg(write_svg(again), symbol)
    except ValueError as error:
        return Problem(desk.place, row.line, "issue-not-proved", values={"code": row.code, "found": str(error)})
    return None


def _cell(desk: Desk, field: str, text: str) -> Problem | None:
    if text.isprintable() and not text.startswith(("=", "+", "-", "@")):  # a spreadsheet would take these for a formula
        return None
    return Problem(desk.place, 1, "cell-form", values={"field": field, "found": text})
