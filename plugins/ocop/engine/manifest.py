"""What was made: for each output its fingerprint, and what its file looked like when we left it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from .errors import DamagedManifest
from .plan import STATE_FOLDER
from .sealed import DamagedError, read_sealed, write_sealed

TITLE: Final = "ocop manifest 1"
_LOST: Final = (
    "The manifest was damaged or of another version: every output was made again, files that are no outputs were left, and "
    f"what an output replaced is kept in {STATE_FOLDER}/set-aside."
)
NAMES: Final = ("manifest", "manifest.copy")


class Entry(NamedTuple):
    """One file that we made: the fingerprint of its environment and inputs, the digest of its bytes, size in bytes."""

    fingerprint: str
    digest: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Recall:
    """What the manifest tells. `lost`: there is one, but neither it nor its copy can be read."""

    entries: Mapping[str, Entry]
    lost: bool = False
    notes: tuple[str, ...] = ()


def read_manifest(root: Path) -> Mapping[str, Entry]:
    """The files of the last build by path, in path order; empty where there was none.

    Raises DamagedManifest when it cannot be read (a build mends it).
    """
    recall = load_manifest(root / STATE_FOLDER)
    if recall.lost:
        raise DamagedManifest(root)
    return MappingProxyType(dict(recall.entries))


def load_manifest(state: Path) -> Recall:
    """Read the manifest, or its copy when only that is whole. Never raises for what it finds."""
    damaged = []
    for name in NAMES:
        try:
            lines = read_sealed(state / name, TITLE)
        except FileNotFoundError:
            continue
        except (DamagedError, OSError):
            damaged.append(name)
            continue
        notes = ("The manifest was damaged; its copy was used.",) if damaged else ()
        return Recall(_parsed(lines), notes=notes)
    if damaged:
        return Recall({}, lost=True, notes=(_LOST,))
    return Recall({})


def save_manifest(state: Path, entries: Mapping[str, Entry]) -> None:
    """Write the copy, then the manifest itself, which so is the last thing a build writes. Raises OSError."""
    lines = [
        f"{entry.fingerprint} {entry.digest} {entry.size} {entry.mtime_ns} {path}" for path, entry in sorted(entries.items())
    ]
    write_sealed(state / NAMES[1], TITLE, lines, durable=False)
    write_sealed(state / NAMES[0], TITLE, lines)


def _parsed(lines: list[str]) -> dict[str, Entry]:
    entries = {}
    for line in lines:
        print_, digest, size, mtime_ns, path = line.split(" ", 4)
        entries[path] = Entry(print_, digest, int(size), int(mtime_ns))
    return entries
