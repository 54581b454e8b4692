"""GTIN: check digit, lengths, and numbers that name no product."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.catalogue.gtin import GtinFault, check_digit, gtin14, gtin_fault

DIGITS = st.text("0123456789", min_size=7, max_size=13).filter(lambda digits: len(digits) in {7, 11, 12, 13})


# 8931234567897 is the corrected sample of qr.md §0; the others are numbers of textbooks and of GS1's demonstration prefix.
@pytest.mark.parametrize(
    "typed", ["8931234567897", "08931234567897", "96385074", "614141123452", "9506000134352", "9520000000011"]
)
def test_right_numbers(typed: str) -> None:
    assert gtin_fault(typed) is None
    assert gtin14(typed) == typed.zfill(14)


@pytest.mark.parametrize("typed", ["", "893", "893123456789", "8931234567890", "08931234567890", "9520000000012"])
def test_a_wrong_length_or_check_digit(typed: str) -> None:
    fault = GtinFault.CHECK_DIGIT if len(typed) in {8, 12, 13, 14} else GtinFault.FORM
    assert gtin_fault(typed) is fault
    with pytest.raises(ValueError, match=fault):
        gtin14(typed)


@pytest.mark.parametrize("typed", ["893 1234567897", "٨٩٣١٢٣٤٥٦٧٨٩٧", "893123456789７", "8931234567897\n", "89312345678X7"])
def test_anything_but_ascii_digits(typed: str) -> None:
    assert gtin_fault(typed) is GtinFault.FORM


@pytest.mark.parametrize(
    "first",
    [
        *("0" * 13, "0" * 12, "0" * 7, "0212345678901", "200123456789", "299000000000", "020000000000", "041234567890"),
        *("980000000000", "990000000000", "21234567890", "41234567890", "2000000", "0123456"),
    ],
)
def test_numbers_for_inside_use_and_coupons_name_no_product(first: str) -> None:
    assert gtin_fault(first + check_digit(first)) is GtinFault.RESTRICTED


@settings(deadline=None, max_examples=100)
@given(digits=DIGITS, place=st.integers(0, 12), other=st.integers(1, 9))
def test_one_wrong_digit_is_always_found(digits: str, place: int, other: int) -> None:
    right = digits + check_digit(digits)
    place %= len(right)
    wrong = right[:place] + str((int(right[place]) + other) % 10) + right[place + 1 :]
    assert gtin_fault(right) is not GtinFault.CHECK_DIGIT
    assert gtin_fault(wrong) is GtinFault.CHECK_DIGIT
