from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.catalogue.levels import (
    PERIODS,
    issuer_fits,
    issuer_level,
    points_fit,
    points_range,
    possible_schemes,
    recognising_level,
    scheme_key_on,
    transitional_span,
    weights_of,
)
from ocop.catalogue.models import RecognitionKind

DAYS = st.dates(date(2018, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "scheme", "three"),
    [
        ("2018-05-07", None, None),
        ("2019-08-20", None, None),
        ("2019-08-21", "1048", "province"),
        ("2023-02-23", "1048", "province"),
        ("2023-02-24", "148", "district"),
        ("2023-12-29", "148", "district"),
        ("2025-07-05", "148", "district"),
        ("2025-07-06", "148", "province"),
        ("2026-05-21", "148", "province"),
        ("2026-05-22", "26/2026", "province"),
        ("2026-11-23", "26/2026", "province"),
    ],
)
def test_three_stars_were_a_districts_only_between_148_and_1489(day: str, scheme: str | None, three: str | None) -> None:
    assert scheme_key_on(date.fromisoformat(day)) == scheme
    assert recognising_level(date.fromisoformat(day), 3) == three


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_four_stars_are_always_the_provinces_and_five_central(day: date) -> None:
    documented = day >= date(2019, 8, 21)
    assert recognising_level(day, 4) == ("province" if documented else None)
    assert recognising_level(day, 5) == ("central" if documented else None)


@settings(max_examples=30, deadline=None)
@given(DAYS, st.sampled_from([0, 1, 2, 6]))
def test_nobody_recognises_fewer_than_three_stars(day: date, stars: int) -> None:
    assert recognising_level(day, stars) is None


def test_the_periods_follow_each_other_without_a_gap() -> None:
    for earlier, later in pairwise(PERIODS):
        assert earlier.last_day is not None
        assert later.first_day == earlier.last_day + timedelta(days=1)
    assert PERIODS[-1].last_day is None


@pytest.mark.parametrize(
    ("day", "kind", "schemes"),
    [
        ("2019-08-20", None, ()),
        ("2026-05-21", None, ("148",)),
        ("2026-05-22", None, ("26/2026", "148")),
        ("2026-06-21", RecognitionKind.REASSESSMENT, ("26/2026", "148")),
        ("2026-06-22", RecognitionKind.REASSESSMENT, ("26/2026",)),
        ("2026-07-21", RecognitionKind.FIRST, ("26/2026", "148")),
        ("2026-07-21", RecognitionKind.UPGRADE, ("26/2026", "148")),
        ("2026-07-22", None, ("26/2026",)),
    ],
)
def test_in_the_summer_of_2026_a_decision_may_follow_the_old_criteria(
    day: str, kind: RecognitionKind | None, schemes: tuple[str, ...]
) -> None:
    assert possible_schemes(date.fromisoformat(day), kind) == schemes


def test_the_transition_lasts_sixty_days() -> None:
    first, last = transitional_span()
    assert (first, (last - first).days) == (date(2026, 5, 22), 60)


def test_the_community_weighs_more_since_148() -> None:
    weights = {key: weights_of(key) for key in ("1048", "148", "26/2026")}
    assert (weights["1048"].community, weights["1048"].marketing, weights["1048"].quality) == (35, 25, 40)
    assert weights["148"] == weights["26/2026"]
    assert (weights["148"].community, weights["148"].marketing, weights["148"].quality) == (40, 25, 35)
    assert all(w.community + w.marketing + w.quality == 100 for w in weights.values())


@pytest.mark.parametrize(
    ("stars", "fits", "too_few", "too_many"),
    [
        (5, ["90", "100"], ["89.99"], ["100.01"]),
        (4, ["70", "89.99"], ["69.99"], ["90"]),
        (3, ["50", "69.5"], ["49.9"], ["70"]),
        (2, ["30", "49.99"], ["29.99"], ["50"]),
        (1, ["0", "29.99"], ["-1"], ["30"]),
    ],
)
def test_points_explain_a_rank(stars: int, fits: list[str], too_few: list[str], too_many: list[str]) -> None:
    assert all(points_fit(stars, Decimal(points)) for points in fits)
    assert not any(points_fit(stars, Decimal(points)) for points in too_few + too_many)


@settings(max_examples=60, deadline=None)
@given(st.decimals(0, 100, places=2))
def test_every_average_lies_in_exactly_one_range(points: Decimal) -> None:
    assert sum(points_fit(stars, points) for stars in range(1, 6)) == 1


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_there_are_five_ranks(stars: int) -> None:
    with pytest.raises(ValueError, match="no rank"):
        points_range(stars)


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("UBND tỉnh Đồng Tháp", "province"),
        ("Chủ tịch Ủy ban nhân dân tỉnh Đồng Tháp", "province"),
        ("Uỷ ban nhân dân Tỉnh", "province"),
        ("UBND thành phố Sa Đéc", "district"),
        ("UBND TP. Sa Đéc", "district"),
        ("UBND huyện Lai Vung", "district"),
        ("UBND thành phố Cần Thơ", "province"),
        ("Bộ Nông nghiệp và Môi trường", "central"),
        ("Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn", "central"),
        ("Hội đồng OCOP cấp trung ương", "central"),
        ("UBND phường Sa Đéc", None),
        ("Hợp tác xã Mẫu", None),
    ],
)
def test_the_level_of_an_issuer_is_read_from_its_name(issuer: str, level: str | None) -> None:
    assert issuer_level(issuer) == level


@pytest.mark.parametrize(
    ("day", "stars", "issuer", "fits"),
    [
        ("2023-12-29", 4, "UBND tỉnh Đồng Tháp", True),
        ("2023-12-29", 4, "UBND thành phố Sa Đéc", False),
        ("2023-12-29", 3, "UBND thành phố Sa Đéc", True),
        ("2025-07-06", 3, "UBND thành phố Sa Đéc", False),
        ("2020-12-07", 3, "UBND tỉnh Đồng Tháp", True),
        ("2026-12-01", 5, "UBND tỉnh Đồng Tháp", False),
        ("2023-12-29", 3, "Cơ quan không rõ", True),
        ("2018-12-29", 3, "UBND thành phố Sa Đéc", True),
    ],
)
def test_an_issuer_of_the_wrong_level_is_noticed(day: str, stars: int, issuer: str, fits: bool) -> None:
    assert issuer_fits(date.fromisoformat(day), stars, issuer) is fits
