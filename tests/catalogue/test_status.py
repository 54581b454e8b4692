from collections.abc import Callable
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.catalogue.models import Dossier, Recognition
from ocop.catalogue.status import history_on, recognition_status_on, staff_status_on, status_on
from ocop.catalogue.validity import end_of

Make = Callable[..., Recognition]
LIGHT = settings(max_examples=80, deadline=None)
DOSSIER = Dossier.model_validate({"year": "2023", "source": "x"})
ONE_DAY = timedelta(days=1)


def day(iso: str) -> date:
    return date.fromisoformat(iso)


@pytest.mark.parametrize(
    ("today", "kind", "stars"),
    [
        ("2023-12-28", "none", None),
        ("2023-12-29", "valid", 4),
        ("2026-11-23", "valid", 4),
        ("2026-12-28", "valid", 4),
        ("2026-12-29", "expired", None),
        ("2027-01-15", "expired", None),
        ("2030-01-01", "expired", None),
    ],
)
def test_the_one_certificate_of_sa_dec_expires_on_29_december_2026(
    recognition: Make, today: str, kind: str, stars: int | None
) -> None:
    status = status_on([recognition(decision="1370/QĐ-UBND-HC", date="2023-12-29", stars="4")], None, day(today))
    assert (status.kind, status.stars) == (kind, stars)
    if kind != "none":
        assert (status.since, status.until) == (day("2023-12-29"), day("2026-12-29"))


@pytest.mark.parametrize(
    ("today", "kind"),
    [("2026-12-28", "valid"), ("2026-12-29", "extended"), ("2027-05-31", "extended"), ("2027-06-01", "expired")],
)
def test_an_extension_is_over_on_its_last_day(recognition: Make, today: str, kind: str) -> None:
    status = status_on([recognition(extension="2027-06-01")], None, day(today))
    assert (status.kind, status.stars) == (kind, None if kind == "expired" else 4)
    assert status.until == day("2026-12-29" if kind == "valid" else "2027-06-01")


@pytest.mark.parametrize(
    ("today", "kind", "until"),
    [("2025-02-20", "valid", "2026-12-29"), ("2025-02-21", "revoked", "2025-02-21"), ("2030-01-01", "revoked", "2025-02-21")],
)
def test_a_revocation_counts_from_its_day(recognition: Make, today: str, kind: str, until: str) -> None:
    status = status_on([recognition(revocation="2025-02-21")], None, day(today))
    assert (status.kind, status.until, status.stars) == (kind, day(until), 4 if kind == "valid" else None)


def test_a_revocation_ends_an_extension_too(recognition: Make) -> None:
    revoked = recognition(extension="2027-06-01", revocation="2027-02-01")
    assert status_on([revoked], None, day("2027-01-31")).kind == "extended"
    assert status_on([revoked], None, day("2027-02-01")).kind == "revoked"


def test_a_revocation_after_the_term_is_told_once_it_is_there(recognition: Make) -> None:
    revoked = recognition(revocation="2027-02-21")
    assert status_on([revoked], None, day("2027-02-20")).kind == "expired"
    assert status_on([revoked], None, day("2027-02-21")).kind == "revoked"


def test_a_lower_rank_given_later_is_the_rank(recognition: Make) -> None:
    four, three = recognition(date="2022-01-10", stars="4"), recognition(date="2024-01-10", stars="3")
    assert [status_on([four, three], None, day(today)).stars for today in ("2024-01-09", "2024-01-10")] == [4, 3]


def test_a_revoked_upgrade_revives_nothing(recognition: Make) -> None:
    three = recognition(date="2024-01-10", stars="3")
    upgrade = recognition(date="2024-06-10", stars="4", kind="upgrade", revocation="2025-01-10")
    status = status_on([three, upgrade], None, day("2025-01-10"))
    assert (status.kind, status.stars, status.recognition) == ("revoked", None, upgrade)
    assert dict_of(history_on([three, upgrade], day("2025-01-10"))) == {"2024-06-10": "revoked", "2024-01-10": "superseded"}


def test_a_newer_decision_that_has_expired_revives_nothing(recognition: Make) -> None:
    long = recognition(date="2024-01-10", stars="3", expires="2029-01-10", expires_reason="mẫu")
    short = recognition(date="2024-06-10", stars="4")
    assert status_on([long, short], None, day("2027-06-10")).kind == "expired"


