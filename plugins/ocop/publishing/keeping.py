"""Hashed files of earlier releases, kept within reach for a while: a page that is already open, or stored by a browser or a
proxy, still asks for the style and the pictures of the release it came from.

They lie beside the releases, in `public/kept/`, never inside one: a release's own tree depends on its input alone. A server
falls back to them (deploy/). How long a file has been kept is its modification time: the moment at which it was last live.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from ocop.moving import put

from .release import RELEASES, Release
from .switch import sync_folder

KEPT: Final = "kept"
DAYS: Final = 30
HASHED: Final = re.compile(r"theme/.+\.[0-9a-f]{10}\.[a-z0-9]+|pictures/[0-9a-f]{12}-[a-z0-9]+-[0-9]+\.(?:avif|jpg)")
"""Names that carry a hash of their content, so that they never change (the same patterns as in deploy/)."""


def is_hashed(path: str) -> bool:
    """Whether the name says what the bytes are."""
    return HASHED.fullmatch(path) is not None


def to_keep(live: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
    """The hashed files of the live release that the new one lacks, sorted."""
    return tuple(sorted(path for path in {*live} - {*new} if is_hashed(path)))


def keep(public: Path, live: Release, new: Release, now: datetime) -> None:
    """Copy what pages of the live release need and the new one lacks to `kept/`; raises OSError. Called before the switch."""
    for path in to_keep(live.files, new.files):
        source, target = public / RELEASES / live.id / path, public / KEPT / path
        if not source.is_file():
            continue  # damaged by hand: nothing to keep
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f".{target.name}.tmp")
        shutil.copyfile(source, aside)
        os.utime(aside, (now.timestamp(), now.timestamp()))
        put(aside, target)
        sync_folder(target.parent)


def forget(public: Path, now: datetime) -> None:
    """Remove what has been kept for more than DAYS, and what a killed run left half-copied."""
    over = (now - timedelta(days=DAYS)).timestamp()
    for folder, _, names in os.walk(public / KEPT, topdown=False):
        here = Path(folder)
        for name in names:
            if name.startswith(".") or (here / name).stat().st_mtime < over:
                (here / name).unlink()
        if not any(here.iterdir()):
            here.rmdir()
