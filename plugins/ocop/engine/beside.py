"""What a process beside this one finds out, while this one does what it would have to do afterwards.

It pays where there is much to find out: the look at a country's catalogue takes longer than to load what reads and makes pages.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from .aside import Aside, aside
from .descriptors import write_all
from .sources import Sources

_MANY: Final = 4_000
"""So many things in one folder are worth a fork."""


class Beside:
    """An answer that another process finds, or nobody."""

    def __init__(self, process: Aside | None = None, file: int = -1) -> None:
        self._process, self._file = process, file

    def answer(self) -> Any:
        """Wait for the answer, and give it the first time; None where it came to nothing, and ever after."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.wait()
        try:
            return marshal.loads(os.pread(self._file, os.fstat(self._file).st_size, 0))  # noqa: S302 -- our own process' bytes
        except (ValueError, EOFError, TypeError):  # it came to nothing, or there was none
            return None
        finally:
            os.close(self._file)


def beside(find: Callable[[], Any]) -> Beside:
    """Begin to find something out beside this process; the answer is plain data that is not None."""
    try:
        file = os.memfd_create("beside")
    except (OSError, AttributeError):  # no room, or a system that has no such files
        return Beside()
    return Beside(aside(partial(_leave, find, file)), file)


def holds_many(sources: Sources) -> bool:
    """Say whether there is so much to look at that it pays to let another process look."""
    return any(_holds_many(folder) for folder in sources.folders.values())


def _leave(find: Callable[[], Any], file: int) -> None:
    write_all(file, marshal.dumps(find()))


def _holds_many(folder: Path) -> bool:
    try:
        with os.scandir(folder) as listed:
            inner = [entry.path for entry in listed if entry.is_dir()]
        return any(len(os.listdir(path)) >= _MANY for path in inner)  # noqa: PTH208 -- names alone are wanted
    except OSError:
        return False
