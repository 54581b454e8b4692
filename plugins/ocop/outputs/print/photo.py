"""A photo made ready for paper: cut to its place, at most 300 dpi, without a word about where it was taken."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageOps

from ocop.catalogue.assembled import PictureFile

DOTS: Final = 300 / 25.4
"""Pixels a millimetre."""
_QUALITY: Final = 88


def for_paper(file: PictureFile, width: float, height: float) -> bytes:
    """Give a JPEG of the shape `width` × `height` millimetres, cut from the middle of the photo. Raises OSError."""
    with Image.open(file.path) as opened:
        upright = ImageOps.exif_transpose(opened)
        if upright.mode in {"RGBA", "LA", "P"}:
            upright = upright.convert("RGBA")
            ground = Image.new("RGBA", upright.size, "white")
            upright = Image.alpha_composite(ground, upright)
        picture = upright.convert("RGB")
    most = min(picture.width / width, picture.height / height, DOTS)
    size = (max(1, round(width * most)), max(1, round(height * most)))
    made = ImageOps.fit(picture, size, Image.Resampling.LANCZOS)
    target = io.BytesIO()
    made.save(target, "JPEG", quality=_QUALITY, optimize=True)
    return target.getvalue()
