"""The picture that others show beside a shared link: 1200 × 630, name and rank on paper, a photo or drawing beside it."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont, features

from ocop.catalogue.assembled import PictureFile
from ocop.text.typeface import Face, font_file

from .derivative import JPEG_QUALITY, Box, Derivative
from .drawings import rasterised
from .encoding import Encoder, codec_versions
from .store import fetch, keep, key_of

PREVIEW_SIZE: Final = (1200, 630)
"""What Facebook, Zalo, X and LinkedIn show whole."""
SOCIAL_RECIPE: Final = f"s{JPEG_QUALITY}v1"
"""Part of each name. Whoever changes how previews are drawn raises the number at its end."""

_PAPER, _WASH, _INK, _SOFT, _BRICK, _STAR, _FAINT, _RIVER, _SUN = (
    *("#faf6ea", "#f0e7d3", "#1d2b28", "#4f5e58", "#9c3b20"),
    *("#b4680a", "#dacfb8", "#1b5e57", "#f0c04a"),
)
_PICTURE: Final = (560, 630)
"""The right part; its shape is what a photo is cut to."""
_DRAWING: Final = (560, 420)
_SCENE: Final = (1200, 460)
_LEFT: Final = 64
_WIDE: Final = PREVIEW_SIZE[0] - _PICTURE[0] - 2 * _LEFT + 16
_TITLE_SIZES: Final = (66, 58, 50, 43, 36)
_STARS: Final = (228, 44)
_VIEW_BOX: Final = re.compile(rb'viewBox="0 0 (\d+) (\d+)"')
STAR: Final = (
    "M12 12l2.8-3.5Q13.7 4.9 12 1 10.3 4.9 9.2 8.5zM12.6 12.4l4.1 1.6Q19.8 11.9 23 9q-4.3-.4-8-.3z"
    "M12.3 13.1l-.1 4.4q2.9 2.3 6.6 4.5-.9-4.2-2.2-7.7zM11.7 13.1l-4.3 1.2Q6.1 17.8 5.2 22q3.7-2.2 6.6-4.5z"
    "M11.4 12.4L9 8.7Q5.3 8.6 1 9q3.2 2.9 6.3 5z"
)
"""The star of components/stars, on its grid of 24."""


@dataclass(frozen=True, slots=True)
class PhotoPart:
    """A photo and the part of it that is shown, in its own pixels."""

    file: PictureFile
    box: Box


@dataclass(frozen=True, slots=True)
class Preview:
    """What is on a preview, in one language. `stars` 0: none are drawn. `picture`: a photo, or a drawing as SVG."""

    title: str
    eyebrow: str
    stars: int
    rank: str
    note: str
    site: str
    sample: str
    picture: PhotoPart | bytes


def drawn(preview: Preview, *, cache: Path) -> bytes:
    """Give the preview as JPEG, from `cache` where it was drawn before; the same bytes each time. Raises OSError."""
    part = preview.picture
    picture = (part.file.digest, part.box) if isinstance(part, PhotoPart) else (part,)
    said = (preview.title, preview.eyebrow, preview.stars, preview.rank, preview.note, preview.site, preview.sample)
    key = key_of("preview", SOCIAL_RECIPE, lettering(), *picture, *said)
    made = fetch(cache, key)
    if made is None:
        made = _drawn(preview, cache)
        keep(cache, key, made)
    return made


def _drawn(preview: Preview, cache: Path) -> bytes:
    sheet = Image.new("RGB", PREVIEW_SIZE, _PAPER)
    pen = _Pen(sheet)
    if isinstance(preview.picture, bytes) and _lies(preview.picture):
        scene = rasterised(preview.picture, _SCENE, _PAPER, cache=cache)
        sheet.paste(scene, (0, PREVIEW_SIZE[1] - _SCENE[1]))
        if preview.site != preview.title:
            pen.line(preview.site, Face.BOLD, 24, (_LEFT, 44), _BRICK)
        size, lines = _fitting(preview.title, 160, PREVIEW_SIZE[0] - 2 * _LEFT)
        for number, line in enumerate(lines):
            pen.line(line, Face.HEAD, size, (_LEFT, 90 + number * size * 1.3), _INK)
    else:
        sheet.paste(_picture(preview.picture, cache), (PREVIEW_SIZE[0] - _PICTURE[0], 0))
        _column(preview, pen, cache)
    if preview.sample:
        pen.strip(preview.sample)
    made = io.BytesIO()
    sheet.save(made, "JPEG", quality=JPEG_QUALITY, progressive=True, optimize=True)
    return made.getvalue()


def _column(preview: Preview, pen: _Pen, cache: Path) -> None:
    """Write the left part: site, sort, name, waterline; below it the proof."""
    pen.line(preview.site, Face.BOLD, 24, (_LEFT, 46), _BRICK)
    y = 130.0
    if preview.eyebrow:
        pen.line(preview.eyebrow, Face.TEXT, 28, (_LEFT, y), _SOFT)
        y += 48
    size, lines = _fitting(preview.title, 290 if preview.stars or preview.note else 360, _WIDE)
    for line in lines:
        pen.line(line, Face.HEAD, size, (_LEFT, y), _INK)
        y += size * 1.3
    pen.reflection(_LEFT, y + 22, _WIDE * 0.8)
    y += 58
    if preview.stars:
        pen.stars(preview.stars, _LEFT, round(y), cache)
        pen.line(preview.rank, Face.BOLD, 30, (_LEFT + _STARS[0] + 16, y + 2), _INK)
        y += 62
    if preview.note:
        pen.line(
            _shortened(preview.note, _font(Face.TEXT, 27), _WIDE), Face.TEXT, 27, (_LEFT, y), _RIVER if preview.stars else _SOFT
        )


def lettering() -> str:
    """Give the version of what sets the letters; with the codecs', it decides the bytes."""
    return f"{features.version('freetype2')} {codec_versions()}"


