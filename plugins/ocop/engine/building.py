"""The build: compare every output with what was made before, make what differs, remove what is gone, remember.

The steps, in the order that makes a kill at any moment harmless:

1. Compare: an output is fresh when its fingerprint is the manifest's and its file is as we left it. (Where somebody waits for
   a part of the site, files of the rest are looked at when that is made: those that are ours, and of no other fingerprint.)
2. Refuse to touch what is not ours; nothing was written up to here.
3. Write the journal: paths that will exist for the first time. From here on they are known to be ours.
4. Remove our files that left the plan, and folders that are empty now.
5. Make, each file in place at once.
6. Write the manifest, then drop the journal.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from .asking import Oracle, Silent
from .comparing import Work, compare, gone, look_at_files, recalled
from .errors import WriteFailed
from .executors import PROCESSES
from .folder import Folder, Placed, claim
from .foreign import adoptable
from .jobs import make_jobs
from .journal import save_journal
from .known import Known
from .lock import locked
from .output import Late, Output
from .plan import STATE_FOLDER, arrange
from .sources import Survey
from .still import remember
from .urgent import Urgent
from .workers import Terms, make_all

Progress = Callable[[int, int, str], None]
"""Called with how many are made, how many there are to make, and the path made last; never from another process."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `made` and `removed` are sorted paths; `notes` are sentences about damage that was mended."""

    made: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    total: int
    seconds: float
    notes: tuple[str, ...] = ()


class _Way(NamedTuple):
    """How outputs are made, and who hears of it."""

    workers: int | None
    executor: str
    progress: Progress | None
    keep: Callable[[], None] | None
    urgent: Urgent | None


def build(  # noqa: PLR0913 (each is one fact about the build, all by name)
    plan: Iterable[Output],
    root: Path,
    *,
    environment: str,
    workers: int | None = None,
    executor: str = PROCESSES,
    oracle: Oracle | None = None,
    progress: Progress | None = None,
    made_from: Survey | None = None,
    said: Callable[[], str] = str,
    keep: Callable[[], None] | None = None,
    known: Known | None = None,
    urgent: Urgent | None = None,
) -> BuildReport:
    """Bring the folder `root` to what the plan says, making only outputs whose inputs, environment or file changed.

    `environment` stands for all that every output depends on: code, templates, settings, versions (see `fingerprint`).
    `workers`: processes to work with, None for as many as pay; `executor`: who does the jobs (`executor_for`). `oracle` answers
    what late outputs ask while they are made. `made_from` is what `still` found, before anything was read, and `said` gives
    what it shall give back as long as nothing changes; `keep` is called when all is compared, what is urgent made, and others
    begin to make the rest, for those who keep more than we do.
    `known` is what this process has of the folder where it builds again and again, `urgent` who waits for a part of it.
    The folder afterwards is the same whatever it held before.

    A build that fails or is interrupted keeps what it made; the next one goes on from there.
    Raises EngineError: the plan is wrong (DuplicatePath, FileIsFolder, UnsafePath), the folder is not ours or holds
    something in the way (ForeignFolder, ForeignFile), another build is at work (BuildInProgress), an output cannot be made or
    written (MakeFailed, WriteFailed, WorkerDied), the executor cannot be used (NoExecutor, WorkerDiffers). Raises TypeError for
    an input that has no fingerprint.
    """
    started = time.perf_counter()
    known = known or Known()
    outputs = arrange(plan, known.safe(Path(root).resolve() / STATE_FOLDER))
    known.paths = frozenset(output.path for output in outputs)
    folder = claim(root)
    with locked(folder.root, folder.state):
        with _disk(folder):
            work = recalled(folder, Terms(environment, oracle or Silent()), known)
            compare(work, outputs)
            if urgent is None:
                look_at_files(work)
            leaving = gone(work, outputs)
            _adopt(work, leaving)
        try:
            removed = _execute(work, leaving, _Way(workers, executor, progress, keep, urgent))
        except BaseException:
            _keep(work)
            raise
        if made_from is not None:
            remember(folder.state, made_from, said(), known)
        return BuildReport(
            made=tuple(sorted(work.made)),
            removed=removed,
            unchanged=len(outputs) - len(work.made),
            total=len(outputs),
            seconds=time.perf_counter() - started,
            notes=tuple(work.notes),
        )


