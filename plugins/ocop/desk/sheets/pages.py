"""The pages as they lie in the content folder: their front matter as typed, by kind and slug and language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocop.catalogue.models import Kind
from ocop.reading.bundle import Frame
from ocop.reading.folders import bundle_folders
from ocop.reading.frontmatter import PageText, taken_apart
from ocop.reading.letters import decoded
from ocop.reading.tree import plain, read_tree

Tree = dict[str, Any]


class UnreadableError(RuntimeError):
    """A page cannot be read; `check` says why."""


@dataclass(frozen=True, slots=True)
class Page:
    """A language file: where it is, its bytes, and its front matter."""

    path: Path
    raw: bytes
    tree: Tree


Pages = Mapping[tuple[Kind, str], Mapping[str, Page]]
"""By kind and slug, then by language."""


def read_pages(frame: Frame) -> Pages:
    """Read every page. Raises UnreadableError with the path of the first that cannot be read."""
    found: dict[tuple[Kind, str], dict[str, Page]] = {}
    for kind in Kind:
        folders, _ = bundle_folders(kind, frame)
        for folder in folders:
            files = {tag: folder / f"{tag}.md" for tag in frame.languages}
            found[kind, folder.name] = {tag: _page(path) for tag, path in files.items() if path.is_file()}
    return found


def _page(path: Path) -> Page:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableError(str(path)) from error
    text = decoded(raw, str(path))
    parts = taken_apart(text, str(path)) if isinstance(text, str) else None
    if not isinstance(parts, PageText):
        raise UnreadableError(str(path))
    table, _ = read_tree(parts.yaml, str(path))
    if table is None:
        raise UnreadableError(str(path))
    return Page(path, raw, plain(table))
