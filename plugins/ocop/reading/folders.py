"""What may stand where under content/: kinds, slugs, lists."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ocop.catalogue.fields import MAX_SLUG
from ocop.catalogue.models import Kind
from ocop.catalogue.problem import Problem
from ocop.engine import WINDOWS_DEVICES, passed_over
from ocop.text import slugify

from .bundle import Frame
from .files import enter, entries_of, is_folder, leads_outside, shown_path
from .lists import FILES
from .raised import closest, raised

_DATA: Final = "data"
_LEDGER: Final = "qr-ledger.csv"
_SHEETS: Final = "label-sheets.csv"  # Sheets of labels of one's own; read by the print kit.
_NOTES: Final = frozenset({"README.md", "README.vi.md", "LICENSE.md"})  # Notes to people, beside the kinds.
RESERVED_SLUG: Final = re.compile(WINDOWS_DEVICES)
_SLUG: Final = re.compile(rf"(?!(?:{WINDOWS_DEVICES})$)[a-z0-9]+(?:-[a-z0-9]+)*")


def top_problems(frame: Frame) -> Iterator[Problem]:
    """Give a problem for each entry of content/ and content/data/ that nothing would read."""
    folders = [*(kind.value for kind in Kind), _DATA]
    shown = shown_path(frame.content, frame.root)
    for entry in _entries(frame.content):
        path = f"{shown}/{entry.name}"
        if is_folder(entry):
            if entry.name not in folders:
                values = {"found": entry.name, "suggestion": closest(entry.name, folders), "allowed": ", ".join(folders)}
                yield raised("folder-unknown", path, 1, **values)
            elif entry.is_symlink() and leads_outside(entry, frame.content):
                yield raised("link-outside", path, 1, found=entry.name)
        elif entry.name not in _NOTES and entry.name not in folders:
            yield raised("file-unknown", path, 1, found=entry.name, suggestion="", allowed=", ".join(folders))
    data = [*FILES.values(), _LEDGER, _SHEETS]
    for entry in _entries(frame.content / _DATA):
        if entry.name not in data:
            rule = "folder-unknown" if is_folder(entry) else "file-unknown"
            values = {"found": entry.name, "suggestion": closest(entry.name, data, 0.8), "allowed": ", ".join(data)}
            yield raised(rule, f"{shown}/{_DATA}/{entry.name}", 1, **values)


def bundle_folders(kind: Kind, frame: Frame) -> tuple[list[Path], list[Problem]]:
    """Give the folders of a kind, sorted by name, and a problem for everything else that lies there."""
    slugs, problems = bundle_slugs(kind, frame)
    return [frame.content / kind.value / slug for slug in slugs], problems


def bundle_slugs(kind: Kind, frame: Frame) -> tuple[list[str], list[Problem]]:
    """Give the names of these folders and the same problems."""
    top = frame.content / kind.value
    if os.path.islink(top) and leads_outside(top, frame.content):  # noqa: PTH114 (as in `unreadable`)
        return [], []  # Told with the other entries of content/.
    slugs: list[str] = []
    problems: list[Problem] = []
    shown = shown_path(top, frame.root)
    for entry in _entries(top):
        path = f"{shown}/{entry.name}"
        if entry.is_symlink() and leads_outside(entry, frame.content):
            problems.append(raised("link-outside", path, 1, found=entry.name))
        elif is_folder(entry):
            if len(entry.name) > MAX_SLUG or not _SLUG.fullmatch(entry.name):
                problems.append(_slug_problem(entry.name, path))
            slugs.append(entry.name)
        else:
            stem, suffix = os.path.splitext(entry.name)  # noqa: PTH122 (it has no path of its own)
            slug = slugify(stem) if suffix == ".md" else ""
            suggestion = f"{slug}/{frame.facts_file}" if slug else ""
            allowed = f"{kind.value}/ten-thu-muc/{frame.facts_file}"
            problems.append(raised("file-unknown", path, 1, found=entry.name, suggestion=suggestion, allowed=allowed))
    return slugs, problems


def unreadable(frame: Frame) -> Iterator[Problem]:
    """Give a problem for each folder that cannot be listed."""
    for folder in (frame.content, *(frame.content / name for name in (*(kind.value for kind in Kind), _DATA))):
        try:
            if os.path.isdir(folder):  # noqa: PTH112 (pathlib raises where the folder around it may not be entered)
                enter(folder)
            elif os.path.exists(folder) and folder != frame.content:  # noqa: PTH110
                yield raised("folder-expected", shown_path(folder, frame.root), 1, found=folder.name)
        except OSError as error:
            found = error.strerror or type(error).__name__
            yield raised("file-unreadable", shown_path(folder, frame.root), 1, found=found)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        return [entry for entry in entries_of(folder) if not passed_over(entry.name)]
    except OSError:
        return []  # A folder that is not there holds nothing; one that cannot be listed is told by `unreadable`.


def _slug_problem(slug: str, path: str) -> Problem:
    if RESERVED_SLUG.fullmatch(slug):
        return raised("slug-reserved", path, 1, found=slug, suggestion=f"{slug}-sa-dec")
    suggestion = slugify(slug)
    return raised("slug-form", path, 1, field="", found=slug, suggestion="" if suggestion == slug else suggestion)