@contextmanager
def _disk(folder: Folder) -> Iterator[None]:
    """What the disk refuses is told as WriteFailed. No caller's code runs inside: its errors are its own."""
    try:
        yield
    except OSError as error:
        raise WriteFailed(error.filename or str(folder.root), error) from error


def _adopt(work: Work, leaving: tuple[str, ...]) -> None:
    """Refuse to go over what is not ours; take what is there already."""
    known = None if work.lost else work.entries.keys() | work.journal
    for output, placed in adoptable(work.folder, work.stale, known, leaving, work.terms):
        work.record(output, placed)
    adopted = set(work.made)
    work.stale = [output for output in work.stale if output.path not in adopted]


def _execute(work: Work, leaving: tuple[str, ...], way: _Way) -> tuple[str, ...]:
    """Everything that writes. Gives the paths that were removed."""
    with _disk(work.folder):
        work.folder.sweep()
        _announce(work)
        removed = _remove(work, leaving)
    _make(work, way)
    with _disk(work.folder):
        # Before the manifest speaks of what was made: torn between them, outputs are made once more.
        work.asked.forget(leaving)
        work.known.save_asked(work.folder.state, work.asked, work.terms.oracle.kept())
        if work.made or leaving or work.refreshed or work.notes:
            work.known.save(work.folder.state, work.entries)
        save_journal(work.folder.state, ())
    return removed


def _announce(work: Work) -> None:
    fresh = {output.path for output in work.stale if output.path not in work.entries}
    if work.lost:  # a file that lies there may be anyone's: its path must not become ours by a journal
        fresh = {path for path in fresh if work.folder.look(path) is None}
    if not fresh <= work.journal:
        work.journal |= fresh
        save_journal(work.folder.state, work.journal)


def _remove(work: Work, leaving: tuple[str, ...]) -> tuple[str, ...]:
    removed = []
    for path in leaving:
        obstacle = work.folder.obstacle(path)
        if obstacle is None:
            if work.folder.remove(path):
                removed.append(path)
        elif work.folder.look(path) is not None:
            work.notes.append(f"'{path}' was left where it is, behind the link '{obstacle}'.")
        work.entries.pop(path, None)
    work.folder.prune(leaving)
    return tuple(removed)


def _make(work: Work, way: _Way) -> None:
    known = work.journal
    before = frozenset(work.entries)
    adopted = len(work.made)

    def place(path: str, content: bytes) -> Placed:
        return work.folder.place(path, content, set_aside=work.lost and path not in known)

    def on_made(output: Output, placed: Placed) -> None:
        work.record(output, placed)
        if way.progress is not None:
            way.progress(len(work.made), adopted + len(work.stale), output.path)

    first: list[Output] = []
    try:
        if way.urgent is not None and all(output.path in before for output in work.stale if output.job):
            first = way.urgent.first(_in_turn(work.stale), before)
            make_all(first, place, on_made, way.workers, work.terms)
            way.urgent.tell(first)
    except BaseException:
        if way.keep is not None:
            way.keep()
        raise
    with _disk(work.folder):
        adoptable(work.folder, look_at_files(work), before, (), work.terms)
    made = {output.path for output in first}
    rest = [output for output in work.stale if output.path not in made]
    make_all(_in_turn(rest), place, on_made, way.workers, work.terms, way.keep)
    # Jobs last: an executor brings threads, beside which no worker can be forked.
    make_jobs([output for output in rest if output.job], place, on_made, workers=way.workers, executor=way.executor)


def _in_turn(outputs: Iterable[Output]) -> list[Output]:
    """Those that are no jobs; what shows much the same comes one after another."""
    alone = [output for output in outputs if output.job is None]
    return sorted(alone, key=lambda output: output.near if isinstance(output, Late) else 0)


def _keep(work: Work) -> None:
    """After a failure: remember what was made, so that the next build goes on from there."""
    with suppress(OSError):  # the first error is the one to tell; without this the next build makes some outputs again
        there = {path for path in work.journal if work.folder.look(path) is not None}
        if not work.lost:  # a manifest of half the folder would disown the rest of it
            work.asked.forget({output.path for output in work.stale} - set(work.made))
            # What was answered to those is an answer of the last build.
            work.known.save_asked(work.folder.state, work.asked, {})
            work.known.save(work.folder.state, work.entries)
        save_journal(work.folder.state, there)