@pytest.mark.parametrize(
    ("dossier", "today", "kind"),
    [
        (DOSSIER, "2022-12-31", "none"),
        (DOSSIER, "2023-01-01", "guided"),
        (DOSSIER, "2026-11-23", "guided"),
        (None, "2026-11-23", "none"),
    ],
)
def test_a_dossier_without_a_recognition_is_guided_and_has_no_stars(dossier: Dossier | None, today: str, kind: str) -> None:
    status = status_on([], dossier, day(today))
    assert (status.kind, status.stars, status.since, status.until, status.recognition) == (kind, None, None, None, None)


def test_a_dossier_does_not_hide_that_the_recognition_is_over(recognition: Make) -> None:
    assert status_on([recognition()], DOSSIER, day("2023-12-28")).kind == "guided"
    assert status_on([recognition()], DOSSIER, day("2026-11-23")).kind == "valid"
    assert status_on([recognition()], DOSSIER, day("2026-12-29")).kind == "expired"


def test_of_two_decisions_of_one_day_the_higher_number_counts_in_whatever_order_they_are_typed(recognition: Make) -> None:
    same_day = [
        recognition(decision=f"{number}/QĐ-UBND", stars=stars) for number, stars in (("9", "5"), ("10", "3"), ("0007", "4"))
    ]
    for order in permutations(same_day):
        assert status_on(order, None, day("2024-01-01")).stars == 3


def dict_of(history: tuple[tuple[Recognition, str], ...]) -> dict[str, str]:
    return {recognition.date.isoformat(): str(status) for recognition, status in history}


def test_a_history_is_newest_first_and_says_what_became_of_each(recognition: Make) -> None:
    first = recognition(date="2020-12-07", stars="3")
    again = recognition(date="2024-03-01", stars="3")
    upgrade = recognition(date="2025-03-01", stars="4")
    history = history_on([again, upgrade, first], day("2026-11-23"))
    assert list(dict_of(history).items()) == [("2025-03-01", "valid"), ("2024-03-01", "superseded"), ("2020-12-07", "expired")]
    assert dict_of(history_on([again, upgrade, first], day("2024-12-31"))) == {"2024-03-01": "valid", "2020-12-07": "expired"}


def test_a_decision_of_a_later_day_is_not_yet(recognition: Make) -> None:
    assert recognition_status_on(recognition(), newer_exists=False, today=day("2023-12-28")) == "not-yet"


@pytest.mark.parametrize(
    ("typed", "today", "status"),
    [
        ({}, "2023-12-29", "window-ahead"),
        ({}, "2026-07-01", "window-ahead"),
        ({}, "2026-07-02", "window-open"),
        ({}, "2026-08-17", "window-open"),
        ({}, "2026-08-18", "window-closing"),
        ({}, "2026-08-31", "window-closing"),
        ({}, "2026-09-01", "window-closed"),
        ({}, "2026-11-23", "window-closed"),
        ({}, "2026-11-28", "window-closed"),
        ({}, "2026-11-29", "expiring"),
        ({}, "2026-12-28", "expiring"),
        ({}, "2026-12-29", "expired"),
        ({"extension": "2027-06-27"}, "2026-12-29", "extended"),
        ({"revocation": "2026-08-01"}, "2026-08-20", "revoked"),
        ({"date": "2020-12-07"}, "2023-06-10", "running"),
        ({"date": "2020-12-07"}, "2023-12-06", "expiring"),
        ({"date": "2027-01-01"}, "2026-11-23", "guided"),
    ],
)
def test_the_desk_sees_where_the_filing_window_stands(
    recognition: Make, typed: dict[str, str], today: str, status: str
) -> None:
    assert staff_status_on([recognition(**typed)], DOSSIER, day(today)) == status


def test_the_desk_sees_nothing_where_there_is_nothing() -> None:
    assert staff_status_on([], None, day("2026-11-23")) == "none"


DAYS = st.dates(date(2018, 5, 7), date(2040, 12, 31))
OFFSETS = st.one_of(st.none(), st.integers(0, 1500))


