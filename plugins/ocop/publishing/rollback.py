"""Going back: make a kept release live again. One switch, so a rollback that is cut short has happened whole or not at all (a
bucket, which has no such switch, is mended by the next publish or rollback).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from .errors import DamagedReleaseError, NoSuchReleaseError
from .log import log_line
from .pipeline import log_once, writing
from .release import Release
from .targets.protocol import Target
from .tree import Changes, compare


@dataclass(frozen=True, slots=True)
class RollbackReport:
    """`release` is live now, `previous` was before; `changes` from the one to the other."""

    release: Release
    previous: Release | None
    changes: Changes


def _nothing() -> None:
    """Stand in for a caller who does not follow the switch."""


def rollback(
    target: Target, *, now: datetime, to: str = "", who: str = "", before_switch: Callable[[], None] = _nothing
) -> RollbackReport:
    """Make the release `to` live (an id, or the beginning of one); without it, the one before the live release.

    Raises NoSuchReleaseError, DamagedReleaseError (its bytes are not what was released), PublishBusyError, TargetError.
    """
    with target.alone(), writing(target), target.opened() as session:
        session.mend(lambda release: log_once(session, release, now))
        previous = session.live()
        release = _choose(session.releases(), previous, to)
        broken = session.damaged(release)
        if broken is not None:
            raise DamagedReleaseError(release.id, broken)
        session.keep(release, now)
        before_switch()
        session.switch(release)
        changes = compare(previous.files if previous else {}, release.files)
        session.log(log_line("rollback", release, at=now, who=who, changes=changes))
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
