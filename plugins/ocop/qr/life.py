"""The life of a code: draft → issued → retired, or void. Each step takes rows and gives new rows, or what forbids it.

What was issued is never changed and no code is ever used again, whatever became of it (qr.md §2.3).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ocop.catalogue.problem import Problem

from .damm import damm_digit
from .frozen import LIFE, payload_of
from .gs1 import own_gtin
from .payload import is_code, is_confirmed
from .rows import GS1, OWN, CodeStatus, LedgerRow
from .symbol import Symbol, SymbolError, SymbolTooLargeError, make_symbol

PREFIX: Final = "SD"
_LAST_SHORT: Final = 9_999
_LAST: Final = 99_999


@dataclass(frozen=True, slots=True)
class Step:
    """A step that may be taken: all rows as they would be, sorted, and the one that is new or changed."""

    rows: tuple[LedgerRow, ...]
    row: LedgerRow


@dataclass(frozen=True, slots=True)
class Issuing:
    """What a code is issued with: the host, the owner's GTIN (for the form gs1), the day, who answers for it."""

    host: str
    on: date
    by: str
    gtin: str = ""
    allow_large: bool = False


def next_code(codes: Iterable[str], *, check_digit: bool = False) -> str:
    """Give the code after the highest of `codes`, which are all that were ever given out; "" where all are used up.

    With `check_digit` a code is SD, four digits and their Damm digit; else SD and four digits, five after SD9999.
    """
    used = {code for code in codes if is_code(code)}
    digits = [code.removeprefix(PREFIX) for code in used]
    if check_digit:
        start = 1 + max((int(one[:4]) for one in digits), default=0)
        candidates = (f"{PREFIX}{number:04d}{damm_digit(f'{number:04d}')}" for number in range(start, _LAST_SHORT + 1))
    else:
        short = 1 + max((int(one) for one in digits if len(one) == 4), default=0)
        long = 1 + max((int(one) for one in digits if len(one) == 5), default=_LAST_SHORT)
        numbers = range(short, _LAST_SHORT + 1) if short <= _LAST_SHORT else range(max(long, _LAST_SHORT + 1), _LAST + 1)
        candidates = (f"{PREFIX}{number:04d}" for number in numbers)
    return next((code for code in candidates if code not in used), "")


def draft_code(  # noqa: PLR0913 - what a row of the ledger says
    rows: tuple[LedgerRow, ...],
    owner: str,
    path: str,
    *,
    form: str = OWN,
    note: str = "",
    taken: Collection[str] = (),
    check_digit: bool = False,
) -> Step | Problem:
    """Reserve the next free code for `owner`. `taken`: codes that are known from elsewhere and may not be used again."""
    code = next_code([*(row.code for row in rows), *taken], check_digit=check_digit)
    if not code:
        return Problem(path, 1, "codes-used-up", values={"found": str(len(rows))})
    made = LedgerRow(code, "", form, "", None, None, "", "", owner, None, "", CodeStatus.DRAFT, "", note, 0)
    return _step(rows, made)


def issue_code(rows: tuple[LedgerRow, ...], code: str, path: str, how: Issuing) -> tuple[Step, Symbol] | Problem:
    """Freeze a draft: its payload, symbol, day and person never change from here on. Gives the symbol too, to be proved."""
    row = _find(rows, code, CodeStatus.ISSUED, path)
    if isinstance(row, Problem):
        return row
    if not is_confirmed(how.host):
        return Problem(path, row.line, "issue-needs-host", values={"found": how.host, "code": code})
    if row.form == GS1 and not how.gtin:
        return Problem(path, row.line, "code-needs-gtin", values={"code": code, "owner": row.owner})
    symbol = _symbol(row, how, path)
    if isinstance(symbol, Problem):
        return symbol
    clash = next((other for other in rows if other.payload and _same(other, row, symbol.payload)), None)
    if clash is not None:
        values = {"found": code, "other": clash.code, "first": str(clash.line), "second": str(row.line)}
        return Problem(path, row.line, "payload-duplicate", values=values)
    frozen = replace(
        row,
        payload=symbol.payload,
        level=symbol.level,
        version=symbol.version,
        mask=symbol.mask,
        segments=symbol.segments,
        matrix_sha256=symbol.digest,
        issued_on=how.on,
        issued_by=how.by,
        status=CodeStatus.ISSUED,
    )
    return _step(rows, frozen), symbol


def retire_code(rows: tuple[LedgerRow, ...], code: str, path: str, *, replaced_by: str = "", note: str = "") -> Step | Problem:
    """End the printing of an issued code; its page stays, because packages with it do. `replaced_by`: the code to use now."""
    row = _find(rows, code, CodeStatus.RETIRED, path)
    if isinstance(row, Problem):
        return row
    if replaced_by and (replaced_by == code or all(other.code != replaced_by for other in rows)):
        return Problem(path, row.line, "code-unknown", values={"found": replaced_by})
    return _step(rows, replace(row, status=CodeStatus.RETIRED, replaced_by=replaced_by, note=note or row.note))


def void_code(rows: tuple[LedgerRow, ...], code: str, path: str, *, note: str = "") -> Step | Problem:
    """Give a code up before it reached a package. It stays in the ledger and is never used again."""
    row = _find(rows, code, CodeStatus.VOID, path)
    if isinstance(row, Problem):
        return row
    return _step(rows, replace(row, status=CodeStatus.VOID, note=note or row.note))


def _find(rows: tuple[LedgerRow, ...], code: str, aim: CodeStatus, path: str) -> LedgerRow | Problem:
    row = next((one for one in rows if one.code == code), None)
    if row is None:
        return Problem(path, 1, "code-unknown", values={"found": code})
    if aim not in LIFE[row.status]:
        return Problem(path, row.line, "code-life", values={"code": code, "status": row.status.value, "aim": aim.value})
    return row


def _symbol(row: LedgerRow, how: Issuing, path: str) -> Symbol | Problem:
    try:
        payload = payload_of(row, host=how.host, gtin=how.gtin)
        return make_symbol(payload, allow_large=how.allow_large)
    except SymbolTooLargeError:
        return Problem(path, row.line, "payload-too-long", values={"found": payload, "code": row.code})
    except SymbolError as error:
        return Problem(path, row.line, "payload-too-long", values={"found": str(error), "code": row.code})
    except ValueError:  # the GTIN: the host was confirmed and the code was read
        return Problem(path, row.line, "code-needs-gtin", values={"code": row.code, "owner": row.owner, "found": how.gtin})


def _same(other: LedgerRow, row: LedgerRow, payload: str) -> bool:
    if other.code == row.code:
        return False
    gtin = own_gtin(payload)
    return other.payload == payload or (bool(gtin) and own_gtin(other.payload) == gtin and other.owner != row.owner)


def _step(rows: tuple[LedgerRow, ...], row: LedgerRow) -> Step:
    others = [one for one in rows if one.code != row.code]
    ordered = sorted([*others, row], key=lambda one: one.code)
    numbered = tuple(replace(one, line=number) for number, one in enumerate(ordered, 2))
    return Step(numbered, next(one for one in numbered if one.code == row.code))
