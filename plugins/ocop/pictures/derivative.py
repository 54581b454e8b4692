"""Which files are made of a photo, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .inspection import PictureInfo

WIDTHS: Final = {"image/avif": (240, 480, 720, 960), "image/jpeg": (480, 960)}
"""Widths in pixels: a card on a phone, a card, the large picture of a page on a common phone (380 points of 1.75 pixels), on
a sharper screen. Browsers without AVIF are few and old: they make do with two.
"""
AVIF_QUALITY: Final = 50
"""With the width of 720 this keeps a product page with a photo within 45 KB on a phone (docs/quality.md)."""
AVIF_SPEED: Final = 9
"""Nearly nine times as fast as libavif's default for a tenth more bytes (performance.md §5)."""
JPEG_QUALITY: Final = 78
RECIPE: Final = f"a{AVIF_QUALITY}s{AVIF_SPEED}j{JPEG_QUALITY}v2"
"""Part of each name. Whoever changes how derivatives are made raises the number at its end, or browsers keep the old ones."""

_ENDINGS: Final = {"image/avif": "avif", "image/jpeg": "jpg"}


@dataclass(frozen=True, slots=True)
class Derivative:
    """A file to make: its name follows from the photo's bytes and the recipe; width and height in pixels are exact."""

    name: str
    width: int
    height: int
    media_type: str


def derivatives(info: PictureInfo, digest: str, *, widths: Sequence[int] | None = None) -> tuple[Derivative, ...]:
    """Give the files for a photo with the hash `digest`: all AVIF, then all JPEG, each from narrow to wide; `widths` for both.

    Never wider than the photo: it stands in with its own width for each width that it does not reach.
    """
    return tuple(
        Derivative(f"{digest[:12]}-{RECIPE}-{width}.{ending}", width, _height(info, width), media_type)
        for media_type, ending in _ENDINGS.items()
        for width in sorted({min(width, info.width) for width in (WIDTHS[media_type] if widths is None else widths)})
    )


def _height(info: PictureInfo, width: int) -> int:
    return max(1, (info.height * width * 2 + info.width) // (info.width * 2))
