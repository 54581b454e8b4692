"""A build under way, and which of its outputs are as the last one left them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from stat import S_ISREG

from .asked import Asked, terms_of
from .errors import UnsafePath
from .fingerprint import fingerprint
from .folder import Folder, Placed
from .journal import load_journal
from .known import Known
from .manifest import Entry
from .output import Late, Output
from .plan import check_path
from .workers import Terms


@dataclass(slots=True)
class Work:
    """One build under way. `entries` is at every moment a true manifest of the folder, as far as is known."""

    folder: Folder
    entries: dict[str, Entry]
    journal: frozenset[str]
    lost: bool
    notes: list[str]
    terms: Terms
    asked: Asked
    known: Known
    prints: dict[str, str] = field(default_factory=dict)
    stale: list[Output] = field(default_factory=list)
    fresh: list[Output] = field(default_factory=list)
    """Those whose files are still to be looked at."""
    refreshed: bool = False
    made: list[str] = field(default_factory=list)

    def record(self, output: Output, placed: Placed) -> None:
        """Note that an output lies in place."""
        print_ = placed.fingerprint or self.prints[output.path]
        if isinstance(output, Late):
            self.asked.note(output.path, print_, terms_of(self.terms.environment, output.known), placed.asked)
        self.entries[output.path] = Entry(print_, placed.digest, placed.size, placed.mtime_ns)
        self.made.append(output.path)


def recalled(folder: Folder, terms: Terms, known: Known) -> Work:
    """Begin a build from what the last one left. The caller holds the folder's lock."""
    recall = known.recall(folder.state)
    journal, notes = load_journal(folder.state)
    asked = known.take_asked(folder.state)
    terms.oracle.recall(asked.before())
    return Work(folder, dict(recall.entries), journal, recall.lost, [*recall.notes, *notes], terms, asked, known)


def compare(work: Work, outputs: tuple[Output, ...]) -> None:
    """Sort the stale from the fresh by what they go by. Raises TypeError for an input that has no fingerprint."""
    environment, oracle = work.terms
    changed: frozenset[int] | None = None
    terms: dict[str, bytes] = {}
    for output in outputs:
        path = output.path
        entry = work.entries.get(path)
        if isinstance(output, Late):
            changed = work.asked.changed(oracle) if changed is None else changed
            if output.known not in terms:
                terms[output.known] = terms_of(environment, output.known)
            if entry is None or not work.asked.is_fresh(path, entry.fingerprint, terms[output.known], changed):
                work.stale.append(output)  # who makes it finds what it asks, and so its fingerprint
                continue
        else:
            try:
                print_ = work.prints[path] = fingerprint(environment, output.inputs)
            except TypeError as error:
                error.add_note(f"It is an input of the output '{path}'.")
                raise
            if entry is None or entry.fingerprint != print_:
                work.stale.append(output)
                continue
        work.fresh.append(output)


def look_at_files(work: Work) -> list[Output]:
    """Give the fresh outputs whose files are not as we left them: they are stale, too."""
    entries, look = work.entries, work.folder.look
    changed = work.known.changed(work.folder.state)
    doubtful = work.fresh if changed is None else [one for one in work.fresh if one.path in changed]
    found = [one for one in doubtful if not _is_as_left(work, one.path, entries[one.path], look(one.path))]
    work.fresh = []
    work.stale += found
    return found


def _is_as_left(work: Work, path: str, entry: Entry, found: os.stat_result | None) -> bool:
    if found is None or found.st_size != entry.size or not S_ISREG(found.st_mode):
        return False
    if found.st_mtime_ns == entry.mtime_ns:
        return True
    if work.folder.digest_of(path) != entry.digest:
        return False
    work.entries[path] = Entry(entry.fingerprint, entry.digest, entry.size, found.st_mtime_ns)
    work.refreshed = True
    return True


def gone(work: Work, outputs: tuple[Output, ...]) -> tuple[str, ...]:
    """Give our files that the plan does not hold, sorted."""
    left = (work.entries.keys() | work.journal).difference([output.path for output in outputs])
    found = []
    for path in sorted(left):
        try:
            check_path(path)  # whatever a state file is made to say, it leads nowhere outside
        except UnsafePath as error:
            work.notes.append(f"The engine's state was changed: {error}")
        else:
            found.append(path)
    return tuple(found)
