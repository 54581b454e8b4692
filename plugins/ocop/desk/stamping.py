"""`stamp`: say in a translation which Vietnamese words it was made from, and change nothing else in its file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ocop.catalogue.models import Kind
from ocop.reading.bundle import Frame, read_bundle
from ocop.reading.folders import bundle_folders
from ocop.reading.stamps import STAMP_KEY, stamp_of

from .changes import Change

_FENCE: Final = re.compile(rb"^(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?P<inside>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_STAMP: Final = re.compile(rb"^%s[ \t]*:[^\r\n]*" % STAMP_KEY.encode(), re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stamping:
    """A stamp to be set. `stale`: another one stands there, so the Vietnamese words have changed since."""

    change: Change
    key: str
    language: str
    stale: bool


def stampings(frame: Frame, only: Iterable[str] = ()) -> Iterator[Stamping]:
    """Give a change for each translation whose stamp is missing or old, in order; of the bundles in `only`, else of all.

    A bundle whose words are wrong is passed over: `check` tells of it, and what cannot be read cannot be vouched for.
    """
    wanted = frozenset(only)
    for kind in Kind:
        folders, _ = bundle_folders(kind, frame)
        for folder in folders:
            if not wanted or f"{kind.value}/{folder.name}" in wanted:
                yield from _of(kind, folder, frame)


def with_stamp(raw: bytes, stamp: str) -> bytes | None:
    """Give the bytes of a page file with the stamp set: on the line it has, else before the line that closes its front matter.

    None where there is no front matter to set it in.
    """
    page = _FENCE.match(raw)
    if page is None:
        return None
    line = f"{STAMP_KEY}: {stamp}".encode()
    inside = page["inside"]
    if _STAMP.search(inside):
        better = _STAMP.sub(line, inside, count=1)
    else:
        better = inside + line + (b"\r\n" if b"\r\n" in raw else b"\n")
    return raw[: page.start("inside")] + better + raw[page.end("inside") :]


def _of(kind: Kind, folder: Path, frame: Frame) -> Iterator[Stamping]:
    bundle, _ = read_bundle(kind, folder, frame)
    original, main = bundle.words.get(frame.default_language), bundle.sheets.get(frame.default_language)
    if original is None or main is None:
        return
    stamp = stamp_of(original, main.body)
    for language, words in bundle.words.items():
        if language == frame.default_language or words.translates == stamp:
            continue
        path = folder / f"{language}.md"
        raw = path.read_bytes()
        better = with_stamp(raw, stamp)
        if better is not None and not path.is_symlink():
            old, new = (data.decode("utf-8").replace("\r\n", "\n") for data in (raw, better))
            yield Stamping(Change(path, raw, better, old, new), bundle.key, language, words.translates is not None)
