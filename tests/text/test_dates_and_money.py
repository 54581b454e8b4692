from datetime import date
from decimal import Decimal

import pytest
from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.text import date_long, date_short, money, month_year, number, phone, tel_uri

END = date(2026, 12, 29)
ADMINISTRATIVE = [
    (date(2020, 12, 7), "ngày 07 tháng 12 năm 2020"),
    (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
    (date(2026, 1, 1), "ngày 01 tháng 01 năm 2026"),
    (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026"),
    (date(2026, 10, 9), "ngày 09 tháng 10 năm 2026"),
    (END, "ngày 29 tháng 12 năm 2026"),
]


@pytest.mark.parametrize(("day", "words"), ADMINISTRATIVE)
def test_vietnamese_days_follow_administrative_style(day: date, words: str) -> None:
    assert date_long(day, "vi") == words


def test_a_day_in_english_and_in_a_third_language() -> None:
    assert date_long(END, "en") == "29 December 2026"
    assert date_long(date(2026, 3, 1), "en") == "1 March 2026"
    assert date_long(END, "fr") == "29 décembre 2026"


def test_a_short_day_is_the_one_on_the_certificate_in_every_language() -> None:
    assert {date_short(date(2026, 3, 1), lang) for lang in ("vi", "en", "fr")} == {"01/03/2026"}


def test_months() -> None:
    assert month_year(END, "vi") == "tháng 12 năm 2026"
    assert month_year(date(2026, 2, 5), "vi") == "tháng 02 năm 2026"
    assert month_year(date(2026, 3, 5), "vi") == "tháng 3 năm 2026"
    assert month_year(END, "en") == "December 2026"


def test_a_language_without_data_is_refused() -> None:
    with pytest.raises(UnknownLocaleError):
        date_long(END, "qq")


@settings(max_examples=50, deadline=None)
@given(st.dates(date(2018, 5, 7), date(2099, 12, 31)))
def test_a_written_day_can_be_read_back(day: date) -> None:
    _, written_day, _, written_month, _, written_year = date_long(day, "vi").split()
    assert date(int(written_year), int(written_month), int(written_day)) == day
    assert "-".join(reversed(date_short(day, "vi").split("/"))) == day.isoformat()


@pytest.mark.parametrize(
    ("vnd", "lang", "printed"),
    [
        (55000, "vi", "55.000\u00a0₫"),
        (55000, "en", "55,000\u00a0₫"),
        (0, "vi", "0\u00a0₫"),
        (999, "vi", "999\u00a0₫"),
        (496030000, "vi", "496.030.000\u00a0₫"),
    ],
)
def test_money_has_separators_and_a_space_that_does_not_break(vnd: int, lang: str, printed: str) -> None:
    assert money(vnd, lang) == printed


@pytest.mark.parametrize(
    ("n", "lang", "printed"),
    [
        (1002, "vi", "1.002"),
        (1.5, "vi", "1,5"),
        (Decimal("29.5"), "vi", "29,5"),
        (1002, "en", "1,002"),
        (1.5, "en", "1.5"),
        (-3, "en", "-3"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(n: float | Decimal, lang: str, printed: str) -> None:
    assert number(n, lang) == printed


@pytest.mark.parametrize(
    ("digits", "printed", "uri"),
    [
        ("02773000000", "0277 3 000 000", "tel:+842773000000"),
        ("02838220000", "028 3822 0000", "tel:+842838220000"),
        ("0900000000", "0900 000 000", "tel:+84900000000"),
        ("19000000", "1900 0000", "tel:19000000"),
        ("1800000000", "1800 000000", "tel:1800000000"),
        ("113", "113", "tel:113"),
    ],
)
def test_phones_are_grouped_for_people_and_whole_for_dialling(digits: str, printed: str, uri: str) -> None:
    assert phone(digits) == printed
    assert tel_uri(digits) == uri


@settings(max_examples=50, deadline=None)
@given(st.from_regex(r"0(?:[35789][0-9]{8}|2[0-9]{9})|1[89]00[0-9]{4,6}", fullmatch=True))
def test_grouping_loses_no_digit(digits: str) -> None:
    assert phone(digits).replace(" ", "") == digits


@pytest.mark.parametrize("lang", ["vi", "en", "fr", "de", "es", "pl", "hi", "ar-EG", "ko", "ja", "de-CH"])
def test_whole_numbers_are_written_as_cldr_has_them(lang: str) -> None:
    locale = Locale.parse(lang.replace("-", "_"))
    for whole in (0, 7, 999, 1000, 12345, 1234567, -1234):
        assert number(whole, lang) == format_decimal(whole, locale=locale)
