"""The log of a target: a line of JSON for every publish and rollback, never rewritten (`public/log.jsonl`)."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from .release import Release
from .tree import Changes

LOG = "log.jsonl"
Action = Literal["publish", "rollback"]


def log_line(action: Action, release: Release, *, at: datetime, who: str = "", changes: Changes | None = None) -> str:
    """One line: when (UTC), what was done by whom, which release is live now."""
    line: dict[str, object] = {
        "at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "action": action,
        "who": who,
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
    return json.dumps(line, ensure_ascii=False)


def last_release(text: str) -> str:
    """The id of the release that the last line of a log names; empty when it names none."""
    lines = text.splitlines()
    try:
        return str(json.loads(lines[-1])["release"]) if lines else ""
    except (ValueError, KeyError, TypeError):
        return ""


def append(file: Path, line: str) -> None:
    """Append a line, through to the disk. A line that a killed run left half-written is ended first. Raises OSError."""
    with file.open("a+b") as handle:
        if handle.tell() and not _ends_a_line(handle.fileno()):
            line = f"\n{line}"
        handle.write(f"{line}\n".encode())
        handle.flush()
        os.fsync(handle.fileno())


def _ends_a_line(descriptor: int) -> bool:
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1) == b"\n"
