"""Publishing, whole, the same for every target: lock → build → open and mend → gate → upload → read back → switch.

Any failure before the switch, and a kill at any stage, leaves what visitors see as it was; the next run clears up. The built
tree (`output/`) is never what visitors see: it is copied to the target, and every byte of the copy is compared with what was
judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from ocop.engine import Entry

from . import staging
from .codes import Ledger, LiveCodes, code_findings
from .errors import TargetError
from .findings import Finding, gathered
from .gate import RequiredAddress, check_tree
from .log import log_line
from .probes import probes
from .release import Release, next_release
from .targets.protocol import Kept, Session, Target
from .tree import Changes, compare, record_files, tree_digest

# fmt: off
Stage = Literal[
    "lock", "build", "open", "gate", "stage", "check", "announce",
    "place", "keep", "switch", "log", "settle", "prune", "done",
]
# fmt: on
STAGES: tuple[Stage, ...] = get_args(Stage)
"""In order; `at` is called with each as it begins."""


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build, and what the gate must know of it.

    `manifest`: what the engine says it made in `tree`. `siteurl`: the public address, without a slash at its end. `required`: a
    page for every code of the ledger. `counts_in`/`counts_out`: things read and things shown, by kind; they must agree.
    `may_vanish`: path patterns of listings that follow from the facts and may go when the last fact does (`*/4-sao/*`).
    `drafts`: paths that must not go live. `sample`: made from sample data. `ledger`: the codes, to be held against those of the
    releases that are kept and, where it could be read, of the live site (`live`).
    """

    tree: Path
    manifest: Mapping[str, Entry]
    siteurl: str
    required: tuple[RequiredAddress, ...] = ()
    counts_in: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    counts_out: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    may_vanish: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    sample: bool = False
    ledger: Ledger = field(default_factory=Ledger)
    live: LiveCodes | None = None


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What came of it; `would`: what a dry run found. `release`: what is live now (None: nothing is). `findings` only when
    refused or by a dry run.
    """

    outcome: Literal["released", "unchanged", "refused", "would"]
    release: Release | None
    previous: Release | None
    changes: Changes = field(default_factory=Changes)
    findings: tuple[Finding, ...] = ()
    pruned: tuple[str, ...] = ()


def _silent(stage: Stage) -> None:
    """Stand in for a caller who does not follow the stages."""


def publish(  # noqa: PLR0913 - what a publish is told from outside
    build: Callable[[], Built],
    *,
    target: Target,
    now: datetime,
    commit: str = "",
    who: str = "",
    keep: int = staging.KEPT,
    may_shrink: bool = False,
    dry_run: bool = False,
    at: Callable[[Stage], None] = _silent,
) -> PublishReport:
    """Build, check and make live at `target`; `now` is aware. What `build` raises goes through, with nothing changed.

    `may_shrink`: many pages may vanish at once. `dry_run`: look only, change nothing. Raises PublishBusyError when another
    publish runs, TargetError when the target cannot be reached or written, SourceChangedError when the tree changed under the
    copy, ReadBackError when what arrived is not what was sent.
    """
    at("lock")
    with target.alone():
        at("build")
        built = build()
        at("open")
        with writing(target), target.opened() as session:
            if not dry_run:
                session.mend(lambda release: log_once(session, release, now))
            previous = session.live()
            files = record_files(built.tree)
            if previous and previous.tree == tree_digest(files) and session.damaged(previous) is None:
                return PublishReport("unchanged", previous, previous)
            at("gate")
            findings = judge(built, session, previous, may_shrink=may_shrink)
            changes = compare(previous.files if previous else {}, files)
            if findings or dry_run:
                return PublishReport("would" if dry_run else "refused", previous, previous, changes, findings)
            release = next_release(
                session.releases(), files, now=now, counts=built.counts_out, siteurl=built.siteurl, commit=commit, who=who
            )
            at("stage")
            _upload(session, built, release, previous, at)
            at("announce")
            _go_live(session, release, changes, at)
            at("prune")
            pruned = session.prune(keep, now)
            at("done")
            return PublishReport("released", release, previous, changes, pruned=pruned)


def judge(built: Built, kept: Kept, previous: Release | None, *, may_shrink: bool = False) -> tuple[Finding, ...]:
    """Everything that speaks against publishing, before anything is sent."""
    tree = check_tree(
        built.tree,
        built.manifest,
        siteurl=built.siteurl,
        required=built.required,
        previous=tuple(previous.files) if previous else (),
        may_vanish=built.may_vanish,
        may_shrink=may_shrink,
        drafts=built.drafts,
        counts_in=built.counts_in,
        counts_out=built.counts_out,
        sample=built.sample,
    )
    return (*tree, *gathered(code_findings(built.ledger, kept, built.live)))


def _upload(session: Session, built: Built, release: Release, previous: Release | None, at: Callable[[Stage], None]) -> None:
    session.upload(built.tree, release)
    at("check")
    try:
        session.check(release, probes(release.files, previous.files if previous else (), built.required))
    except BaseException:
        session.discard(release)
        raise


def _go_live(session: Session, release: Release, changes: Changes, at: Callable[[Stage], None]) -> None:
    session.announce(release)
    at("place")
    session.place(release)
    at("keep")
    session.keep(release, release.made_at)
    at("switch")
    session.switch(release)
    at("log")
    session.log(log_line("publish", release, at=release.made_at, who=release.who, changes=changes))
    at("settle")
    session.settle(release)


def log_once(session: Session, release: Release, now: datetime) -> None:
    """Log a release that went live in a run that was killed right after the switch, unless that run still did it."""
    if session.last_logged() != release.id:
        session.log(log_line("publish", release, at=now, who=release.who))


@contextmanager
def writing(target: Target) -> Iterator[None]:
    """Tell what the system says of a target in the words of publishing."""
    try:
        yield
    except OSError as error:
        raise TargetError(error.filename or target.place, error.strerror or error) from error
