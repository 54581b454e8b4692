"""A tree of files as values: what is in it, and what differs between two."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ocop.engine import STATE_FOLDER


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One released file: hex SHA-256 of its bytes (as `sha256sum` prints it) and its size in bytes."""

    sha256: str
    size: int

    def fits(self, content: bytes) -> bool:
        """Whether these are the file's bytes."""
        return len(content) == self.size and hashlib.sha256(content).hexdigest() == self.sha256


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two releases: paths of pages, sorted, and how many other files differ."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    others: int = 0


def files_of(tree: Path) -> Iterator[str]:
    """The files of a tree, POSIX paths relative to it, without the engine's own folder."""
    for folder, folders, names in os.walk(tree):
        here = Path(folder).relative_to(tree).as_posix()
        if here == ".":
            folders[:] = [name for name in folders if name != STATE_FOLDER]
        for name in names:
            yield name if here == "." else f"{here}/{name}"


def record_file(file: Path) -> FileRecord:
    """Digest and size of one file. Raises OSError."""
    with file.open("rb") as handle:
        return FileRecord(hashlib.file_digest(handle, "sha256").hexdigest(), os.fstat(handle.fileno()).st_size)


def record_files(tree: Path) -> Mapping[str, FileRecord]:
    """Digest and size of every file of a tree, by path, in path order; without the engine's own folder."""
    return MappingProxyType({path: record_file(tree / path) for path in sorted(files_of(tree))})


def tree_digest(files: Mapping[str, FileRecord]) -> str:
    """One digest (hex SHA-256) over the paths and digests of a tree."""
    lines = "".join(f"{record.sha256}  {path}\n" for path, record in sorted(files.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def compare(old: Mapping[str, FileRecord], new: Mapping[str, FileRecord]) -> Changes:
    """What changed from the files of one release to those of another."""
    differ = {path for path in old.keys() & new.keys() if old[path].sha256 != new[path].sha256}
    added, removed = new.keys() - old.keys(), old.keys() - new.keys()

    def pages(paths: set[str]) -> tuple[str, ...]:
        return tuple(sorted(path for path in paths if path.endswith(".html")))

    others = sum(not path.endswith(".html") for path in differ | added | removed)
    return Changes(pages(added), pages(differ), pages(removed), others)
