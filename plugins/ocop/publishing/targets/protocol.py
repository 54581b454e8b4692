"""What the pipeline asks of a place where a site is published.

A target is where; a session is that place while nobody else may change it. The order of a session's steps is the pipeline's:
upload, check, announce, place, keep, switch, log, settle, prune. Whatever ends a session before `switch` leaves what visitors
see as it was, and the next session's `mend` clears up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from ..release import Release


class Kept(Protocol):
    """What the gate asks of the place where earlier releases are."""

    def releases(self) -> tuple[Release, ...]:
        """The releases that are kept, newest first."""

    def read(self, release: Release, path: str) -> bytes:
        """The bytes of a file of a kept release, or of one that was uploaded. Raises OSError."""


class Session(Kept, Protocol):
    """A target that is held. Every method may raise a PublishingError or OSError."""

    def mend(self, went_live: Callable[[Release], None]) -> None:
        """Clear up after a run that was cut short; `went_live` is called with a release that did go live but was not
        settled.
        """

    def live(self) -> Release | None:
        """The release that visitors see; None when there is none."""

    def damaged(self, release: Release) -> str | None:
        """The first file of a kept release that is not as it was released; None when all are."""

    def upload(self, tree: Path, release: Release) -> None:
        """Bring the files to where visitors do not see them. Raises SourceChangedError for one that is not as recorded."""

    def check(self, release: Release, probes: Iterable[str]) -> None:
        """Compare every file that arrived with its digest, and read the `probes` back whole. Raises ReadBackError."""

    def discard(self, release: Release) -> None:
        """Remove an upload that may not go live."""

    def announce(self, release: Release) -> None:
        """Write down which release is about to go live."""

    def place(self, release: Release) -> None:
        """Give the upload its final name."""

    def keep(self, release: Release, now: datetime) -> None:
        """Keep within reach what pages of the live release need and `release` lacks."""

    def switch(self, release: Release) -> None:
        """Make a kept release, or the one placed, what visitors see."""

    def log(self, line: str) -> None:
        """Append a line to the target's log."""

    def last_logged(self) -> str:
        """The id of the release that the last line of the log names; empty when there is none."""

    def settle(self, release: Release) -> None:
        """Write down that the release has gone live."""

    def prune(self, keep: int, now: datetime) -> tuple[str, ...]:
        """Remove all but the newest `keep` releases, never the live one; gives the ids removed."""


class Target(Protocol):
    """A place to publish to."""

    @property
    def place(self) -> str:
        """Its name for messages: never a secret."""

    def alone(self) -> AbstractContextManager[None]:
        """Hold this machine's publishing. Raises PublishBusyError."""

    def opened(self) -> AbstractContextManager[Session]:
        """Hold the target itself, within `alone`. Raises PublishBusyError, TargetError."""
