from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.catalogue.models import Recognition
from ocop.catalogue.validity import add_months, end_of, expiry, extension_fits, filing_window, latest_extension

Make = Callable[..., Recognition]
LIGHT = settings(max_examples=80, deadline=None)
DAYS = st.dates(date(2018, 5, 7), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("issued", "end"),
    [
        ("2020-02-04", "2023-02-04"),
        ("2020-12-07", "2023-12-07"),
        ("2022-12-29", "2025-12-29"),
        ("2023-12-29", "2026-12-29"),
        ("2024-02-29", "2027-02-28"),
        ("2024-02-28", "2027-02-28"),
        ("2025-02-28", "2028-02-28"),
    ],
)
def test_a_term_is_36_calendar_months(recognition: Make, issued: str, end: str) -> None:
    assert expiry(recognition(date=issued)) == date.fromisoformat(end)


@LIGHT
@given(day=DAYS)
def test_a_term_is_three_years_by_another_reckoning(recognition: Make, day: date) -> None:
    leap_day = (day.month, day.day) == (2, 29)
    three_years_later = date(day.year + 3, 2, 28) if leap_day else date(day.year + 3, day.month, day.day)
    assert expiry(recognition(date=day.isoformat())) == three_years_later


@LIGHT
@given(day=DAYS, months=st.integers(0, 240))
def test_months_are_counted_on_the_calendar(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    # The same day, or else the last day of a month that has no such day.
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@LIGHT
@given(day=DAYS, months=st.integers(0, 120), more=st.integers(0, 120))
def test_more_months_never_end_earlier(day: date, months: int, more: int) -> None:
    assert add_months(day, months) <= add_months(day, months + more)


def test_a_day_printed_in_the_decision_goes_before_the_count(recognition: Make) -> None:
    assert expiry(recognition(expires="2026-06-30", expires_reason="ghi trên quyết định")) == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("issued", "window"),
    [
        ("2020-12-07", None),
        ("2022-12-29", None),
        ("2023-05-21", None),
        ("2023-05-22", ("2025-11-23", "2026-01-22")),
        ("2023-12-29", ("2026-07-02", "2026-08-31")),
        ("2026-11-23", ("2029-05-27", "2029-07-26")),
    ],
)
def test_the_filing_window_is_180_to_120_days_ahead_for_terms_that_end_under_the_decision_of_2026(
    recognition: Make, issued: str, window: tuple[str, str] | None
) -> None:
    expected = tuple(map(date.fromisoformat, window)) if window else None
    assert filing_window(recognition(date=issued)) == expected


@LIGHT
@given(day=st.dates(date(2023, 5, 22), date(2060, 12, 31)))
def test_the_window_is_61_days_long_and_lies_within_the_term(recognition: Make, day: date) -> None:
    granted = recognition(date=day.isoformat())
    window = filing_window(granted)
    assert window is not None
    opens, closes = window
    assert (closes - opens).days + 1 == 61
    assert day < opens < closes < expiry(granted)


@pytest.mark.parametrize(
    ("issued", "latest"),
    [
        ("2020-12-07", None),
        ("2022-11-23", None),
        ("2022-11-24", "2026-05-23"),
        ("2022-12-29", "2026-06-27"),
        ("2023-12-29", "2027-06-27"),
    ],
)
def test_an_extension_lasts_at_most_180_days_and_only_under_the_decision_of_2026(
    recognition: Make, issued: str, latest: str | None
) -> None:
    assert latest_extension(recognition(date=issued)) == (date.fromisoformat(latest) if latest else None)


@pytest.mark.parametrize(
    ("until", "fits", "end"),
    [
        (None, True, "2026-12-29"),
        ("2026-12-28", False, "2026-12-29"),
        ("2026-12-29", False, "2026-12-29"),
        ("2026-12-30", True, "2026-12-30"),
        ("2027-06-27", True, "2027-06-27"),
        ("2027-06-28", False, "2027-06-27"),
        ("2030-01-01", False, "2027-06-27"),
    ],
)
def test_an_extension_counts_within_its_180_days(recognition: Make, until: str | None, fits: bool, end: str) -> None:
    extended = recognition(extension=until)
    assert extension_fits(extended) is fits
    assert end_of(extended) == date.fromisoformat(end)


def test_an_extension_of_a_term_that_ended_before_the_rule_existed_does_not_fit(recognition: Make) -> None:
    assert not extension_fits(recognition(date="2020-12-07", extension="2024-01-31"))


def test_a_day_at_the_end_of_the_calendar_is_no_accident(recognition: Make) -> None:
    endless = recognition(expires="9999-12-31", expires_reason="mẫu", extension="9999-12-31")
    assert latest_extension(endless) == end_of(endless) == date.max
    assert expiry(recognition(date="9998-01-01")) == date.max
