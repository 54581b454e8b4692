"""Nothing changed: known from one fingerprint over all sources, without reading, checking or planning anything.

Beside the manifest lies a record of what the last whole build was made from, and what was said then. It speaks for one manifest
only, the one with the seal it names, so that no build that was killed, and none made from other sources, is taken for it.
"""

from __future__ import annotations

import json
import marshal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ocop import locks

from . import journal, manifest
from .errors import EngineError
from .fingerprint import fingerprint
from .known import Known, mark_of
from .left import left
from .lock import locked
from .plan import STATE_FOLDER
from .sealed import DamagedError, read_sealed, read_sealed_bytes, seal_of, write_sealed, write_sealed_bytes
from .sources import Seen, Sources, Survey, glance, survey

_TITLE: Final = "ocop sources 3"
_NAME: Final = "sources"
_FILES_TITLE: Final = f"ocop sources by file 3, {sys.implementation.cache_tag} {marshal.version}"
_FILES_NAME: Final = "sources.files"


@dataclass(frozen=True, slots=True)
class Still:
    """What was found. `said`: what the last build left to be said again; None when anything has changed.

    `survey` is to be handed to the build that follows then. `total`: files of the site; `seconds`: what finding out took.
    """

    survey: Survey
    said: str | None = None
    total: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Record:
    print: str
    look: str
    values: str
    manifest: str
    said: str


def still(root: Path, sources: Sources, known: Known | None = None, *, listed: bool = False) -> Still:
    """Say whether the sources, and every file of the site in the folder `root`, are as the last whole build left them.

    `known`: what this very process has of it, where it builds again and again; a look at these sources may be left there.
    `listed`: the survey has every file also where nothing has changed, for who builds all the same.
    Never raises for what the state folder holds: a record that is damaged, foreign or of another version is none.
    """
    began = time.perf_counter()
    state = Path(root).resolve() / STATE_FOLDER
    values = fingerprint(*sources.values)
    record = _recorded(state)
    known = known or Known()
    seen = known.taken(sources) or glance(sources)
    if record is None or record.values != values:
        return Still(survey(sources, _files(state, record, known), values, seen))
    if record.look and seen.look == record.look and not listed:
        total = _as_left(state, record.manifest)
        if total is not None:
            found = Survey(record.print, record.look, values)
            return Still(found, record.said, total, time.perf_counter() - began)
    found = survey(sources, _files(state, record, known), values, seen)
    if found.print != record.print:
        return Still(found)
    total = _as_left(state, record.manifest)
    if total is None:
        return Still(found)
    _refresh(state, found, record, known)
    return Still(found, record.said, total, time.perf_counter() - began)


def remember(state: Path, found: Survey, said: str, known: Known) -> None:
    """Record that the manifest in `state` was made from these sources; the caller holds the folder's lock.

    What cannot be written is not remembered: the next build looks at everything.
    """
    with suppress(OSError):
        seal = seal_of(state / manifest.NAMES[0])
        if seal:
            _write(state, found, _Record(found.print, found.look, found.values, seal, said), known)


def _write(state: Path, found: Survey, record: _Record, known: Known) -> None:
    known.files.drop()
    table = marshal.dumps((found.print, dict(found.files)))
    write_sealed_bytes(state / _FILES_NAME, _FILES_TITLE, table)
    known.files.hold(mark_of(state / _FILES_NAME), (found.print, found.files))
    fields = {"print": record.print, "look": record.look, "values": record.values, "manifest": record.manifest}
    write_sealed(state / _NAME, _TITLE, [json.dumps(fields | {"said": record.said})], durable=False)


def _refresh(state: Path, found: Survey, record: _Record, known: Known) -> None:
    """The same bytes look different now (touched, copied, at rest since): next time they need not be read."""
    with suppress(EngineError, OSError, locks.LockedError), locked(state.parent, state, patience_s=0.0):
        if _recorded(state) == record:
            _write(state, found, _Record(found.print, found.look, found.values, record.manifest, record.said), known)


def _recorded(state: Path) -> _Record | None:
    try:
        (line,) = read_sealed(state / _NAME, _TITLE)
        told: Mapping[str, Any] = json.loads(line)
        return _Record(*(str(told[name]) for name in ("print", "look", "values", "manifest", "said")))
    except (OSError, DamagedError, ValueError, KeyError, TypeError):
        return None


def _files(state: Path, record: _Record | None, known: Known) -> Mapping[str, Seen]:
    if record is None:
        return {}
    held = known.files.of(state / _FILES_NAME)
    if held is not None:
        return held[1] if held[0] == record.print else {}
    try:
        of, table = marshal.loads(read_sealed_bytes(state / _FILES_NAME, _FILES_TITLE))  # noqa: S302 -- sealed, our own
        return table if of == record.print and isinstance(table, dict) else {}
    except (OSError, DamagedError, ValueError, EOFError, TypeError):
        return {}


def _as_left(state: Path, seal: str) -> int | None:
    """How many files the manifest with this seal lists, if all of them lie there as it says and no build is unfinished."""
    if (state / journal.NAME).exists():
        return None
    found = left(state.parent, state)
    if found is None or found.seal != seal or any(True for _ in found.changed):
        return None
    return found.total
