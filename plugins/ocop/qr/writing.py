"""The ledger written: whole or not at all, the same bytes for the same rows, and by one person at a time."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ocop.locks import LockedError, locked

from .ledger import parse_ledger
from .rows import HEADER, LedgerRow

LOCK: Final = ".qr-ledger.lock"
"""Beside the ledger, so that two who share a folder share the lock. It holds nothing and is not in git."""


class LedgerBusyError(RuntimeError):
    """Another command holds the ledger."""


class LedgerChangedError(RuntimeError):
    """The ledger is not what it was when it was read."""


@dataclass(frozen=True, slots=True)
class Held:
    """The ledger while nobody else may write it: its bytes, None where there is no file."""

    path: Path
    raw: bytes | None


@contextmanager
def holding(path: Path, *, patience_s: float = 5.0) -> Iterator[Held]:
    """Hold the ledger: read it, decide, write it, with nobody in between. The lock goes with the process.

    Raises LedgerBusyError when another holds it for `patience_s`, OSError when its folder cannot be written.
    """
    with ExitStack() as lock:
        try:
            lock.enter_context(locked(path.parent / LOCK, patience_s=patience_s))
        except LockedError:
            raise LedgerBusyError from None
        yield Held(path, path.read_bytes() if path.exists() else None)


def write_ledger(held: Held, rows: Iterable[LedgerRow]) -> None:
    """Write the rows, sorted by code, in place of what was read. What would not be read back the same is not written.

    Raises LedgerChangedError when somebody wrote without the lock (an editor, git), ValueError for rows that cannot stand in a
    ledger, OSError; in each case the ledger is as it was.
    """
    content = ledger_bytes(rows)
    if (held.path.read_bytes() if held.path.exists() else None) != held.raw:
        raise LedgerChangedError
    aside = held.path.with_name(f".{held.path.name}.{os.getpid()}.tmp")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(held.path)
    finally:
        aside.unlink(missing_ok=True)


def ledger_bytes(rows: Iterable[LedgerRow]) -> bytes:
    """Give the file: UTF-8, line feeds, one row a line, sorted. Raises ValueError where it would not be read back the same."""
    ordered = sorted(rows, key=lambda row: row.code)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows([_cell(getattr(row, name)) for name in HEADER] for row in ordered)
    content = text.getvalue().encode("utf-8")
    read, problems = parse_ledger(content, "")
    if problems or [_plain(row) for row in read] != [_plain(row) for row in ordered]:
        raise ValueError(f"these rows are no ledger: {problems or 'they are read otherwise'}")
    return content


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _plain(row: LedgerRow) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in HEADER)
