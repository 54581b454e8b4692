"""The plan: all outputs in one total order, every path safe on every disk, no two of them in each other's way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from operator import attrgetter
from typing import Final

from .errors import DuplicatePath, FileIsFolder, UnsafePath
from .output import Output

STATE_FOLDER: Final = ".ocop"
"""The engine's own folder in an output folder: manifest, journal, lock. No output lies in it; none of it is published."""

WINDOWS_DEVICES: Final = "con|prn|aux|nul|com[0-9]|lpt[0-9]"
"""Names that no file may have in Windows, with any ending or none: a part of a pattern."""

_FORBIDDEN: Final = re.compile(r'[\\<>:"|?*\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_DEVICE: Final = re.compile(rf"(?:{WINDOWS_DEVICES})(?:\..*)?", re.IGNORECASE)
_PLAIN: Final = re.compile(
    rf"(?:(?!(?:{WINDOWS_DEVICES})[./])[a-z0-9_](?:[a-z0-9_.-]{{0,98}}[a-z0-9_-])?/)+", re.IGNORECASE | re.ASCII
)
"""Paths with "/" at their end that are surely safe, as nearly all of tens of thousands are."""
_LONGEST_NAME: Final = 255  # bytes; ext4, and no other disk in use allows more


def arrange(plan: Iterable[Output], safe: AbstractSet[str] = frozenset()) -> tuple[Output, ...]:
    """The outputs sorted by path. `safe`: paths that were given by an `arrange` before, all together.

    Raises UnsafePath, DuplicatePath (also for paths and folders that differ by letter case only: Windows' and macOS' disks
    hold one of them) and FileIsFolder. The first in path order is reported, whatever order the plan came in.
    """
    outputs = tuple(sorted(plan, key=attrgetter("path")))
    paths = {output.path for output in outputs}
    if len(paths) == len(outputs) and paths == safe:
        return outputs
    files: dict[str, str] = {}
    for output in outputs:
        if output.path not in safe:
            check_path(output.path)
        folded = output.path.casefold()
        if folded in files:
            raise DuplicatePath(files[folded], output.path)
        files[folded] = output.path
    folders: dict[str, tuple[str, str]] = {}
    for output in outputs:
        end = output.path.rfind("/")
        while end > 0:
            folder = output.path[:end]
            folded = folder.casefold()
            known = folders.get(folded)
            if known is not None:
                if known[0] != folder:
                    raise DuplicatePath(known[1], output.path)
                break  # and so are all folders above it
            folders[folded] = (folder, output.path)
            if folded in files:
                raise FileIsFolder(files[folded], output.path)
            end = folder.rfind("/")
    return outputs


def check_path(path: str) -> None:
    """Raise UnsafePath unless `path` is a plain relative POSIX path that Linux, Windows and macOS all can hold."""
    if _PLAIN.fullmatch(f"{path}/"):
        return
    if not path:
        raise UnsafePath(path, "is empty")
    if path.startswith("/"):
        raise UnsafePath(path, "is absolute")
    if _FORBIDDEN.search(path):
        raise UnsafePath(path, "holds a character that not every disk allows")
    if not unicodedata.is_normalized("NFC", path):
        raise UnsafePath(path, "is not in Unicode's NFC form")
    parts = path.split("/")
    for part in parts:
        if part in {"", ".", ".."}:
            raise UnsafePath(path, "has an empty part, '.' or '..'")
        if part[-1] in ". ":
            raise UnsafePath(path, "has a part that ends with a dot or a space, which Windows drops")
        if len(part) > _LONGEST_NAME // 4 and len(part.encode()) > _LONGEST_NAME:
            raise UnsafePath(path, f"has a part of more than {_LONGEST_NAME} bytes")
        if _DEVICE.fullmatch(part):
            raise UnsafePath(path, "has a part that names a device in Windows")
    if parts[0].casefold() == STATE_FOLDER:
        raise UnsafePath(path, "lies in the engine's own folder")
