"""The typefaces of printed matter: where their files are, which letters they have, how wide a text is, its outlines.

Both families come from pinned packages, so that a sheet has the same letters on every machine (docs/adr/0013).
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont


class Face(Enum):
    """A face of one of the two families: package and file."""

    TEXT = ("fontpkg_be_vietnam_pro", "BeVietnamPro-Regular.ttf")
    BOLD = ("fontpkg_be_vietnam_pro", "BeVietnamPro-SemiBold.ttf")
    HEAD = ("fontpkg_spectral", "Spectral-SemiBold.ttf")
    READING = ("fontpkg_spectral", "Spectral-Medium.ttf")


Step = tuple[int, int] | tuple[int, int, int, int, int, int]
"""To a point: straight on (x, y), or along a cubic curve (x1, y1, x2, y2, x, y)."""
Contour = tuple[tuple[int, int], tuple[Step, ...]]
"""A closed line: where it starts, and its steps. What lies inside is filled by the nonzero winding rule."""

EM: Final = 1000
"""Units of outlines along one side of the em square."""
_ROUGHNESS: Final = 1.0
"""Units by which a curve may be off where quadratic curves become fewer cubic ones: two thousandths of a millimetre at 5 pt."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter's outlines in units, from its base point, y upwards."""

    letter: str
    face: Face
    contours: tuple[Contour, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A glyph in its place: base point, and the length of a unit, in the unit of the page."""

    glyph: Glyph
    x: float
    y: float
    scale: float


class GlyphMissingError(ValueError):
    """A text has letters that a face lacks; nothing may be printed with gaps. `letters` says which."""

    def __init__(self, text: str, letters: tuple[str, ...]) -> None:
        super().__init__(f"no glyph for {named(letters)} in {text!r}")
        self.text, self.letters = text, letters


def font_file(face: Face) -> Path:
    """Give the TrueType file of a face. Raises ModuleNotFoundError where its package is not installed."""
    package, name = face.value
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the typeface package {package} is not installed", name=package)
    return Path(spec.origin).parent / "files" / name


def missing_letters(text: str, *faces: Face) -> tuple[str, ...]:
    """Give the letters of `text`, each once, that one of `faces` (all, where none is named) does not have; line feeds pass."""
    composed = unicodedata.normalize("NFC", text)
    lacking = {letter for face in faces or tuple(Face) for letter in set(composed) - _letters(face) if letter != "\n"}
    return tuple(sorted(lacking))


def named(letters: tuple[str, ...]) -> str:
    """Give letters with their code points: `“漢” (U+6F22)`, so that one that looks like another can be told from it."""
    return ", ".join(f"“{letter}” (U+{ord(letter):04X})" for letter in letters)


def advance(text: str, face: Face) -> float:
    """Give the width of a text as set by `set_line`, in parts of its size. Raises GlyphMissingError."""
    composed = _composed(text, face)
    return sum(_advance(letter, face) for letter in composed) / EM


def set_line(text: str, face: Face, size: float, x: float, y: float) -> tuple[Letter, ...]:
    """Give the letters of one line of text that starts at `x` on the base line `y`.

    `size` is that of the em square, in the unit of `x` and `y`. Letters are set by their advance, without kerning. Raises
    GlyphMissingError.
    """
    letters = []
    for letter in _composed(text, face):
        letters.append(Letter(_glyph(letter, face), x, y, size / EM))
        x += _advance(letter, face) * size / EM
    return tuple(letters)


def _composed(text: str, face: Face) -> str:
    composed = unicodedata.normalize("NFC", text)
    missing = tuple(sorted(set(composed) - _letters(face)))
    if missing:
        raise GlyphMissingError(text, missing)
    return composed


@cache
def _font(face: Face) -> TTFont:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only printing needs it, and it takes a while to load

    return TTFont(io.BytesIO(font_file(face).read_bytes()), lazy=True)


@cache
def _letters(face: Face) -> frozenset[str]:
    return frozenset(chr(point) for point in _font(face).getBestCmap())


@cache
def _advance(letter: str, face: Face) -> float:
    font = _font(face)
    width: int = font["hmtx"][font.getBestCmap()[ord(letter)]][0]
    return width * EM / int(font["head"].unitsPerEm)


@cache
def _glyph(letter: str, face: Face) -> Glyph:
    from fontTools.pens.qu2cuPen import Qu2CuPen  # noqa: PLC0415
    from fontTools.pens.recordingPen import DecomposingRecordingPen, RecordingPen  # noqa: PLC0415

    font = _font(face)
    name = font.getBestCmap()[ord(letter)]
    glyphs = font.getGlyphSet()
    whole = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(whole)
    cubic = RecordingPen()
    whole.replay(Qu2CuPen(cubic, _ROUGHNESS, all_cubic=True))
    scale = EM / int(font["head"].unitsPerEm)
    return Glyph(letter, face, tuple(_contours(cubic.value, scale)))


def _contours(commands: Iterable[tuple[str, Any]], scale: float) -> Iterator[Contour]:
    start = (0, 0)
    steps: list[Step] = []
    for command, points in commands:
        numbers = [round(value * scale) for point in points for value in point]
        if command == "moveTo":
            start, steps = (numbers[0], numbers[1]), []
        elif command in {"lineTo", "curveTo"}:
            steps.append(cast("Step", tuple(numbers)))
        else:  # closePath: a filled contour closes itself
            yield start, tuple(steps)
