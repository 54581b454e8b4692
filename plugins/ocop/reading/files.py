"""Bytes from disk, or the reason why not. Nothing outside content/ is ever read."""

from __future__ import annotations

import errno
import os
import stat
from operator import attrgetter
from pathlib import Path
from typing import Final

from ocop.catalogue.problem import Problem

from .raised import raised

MAX_TEXT: Final = 4 * 1024 * 1024
"""Bytes of a text file. A page is some thousands; a picture pasted into one is millions."""


def shown_path(path: Path, root: Path) -> str:
    """Give the path as messages name it: relative to the project where it is inside it, POSIX."""
    inside = f"{root}{os.sep}"
    if str(path).startswith(inside):  # Nearly always; pathlib takes ten times as long to say so.
        return str(path)[len(inside) :].replace(os.sep, "/")
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def entries_of(folder: Path) -> list[os.DirEntry[str]]:
    """Give what lies in a folder, sorted by name. Raises OSError where it cannot be listed, or listed and not entered."""
    with os.scandir(folder) as found:  # It knows what each is, without a question to the disk for each.
        entries = sorted(found, key=attrgetter("name"))
    if entries:
        _may_enter(folder)
    return entries


def enter(folder: Path) -> None:
    """Raise the OSError that `entries_of` would raise, without listing all of a country."""
    with os.scandir(folder) as found:
        if next(found, None) is not None:
            _may_enter(folder)


def _may_enter(folder: Path) -> None:
    if os.name != "nt" and not os.access(folder, os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Say whether it is a folder, or a link to one."""
    return Path(entry).is_dir() if entry.is_symlink() else entry.is_dir()  # pathlib knows of links in a circle.


def leads_outside(path: str | os.PathLike[str], content: Path) -> bool:
    """Say whether a symbolic link at `path` leads out of `content`."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(content))


def read_bytes(path: str | os.PathLike[str], shown: str, *, limit: int | None = MAX_TEXT) -> bytes | Problem:
    """Give a regular file's bytes. `limit` is the largest size in bytes; None for no limit."""
    try:
        status = os.stat(path)  # noqa: PTH116 (for each of thousands of files it is the shorter way)
        if not stat.S_ISREG(status.st_mode):
            return raised("file-not-regular", shown, 1, found=Path(path).name)
        if limit is not None and status.st_size > limit:
            return raised("file-too-large", shown, 1, found=_size(status.st_size), allowed=_size(limit))
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 (likewise)
            return file.readall()
    except OSError as error:
        return raised("file-unreadable", shown, 1, found=error.strerror or type(error).__name__)


def _size(count: int) -> str:
    return f"{count / 1024 / 1024:.1f} MiB"
