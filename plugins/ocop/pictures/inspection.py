"""Is a file a picture that can be shown, and how large is it? Every fault is found before anything is written."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import PIL
from PIL import Image

from ocop.catalogue.assembled import PictureFile
from ocop.catalogue.problem import Problem

from .formats import HEAD, TAKEN, format_of
from .store import fetch, keep, key_of

MOST_PIXELS: Final = 60_000_000
"""Largest picture in pixels; what is larger is refused by its header, before it is unpacked (a decompression bomb)."""

_ORIENTATION: Final = 0x0112
_LYING: Final = range(5, 9)
"""Orientations that swap width and height (Exif 2.32, tag 274)."""


@dataclass(frozen=True, slots=True)
class PictureInfo:
    """Width and height in pixels as shown, orientation applied; the format as Pillow names it (JPEG, PNG, WEBP, AVIF)."""

    width: int
    height: int
    format: str


def inspect(file: PictureFile, *, path_for_problem: str, line: int = 1, cache: Path | None = None) -> PictureInfo | Problem:
    """Give what the picture is, or what is wrong with it, located at `path_for_problem` and `line`.

    The whole file is decoded once, so that a truncated body is found. With `cache` a good verdict is kept by the hash of the
    bytes, and the next build reads only the head of the file.
    """

    def problem(rule: str, **values: str) -> Problem:
        return Problem(path_for_problem, line, rule, values={"file": file.path.name, **values})

    promised = TAKEN.get(file.path.suffix.lower())
    if promised is None:
        return problem("picture-unsupported", found=file.path.suffix or file.path.name, allowed=", ".join(TAKEN))
    try:
        with file.path.open("rb") as opened:
            found = format_of(opened.read(HEAD))
    except OSError:
        return problem("picture-missing", found=file.path.name)
    if found is None:
        return problem("picture-broken", found=promised)
    if found != promised:
        return problem("picture-mislabelled", found=found, allowed=promised)
    key = key_of("inspected", file.digest, found, MOST_PIXELS, PIL.__version__)
    known = fetch(cache, key) if cache else None
    verdict = _known(known, found) if known else _decoded(file.path, found)
    if isinstance(verdict, str):
        return problem(verdict, found=found, allowed=str(MOST_PIXELS // 1_000_000))
    if cache and not known:
        keep(cache, key, f"{verdict.width} {verdict.height}".encode())
    return verdict


def orientation(picture: Image.Image) -> int:
    """Give the orientation 1..8 that Exif or XMP states; 1 where it is not stated or makes no sense."""
    stated = picture.getexif().get(_ORIENTATION, 1)
    return stated if isinstance(stated, int) and 1 <= stated <= 8 else 1


def upright(width: int, height: int, turned: int) -> tuple[int, int]:
    """Give width and height in pixels as shown, for an orientation 1..8. Its own inverse."""
    return (height, width) if turned in _LYING else (width, height)


def _known(body: bytes, name: str) -> PictureInfo:
    width, height = body.split()
    return PictureInfo(int(width), int(height), name)


def _decoded(path: Path, name: str) -> PictureInfo | str:
    """Give the picture's measures, or the id of the rule it breaks."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow would warn of is either harmless or judged here
            return _measured(path, name)
    except Image.DecompressionBombError:
        return "picture-too-large"
    except Exception:
        # Decoders answer hostile bytes with whatever comes: OSError, SyntaxError, struct.error, …
        return "picture-broken"


def _measured(path: Path, name: str) -> PictureInfo | str:
    with Image.open(path, formats=(name,)) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            return "picture-too-large"
        # A phone's JPEG may carry further pictures behind the first ("MPO"); that does not make it move.
        if picture.format != "MPO" and getattr(picture, "is_animated", False):
            return "picture-animated"
        turned = orientation(picture)
        # A JPEG's every bit is read also when only an eighth of its pixels is made.
        picture.draft(None, (max(1, width // 8), max(1, height // 8)))
        picture.load()
    return PictureInfo(*upright(width, height, turned), name)
