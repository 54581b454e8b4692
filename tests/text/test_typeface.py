"""The typefaces of print: every Vietnamese letter is there, and what is not is named."""

from __future__ import annotations

import io
import string
import unicodedata
from collections.abc import Iterator

import pytest
from fontTools.ttLib import TTFont

from ocop.text.typeface import EM, Contour, Face, GlyphMissingError, advance, font_file, missing_letters, named, set_line

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxy" + "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
PRINTED = string.printable.strip() + " ₫đ–—“”‘’…·×%²³°½±"


@pytest.mark.parametrize("face", Face)
def test_every_vietnamese_letter_is_in_every_face(face: Face) -> None:
    block = "".join(map(chr, range(0x1EA0, 0x1EFA)))
    assert missing_letters(VIETNAMESE + VIETNAMESE.upper() + block + PRINTED, face) == ()


@pytest.mark.parametrize("face", Face)
def test_a_face_may_be_embedded_and_comes_with_its_licence(face: Face) -> None:
    font = TTFont(io.BytesIO(font_file(face).read_bytes()))
    assert font["OS/2"].fsType == 0
    assert "SIL Open Font License" in (font_file(face).parents[1] / "LICENSE").read_text("utf-8")


def test_missing_letters_are_named_with_their_code_points() -> None:
    assert named(missing_letters("Bột 漢★")) == "“★” (U+2605), “漢” (U+6F22)"


def test_a_text_with_a_missing_letter_is_not_set() -> None:
    with pytest.raises(GlyphMissingError) as caught:
        set_line("a★", Face.TEXT, 10, 0, 0)
    assert caught.value.letters == ("★",)


def test_decomposed_text_is_set_like_composed_text() -> None:
    word = "Bánh phồng"
    assert set_line(unicodedata.normalize("NFD", word), Face.HEAD, 9, 0, 0) == set_line(word, Face.HEAD, 9, 0, 0)
    assert missing_letters(unicodedata.normalize("NFD", VIETNAMESE)) == ()


def test_letters_stand_one_advance_apart() -> None:
    letters = set_line("SD0001", Face.BOLD, 10, 3, 7)
    assert [letter.glyph.letter for letter in letters] == list("SD0001")
    assert letters[0].x == 3
    assert all(letter.y == 7 for letter in letters)
    assert letters[-1].x == pytest.approx(3 + 10 * advance("SD000", Face.BOLD))


def along(contour: Contour) -> Iterator[tuple[float, float]]:
    """Points on a contour, close together."""
    start, steps = contour
    x0, y0 = start
    for step in steps:
        x1, y1, x2, y2, x3, y3 = (x0, y0, step[0], step[1], *step) if len(step) == 2 else step
        for t in (number / 50 for number in range(51)):
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3
        x0, y0 = x3, y3


def test_outlines_stay_within_the_letter() -> None:
    """Merging curves moves a point by at most a thousandth of the em square."""
    font = TTFont(io.BytesIO(font_file(Face.TEXT).read_bytes()))
    glyf, cmap = font["glyf"], font.getBestCmap()
    for letter in "ocệ/Q":
        glyph = glyf[cmap[ord(letter)]]
        made = set_line(letter, Face.TEXT, EM, 0, 0)[0].glyph
        points = [point for contour in made.contours for point in along(contour)]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        assert min(xs) == pytest.approx(glyph.xMin, abs=2)
        assert max(xs) == pytest.approx(glyph.xMax, abs=2)
        assert min(ys) == pytest.approx(glyph.yMin, abs=2)
        assert max(ys) == pytest.approx(glyph.yMax, abs=2)
