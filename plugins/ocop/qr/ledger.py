"""The ledger of codes: one row for each code ever given out, in `content/data/qr-ledger.csv`.

It is append-only: a row is never removed, a code never used twice, and what was issued never changes (qr.md D6, §2.3). This
module reads it; every fault is a located Problem.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from ocop.catalogue.problem import Problem

from .gs1 import own_gtin, read_host
from .payload import is_code, is_confirmed, read_payload
from .rows import FORMS, FROZEN, GS1, HEADER, CodeStatus, LedgerRow
from .symbol import LEVELS

_CONFLICT: Final = re.compile(r"<{7}|={7}$|>{7}|\|{7}")
_STATUSES: Final = {status.value: status for status in CodeStatus}
_OWNER: Final = re.compile(r"(?:products|places)/[a-z0-9]+(?:-[a-z0-9]+)*")
_COLUMN_FORMS: Final = {
    "level": re.compile("|".join(LEVELS)),
    "version": re.compile(r"[1-9]|[123][0-9]|40"),
    "mask": re.compile(r"[0-7]"),
    "segments": re.compile(r"(?:numeric|alnum|byte):[1-9][0-9]{0,3}(?: (?:numeric|alnum|byte):[1-9][0-9]{0,3})*"),
    "matrix_sha256": re.compile(r"[0-9a-f]{64}"),
    "issued_on": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "issued_by": re.compile(r"\S(?:.*\S)?"),
}


def read_ledger(path: Path, *, root: Path) -> tuple[tuple[LedgerRow, ...], tuple[Problem, ...]]:
    """Give the rows that are well formed, in file order, and a Problem for all that is not.

    UTF-8 with or without BOM, commas, LF or CRLF, one row a line. `root` is what problems' paths are relative to. The rows are
    good for use only when there is no problem here, nor from `check_owners` and `check_frozen`.
    """
    place = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    try:
        raw = path.read_bytes()
    except OSError:
        return (), (Problem(place, 1, "ledger-missing", values={"found": place}),)
    return parse_ledger(raw, place)


def parse_ledger(raw: bytes, place: str) -> tuple[tuple[LedgerRow, ...], tuple[Problem, ...]]:
    """Give the same as `read_ledger` for bytes from elsewhere, an older state for example; `place` is how problems name it."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return (), (Problem(place, line, "ledger-encoding", values={"found": f"0x{raw[error.start]:02X}"}),)
    # Not splitlines(): it also breaks at letters such as U+2028, and line numbers would differ from an editor's.
    lines = text.replace("\r\n", "\n").split("\n")
    rows: list[LedgerRow] = []
    problems = list(_conflicts(lines, place))
    if not problems:
        rows, problems = _read_rows(lines, place)
    if lines[-1]:
        # Nobody can tell a last line without its end from one that was cut.
        problems.append(Problem(place, len(lines), "ledger-cut", values={"found": lines[-1][-40:]}))
    return tuple(rows), tuple(sorted(problems, key=lambda problem: problem.line))


def check_owners(rows: Iterable[LedgerRow], owners: Collection[str], path: str) -> tuple[Problem, ...]:
    """Give a Problem for each code whose owner (`products/<slug>`, `places/<slug>`) is not among `owners`.

    `path` is the ledger's, relative to the project. One owner may have many codes; a code has one.
    """
    problems = []
    for row in rows:
        if row.owner not in owners:
            close = difflib.get_close_matches(row.owner, owners, n=1)
            values = {"found": row.owner, "code": row.code, "suggestion": close[0] if close else ""}
            problems.append(Problem(path, row.line, "code-owner-unknown", values=values))
    return tuple(problems)


def _conflicts(lines: Sequence[str], place: str) -> Iterator[Problem]:
    for number, line in enumerate(lines, 1):
        if _CONFLICT.match(line):
            yield Problem(place, number, "ledger-conflict-marker", values={"found": line[:40]})


