"""From a built tree to a release that can go live, and what is cleared away before and after.

A release is copied to `<id>.part`, checked, written through to the disk and renamed; its manifest is `<id>.new.json` until it
has gone live. So whatever has a manifest `<id>.json` was once live and is whole; everything else is a dead run's and removed.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ocop.moving import put

from .errors import SourceChangedError
from .release import ID, RELEASES, Release, list_releases, load_release, save_release
from .switch import live_id, mend_switch, sync_folder
from .tree import record_files, tree_digest

KEPT = 5
"""How many releases stay on disk, the live one included."""


def stage(tree: Path, public: Path, release: Release) -> Path:
    """Copy the tree to `<id>.part` and check every byte of the copy against the release's digests; gives that folder.

    Raises SourceChangedError when a file is not what was recorded, OSError when it cannot be written.
    """
    part = part_of(public, release)
    try:
        _copy(tree, part, release)
    except (OSError, SourceChangedError):
        shutil.rmtree(part, ignore_errors=True)  # on a full disk above all
        raise
    return part


def _copy(tree: Path, part: Path, release: Release) -> None:
    part.mkdir(parents=True)
    folders = {part}
    for path in release.files:
        target = part / path
        target.parent.mkdir(parents=True, exist_ok=True)
        folders.add(target.parent)
        try:
            shutil.copyfile(tree / path, target)
            seen = (tree / path).stat()
        except FileNotFoundError as error:
            raise SourceChangedError(path) from error
        os.utime(target, ns=(seen.st_mtime_ns, seen.st_mtime_ns))  # a server's Last-Modified stays for an unchanged file
    for path, record in release.files.items():
        with (part / path).open("rb") as handle:
            if hashlib.file_digest(handle, "sha256").hexdigest() != record.sha256:
                raise SourceChangedError(path)
            if os.name != "nt":  # there only a handle open for writing can be flushed
                os.fsync(handle.fileno())
    for folder in folders:
        sync_folder(folder)


def unstage(public: Path, release: Release) -> None:
    """Remove a staged copy that may not go live."""
    shutil.rmtree(part_of(public, release), ignore_errors=True)


def announce(public: Path, release: Release) -> None:
    """Write the manifest of a release that is about to go live."""
    save_release(_pending(public, release.id), release)


def place(public: Path, release: Release) -> None:
    """Give the staged copy its final name."""
    put(part_of(public, release), public / RELEASES / release.id)
    sync_folder(public / RELEASES)


def settle(public: Path, release: Release) -> None:
    """Record that the release has gone live."""
    put(_pending(public, release.id), public / RELEASES / f"{release.id}.json")
    sync_folder(public / RELEASES)


def mend(public: Path, went_live: Callable[[Release], None]) -> None:
    """Clear up after a run that was killed; the caller holds the lock. A release that did go live is settled, after
    `went_live` was called with it; all others are removed as if they had never been begun.
    """
    mend_switch(public)
    folder = public / RELEASES
    folder.mkdir(parents=True, exist_ok=True)
    live = live_id(public)
    for pending in folder.glob("*.new.json"):
        name = pending.name.removesuffix(".new.json")
        release = load_release(pending)
        if name == live and release:
            went_live(release)
            settle(public, release)
        else:
            pending.unlink()
    for entry in sorted(folder.iterdir()):
        name = entry.name.removesuffix(".part")
        if entry.is_dir() and ID.fullmatch(name) and (entry.name != name or load_release(folder / f"{name}.json") is None):
            if entry.name != live:
                shutil.rmtree(entry)
            else:
                _adopt(public, name)
        elif re.fullmatch(rf"({ID.pattern})(\.new)?\.json(\.tmp)?", entry.name) and not (folder / entry.name[:-5]).is_dir():
            entry.unlink()


def prune(public: Path, keep: int = KEPT) -> tuple[str, ...]:
    """Remove all but the newest `keep` releases, never the live one; gives the ids removed."""
    live = live_id(public)
    releases = list_releases(public)
    spared = [release.id for release in releases if release.id == live]
    spared += [release.id for release in releases if release.id != live][: max(0, keep - len(spared))]
    removed = tuple(release.id for release in releases if release.id not in spared)
    for name in removed:
        (public / RELEASES / f"{name}.json").unlink()  # first: from here on it counts as a leftover
        shutil.rmtree(public / RELEASES / name)
    return removed


def _adopt(public: Path, name: str) -> None:
    """The live release lost its manifest: write it again from what is there."""
    files = record_files(public / RELEASES / name)
    made_at = datetime.strptime(name[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    number = max((release.number for release in list_releases(public)), default=0) + 1
    release = Release(name, number, made_at, tree_digest(files), files, {}, "", "", "")
    save_release(public / RELEASES / f"{name}.json", release)


def part_of(public: Path, release: Release) -> Path:
    """Where a release is staged."""
    return public / RELEASES / f"{release.id}.part"


def _pending(public: Path, name: str) -> Path:
    return public / RELEASES / f"{name}.new.json"
