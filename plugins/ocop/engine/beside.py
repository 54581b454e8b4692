"""A look at everything by a process beside this one, which meanwhile does what it would have to do afterwards.

It pays where there is much to look at: the look at a country's catalogue takes longer than to load what reads and makes pages.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from .aside import aside
from .descriptors import write_all
from .sources import Glance, Sources, glance

_MANY: Final = 4_000
"""So many things in one folder are worth a fork."""


def glance_beside(sources: Sources, meanwhile: Callable[[], object]) -> Glance | None:
    """Give how everything looks, and do something else meanwhile; None, and nothing done, where that does not pay."""
    if not any(_holds_many(folder) for folder in sources.folders.values()):
        return None
    try:
        file = os.memfd_create("glance")
    except (OSError, AttributeError):  # no room, or a system that has no such files
        return None
    beside = aside(partial(_leave, sources, file))
    try:
        meanwhile()
    finally:
        beside.wait()
        content = os.pread(file, os.fstat(file).st_size, 0)
        os.close(file)
    try:
        return Glance(*marshal.loads(content))  # noqa: S302 -- our own process' bytes
    except (ValueError, EOFError, TypeError):  # it came to nothing, or there was none
        return glance(sources)


def _leave(sources: Sources, file: int) -> None:
    write_all(file, marshal.dumps(tuple(glance(sources))))


def _holds_many(folder: Path) -> bool:
    try:
        with os.scandir(folder) as listed:
            inner = [entry.path for entry in listed if entry.is_dir()]
        return any(len(os.listdir(path)) >= _MANY for path in inner)  # noqa: PTH208 -- names alone are wanted
    except OSError:
        return False
