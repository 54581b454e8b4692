"""`public/log.jsonl`: a line for every publish and rollback, never rewritten."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from .release import Release
from .tree import Changes

LOG = "log.jsonl"


def log_line(
    public: Path,
    action: Literal["publish", "rollback"],
    release: Release,
    *,
    at: datetime,
    changes: Changes | None = None,
) -> None:
    """Append a line: when (UTC), what was done, which release is live now. Raises OSError."""
    line: dict[str, object] = {
        "at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "action": action,
        "release": release.id,
        "number": release.number,
        "pages": release.pages,
        "counts": dict(release.counts),
        "commit": release.commit,
    }
    if changes is not None:
        line["changes"] = {
            "new": len(changes.new),
            "changed": len(changes.changed),
            "gone": len(changes.gone),
            "others": changes.others,
        }
    with (public / LOG).open("a", encoding="utf-8") as handle:
        handle.write(json.dumps(line, ensure_ascii=False) + "\n")
        handle.flush()
        os.fsync(handle.fileno())


def log_once(public: Path, release: Release, *, at: datetime) -> None:
    """Log a release that went live in a run that was killed right after the switch, unless that run still did it."""
    if _logged_last(public) != release.id:
        log_line(public, "publish", release, at=at)


def _logged_last(public: Path) -> str:
    try:
        lines = (public / LOG).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    try:
        return str(json.loads(lines[-1])["release"]) if lines else ""
    except (ValueError, KeyError, TypeError):
        return ""
