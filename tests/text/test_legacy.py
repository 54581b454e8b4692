"""Encodings from before Unicode: what is debris, what is merely foreign, and what bytes most likely say."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.text import debris, guessed, is_syllable
from ocop.text.legacy import _TCVN3, _VNI, from_tcvn3, from_vni

TEXT = "Bột gạo lọc Sa Đéc, hủ tiếu mềm; đường nước chảy quanh làng, người xưa giữ nghề"
TO_TCVN3 = {letter: chr(code) for code, letter in _TCVN3.items()}
TO_VNI = {letter: typed for typed, letter in _VNI.items()}


def in_tcvn3(text: str) -> str:
    return "".join(TO_TCVN3.get(char, char) for char in text)


def in_vni(text: str) -> str:
    return "".join(
        TO_VNI[char.lower()].upper() if char.isupper() and char.lower() in TO_VNI else TO_VNI.get(char, char) for char in text
    )


def in_windows_1258(text: str) -> bytes:
    out = b""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        letter = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
        out += (letter + tones).encode("cp1258")
    return out


@pytest.mark.parametrize("word", ["gạo", "Bột", "nghiêng", "khuya", "quế", "ươm", "Đéc", "oai", "xoong", "GIẤY", "a"])
def test_a_syllable_is_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["g¹o", "gaïo", "Müller", "brr", "xyz", "kể1", "", "ạ̣", "strudel"])
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("text", "first", "reads", "encoding"),
    [
        ("Bét g¹o läc", "g¹o", "gạo", "TCVN3"),
        ("Sa §Ðc", "§Ðc", "Đéc", "TCVN3"),
        ("boät gaïo Sa Ñeùc", "boät", "bột", "VNI"),
        ("Huû tieáu", "Huû", "Hủ", "VNI"),
    ],
)
def test_debris_is_found_and_read(text: str, first: str, reads: str, encoding: str) -> None:
    found = debris(f"Dòng đầu.\n{text}")
    assert (found[0].word, found[0].reads, found[0].encoding) == (first, reads, encoding)
    assert found[0].index == len("Dòng đầu.\n") + text.index(first)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Ông Loïc ở quán Noël uống café naïve, ăn maïs, nghe chuyện Zaïre và Citroën",
        "Sa Giang®, 5 µm, 1½ chén, «Bột» © 2026, § 5, 10 °C, señor, piñata, El Niño",
        "hoá học, toàn xã, thuỷ thủ, quý khách, khoẻ mạnh, xoà bóng, hoè, ngoẹo",
        "Đường Nguyễn Huệ; thầy Tuân, xuân, luân phiên",
    ],
)
def test_words_of_today_and_of_other_languages_are_no_debris(text: str) -> None:
    assert debris(text) == ()


def test_both_fonts_read_back() -> None:
    lower = TEXT.replace("Đ", "đ")
    assert from_tcvn3(in_tcvn3(lower)) == lower
    assert from_vni(in_vni(TEXT)) == TEXT


def test_a_page_of_an_old_font_is_debris() -> None:
    for encoding, typed in (("TCVN3", in_tcvn3(TEXT)), ("VNI", in_vni(TEXT))):
        found = debris(typed)
        assert len(found) >= 5
        assert {one.encoding for one in found} == {encoding}
        assert all(one.reads in TEXT for one in found)


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (in_windows_1258(TEXT), "Windows-1258"),
        (in_tcvn3(TEXT).encode("latin-1"), "TCVN3"),
        (in_vni(TEXT).encode("latin-1"), "VNI"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
    ],
)
def test_bytes_are_guessed(raw: bytes, encoding: str) -> None:
    name, text = guessed(raw)
    assert name == encoding
    assert text == TEXT


def test_bytes_of_another_language_are_not_called_vietnamese() -> None:
    assert guessed("café Müller, déjà vu".encode("latin-1"))[0] == ""


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_give_some_text(raw: bytes) -> None:
    name, text = guessed(raw)
    assert name in {"", "UTF-16", "Windows-1258", "TCVN3", "VNI"}
    assert isinstance(text, str)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("aeouyôöñùøûõïâêäë¹§®bgcn \n"), max_size=40))
def test_debris_points_at_its_word(text: str) -> None:
    for found in debris(text):
        assert text[found.index : found.index + len(found.word)] == found.word
        assert is_syllable(found.reads)
        assert not is_syllable(found.word)
