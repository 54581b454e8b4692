"""Where jobs are done: in processes of this machine, or at a Dask scheduler's workers on many machines.

Both are executors of `concurrent.futures`; nothing here knows how work is distributed.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from .errors import NoExecutor
from .forks import fork_is_safe, processors

if TYPE_CHECKING:
    from concurrent.futures import Executor

PROCESSES: Final = "processes"
_WORTH_A_POOL: Final = 4
"""Fewer jobs are done sooner than processes start."""
_CONNECT_S: Final = 10
_LOOK_S: Final = 0.25


@contextmanager
def executor_for(name: str, workers: int | None, jobs: int) -> Iterator[Executor | None]:
    """Give the executor of that name, None where the jobs are best done in this very process; it ends with the block.

    `name`: "processes", or "dask://host:port" of a scheduler. Raises NoExecutor for another name, for a scheduler that does not
    answer, and where the package `distributed` is missing.
    """
    if name == PROCESSES:
        count = min(jobs, processors() if workers is None else workers)
        if count < 2 or (workers is None and jobs < _WORTH_A_POOL) or not _may_start():
            yield None
            return
        import multiprocessing  # noqa: PLC0415 - a build without new photos and codes needs neither
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

        pool = ProcessPoolExecutor(
            count,
            mp_context=multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn"),
            initializer=_settle,
            initargs=(os.getpid(),),
        )
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)
        return
    with _dask(name) as executor:
        yield executor


@contextmanager
def _dask(name: str) -> Iterator[Executor]:
    parts = urlsplit(name)
    if parts.scheme != "dask" or not parts.netloc or parts.path.strip("/"):
        raise NoExecutor(name, f"it is neither '{PROCESSES}' nor 'dask://host:port'")
    try:
        from distributed import Client  # noqa: PLC0415 -- an extra, and half a second
    except ImportError as error:
        raise NoExecutor(name, f"the extra 'distributed' is not installed ({error})") from error
    try:
        client = Client(f"tcp://{parts.netloc}", timeout=_CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoExecutor(name, f"no scheduler answers there ({error})") from error
    try:
        client.wait_for_workers(1, timeout=_CONNECT_S)
        yield client.get_executor(pure=False)
    except TimeoutError as error:
        raise NoExecutor(name, "the scheduler has no workers") from error
    finally:
        client.close()


def _may_start() -> bool:
    if sys.platform == "linux":
        return fork_is_safe()
    import multiprocessing  # noqa: PLC0415

    return multiprocessing.parent_process() is None


def _settle(parent: int) -> None:
    """In a process of the pool: an interrupt is the parent's to handle, and one without a parent ends.

    A pool whose parent was killed would wait for work for ever, and hold the output folder's lock.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32":
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_S)
    os._exit(1)
