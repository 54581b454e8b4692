"""What a release is, and the manifest `public/releases/<id>.json` that stands beside its folder `public/releases/<id>/`."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from ocop.moving import put

from .switch import live_id, sync_folder
from .tree import FileRecord, record_file, tree_digest

RELEASES = "releases"
ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}(?:-\d+)?")


@dataclass(frozen=True, slots=True)
class Release:
    """A release. `number` counts up by one, also when the machine's clock goes back; `tree` is a digest over all of `files`;
    `made_at` is UTC; `counts` what it holds by kind; `commit` of the project and `who` published it, empty when unknown.
    """

    id: str
    number: int
    made_at: datetime
    tree: str
    files: Mapping[str, FileRecord]
    counts: Mapping[str, int]
    siteurl: str
    commit: str
    who: str = ""

    @property
    def pages(self) -> int:
        """How many HTML pages."""
        return sum(path.endswith(".html") for path in self.files)


def next_release(  # noqa: PLR0913 - the fields of a release
    kept: Iterable[Release],
    files: Mapping[str, FileRecord],
    *,
    now: datetime,
    counts: Mapping[str, int],
    siteurl: str,
    commit: str,
    who: str = "",
) -> Release:
    """The release that these files would be: an id from the time (UTC) and the tree's digest, and the next number."""
    known = {release.id: release.number for release in kept}
    digest = tree_digest(files)
    base = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{digest[:8]}"
    name, again = base, 1
    while name in known:
        again += 1
        name = f"{base}-{again}"
    number = max(known.values(), default=0) + 1
    return Release(name, number, now.astimezone(UTC).replace(microsecond=0), digest, files, dict(counts), siteurl, commit, who)


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
    text = to_json(release)
    temporary = file.with_name(f"{file.name}.tmp")
    with temporary.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    put(temporary, file)
    sync_folder(file.parent)


def load_release(file: Path) -> Release | None:
    """Read a manifest; None when it is missing or unreadable."""
    try:
        return from_json(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def from_json(text: str | bytes) -> Release | None:
    """Take a manifest apart; None when it is none."""
    try:
        content = json.loads(text)
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
            who=str(content.get("who", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def to_json(release: Release) -> str:
    """Give the manifest: JSON, one line for each field of each file."""
    content = {
        "format": 1,
        "id": release.id,
        "number": release.number,
        "made_at": release.made_at.isoformat(),
        "commit": release.commit,
        "who": release.who,
        "siteurl": release.siteurl,
        "counts": dict(release.counts),
        "tree": release.tree,
        "files": {path: {"sha256": record.sha256, "size": record.size} for path, record in release.files.items()},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
