"""Going back: make a kept release live again. One switch, so a rollback that is cut short has happened whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from . import staging
from .errors import DamagedReleaseError, NoSuchReleaseError, TargetError
from .lock import alone
from .log import log_line, log_once
from .release import Release, damaged_file, list_releases, live_release
from .switch import point_at
from .tree import Changes, compare


@dataclass(frozen=True, slots=True)
class RollbackReport:
    """`release` is live now, `previous` was before; `changes` from the one to the other."""

    release: Release
    previous: Release | None
    changes: Changes


def _nothing() -> None:
    """Stand in for a caller who does not follow the switch."""


def rollback(public: Path, *, now: datetime, to: str = "", before_switch: Callable[[], None] = _nothing) -> RollbackReport:
    """Make the release `to` live (an id, or the beginning of one); without it, the one before the live release.

    Raises NoSuchReleaseError, DamagedReleaseError (its bytes are not what was released), PublishBusyError, TargetError.
    """
    with alone(public):
        try:
            staging.mend(public, lambda release: log_once(public, release, at=now))
            previous = live_release(public)
            release = _choose(list_releases(public), previous, to)
            broken = damaged_file(public, release)
            if broken is not None:
                raise DamagedReleaseError(release.id, broken)
            before_switch()
            point_at(public, release.id)
            changes = compare(previous.files if previous else {}, release.files)
            log_line(public, "rollback", release, at=now, changes=changes)
        except OSError as error:
            raise TargetError(error.filename or public, error.strerror or error) from error
    return RollbackReport(release, previous, changes)


def _choose(kept: tuple[Release, ...], live: Release | None, to: str) -> Release:
    if to:
        fitting = [release for release in kept if release.id.startswith(to)]
        exact = [release for release in fitting if release.id == to]
        if len(exact or fitting) == 1:
            return (exact or fitting)[0]
    else:
        earlier = [release for release in kept if live is None or release.number < live.number]
        if earlier:
            return earlier[0]
    raise NoSuchReleaseError(to, tuple(release.id for release in kept))