@st.composite
def recognitions(draw: st.DrawFn) -> list[dict[str, str | None]]:
    """What a writer may type: any number of decisions, overlapping, extended, revoked, with days of their own."""
    typed = []
    for number in range(draw(st.integers(0, 4))):
        granted = draw(DAYS)
        extended, revoked = draw(OFFSETS), draw(OFFSETS)
        typed.append(
            {
                "decision": f"{draw(st.integers(1, 3))}/QĐ-UBND",
                "date": granted.isoformat(),
                "stars": str(draw(st.integers(3, 5))),
                "extension": (granted + timedelta(days=extended)).isoformat() if extended is not None else None,
                "revocation": (granted + timedelta(days=revoked)).isoformat() if revoked is not None else None,
                "product_code": f"M-{number}",
            }
        )
    return typed


@LIGHT
@given(typed=recognitions(), today=DAYS)
def test_stars_are_shown_only_while_the_newest_decision_holds(
    recognition: Make, typed: list[dict[str, str | None]], today: date
) -> None:
    held = [recognition(**each) for each in typed]
    status = status_on(held, DOSSIER, today)
    assert (status.stars is not None) == (status.kind in {"valid", "extended"})
    if status.stars is not None:
        assert status.recognition is not None
        assert status.stars == status.recognition.stars
        assert status.since is not None
        assert status.until is not None
        assert status.since <= today < status.until
        assert status.recognition.date == max(each.date for each in held if each.date <= today)


@LIGHT
@given(typed=recognitions(), today=DAYS)
def test_the_order_in_which_recognitions_are_typed_does_not_matter(
    recognition: Make, typed: list[dict[str, str | None]], today: date
) -> None:
    held = [recognition(**each) for each in typed]
    assert status_on(held, None, today) == status_on(held[::-1], None, today)
    assert history_on(held, today) == history_on(held[::-1], today)


@LIGHT
@given(typed=recognitions(), today=DAYS)
def test_what_is_decided_later_does_not_change_the_past(
    recognition: Make, typed: list[dict[str, str | None]], today: date
) -> None:
    held = [recognition(**each) for each in typed]
    known = [
        each.model_copy(update={"revocation": None}) if each.revocation and each.revocation.date > today else each
        for each in held
        if each.date <= today
    ]
    then, now = status_on(known, None, today), status_on(held, None, today)
    assert (then.kind, then.stars, then.since, then.until) == (now.kind, now.stars, now.since, now.until)


@LIGHT
@given(typed=recognitions(), today=DAYS, later=st.integers(0, 5000))
def test_what_is_over_stays_over_until_a_newer_decision(
    recognition: Make, typed: list[dict[str, str | None]], today: date, later: int
) -> None:
    held = [recognition(**each) for each in typed]
    then = today + timedelta(days=later)
    if any(today < each.date <= then for each in held):
        return
    order = {"none": 0, "valid": 1, "extended": 2, "expired": 3, "revoked": 4}
    assert order[status_on(held, None, today).kind] <= order[status_on(held, None, then).kind]


@LIGHT
@given(granted=st.dates(date(2019, 8, 21), date(2040, 12, 31)), extended=st.integers(0, 400))
def test_a_status_changes_exactly_on_the_day(recognition: Make, granted: date, extended: int) -> None:
    end = (
        granted.replace(year=granted.year + 3, day=28)
        if (granted.month, granted.day) == (2, 29)
        else granted.replace(year=granted.year + 3)
    )
    held = [recognition(date=granted.isoformat(), extension=(end + timedelta(days=extended)).isoformat())]
    over = end + timedelta(days=min(extended, 180))
    assert end_of(held[0]) == over
    assert status_on(held, None, granted - ONE_DAY).kind == "none"
    assert status_on(held, None, granted).kind == "valid"
    assert status_on(held, None, end - ONE_DAY).kind == "valid"
    assert status_on(held, None, end).kind == ("extended" if extended else "expired")
    assert status_on(held, None, over - ONE_DAY).kind == ("extended" if extended else "valid")
    assert status_on(held, None, over).kind == "expired"


@LIGHT
@given(typed=recognitions(), today=DAYS)
def test_a_history_agrees_with_the_status_and_has_at_most_one_row_that_holds(
    recognition: Make, typed: list[dict[str, str | None]], today: date
) -> None:
    held = [recognition(**each) for each in typed]
    history, status = history_on(held, today), status_on(held, None, today)
    assert len(history) == sum(each.date <= today for each in held)
    assert sum(row in {"valid", "extended"} for _, row in history) <= 1
    if history:
        newest, row = history[0]
        assert (newest, str(row)) == (status.recognition, str(status.kind))
    assert "not-yet" not in {row for _, row in history}
