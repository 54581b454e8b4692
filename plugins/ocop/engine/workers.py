"""Making outputs, in this process alone or with forked workers beside it.

Workers are forks, so that they share the catalogue and the compiled templates without copying. Whoever is free, the parent
among them, takes the next run of neighbouring outputs. A worker writes its files itself and tells the parent only what they
look like. Threads would not help: rendering holds the interpreter.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import time
import traceback
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, NoReturn

from .asking import Oracle, named
from .descriptors import write_all
from .errors import MakeFailed, WorkerDied, WriteFailed
from .folder import Placed
from .forks import fork_is_safe, forked, processors
from .output import Late, Output
from .runs import Tickets, tickets_for

_WORTH_A_FORK: Final = 64
"""Fewer outputs than this are made sooner than a fork and its copied memory pages pay (measured)."""
_LENGTH: Final = 4
_UNHEARD_S: Final = 0.005
"""So long nobody is listened to: to ask the system after each output takes longer, and no pipe is full in this time."""

Place = Callable[[str, bytes], Placed]
OnMade = Callable[[Output, Placed], None]


class Terms(NamedTuple):
    """What late outputs are named by: all that every output depends on, and who answers."""

    environment: str
    oracle: Oracle


class _Failure(NamedTuple):
    number: int
    writing: bool
    cause: BaseException


class _Worker(NamedTuple):
    """A process that makes outputs: which it has taken, and how many of them it has made."""

    pid: int
    pipe: int
    heard: bytearray
    taken: list[int]
    done: list[int]


def make_all(  # noqa: PLR0913, PLR0917 (each is one fact about the work)
    outputs: Sequence[Output],
    place: Place,
    on_made: OnMade,
    workers: int | None,
    terms: Terms,
    meanwhile: Callable[[], None] | None = None,
) -> None:
    """Make the outputs and place their bytes; call `on_made`, in this process, for each that is placed, in any order.

    `workers` None: as many as there are processors, but one where the outputs are few. Where forking is not safe there is one
    whatever is asked. `meanwhile` is done in this process once the others are at work. The first failure stops the rest:
    MakeFailed, WriteFailed or WorkerDied.
    """
    count = worker_count(workers, len(outputs))
    tickets = tickets_for(len(outputs), count) if count > 1 else None
    if tickets is not None:
        _make_forked(outputs, place, on_made, count, terms, tickets, meanwhile)
        return
    if meanwhile is not None:
        meanwhile()
    for output in outputs:
        on_made(output, make_one(output, place, terms))


def worker_count(asked: int | None, outputs: int) -> int:
    """How many processes shall work, this one included. Raises ValueError for less than one."""
    if asked is not None and asked < 1:
        message = f"workers must be 1 or more, not {asked}"
        raise ValueError(message)
    if outputs < 2 or not fork_is_safe():
        return 1
    if asked is None:
        return 1 if outputs < _WORTH_A_FORK else processors()
    return min(asked, outputs)


def make_one(output: Output, place: Place, terms: Terms) -> Placed:
    """Make one output here. Raises MakeFailed, WriteFailed."""
    if isinstance(output, Late):
        return _make_late(output, place, terms)
    try:
        content = output.make()
        _check(content)
    except Exception as error:
        raise MakeFailed(output.path, error) from error
    return placed(output.path, content, place)


def _make_late(output: Late, place: Place, terms: Terms) -> Placed:
    oracle = terms.oracle
    try:
        with oracle.witness.noting() as noted:
            content = output.whole().make()
        _check(content)
        asked = {question: oracle.answer(question) for question in sorted(noted)}
        name = named(terms.environment, output.known, asked)
    except Exception as error:
        raise MakeFailed(output.path, error) from error
    made = placed(output.path, content, place)
    return Placed(made.digest, made.size, made.mtime_ns, name, asked)


def placed(path: str, content: bytes, place: Place) -> Placed:
    """Put bytes in place. Raises WriteFailed."""
    try:
        return place(path, content)
    except OSError as error:
        raise WriteFailed(path, error) from error


def _check(content: object) -> None:
    if not isinstance(content, bytes):
        message = f"make gave {type(content).__name__}, not bytes"
        raise TypeError(message)


def _make_forked(  # noqa: PLR0913, PLR0917 (as above)
    outputs: Sequence[Output],
    place: Place,
    on_made: OnMade,
    count: int,
    terms: Terms,
    tickets: Tickets,
    meanwhile: Callable[[], None] | None,
) -> None:
    workers: list[_Worker] = []
    try:
        for _ in range(1, count):
            _start(workers, outputs, tickets, place, terms)
        if meanwhile is not None:
            meanwhile()
        heard = time.monotonic()
        for run in tickets.taken():
            for index in run:
                on_made(outputs[index], make_one(outputs[index], place, terms))
                if time.monotonic() > heard + _UNHEARD_S:
                    _hear(workers, outputs, on_made, wait=False)
                    heard = time.monotonic()
        while workers:
            _hear(workers, outputs, on_made, wait=True)
    finally:
        tickets.close()
        for worker in workers:  # something failed here or there; what a worker wrote is whole
            os.kill(worker.pid, signal.SIGKILL)
            os.close(worker.pipe)
            os.waitpid(worker.pid, 0)


def _start(workers: list[_Worker], outputs: Sequence[Output], tickets: Tickets, place: Place, terms: Terms) -> None:
    """Add a worker, unless the system has no room for another process."""
    try:
        reader, writer = os.pipe()
    except OSError:
        return
    others = [worker.pipe for worker in workers]

    def work() -> None:
        for pipe in (reader, *others):
            os.close(pipe)
        _work(outputs, tickets, place, writer, terms)

    pid = forked(work)
    os.close(writer)
    if not pid:
        os.close(reader)
        return
    workers.append(_Worker(pid, reader, bytearray(), [], []))


def _work(outputs: Sequence[Output], tickets: Tickets, place: Place, pipe: int, terms: Terms) -> NoReturn:
    for run in tickets.taken():
        _tell(pipe, run)
        for index in run:
            try:
                placed = make_one(outputs[index], place, terms)
            except BaseException as error:
                cause = error.cause if isinstance(error, MakeFailed | WriteFailed) else error
                _tell(pipe, _Failure(index, isinstance(error, WriteFailed), _portable(cause)))
                os._exit(0)
            _tell(pipe, (index, placed))
    os._exit(0)


def _tell(pipe: int, message: object) -> None:
    """Tell the parent. Fails when there is none any more, and so ends the worker of a build that was killed."""
    content = pickle.dumps(message)
    write_all(pipe, len(content).to_bytes(_LENGTH, "little") + content)


def _portable(cause: BaseException) -> BaseException:
    """The exception itself where it can travel, with its traceback as a note; else one that says the same."""
    trace = "".join(traceback.format_exception(cause))
    try:
        copy = pickle.loads(pickle.dumps(cause))  # noqa: S301 -- our own bytes
        same = type(copy) is type(cause) and str(copy) == str(cause)
    except Exception:
        same = False
    portable = cause if same else RuntimeError(f"{type(cause).__name__}: {cause}")
    portable.add_note(f"In a worker:\n{trace}")
    return portable


def _hear(workers: list[_Worker], outputs: Sequence[Output], on_made: OnMade, *, wait: bool) -> None:
    """Take what the workers have said; a worker that has ended leaves the list."""
    poll = select.poll()
    for worker in workers:
        poll.register(worker.pipe, select.POLLIN)
    ready = {pipe for pipe, _ in poll.poll(None if wait else 0)}
    for worker in [worker for worker in workers if worker.pipe in ready]:
        said = os.read(worker.pipe, 1 << 16)
        if not said:
            _part(worker, workers, outputs)
            continue
        worker.heard.extend(said)
        for message in _messages(worker.heard):
            if isinstance(message, _Failure):
                error = WriteFailed if message.writing else MakeFailed
                raise error(outputs[message.number].path, message.cause) from message.cause
            if isinstance(message, range):
                worker.taken.extend(message)
                continue
            index, placed = message
            worker.done.append(index)
            on_made(outputs[index], placed)


def _messages(heard: bytearray) -> list[_Failure | range | tuple[int, Placed]]:
    messages = []
    start = 0
    while len(heard) - start >= _LENGTH:
        end = start + _LENGTH + int.from_bytes(heard[start : start + _LENGTH], "little")
        if len(heard) < end:
            break
        messages.append(pickle.loads(heard[start + _LENGTH : end]))  # noqa: S301 -- our own worker's bytes
        start = end
    del heard[:start]
    return messages


def _part(worker: _Worker, workers: list[_Worker], outputs: Sequence[Output]) -> None:
    workers.remove(worker)
    os.close(worker.pipe)
    _, status = os.waitpid(worker.pid, 0)
    if status or len(worker.done) < len(worker.taken):
        # One that died between taking a run and telling of it has left no name.
        at = worker.taken[len(worker.done) :] or worker.taken[-1:] or [0]
        raise WorkerDied(outputs[at[0]].path, os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)
