import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.text import nfc, stray_letters


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CHƢƠNG trình mƣa", ((2, "Ƣ", "Ư"), (14, "ƣ", "ư"))),
        ("Ðồng Tháp, ðồng", ((0, "Ð", "Đ"), (11, "ð", "đ"))),
        ("Ɖồng ɖồng", ((0, "Ɖ", "Đ"), (5, "ɖ", "đ"))),
        ("x\u0301", ((1, "\u0301", ""),)),
        ("\u0301x", ((0, "\u0301", ""),)),
        ("ế\u0301", ((1, "\u0301", ""),)),
        ("a\x00b\x0cc\x7f\x85", ((1, "\x00", ""), (3, "\x0c", ""), (5, "\x7f", ""), (6, "\x85", ""))),
        ("TH\ue001NH", ((2, "\ue001", ""),)),
        ("TH\ufffdNH", ((2, "\ufffd", ""),)),
        ("Sa\u200bĐéc\u00ad\ufeff", ((2, "\u200b", ""), (6, "\u00ad", ""), (7, "\ufeff", ""))),
        ("a\u202eb", ((1, "\u202e", ""),)),
    ],
)
def test_a_stray_letter_is_named_with_its_place_and_what_to_type(text: str, found: tuple[tuple[int, str, str], ...]) -> None:
    assert stray_letters(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Công ty Cổ phần Thực phẩm Bích Chi\r\n\tSa Đéc",
        unicodedata.normalize("NFD", "Đường ĐT 848, phường Sa Đéc"),
        "a\u0302\u0323",
        "👨‍👩‍👧 ❤️ 1️⃣",
        "ตำบล ស្រុក 茶",
        "Marguerite Duras, façade, Žižkov",
    ],
)
def test_meant_letters_are_left_alone_whatever_their_normal_form(text: str) -> None:
    assert stray_letters(text) == ()


def test_nfc_gives_one_code_point_per_letter() -> None:
    assert [len(form) for form in ("Đe\u0301c", nfc("Đe\u0301c"))] == [4, 3]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="aăâbđêôơƣÐỆ \u0300\u0301\u0302\u0323\u031b\u0340\u0344\x07\ufffdx", max_size=12))
def test_putting_right_what_is_found_leaves_nothing_to_find(text: str) -> None:
    letters = list(text)
    for index, char, suggestion in stray_letters(text):
        assert text[index] == char
        letters[index] = suggestion
    assert stray_letters(nfc("".join(letters))) == ()
