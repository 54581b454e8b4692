"""Work on the ledger of codes: under its lock, with every witness heard, shown before it is written, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ocop.catalogue.problem import Problem
from ocop.publishing import Ledger, LiveCodes, check_published, list_releases
from ocop.publishing.release import RELEASES
from ocop.qr import (
    LedgerBusyError,
    LedgerChangedError,
    LedgerRow,
    check_frozen,
    check_history,
    holding,
    parse_ledger,
    read_codes,
    write_ledger,
)
from ocop.qr.history import HistoryError, committed_states
from ocop.qr.published import FILE
from ocop.qr.writing import Held

_NO_HISTORY: Final = frozenset({"history-missing", "history-shallow"})

Rows = tuple[LedgerRow, ...]
Decide = Callable[[Rows], "Changes | Problem"]
"""From the rows as they are to what shall change, or why nothing can."""
Confirm = Callable[["Changes"], bool]


@dataclass(frozen=True, slots=True)
class Owner:
    """A thing that may own a code: its title, its barcode number ("" for none), and whether it is a draft."""

    title: str
    gtin: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What codes are worked on with.

    `place` is how problems name the ledger; `live` what the live site says of its codes, None where nobody asked.
    """

    ledger: Path
    place: str
    owners: Mapping[str, Owner]
    public: Path
    host: str
    check_digit: bool = False
    live: LiveCodes | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """All rows as they would be, and those among them that are new or changed."""

    rows: Rows
    changed: Rows


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `problems`: why nothing was written. `notes`: what was not looked at. `written`: the changed rows."""

    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    written: Rows = ()


def change(desk: Desk, decide: Decide, confirm: Confirm, *, strict: bool = False) -> Outcome:
    """Read the ledger, decide, show, write: nobody else writes in between, and on any problem nothing is written at all.

    `strict`: a history that cannot be read whole is a problem and no note.
    """
    try:
        with holding(desk.ledger) as held:
            return _write(desk, held, decide, confirm, strict=strict)
    except LedgerBusyError:
        return _refused(desk, "ledger-busy")
    except LedgerChangedError:
        return _refused(desk, "ledger-changed")
    except OSError as error:
        return _refused(desk, "ledger-unwritable", error.strerror or type(error).__name__)


def _write(desk: Desk, held: Held, decide: Decide, confirm: Confirm, *, strict: bool) -> Outcome:
    if held.raw is None:
        return _refused(desk, "ledger-missing", desk.place)
    rows, problems = parse_ledger(held.raw, desk.place)
    notes: tuple[Problem, ...] = ()
    if not problems:
        problems, notes = _witnesses(desk, rows, strict=strict)
    if problems:
        return Outcome(problems, notes)
    changes = decide(rows)
    if isinstance(changes, Problem):
        return Outcome((changes,), notes)
    if not confirm(changes):
        return Outcome(notes=notes)
    write_ledger(held, changes.rows)
    return Outcome(notes=notes, written=changes.changed)


def given_out(desk: Desk) -> frozenset[str]:
    """Every code that git, a kept release or the live site knows of: none is ever used again."""
    taken: set[str] = set()
    with suppress(HistoryError):  # told as a note
        taken |= {row.code for state in committed_states(desk.ledger) for row in state.rows}
    lists = [desk.live.raw] if desk.live is not None and desk.live.raw is not None else []
    lists += [
        (desk.public / RELEASES / release.id / FILE).read_bytes()
        for release in list_releases(desk.public)
        if FILE in release.files
    ]
    for raw in lists:
        taken |= {one.code for one in read_codes(raw)}
    return frozenset(taken)


def _witnesses(desk: Desk, rows: Rows, *, strict: bool) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Ask the ledger itself, git, the kept releases and the live site. Gives what is wrong, and what could not be asked."""
    history = check_history(rows, desk.ledger, desk.place)
    unread = tuple(problem for problem in history if problem.rule in _NO_HISTORY and not strict)
    found = (
        *check_frozen(rows, desk.place),
        *(problem for problem in history if problem not in unread),
        *check_published(Ledger(rows, desk.place), desk.public, desk.live),
    )
    return found, unread


def _refused(desk: Desk, rule: str, found: str = "") -> Outcome:
    return Outcome((Problem(desk.place, 1, rule, values={"found": found}),))
