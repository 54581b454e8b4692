"""What a release is, and the manifest `public/releases/<id>.json` that stands beside its folder `public/releases/<id>/`."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from .switch import live_id, sync_folder
from .tree import FileRecord, record_file

RELEASES = "releases"
ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}(?:-\d+)?")


@dataclass(frozen=True, slots=True)
class Release:
    """A release. `number` counts up by one, also when the machine's clock goes back; `tree` is a digest over all of `files`;
    `made_at` is UTC; `counts` what it holds by kind; `commit` of the project, empty when unknown.
    """

    id: str
    number: int
    made_at: datetime
    tree: str
    files: Mapping[str, FileRecord]
    counts: Mapping[str, int]
    siteurl: str
    commit: str

    @property
    def pages(self) -> int:
        """How many HTML pages."""
        return sum(path.endswith(".html") for path in self.files)


def list_releases(public: Path) -> tuple[Release, ...]:
    """The releases that are kept, newest first. An unreadable manifest is passed over."""
    folder = public / RELEASES
    found = [load_release(file) for file in folder.glob("*.json") if ID.fullmatch(file.stem) and (folder / file.stem).is_dir()]
    return tuple(sorted((release for release in found if release), key=lambda release: release.number, reverse=True))


def live_release(public: Path) -> Release | None:
    """The release that is live; None when there is none. Raises TargetError when `public/current` is not ours."""
    wanted = live_id(public)
    return next((release for release in list_releases(public) if release.id == wanted), None)


def damaged_file(public: Path, release: Release) -> str | None:
    """The first file of a kept release that is not as it was released; None when all are."""
    folder = public / RELEASES / release.id
    for path, record in release.files.items():
        try:
            good = (folder / path).stat().st_size == record.size and record_file(folder / path) == record
        except OSError:
            good = False
        if not good:
            return path
    return None


def save_release(file: Path, release: Release) -> None:
    """Write a manifest whole or not at all, and through to the disk. Raises OSError."""
    text = _as_json(release)
    temporary = file.with_name(f"{file.name}.tmp")
    with temporary.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(file)
    sync_folder(file.parent)


def load_release(file: Path) -> Release | None:
    """Read a manifest; None when it is missing or unreadable."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        files = {str(path): FileRecord(str(one["sha256"]), int(one["size"])) for path, one in content["files"].items()}
        return Release(
            id=str(content["id"]),
            number=int(content["number"]),
            made_at=datetime.fromisoformat(content["made_at"]),
            tree=str(content["tree"]),
            files=MappingProxyType(files),
            counts=MappingProxyType({str(kind): int(count) for kind, count in content["counts"].items()}),
            siteurl=str(content["siteurl"]),
            commit=str(content["commit"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _as_json(release: Release) -> str:
    content = {
        "format": 1,
        "id": release.id,
        "number": release.number,
        "made_at": release.made_at.isoformat(),
        "commit": release.commit,
        "siteurl": release.siteurl,
        "counts": dict(release.counts),
        "tree": release.tree,
        "files": {path: {"sha256": record.sha256, "size": record.size} for path, record in release.files.items()},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
