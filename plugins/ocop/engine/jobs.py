"""Outputs that any machine can make: their work travels as bytes, through an executor of `concurrent.futures`.

A job makes one or more outputs at once, such as all files of one photo. What it sends is a function of a module and plain
values, so that it pickles; what comes back are the bytes, which this process alone writes. How work is shared out, repeated or
moved between machines is the executor's business.
"""

from __future__ import annotations

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
"""Jobs under way at once: enough for a dozen machines, few enough for the photos of all of them to lie in memory."""


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


def _through(pool: Executor, batches: Iterable[_Batch]) -> Iterator[tuple[_Batch, Sequence[bytes]]]:
    waiting = iter(batches)
    running: dict[Future[_Differs | tuple[bytes, ...]], _Batch] = {}
    while True:
        while len(running) < _AHEAD and (batch := next(waiting, None)) is not None:
            running[_sent(pool, batch)] = batch
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            batch = running.pop(future)
            yield batch, _answer(future, batch)


def _sent(pool: Executor, batch: _Batch) -> Future[_Differs | tuple[bytes, ...]]:
    try:
        call = batch.job.call(batch.paths)
    except Exception as error:
        raise MakeFailed(batch.paths[0], error) from error
    try:
        return pool.submit(_at_worker, batch.job.mark, batch.job.mark(), call)
    except (BrokenExecutor, RuntimeError) as error:
        raise WorkerDied(batch.paths[0], 0) from error


def _at_worker(mark: Callable[[], str], wanted: str, call: Callable[[], Sequence[bytes]]) -> _Differs | tuple[bytes, ...]:
    """Run at a worker: the call, if what is installed there is what we have."""
    here = mark()
    return tuple(call()) if here == wanted else _Differs(platform.node(), here)


def _answer(future: Future[_Differs | tuple[bytes, ...]], batch: _Batch) -> tuple[bytes, ...]:
    try:
        answer = future.result()
    except BrokenExecutor as error:
        raise WorkerDied(batch.paths[0], 0) from error
    except ImportError as error:  # it has none of our code, or not what that needs
        raise WorkerDiffers("", str(error)) from error
    except Exception as error:
        if type(error).__name__ == "KilledWorker":  # Dask's: several workers died of it
            raise WorkerDied(batch.paths[0], 0) from error
        raise MakeFailed(batch.paths[0], error) from error
    if isinstance(answer, _Differs):
        raise WorkerDiffers(answer.machine, f"{answer.mark}, not {batch.job.mark()}")
    return answer
