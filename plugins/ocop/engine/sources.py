"""What a build was made from, file by file: looked at anew in milliseconds, and never by its times alone.

A file that looks as it did (kind, size, times, inode) is taken for unchanged only if it was already at rest when it was looked
at: what was written within the last moments could be written again within the same tick of the clock (git's "racy" entries).
Such a file, and one that looks different, is read and known by the digest of its bytes. So neither a checkout that touches
every file, nor equal times everywhere, nor a clock that was set back is mistaken for a change, or a change for nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Final, NamedTuple

from .fingerprint import digest, fingerprint

_AT_REST_NS: Final = 2_000_000_000
"""The coarsest clock of a file system in use (FAT): what is older cannot change again without showing another time."""
_READ: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_PART: Final = 1 << 16
_DIGEST_SIZE: Final = 16
_LINK: Final = " > "
"""Between how a link looks and where it leads."""
_PASSED_OVER: Final = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"})
_PASSED_STARTS: Final = (".", "~$")
_PASSED_ENDS: Final = ("~", ".swp", ".tmp")


Seen = tuple[str, str]
"""How a file looked, "" for one that was not at rest, and the digest of its bytes: plain, as it is written and read."""


def _nothing(folder: str, name: str) -> bool:
    del folder, name
    return False


@dataclass(frozen=True, slots=True)
class Sources:
    """All that a build depends on: whole folders by a name of their own, and values with a fingerprint.

    `passed_over(folder's name, entry's name)`: what matters to nobody, such as an editor's swap file.
    """

    folders: Mapping[str, Path]
    values: tuple[object, ...] = ()
    passed_over: Callable[[str, str], bool] = _nothing


@dataclass(frozen=True, slots=True)
class Survey:
    """The sources at one moment. `print` is one fingerprint over all of them, by content.

    `look` is one hash over how everything looked; "" if any file was not at rest. `files` are by "name/path".
    """

    print: str
    look: str
    values: str
    files: Mapping[str, Seen] = field(default_factory=dict)
    tokens: Mapping[str, str] = field(default_factory=dict)
    """By the same names, and also for folders and what cannot be looked at: a digest, or how it looked."""


class Glance(NamedTuple):
    """How everything looked: one hash over all of it, (key, look) of each entry, in one order, and the keys of `young` files.

    A file's look begins with "f", that of a folder with "d", of what cannot be looked at with "!". A file is young that was not
    at rest when the look began.
    """

    look: str
    entries: list[tuple[str, str]]
    young: list[str]


def glance(sources: Sources) -> Glance:
    """Look at everything, read nothing."""
    found = Glance("", [], [])
    at_rest = time.time_ns() - _AT_REST_NS
    for name, folder in sorted(sources.folders.items()):
        _walk(found, name, os.fspath(folder), partial(sources.passed_over, name), at_rest)
    lines = "\n".join([f"{key}\0{look}" for key, look in found.entries])
    return found._replace(look=blake2b(lines.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_SIZE).hexdigest())


def survey(sources: Sources, known: Mapping[str, Seen], values: str = "", seen: Glance | None = None) -> Survey:
    """Look at all sources, and read those that `known` does not vouch for. Never raises for what lies there.

    `seen`: they have been looked at a moment ago.
    """
    look, entries, young = seen or glance(sources)
    values = values or fingerprint(*sources.values)
    files: dict[str, Seen] = {}
    tokens: dict[str, str] = {}
    moving = frozenset(young)
    for key, shown in entries:
        if shown[0] == "f":
            before = known.get(key)
            if before is None or before[0] != shown:
                name, _, path = key.partition("/")
                before = (shown, _digest_of(f"{sources.folders[name]}/{path}"))
            held = before[1]
            files[key] = ("", held) if key in moving else before
            link = shown.find(_LINK)  # the same bytes behind a link are not the same: where it leads is judged, too
            tokens[key] = held if link < 0 else held + shown[link:]
        else:
            tokens[key] = shown
    told = "".join([values, *[f"{key}\0{content}\n" for key, content in tokens.items()]])
    print_ = blake2b(told.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_SIZE).hexdigest()
    return Survey(print_, "" if young else look, values, files, tokens)


def _walk(  # noqa: PLR0913, PLR0917 (it calls itself, for each folder of a country)
    found: Glance, key: str, folder: str, passed_over: Callable[[str], bool], at_rest: int, above: tuple[str, ...] = ()
) -> None:
    """Add what lies in a folder, and the folder before it."""
    add = found.entries.append
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=attrgetter("name"))
    except OSError as error:
        add((key, f"!{error.errno}"))
        return
    add((key, "d"))
    for entry in entries:
        if passed_over(entry.name):
            continue
        inner = f"{key}/{entry.name}"
        try:
            is_link = entry.is_symlink()
            if not (is_link or above) and entry.is_dir():  # known since it was listed: the system is not asked again
                _walk(found, inner, entry.path, passed_over, at_rest)
                continue
            status = entry.stat()
            link = f"{_LINK}{os.readlink(entry.path)}" if is_link else ""  # noqa: PTH115
        except OSError as error:
            add((inner, f"!{error.errno}"))
            continue
        if S_ISDIR(status.st_mode):
            real = os.path.realpath(entry.path) if link or above else ""
            if link and (real in above or f"{os.path.realpath(folder)}{os.sep}".startswith(f"{real}{os.sep}")):
                add((inner, f"!loop{link}"))
                continue
            if link:
                add((f"{inner}{link}", "d"))
            _walk(found, inner, entry.path, passed_over, at_rest, (*above, real) if link or above else ())
        elif S_ISREG(status.st_mode):
            modified, changed = status.st_mtime_ns, status.st_ctime_ns
            add((inner, f"f{modified} {changed} {status.st_size} {status.st_ino} {status.st_mode}{link}"))
            if modified >= at_rest or changed >= at_rest:
                found.young.append(inner)
        else:
            add((inner, f"?{status.st_mode:o}"))


def _digest_of(path: str) -> str:
    try:
        file = os.open(path, _READ)  # tens of thousands of files: no buffer for any of them
        try:
            parts = []
            while part := os.read(file, _PART):
                parts.append(part)
        finally:
            os.close(file)
        return digest(b"".join(parts))
    except OSError as error:
        return f"!{error.errno}"


def passed_over(name: str) -> bool:
    """Say whether systems and editors drop such files by themselves (.DS_Store, Thumbs.db, ~$bai.docx, x.md~)."""
    lower = name.lower()
    return lower in _PASSED_OVER or lower.startswith(_PASSED_STARTS) or lower.endswith(_PASSED_ENDS)