def _read_rows(lines: Sequence[str], place: str) -> tuple[list[LedgerRow], list[Problem]]:
    header = ",".join(HEADER)
    if lines[0] != header:
        return [], [Problem(place, 1, "ledger-header", values={"found": lines[0][:200], "allowed": header})]
    rows: list[LedgerRow] = []
    problems: list[Problem] = []
    first_lines: dict[str, int] = {}
    last = ""
    for number, line in enumerate(lines[1:], 2):
        if not line and number == len(lines):
            break  # what follows the last line feed
        cells = _cells(line)
        if len(cells) != len(HEADER):
            problems.append(_row_problem(place, number, "row", str(len(cells)), str(len(HEADER))))
            continue
        row = dict(zip(HEADER, cells, strict=True))
        faults = list(_faults(row, number, place))
        code = row["code"]
        if code in first_lines:
            values = {"found": code, "first": str(first_lines[code]), "second": str(number)}
            faults.append(Problem(place, number, "code-duplicate", values=values))
        elif code < last and is_code(code):
            faults.append(Problem(place, number, "ledger-unsorted", values={"found": code, "before": last}))
        first_lines.setdefault(code, number)
        last = max(last, code) if is_code(code) else last
        problems += faults
        if not faults:
            rows.append(_row(row, number))
    problems += _shared_payloads(rows, place)
    problems += [
        _row_problem(place, row.line, "replaced_by", row.replaced_by, "")
        for row in rows
        if row.replaced_by and (row.replaced_by not in first_lines or row.replaced_by == row.code)
    ]
    return rows, problems


def _shared_payloads(rows: Sequence[LedgerRow], place: str) -> Iterator[Problem]:
    """A GTIN names one product, and one symbol is one code. After a change of host the same GTIN may be issued anew."""
    first: dict[str, LedgerRow] = {}
    for row in rows:
        other = first.setdefault(own_gtin(row.payload) or row.payload, row) if row.payload else row
        if other is not row and (other.payload == row.payload or other.owner != row.owner):
            values = {"found": row.code, "other": other.code, "first": str(other.line), "second": str(row.line)}
            yield Problem(place, row.line, "payload-duplicate", values=values)


def _cells(line: str) -> list[str]:
    """Give the cells of one line; an empty list where its quotes are broken (a quoted line feed is not allowed)."""
    if line and '"' not in line and "\r" not in line:  # as nearly all are: `csv` would be told of every line anew
        return line.split(",")
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error:
        return []


def _faults(row: dict[str, str], line: int, place: str) -> Iterator[Problem]:
    if not is_code(row["code"]):
        yield Problem(place, line, "code-form", values={"found": row["code"]})
    if row["form"] not in FORMS:
        yield _row_problem(place, line, "form", row["form"], ", ".join(FORMS))
    if not _OWNER.fullmatch(row["owner"]):
        yield _row_problem(place, line, "owner", row["owner"], "products/…, places/…")
    if row["status"] not in _STATUSES:
        allowed = ", ".join(CodeStatus)
        yield Problem(place, line, "ledger-status-unknown", values={"found": row["status"], "allowed": allowed})
        return
    # A code may be given up before or after it was issued; which of the two it was, its payload tells.
    given_up_early = row["status"] == CodeStatus.VOID and not row["payload"]
    if row["status"] == CodeStatus.DRAFT or given_up_early:
        yield from (_row_problem(place, line, name, row[name], "") for name in FROZEN if row[name])
    else:
        yield from _frozen_faults(row, line, place)


def _frozen_faults(row: dict[str, str], line: int, place: str) -> Iterator[Problem]:
    host = _host(row)
    if not host:
        allowed = "https://…/01/…" if row["form"] == GS1 else f"https://…/Q/{row['code']}/"
        yield _row_problem(place, line, "payload", row["payload"], allowed)
    elif not is_confirmed(host):
        yield Problem(place, line, "ledger-issued-needs-host", values={"found": row["code"], "host": host})
    for name, form in _COLUMN_FORMS.items():
        if not form.fullmatch(row[name]) or (name == "issued_on" and _day(row[name]) is None):
            yield _row_problem(place, line, name, row[name], form.pattern)


def _host(row: dict[str, str]) -> str:
    """Give the host of a payload that is written as its form asks, else ""."""
    if row["form"] == GS1:
        return read_host(row["payload"]) if own_gtin(row["payload"]) else ""
    address = read_payload(row["payload"])
    return address.host if address is not None and address.code == row["code"] else ""


def _row(row: dict[str, str], line: int) -> LedgerRow:
    return LedgerRow(
        code=row["code"],
        payload=row["payload"],
        form=row["form"],
        level=row["level"],
        version=int(row["version"]) if row["version"] else None,
        mask=int(row["mask"]) if row["mask"] else None,
        segments=row["segments"],
        matrix_sha256=row["matrix_sha256"],
        owner=row["owner"],
        issued_on=_day(row["issued_on"]),
        issued_by=row["issued_by"],
        status=_STATUSES[row["status"]],
        replaced_by=row["replaced_by"],
        note=row["note"],
        line=line,
    )


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        return None


def _row_problem(place: str, line: int, field: str, found: str, allowed: str) -> Problem:
    values = {"field": field, "found": found, "allowed": allowed}
    return Problem(place, line, "ledger-row-form", values=values)
