"""Is a file a picture that can be shown, and how large is it? Every fault is found before anything is written."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import PIL
from PIL import Image, ImageFile

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
    """Width and height in pixels as shown, orientation applied; the format as Pillow names it (JPEG, PNG, WEBP, AVIF).

    `colour` is about the middle of its colours, "#rrggbb": what may stand in its place until it is there.
    """

    width: int
    height: int
    format: str
    colour: str = "#808080"


@dataclass(frozen=True, slots=True)
class _Fault:
    """A rule that is broken, and what its message quotes."""

    rule: str
    found: str = ""
    allowed: str = ""


def inspect(file: PictureFile, *, path_for_problem: str, line: int = 1, cache: Path | None = None) -> PictureInfo | Problem:
    """Give what the picture is, or what is wrong with it, located at `path_for_problem` and `line`.

    The whole file is decoded once, so that a truncated body is found. With `cache` a good verdict is kept by the hash of the
    bytes, and the next build reads only the head of the file.
    """
    name = _format(file.path)
    verdict = name if isinstance(name, _Fault) else _judged(file, name, cache)
    if isinstance(verdict, PictureInfo):
        return verdict
    values = {"file": file.path.name, "found": verdict.found, "allowed": verdict.allowed}
    return Problem(path_for_problem, line, verdict.rule, values=values)


def orientation(picture: Image.Image) -> int:
    """Give the orientation 1..8 that Exif or XMP states; 1 where it is not stated or makes no sense."""
    stated = picture.getexif().get(_ORIENTATION, 1)
    return stated if isinstance(stated, int) and 1 <= stated <= 8 else 1


def upright(width: int, height: int, turned: int) -> tuple[int, int]:
    """Give width and height in pixels as shown, for an orientation 1..8. Its own inverse."""
    return (height, width) if turned in _LYING else (width, height)


def _format(path: Path) -> str | _Fault:
    """Give the format that name and first bytes agree on."""
    promised = TAKEN.get(path.suffix.lower())
    if promised is None:
        return _Fault("photo-kind-unsupported", path.suffix or path.name, ", ".join(TAKEN))
    try:
        with path.open("rb") as opened:
            found = format_of(opened.read(HEAD))
    except FileNotFoundError:
        return _Fault("photo-missing", path.name)
    except OSError:
        found = None
    if found is None:
        return _Fault("photo-unreadable")
    return found if found == promised else _Fault("photo-mislabelled", found, promised)


def _judged(file: PictureFile, name: str, cache: Path | None) -> PictureInfo | _Fault:
    key = key_of("inspected with colour", file.digest, name, MOST_PIXELS, PIL.__version__)
    known = fetch(cache, key) if cache else None
    if known:
        width, height, colour = known.decode().split()
        return PictureInfo(int(width), int(height), name, colour)
    verdict = _decoded(file.path, name)
    if cache and isinstance(verdict, PictureInfo):
        keep(cache, key, f"{verdict.width} {verdict.height} {verdict.colour}".encode())
    return verdict


def _decoded(path: Path, name: str) -> PictureInfo | _Fault:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow would warn of is either harmless or judged here
            with Image.open(path, formats=(name,)) as picture:
                return _measured(picture, name)
    except Image.DecompressionBombError:
        return _too_large()
    except Exception:
        # Decoders answer hostile bytes with whatever comes: OSError, SyntaxError, struct.error, … The file begins as it should,
        # so what is wrong comes after that: it was cut, or damaged on the way.
        return _Fault("photo-truncated")


def _measured(picture: ImageFile.ImageFile, name: str) -> PictureInfo | _Fault:
    """Decode the body and give the picture's measures, or what forbids to use it."""
    width, height = picture.size
    if width * height > MOST_PIXELS:
        return _too_large(f"{width} × {height}")
    # A phone's JPEG may carry further pictures behind the first ("MPO"); that does not make it move.
    if picture.format != "MPO" and getattr(picture, "is_animated", False):
        return _Fault("photo-animated")
    turned = orientation(picture)
    # A JPEG's every bit is read also when only an eighth of its pixels is made.
    picture.draft(None, (max(1, width // 8), max(1, height // 8)))
    picture.load()
    return PictureInfo(*upright(width, height, turned), name, _colour(picture))


def _colour(picture: Image.Image) -> str:
    # A thousand of its pixels tell it as well as all, in every mode.
    few = picture.resize((32, 32), Image.Resampling.NEAREST).convert("RGB").resize((1, 1), Image.Resampling.BOX)
    return "#" + few.tobytes().hex()


def _too_large(found: str = "") -> _Fault:
    return _Fault("photo-too-large", found, f"{MOST_PIXELS // 1_000_000} MP")
