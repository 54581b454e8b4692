"""Whether the files of the site lie there as the last build left them: one question to the system for each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from . import manifest
from .sealed import DamagedError, read_sealed, seal_of


class Left(NamedTuple):
    """The paths that look different from what the manifest with this seal says; it tells of `total` files."""

    seal: str
    total: int
    changed: Iterable[str]


def left(root: Path, state: Path) -> Left | None:
    """Look at the files that the manifest in `state` tells of, as they are asked for; None where it cannot be read."""
    file = state / manifest.NAMES[0]
    try:
        seal = seal_of(file)
        lines = read_sealed(file, manifest.TITLE)
    except (OSError, DamagedError):
        return None
    return Left(seal, len(lines), _changed(f"{root}{os.sep}", lines))


def told(root: Path, state: Path) -> tuple[str, list[str]] | None:
    """Give the seal of the manifest and the paths that look different, as another process can hand them on."""
    found = left(root, state)
    return None if found is None else (found.seal, list(found.changed))


def _changed(top: str, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        _, _, size, mtime_ns, path = line.split(" ", 4)
        try:
            found = os.lstat(top + path)
        except OSError:
            yield path
        else:
            if found.st_mtime_ns != int(mtime_ns) or found.st_size != int(size) or not S_ISREG(found.st_mode):
                yield path
