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
CARD_WIDTHS: Final = {"image/avif": (240, 480, 720), "image/jpeg": (480,)}
"""Widths of a photo cut for cards: on a phone, on a desk, on a desk with two pixels a point."""
CARD: Final = (4, 3)
"""Shape of the picture of a card."""
MIDDLE: Final = "50 50"
AVIF_QUALITY: Final = 50
"""With the width of 720 this keeps a product page with a photo within 45 KB on a phone (docs/quality.md)."""
AVIF_SPEED: Final = 9
"""Nearly nine times as fast as libavif's default for a tenth more bytes (performance.md §5)."""
JPEG_QUALITY: Final = 78
RECIPE: Final = f"a{AVIF_QUALITY}s{AVIF_SPEED}j{JPEG_QUALITY}v3"
"""Part of each name. Whoever changes how derivatives are made raises the number at its end, or browsers keep the old ones."""

Box = tuple[int, int, int, int]
"""Left, top, right and bottom of a part of a photo, in its own pixels, upright."""

_ENDINGS: Final = {"image/avif": "avif", "image/jpeg": "jpg"}
_NEARLY: Final = 0.02
"""A photo this near the shape of a card is not cut: it would take files of its own for a hair's breadth."""


@dataclass(frozen=True, slots=True)
class Derivative:
    """A file to make: its name follows from the photo's bytes and the recipe; width and height in pixels are exact.

    `box` is the part of the photo that it shows, None for all of it.
    """

    name: str
    width: int
    height: int
    media_type: str
    box: Box | None = None


def derivatives(info: PictureInfo, digest: str, *, widths: Sequence[int] | None = None) -> tuple[Derivative, ...]:
    """Give the files for a photo with the hash `digest`: all AVIF, then all JPEG, each from narrow to wide; `widths` for both.

    Never wider than the photo: it stands in with its own width for each width that it does not reach.
    """
    return tuple(
        Derivative(f"{digest[:12]}-{RECIPE}-{width}.{ending}", width, _rounded(info.height * width, info.width), media_type)
        for media_type, ending in _ENDINGS.items()
        for width in sorted({min(width, info.width) for width in (WIDTHS[media_type] if widths is None else widths)})
    )


def card_derivatives(info: PictureInfo, digest: str, focus: str = MIDDLE) -> tuple[Derivative, ...]:
    """Give the files for cards, in the same order: the photo cut to 4:3 around `focus` ("50 30", per cent from left and top).

    A photo that has nearly this shape is not cut: its own files serve.
    """
    box = cut(info, CARD, focus)
    if box is None:
        return derivatives(info, digest)
    x, y = focus.split()
    width = box[2] - box[0]
    return tuple(
        Derivative(f"{digest[:12]}-{RECIPE}x{x}y{y}-{wide}.{ending}", wide, _rounded(wide * CARD[1], CARD[0]), media_type, box)
        for media_type, ending in _ENDINGS.items()
        for wide in sorted({min(wide, width) for wide in CARD_WIDTHS[media_type]})
    )


def cut(info: PictureInfo, shape: tuple[int, int], focus: str = MIDDLE) -> Box | None:
    """Give the largest part of a photo that has a shape, its focal point as near the middle as can be; None: all of it."""
    across, down = shape
    width = min(info.width, _rounded(info.height * across, down))
    height = min(info.height, _rounded(info.width * down, across))
    if width >= info.width * (1 - _NEARLY) and height >= info.height * (1 - _NEARLY):
        return None
    x, y = (int(part) for part in focus.split())
    left = _kept(_rounded(info.width * x, 100) - width // 2, info.width - width)
    top = _kept(_rounded(info.height * y, 100) - height // 2, info.height - height)
    return (left, top, left + width, top + height)


def _kept(value: int, most: int) -> int:
    return max(0, min(value, most))


def _rounded(number: int, divisor: int) -> int:
    return max(1, (2 * number + divisor) // (2 * divisor))