def _picture(part: PhotoPart | bytes, cache: Path) -> Image.Image:
    if isinstance(part, PhotoPart):
        wanted = Derivative("preview", *_PICTURE, "image/jpeg", part.box)
        with Image.open(io.BytesIO(Encoder(cache).encode(part.file, wanted)), formats=("JPEG",)) as opened:
            return opened.convert("RGB")
    panel = Image.new("RGB", _PICTURE, _WASH)
    panel.paste(rasterised(part, _DRAWING, _WASH, cache=cache), (0, _PICTURE[1] - _DRAWING[1]))
    return panel


def _lies(svg: bytes) -> bool:
    """Say whether a drawing is more than twice as wide as high, so that it wants the whole width."""
    found = _VIEW_BOX.search(svg)
    return found is not None and int(found[1]) > 2 * int(found[2])


def _font(face: Face, size: float) -> ImageFont.FreeTypeFont:
    # Letters are composed, so the basic layout sets them rightly, and the same with every build of Pillow.
    return ImageFont.truetype(str(font_file(face)), size, layout_engine=ImageFont.Layout.BASIC)


def _fitting(title: str, room: float, wide: int) -> tuple[int, list[str]]:
    """Give the largest size at which the title fits, and its lines. A title too long for all ends in an ellipsis."""
    words = title.split()
    for size in _TITLE_SIZES:
        font = _font(Face.HEAD, size)
        lines = _wrapped(words, font, wide)
        if len(lines) * size * 1.3 <= room and all(font.getlength(line) <= wide for line in lines):
            return size, _balanced(words, font, len(lines), wide)
    most = int(room / (size * 1.3))
    return size, [_shortened(line, font, wide) for line in [*lines[: most - 1], " ".join(lines[most - 1 :])]]


def _wrapped(words: Sequence[str], font: ImageFont.FreeTypeFont, wide: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and font.getlength(f"{lines[-1]} {word}") <= wide:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _balanced(words: Sequence[str], font: ImageFont.FreeTypeFont, count: int, wide: int) -> list[str]:
    """Give as many lines, of about one length, as `text-wrap: balance` does."""
    low, high = wide // max(1, count), wide
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if len(_wrapped(words, font, middle)) <= count else (middle + 1, high)
    return _wrapped(words, font, low)


def _shortened(text: str, font: ImageFont.FreeTypeFont, wide: int) -> str:
    words = text.split()
    if font.getlength(text) <= wide:
        return text
    while len(words) > 1 and font.getlength(" ".join(words) + " …") > wide:
        words.pop()
    return " ".join(words) + " …"


class _Pen:
    """Draws on a sheet; positions are left and top in pixels."""

    def __init__(self, sheet: Image.Image) -> None:
        self._sheet = sheet
        self._draw = ImageDraw.Draw(sheet)

    def line(self, text: str, face: Face, size: float, place: tuple[float, float], ink: str) -> None:
        self._draw.text((place[0], place[1] + size), text, fill=ink, font=_font(face, size), anchor="ls")

    def reflection(self, x: float, y: float, length: float) -> None:
        for start, end in ((0.0, 0.56), (0.64, 0.84), (0.91, 1.0)):
            self._draw.rounded_rectangle((x + start * length, y, x + end * length, y + 5), 2.5, fill=_BRICK)

    def stars(self, count: int, x: int, y: int, cache: Path) -> None:
        row = "".join(
            f'<g transform="translate({25 * place} 0)"><path fill="{_STAR if place < count else _FAINT}" d="{STAR}"/></g>'
            for place in range(5)
        )
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 124 24">{row}</svg>'
        self._sheet.paste(rasterised(svg.encode(), _STARS, _PAPER, cache=cache), (x, y))

    def strip(self, words: str) -> None:
        height = 44
        self._draw.rectangle((0, PREVIEW_SIZE[1] - height, *PREVIEW_SIZE), fill=_SUN)
        self.line(words, Face.BOLD, 22, (_LEFT, PREVIEW_SIZE[1] - height + 8), _INK)
