"""Making a derivative: upright, in sRGB, on white, exactly as large as promised, without a word about where it was taken."""

from __future__ import annotations

import hashlib
import io
import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import PIL
from PIL import Image, ImageCms, features

from ocop.catalogue.assembled import PictureFile

from .derivative import AVIF_QUALITY, AVIF_SPEED, JPEG_QUALITY, RECIPE, Derivative
from .inspection import orientation, upright
from .store import fetch, keep, key_of

_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ENOUGH: Final = 1280
"""Pixels along the shorter side of a photo as it is unpacked: a third more than the widest file takes of an upright one, and
little enough for 12 megapixels to be opened at a half."""
_PROFILE_MODES: Final = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}


class PictureChangedError(ValueError):
    """The file is no longer the one that was read: `str()` names it."""


def codec_versions() -> str:
    """Give the versions of everything that decides the bytes of a derivative; part of the cache key."""
    codecs = (features.version(name) or "-" for name in ("avif", "libjpeg_turbo", "littlecms2", "webp", "zlib"))
    return " ".join((PIL.__version__, *codecs))


class Encoder:
    """Makes derivatives and keeps them in a cache.

    It remembers the photo it opened last: its files are asked for one after another, and unpacking is much of the work.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._digest = ""
        self._opened: _Opened | None = None

    def encode(self, file: PictureFile, derivative: Derivative) -> bytes:
        """Give the bytes of `derivative`, from the cache where they were made before, else made now and kept there.

        `file` has passed `inspect`. Everything but the pixels is left behind: Exif and the position in it, XMP, comments,
        thumbnails, and the colour profile once it is applied. The same file gives the same bytes on the same machine. Raises
        PictureChangedError, and OSError where the file cannot be read.
        """
        known = self.known(file, derivative)
        if known is not None:
            return known
        if self._opened is None or self._digest != file.digest:
            self._digest, self._opened = file.digest, _open(read(file))
        made = _written(_shown(self._opened, derivative), derivative.media_type)
        self.keep(file, derivative, made)
        return made

    def known(self, file: PictureFile, derivative: Derivative) -> bytes | None:
        """Give the bytes of `derivative` from the cache, None where it was not made before."""
        return fetch(self._cache, _key(file, derivative))

    def keep(self, file: PictureFile, derivative: Derivative, made: bytes) -> None:
        """Keep the bytes of `derivative`, made here or elsewhere (`encoded`)."""
        keep(self._cache, _key(file, derivative), made)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A photo unpacked: upright, opaque, perhaps smaller than the photo. `size` is the photo's own, upright, in pixels."""

    picture: Image.Image
    size: tuple[int, int]
    profile: object


def encode(file: PictureFile, derivative: Derivative, *, cache: Path) -> bytes:
    """Give the bytes of one derivative, as `Encoder.encode` does."""
    return Encoder(cache).encode(file, derivative)


def encoded(data: bytes, derivatives: Sequence[Derivative]) -> tuple[bytes, ...]:
    """Give the bytes of these derivatives of the photo whose file is `data`: what `Encoder.encode` gives, of bytes alone."""
    opened = _open(data)
    return tuple(_written(_shown(opened, derivative), derivative.media_type) for derivative in derivatives)


def read(file: PictureFile) -> bytes:
    """Give the bytes of a photo's file. Raises OSError; PictureChangedError when it is not the one that was inspected."""
    data = file.path.read_bytes()
    if hashlib.blake2b(data, digest_size=16).hexdigest() != file.digest:
        # Its bytes would be kept for ever under a name that belongs to others.
        raise PictureChangedError(f"{file.path.name} changed while the site was being built: build again")
    return data


def _key(file: PictureFile, derivative: Derivative) -> str:
    return key_of(
        *(file.digest, derivative.media_type, derivative.width, derivative.height, repr(derivative.box)),
        *(RECIPE, codec_versions()),
    )


def _open(data: bytes) -> _Opened:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # judged by `inspect`
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "AVIF")) as opened:
            turned = orientation(opened)
            profile = opened.info.get("icc_profile")
            size = upright(*opened.size, turned)
            # A JPEG can be unpacked at a half, a quarter or an eighth; twice what is needed leaves the rest to a good filter.
            # How far, the photo alone decides, so that a file is the same whichever was asked for before it.
            shrink = min(1.0, _ENOUGH / min(size))
            opened.draft(None, (math.ceil(opened.width * shrink), math.ceil(opened.height * shrink)))
            picture = _opaque(opened)
            picture.load()
    picture = picture.transpose(_TURNS[turned]) if turned in _TURNS else picture
    factor = int(min(picture.size) / _ENOUGH)
    return _Opened(picture.reduce(factor) if factor > 1 else picture, size, profile)


def _shown(opened: _Opened, derivative: Derivative) -> Image.Image:
    """Give the picture as it will be shown, in RGB, with nothing attached to it."""
    across, down = (opened.picture.width / opened.size[0], opened.picture.height / opened.size[1])
    left, top, right, bottom = derivative.box or (0, 0, *opened.size)
    box = (left * across, top * down, min(right * across, opened.picture.width), min(bottom * down, opened.picture.height))
    picture = opened.picture.resize((derivative.width, derivative.height), Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)
    picture = _in_srgb(picture, opened.profile)
    picture.info = {}  # encoders write comments and profiles that they find here
    return picture


def _opaque(picture: Image.Image) -> Image.Image:
    """Give the picture without transparency, on white, in one of the modes RGB, L and CMYK."""
    if picture.mode.startswith("I;16"):
        # Conversion would cut at 255 instead of scaling.
        return picture.point(lambda value: value * (1 / 257)).convert("L")
    if picture.has_transparency_data:
        ground = Image.new("RGBA", picture.size, "white")
        ground.alpha_composite(picture.convert("RGBA"))
        return ground.convert("RGB")
    if picture.mode in {"RGB", "CMYK", "L"}:
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """Give the picture in sRGB; a profile that is broken or of another kind of colour is dropped."""
    if isinstance(profile, bytes):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = _PROFILE_MODES.get(source.profile.xcolor_space.strip())
            if mode == "RGB" and picture.mode == "L":
                picture = picture.convert("RGB")
            if mode == picture.mode:
                target = ImageCms.createProfile("sRGB")
                converted = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
                if converted is not None:
                    return converted
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return picture.convert("RGB")


def _written(picture: Image.Image, media_type: str) -> bytes:
    made = io.BytesIO()
    if media_type == "image/avif":
        # One thread: the number of threads would decide the tiles, and so the bytes.
        picture.save(made, "AVIF", quality=AVIF_QUALITY, speed=AVIF_SPEED, max_threads=1)
    else:
        picture.save(made, "JPEG", quality=JPEG_QUALITY, progressive=True, optimize=True)
    return made.getvalue()
