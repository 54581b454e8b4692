"""A release as a commit: its message and its files."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..errors import SourceChangedError
from ..release import Release, from_json, to_json
from ..tree import FileRecord
from .git import Git

DEPTH: Final = 30
"""How many commits are looked at."""
KEY: Final = "ocop-release: "


def record(content: bytes) -> FileRecord:
    """Digest and size of bytes."""
    return FileRecord(hashlib.sha256(content).hexdigest(), len(content))


def put(tree: Path, stage: Path, path: str, record: FileRecord) -> None:
    """Copy a file that is as recorded. Raises SourceChangedError."""
    try:
        content = (tree / path).read_bytes()
    except FileNotFoundError as error:
        raise SourceChangedError(path) from error
    if not record.fits(content):
        raise SourceChangedError(path)
    (stage / path).parent.mkdir(parents=True, exist_ok=True)
    (stage / path).write_bytes(content)


def message_of(release: Release) -> str:
    """The commit's message of a release."""
    about = {name: value for name, value in json.loads(to_json(release)).items() if name != "files"}
    return f"{release.id}: {release.pages} trang\n\n{KEY}{json.dumps(about, ensure_ascii=False)}\n"


def about_of(message: str) -> str | None:
    """The JSON of a release in a commit's message; None in a commit that is none of ours."""
    found = re.search(rf"^{KEY}(\{{.*\}})$", message, re.MULTILINE)
    content = json.loads(found[1]) if found else None
    return found[1] if found and isinstance(content, dict) and from_json(json.dumps({**content, "files": {}})) else None


def id_of(about: str) -> str:
    """The id in that JSON."""
    return str(json.loads(about)["id"])


def commits_of(git: Git, head: str) -> Iterator[tuple[str, str]]:
    """The commits that are releases, newest first, with their JSON."""
    if head:
        said = git.ask("log", "--first-parent", f"--max-count={DEPTH}", "--format=%H%n%B%x00", head).decode("utf-8", "replace")
        for entry in said.split("\0"):
            commit, _, message = entry.strip().partition("\n")
            about = about_of(message)
            if about:
                yield commit, about
