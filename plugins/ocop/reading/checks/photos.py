"""Pictures of a bundle: listed, present, named so that they can be in an address, and described."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from ocop.catalogue.models import Facts
from ocop.catalogue.problem import Problem
from ocop.text import slugify

from ..bundle import Bundle, Sheet
from ..raised import closest, raised
from ..whole import Whole

_SAFE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*\.[A-Za-z0-9]+", re.ASCII)


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give the problems of a bundle's pictures."""
    sheet = bundle.sheets.get(whole.frame.default_language)
    if sheet is None or bundle.facts is None:
        return
    facts = bundle.facts
    listed = {photo.file for photo in facts.photos}
    yield from _listed(facts, bundle, sheet)
    for name in bundle.pictures:
        if name not in listed:
            yield raised("photo-unused", f"{bundle.path}/{name}", 1, found=name)
    original = bundle.words.get(whole.frame.default_language)
    for index, photo in enumerate(facts.photos):
        if original is not None and photo.file not in original.alts:
            yield raised("photo-alt-missing", sheet.path, sheet.line("photos", index, "file"), found=photo.file)
    for language, words in bundle.words.items():
        for name in words.alts:
            if name not in listed:
                path, line = bundle.sheets[language].path, bundle.sheets[language].line("alts", name)
                yield raised("alt-unknown", path, line, found=name, suggestion=closest(name, listed))


def _listed(facts: Facts, bundle: Bundle, sheet: Sheet) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, photo in enumerate(facts.photos):
        line = sheet.line("photos", index, "file")
        if photo.file in first:
            yield raised("photo-duplicate", sheet.path, line, found=photo.file, first=str(first[photo.file]))
        elif not _SAFE.fullmatch(photo.file):
            yield raised("photo-name", sheet.path, line, found=photo.file, suggestion=_safe(photo.file))
        elif photo.file not in bundle.pictures:
            values = {"found": photo.file, "suggestion": closest(photo.file, bundle.pictures)}
            yield raised("photo-missing", sheet.path, line, **values)
        first.setdefault(photo.file, line)


def _safe(name: str) -> str:
    path = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/"))
    ending = re.sub(r"[^a-z0-9]", "", path.suffix.lower()) or "jpg"
    return f"{slugify(path.stem) or 'anh'}.{ending}"
