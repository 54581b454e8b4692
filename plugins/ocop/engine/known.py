"""What a process that builds a folder again and again has of its state in hand: it need not be read and parsed anew.

Each thing counts only as long as the very file lies there that it was read from or written to, which is looked at each time. A
file that somebody else has put there, or written into, is read as ever.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from .asked import NAME as ASKED
from .asked import Asked, load_asked
from .beside import Beside, beside
from .left import told
from .manifest import NAMES, Entry, Recall, load_manifest, save_manifest
from .plan import STATE_FOLDER
from .sealed import seal_of
from .sources import Glance, Seen, Sources

Value = TypeVar("Value")


class Mark(NamedTuple):
    """A file as it lies there. Nobody can set the time of the inode's change."""

    path: str
    device: int
    inode: int
    size: int
    modified_ns: int
    changed_ns: int


def mark_of(path: Path) -> Mark | None:
    """Look at a file; None where there is none."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return Mark(str(path), found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


@dataclass(slots=True)
class Held(Generic[Value]):
    """One thing, and the file that it is the content of."""

    mark: Mark | None = None
    value: Value | None = None

    def of(self, path: Path) -> Value | None:
        """Give what the file at `path` is known to hold, None where that is not known."""
        return self.value if self.mark is not None and self.mark == mark_of(path) else None

    def hold(self, mark: Mark | None, value: Value) -> None:
        """Remember what a file holds."""
        self.mark, self.value = mark, value

    def drop(self) -> None:
        """Forget it: it is about to become another."""
        self.mark = self.value = None


@dataclass(slots=True)
class Known:
    """What is in hand between two builds. The caller of what writes here holds the folder's lock."""

    manifest: Held[Mapping[str, Entry]] = field(default_factory=Held)
    asked: Held[Asked] = field(default_factory=Held)
    files: Held[tuple[str, Mapping[str, Seen]]] = field(default_factory=Held)
    """Of the survey with this print, by file."""
    paths: frozenset[str] = frozenset()
    """Paths of outputs that were found safe."""
    seen: tuple[Sources, Glance] | None = None
    looking: Beside = field(default_factory=Beside)
    """Looks at the files of the site meanwhile."""

    def look(self, sources: Sources, seen: Glance) -> None:
        """Leave a look at all sources to the build that begins now."""
        self.seen = (sources, seen)

    def taken(self, sources: Sources) -> Glance | None:
        """Give the look that was left, once, if it is one at these folders."""
        left, self.seen = self.seen, None
        is_same = left is not None and (left[0].folders, left[0].passed_over) == (sources.folders, sources.passed_over)
        return left[1] if left is not None and is_same else None

    def look_at_files(self, root: Path) -> None:
        """Let another process look whether the files of the site lie there as the manifest says."""
        self.looking = beside(partial(told, root, root / STATE_FOLDER))

    def changed(self, state: Path) -> frozenset[str] | None:
        """Give the paths of the files that do not; None where nobody looked, or there is another manifest now."""
        found = self.looking.answer()
        try:
            return frozenset(found[1]) if found is not None and found[0] == seal_of(state / NAMES[0]) else None
        except OSError:  # there was one when the other looked
            return None

    def safe(self, state: Path) -> AbstractSet[str]:
        """Give paths that were found safe together: those of the last build, whoever made it."""
        return self.paths or self.recall(state).entries.keys()

    def recall(self, state: Path) -> Recall:
        """Give what the manifest tells."""
        mark = mark_of(state / NAMES[0])
        entries = self.manifest.of(state / NAMES[0])
        if entries is not None:
            return Recall(entries)
        found = load_manifest(state)
        if mark is not None and not found.lost and not found.notes:
            self.manifest.hold(mark, found.entries)
        return found

    def save(self, state: Path, entries: Mapping[str, Entry]) -> None:
        """Write the manifest. Raises OSError."""
        self.manifest.drop()
        save_manifest(state, entries)
        self.manifest.hold(mark_of(state / NAMES[0]), dict(entries))

    def take_asked(self, state: Path) -> Asked:
        """Give what was asked, which is the caller's to change; it is read anew unless it is given back."""
        found = self.asked.of(state / ASKED) or load_asked(state)
        self.asked.drop()
        return found

    def save_asked(self, state: Path, asked: Asked, kept: Mapping[str, str]) -> None:
        """Write what was asked, and take it back. Raises OSError."""
        self.asked.drop()
        asked.save(state, kept)
        self.asked.hold(mark_of(state / ASKED), asked)
