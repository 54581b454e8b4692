"""Outputs that any machine can make: their work travels as bytes, through an executor of `concurrent.futures`.

A job makes one or more outputs at once, such as all files of one photo. What it sends is a function of a module and plain
values, so that it pickles; what comes back are the bytes, which this process alone writes. How work is shared out, repeated or
moved between machines is the executor's business.

Where there are many jobs, those that send little travel together: a message there and back takes half a millisecond of this
process, whatever is in it, and both files of a printed code less than two at a worker.
"""

from __future__ import annotations

import pickle
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from typing import Final, NamedTuple

from .errors import MakeFailed, WorkerDied, WorkerDiffers
from .executors import executor_for
from .output import Job, Output
from .workers import OnMade, Place, placed

_AHEAD: Final = 48
"""Parcels under way at once: enough for a dozen machines, few enough for the photos of all of them to lie in memory."""
_TOGETHER: Final = 16
"""Jobs of a parcel at most. There are two parcels for each place under way before there are two jobs in one."""
_SMALL: Final = 4096
"""Bytes up to which a call may travel with others; one that carries a photo goes alone."""


class _Differs(NamedTuple):
    """The answer of a worker that has other code or codecs than we have."""

    machine: str
    mark: str


@dataclass(frozen=True, slots=True)
class _Batch:
    """A job with those of its outputs that are to be made."""

    job: Job
    outputs: tuple[Output, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(output.path for output in self.outputs)


@dataclass(frozen=True, slots=True)
class _Parcel:
    """Jobs that are sent together, and their calls, each pickled by itself. All are known by one mark."""

    batches: tuple[_Batch, ...]
    calls: tuple[bytes, ...]

    @property
    def first(self) -> str:
        return self.batches[0].paths[0]

    @property
    def mark(self) -> Callable[[], str]:
        return self.batches[0].job.mark


_Answer = _Differs | tuple[tuple[bytes, ...], ...]


def make_jobs(outputs: Sequence[Output], place: Place, on_made: OnMade, *, workers: int | None, executor: str) -> None:
    """Make outputs that have a job, through the executor of that name; call `on_made` for each that is placed, in any order.

    The first failure stops the rest. Raises MakeFailed, WriteFailed; where the executor is to blame, WorkerDied, WorkerDiffers
    and NoExecutor.
    """
    batches = tuple(_missing(outputs, place, on_made))
    if not batches:
        return
    with executor_for(executor, workers, len(batches)) as pool:
        for batch, contents in _through(pool, batches) if pool else _here(batches):
            for output, content in zip(batch.outputs, contents, strict=True):
                batch.job.keep(output.path, content)
                on_made(output, placed(output.path, content, place))


def _missing(outputs: Sequence[Output], place: Place, on_made: OnMade) -> Iterator[_Batch]:
    """Place what the jobs already know; give the rest, by job."""
    wanted: dict[int, tuple[Job, list[Output]]] = {}
    for output in outputs:
        if output.job is None:
            continue
        known = output.job.known(output.path)
        if known is None:
            wanted.setdefault(id(output.job), (output.job, []))[1].append(output)
        else:
            on_made(output, placed(output.path, known, place))
    # Those of most files first: what takes longest should not be what all others wait for.
    for job, missing in sorted(wanted.values(), key=lambda found: -len(found[1])):
        yield _Batch(job, tuple(missing))


def _here(batches: Iterable[_Batch]) -> Iterator[tuple[_Batch, Sequence[bytes]]]:
    for batch in batches:
        try:
            contents = batch.job.call(batch.paths)()
        except Exception as error:
            raise MakeFailed(batch.paths[0], error) from error
        yield batch, contents


def _through(pool: Executor, batches: Sequence[_Batch]) -> Iterator[tuple[_Batch, Sequence[bytes]]]:
    waiting = _parcels(batches, max(1, min(_TOGETHER, len(batches) // (2 * _AHEAD))))
    again: list[_Parcel] = []
    running: dict[Future[_Answer], _Parcel] = {}
    while True:
        while len(running) < _AHEAD and (parcel := again.pop() if again else next(waiting, None)) is not None:
            running[_sent(pool, parcel)] = parcel
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            parcel = running.pop(future)
            answer = _answer(future, parcel)
            if answer is None:  # one of them failed: each by itself tells which
                again += (_Parcel((batch,), (call,)) for batch, call in zip(parcel.batches, parcel.calls, strict=True))
            else:
                yield from zip(parcel.batches, answer, strict=True)


def _parcels(batches: Iterable[_Batch], most: int) -> Iterator[_Parcel]:
    """Give the jobs with their calls, up to `most` small ones of one mark in a parcel. Raises MakeFailed."""
    held: list[tuple[_Batch, bytes]] = []
    for batch in batches:
        call = _pickled(batch)
        if most == 1 or len(call) > _SMALL:
            yield _Parcel((batch,), (call,))
            continue
        if held and (len(held) == most or held[0][0].job.mark is not batch.job.mark):
            yield _packed(held)
            held = []
        held.append((batch, call))
    if held:
        yield _packed(held)


def _packed(held: Sequence[tuple[_Batch, bytes]]) -> _Parcel:
    return _Parcel(tuple(batch for batch, _ in held), tuple(call for _, call in held))


def _pickled(batch: _Batch) -> bytes:
    try:
        return pickle.dumps(batch.job.call(batch.paths))
    except Exception as error:
        raise MakeFailed(batch.paths[0], error) from error


def _sent(pool: Executor, parcel: _Parcel) -> Future[_Answer]:
    try:
        return pool.submit(_at_worker, parcel.mark, parcel.mark(), parcel.calls)
    except (BrokenExecutor, RuntimeError) as error:
        raise WorkerDied(parcel.first, 0) from error


def _at_worker(mark: Callable[[], str], wanted: str, calls: Sequence[bytes]) -> _Answer:
    """Run at a worker: the calls, if what is installed there is what we have."""
    here = mark()
    if here != wanted:
        return _Differs(platform.node(), here)
    return tuple(tuple(pickle.loads(call)()) for call in calls)  # noqa: S301 -- our own bytes


def _answer(future: Future[_Answer], parcel: _Parcel) -> tuple[tuple[bytes, ...], ...] | None:
    """Give what each job made; None where one of several failed."""
    try:
        answer = future.result()
    except BrokenExecutor as error:
        raise WorkerDied(parcel.first, 0) from error
    except ImportError as error:  # it has none of our code, or not what that needs
        raise WorkerDiffers("", str(error)) from error
    except Exception as error:
        if type(error).__name__ == "KilledWorker":  # Dask's: several workers died of it
            raise WorkerDied(parcel.first, 0) from error
        if len(parcel.batches) > 1:
            return None
        raise MakeFailed(parcel.first, error) from error
    if isinstance(answer, _Differs):
        raise WorkerDiffers(answer.machine, f"{answer.mark}, not {parcel.mark()}")
    return answer
