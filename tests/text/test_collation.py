import unicodedata
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.text import initial, sort_key

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")

# What ICU 78.2 gives for the locale vi: a b in this order, strictly.
ICU = [
    ("ma mà mả mã má mạ", "the tones of one syllable"),
    ("a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z", "the alphabet"),
    ("a A à À", "case after tone"),
    ("an ăn ân", "letters with a breve or a circumflex are letters of their own"),
    ("ca cha chi co cu", "ch is two letters"),
    ("na nga nha no", "ng and nh are two letters each"),
    ("ta tha tra tu", "th and tr are two letters each"),
    ("bà bạ ban bàn", "tones count only between words of the same letters"),
    ("hoà hòa", "the tone on the later letter comes first"),
    ("xe xơ y", "ơ before y"),
]


@pytest.mark.parametrize(("words", "why"), ICU, ids=[why for _, why in ICU])
def test_words_stand_in_the_order_icu_gives_them(words: str, why: str) -> None:
    backwards = words.split()[::-1]
    assert sorted(backwards, key=sort_key) == words.split(), why


def test_dd_and_o_with_horn_do_not_fall_behind_z() -> None:
    assert sorted(["xe", "ăn", "ơi", "đậu", "dưa"], key=sort_key) == ["ăn", "dưa", "đậu", "ơi", "xe"]


def test_a_space_comes_before_every_letter_and_digit() -> None:
    titles = ["hoa kiểng", "hoa 2 màu", "hoa", "hoan hô", "12 cánh", "2 cánh"]
    assert sorted(titles, key=sort_key) == ["12 cánh", "2 cánh", "hoa", "hoa 2 màu", "hoa kiểng", "hoan hô"]


def test_punctuation_does_not_move_a_title() -> None:
    assert sorted([" b", "“Ấp” (mới)", "hoa, kiểng", "a", "hoa-kiểng", "hoa kiểng b"], key=sort_key) == [
        "a",
        "“Ấp” (mới)",
        " b",
        "hoa, kiểng",
        "hoa-kiểng",
        "hoa kiểng b",
    ]


def test_other_alphabets_come_last() -> None:
    assert sorted(["茶", "zoo", "Đà"], key=sort_key) == ["Đà", "zoo", "茶"]


@pytest.mark.parametrize(
    ("title", "letter"),
    [("đậu", "Đ"), ("Ẩm thực", "Â"), ("“Ổ bánh”", "Ô"), ("2 cánh", "#"), ("", "#"), ("茶", "#"), ("Vườn", "V")],
)
def test_a_title_stands_under_its_first_letter(title: str, letter: str) -> None:
    assert initial(title) == letter


WORDS = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " -2" + "".join(TONES), max_size=8)


@settings(max_examples=100, deadline=None)
@given(WORDS, WORDS)
def test_different_texts_never_tie_and_equal_ones_do(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (sort_key(one) == sort_key(other)) is same


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(VIETNAMESE), st.sampled_from(VIETNAMESE), st.sampled_from(TONES), st.sampled_from(TONES))
def test_the_next_letter_weighs_more_than_any_tone(first: str, second: str, tone: str, other_tone: str) -> None:
    lower, higher = sorted([first, second], key=VIETNAMESE.index)
    if lower != higher:
        assert sort_key("m" + lower + tone) < sort_key("m" + higher + other_tone)


@pytest.mark.parametrize("vowel", "aăâeêioôơuưy")
def test_every_vowel_takes_the_six_tones_in_order(vowel: str) -> None:
    syllables = [unicodedata.normalize("NFC", vowel + tone) for tone in TONES]
    assert all(sort_key(one) < sort_key(next_one) for one, next_one in pairwise(syllables))


# The definition in plain tuples, as it was before keys became bytes.


ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"


def clusters_of(text: str) -> list[tuple[str, str]]:
    clusters: list[tuple[str, str]] = []
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.category(char) != "Mn":
            clusters.append((char, ""))
        elif clusters:
            clusters[-1] = (clusters[-1][0], clusters[-1][1] + char)
    return clusters


def weighed_letter(base: str, marks: str) -> tuple[tuple[int, int], tuple[int, ...]]:
    letter, tones = base.lower(), list[int]()
    for mark in marks:
        whole = unicodedata.normalize("NFC", letter + mark)
        if whole in ALPHABET:
            letter = whole
        else:
            tones.append(TONES.index(mark) if mark in TONES else ord(mark))
    return (3, ALPHABET.index(letter)) if letter in ALPHABET else (4, ord(letter[0])), tuple(tones)


def plain_key(text: str) -> tuple[Any, ...]:
    """Letters, then tones, then case, then the text itself, each level a tuple that Python compares."""
    primary: list[tuple[int, int]] = []
    secondary: list[tuple[int, ...]] = []
    tertiary: list[bool] = []
    space = False
    for base, marks in clusters_of(text):
        category = unicodedata.category(base)
        tones: tuple[int, ...] = ()
        if category.startswith("Z") or category in {"Pd", "Pc"} or base in "/\t\n\r":
            space = bool(primary)
            continue
        if base.isdecimal():
            weight = (2, unicodedata.decimal(base))
        elif category.startswith(("P", "C", "M")):
            continue
        elif not category.startswith("L"):
            weight = (1, ord(base))
        else:
            weight, tones = weighed_letter(base, marks)
        if space:
            primary.append((0, 0))
            secondary.append(())
            tertiary.append(False)
            space = False
        primary.append(weight)
        secondary.append(tones)
        tertiary.append(base != base.lower())
    return tuple(primary), tuple(secondary), tuple(tertiary), unicodedata.normalize("NFC", text)


NEAR = st.text(
    st.sampled_from("aAăâđĐơƠzZ12 -/“”.,\u0301\u0323\u0309\u0302\u031b\u0308一あ€𝐀½٣\x00\uffff\U0010ffff\ud800"), max_size=6
)


def order(one: Any, other: Any) -> int:
    return (one > other) - (one < other)


ANY = st.text(st.characters(exclude_categories=["Mc"]), max_size=8)
"""But for marks that take room of their own, which Unicode may put between a letter and its tone."""


@settings(max_examples=400, deadline=None)
@given(NEAR | ANY, NEAR | ANY)
def test_keys_compare_as_the_plain_definition_does(one: str, other: str) -> None:
    assert order(sort_key(one), sort_key(other)) == order(plain_key(one), plain_key(other))


@settings(max_examples=100, deadline=None)
@given(NEAR, ANY)
def test_a_text_compares_with_its_continuation_as_the_plain_definition_does(begun: str, rest: str) -> None:
    assert order(sort_key(begun), sort_key(begun + rest)) == order(plain_key(begun), plain_key(begun + rest))


def test_every_letter_stands_where_the_plain_definition_has_it() -> None:
    letters = [chr(code) for code in (*range(0x3000), *range(0xFB00, 0xFFFF))]
    assert sorted(letters, key=sort_key) == sorted(letters, key=plain_key)
