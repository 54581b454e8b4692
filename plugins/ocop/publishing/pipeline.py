"""Publishing, whole: lock → mend → build → stage → gate → release → switch. Any failure before the switch, and a kill at any
stage, leaves the live release as it was; the next run clears up.

The built tree (`output/`) is never what visitors see: it is copied, and the copy is what is checked and goes live.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from ocop.engine import Entry

from . import staging
from .codes import Ledger, LiveCodes, code_findings
from .errors import TargetError
from .findings import Finding, gathered
from .gate import RequiredAddress, check_tree
from .lock import alone
from .log import log_line, log_once
from .release import Release, damaged_file, live_release
from .switch import point_at
from .tree import Changes, compare, record_files, tree_digest

Stage = Literal["lock", "build", "stage", "gate", "announce", "place", "switch", "log", "settle", "prune", "done"]
STAGES: tuple[Stage, ...] = ("lock", "build", "stage", "gate", "announce", "place", "switch", "log", "settle", "prune", "done")
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
    """What came of it. `release`: what is live now (None: nothing is). `findings` only when refused."""

    outcome: Literal["released", "unchanged", "refused"]
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
    public: Path,
    now: datetime,
    commit: str = "",
    keep: int = staging.KEPT,
    at: Callable[[Stage], None] = _silent,
) -> PublishReport:
    """Build, check and make live in `public`; `now` is aware. What `build` raises goes through, with nothing changed.

    Raises PublishBusyError when another publish runs, TargetError when `public` cannot be written, SourceChangedError when the
    tree changed under the copy.
    """
    at("lock")
    with alone(public):
        with _writing(public):
            staging.mend(public, lambda release: log_once(public, release, at=now))
            previous = live_release(public)
        at("build")
        built = build()
        with _writing(public):
            files = record_files(built.tree)
            if previous and previous.tree == tree_digest(files) and damaged_file(public, previous) is None:
                return PublishReport("unchanged", previous, previous)
            release = staging.next_release(
                public, files, now=now, counts=built.counts_out, siteurl=built.siteurl, commit=commit
            )
            at("stage")
            part = staging.stage(built.tree, public, release)
            at("gate")
            findings = (*_findings(part, built, previous), *gathered(code_findings(built.ledger, public, built.live)))
            if findings:
                staging.unstage(public, release)
                return PublishReport("refused", previous, previous, findings=findings)
            changes = compare(previous.files if previous else {}, files)
            _go_live(public, release, changes, at)
            at("prune")
            pruned = staging.prune(public, keep)
            at("done")
            return PublishReport("released", release, previous, changes, pruned=pruned)


def _findings(part: Path, built: Built, previous: Release | None) -> tuple[Finding, ...]:
    return check_tree(
        part,
        built.manifest,
        siteurl=built.siteurl,
        required=built.required,
        previous=tuple(previous.files) if previous else (),
        may_vanish=built.may_vanish,
        drafts=built.drafts,
        counts_in=built.counts_in,
        counts_out=built.counts_out,
        sample=built.sample,
    )


def _go_live(public: Path, release: Release, changes: Changes, at: Callable[[Stage], None]) -> None:
    at("announce")
    staging.announce(public, release)
    at("place")
    staging.place(public, release)
    at("switch")
    point_at(public, release.id)
    at("log")
    log_line(public, "publish", release, at=release.made_at, changes=changes)
    at("settle")
    staging.settle(public, release)


@contextmanager
def _writing(public: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = error.filename or public
        raise TargetError(where, error.strerror or error) from error
