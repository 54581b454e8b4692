"""A folder of releases on this machine, `public/`: `releases/<id>/`, `current` that is switched in one step, and beside the
releases `kept/`, the hashed files that pages of earlier ones still ask for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .. import keeping, log, staging
from ..errors import ReadBackError
from ..lock import alone
from ..release import RELEASES, Release, damaged_file, list_releases, live_release
from ..switch import point_at


@dataclass(frozen=True, slots=True)
class LocalSession:
    """`public/` while its lock is held."""

    public: Path

    def mend(self, went_live: Callable[[Release], None]) -> None:
        """Clear up; see staging.mend."""
        staging.mend(self.public, went_live)

    def live(self) -> Release | None:
        """The release that `current` leads to."""
        return live_release(self.public)

    def releases(self) -> tuple[Release, ...]:
        """The kept releases, newest first."""
        return list_releases(self.public)

    def damaged(self, release: Release) -> str | None:
        """The first file that is not as it was released."""
        return damaged_file(self.public, release)

    def read(self, release: Release, path: str) -> bytes:
        """Read a file of a release, or of one that is staged."""
        folder = self.public / RELEASES / release.id
        return ((folder if folder.is_dir() else staging.part_of(self.public, release)) / path).read_bytes()

    def upload(self, tree: Path, release: Release) -> None:
        """Copy the tree aside; each byte of the copy is compared with what was recorded."""
        staging.stage(tree, self.public, release)

    def check(self, release: Release, probes: Iterable[str]) -> None:
        """Read the probes back; the digests of all files were compared when they were copied."""
        for path in probes:
            if not release.files[path].fits(self.read(release, path)):
                raise ReadBackError(os.fspath(self.public), path)

    def discard(self, release: Release) -> None:
        """Remove the copy."""
        staging.unstage(self.public, release)

    def announce(self, release: Release) -> None:
        """Write its manifest, as one that is not live yet."""
        staging.announce(self.public, release)

    def place(self, release: Release) -> None:
        """Rename the copy."""
        staging.place(self.public, release)

    def keep(self, release: Release, now: datetime) -> None:
        """Copy to `kept/` what the live release has and `release` has not."""
        live = live_release(self.public)
        if live is not None:
            keeping.keep(self.public, live, release, now)

    def switch(self, release: Release) -> None:
        """Point `current` at it, in one step."""
        point_at(self.public, release.id)

    def log(self, line: str) -> None:
        """Append to `log.jsonl`, through to the disk."""
        log.append(self.public / log.LOG, line)

    def last_logged(self) -> str:
        """The release of the last line."""
        try:
            return log.last_release((self.public / log.LOG).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return ""

    def settle(self, release: Release) -> None:
        """Give the manifest its final name."""
        staging.settle(self.public, release)

    def prune(self, keep: int, now: datetime) -> tuple[str, ...]:
        """Remove old releases, and kept files whose time is over."""
        keeping.forget(self.public, now)
        return staging.prune(self.public, keep)


@dataclass(frozen=True, slots=True)
class LocalTarget:
    """The folder `public`."""

    public: Path

    @property
    def place(self) -> str:
        """The folder's path."""
        return os.fspath(self.public)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold `public/.lock`."""
        with alone(self.public):
            yield

    @contextmanager
    def opened(self) -> Iterator[LocalSession]:
        """Give the session; `alone` holds the lock already."""
        yield LocalSession(self.public)
