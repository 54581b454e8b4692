"""Who recognises a product, by day and stars, and what points mean: to explain and to check. Stars never come from points."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from ocop.text import fold

from .models import RecognitionKind

SchemeKey = Literal["1048", "148", "26/2026"]


class Level(StrEnum):
    """The level of the authority that recognises."""

    DISTRICT = "district"
    PROVINCE = "province"
    CENTRAL = "central"


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days with one set of rules; both days belong to it, `last_day` None means that it lasts."""

    scheme: SchemeKey
    documents: tuple[str, ...]
    first_day: date
    last_day: date | None
    levels: Mapping[int, Level]


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of parts A (product and community), B (marketing) and C (quality); together 100."""

    community: int
    marketing: int
    quality: int


@dataclass(frozen=True, slots=True)
class PointsRange:
    """The points of a rank: from `low`, to `high`; `high` itself belongs to it only for five stars."""

    low: int
    high: int
    high_included: bool


def _levels(three: Level) -> Mapping[int, Level]:
    return MappingProxyType({3: three, 4: Level.PROVINCE, 5: Level.CENTRAL})


PERIODS: Final = (
    Period("1048", ("1048/QĐ-TTg", "781/QĐ-TTg"), date(2019, 8, 21), date(2023, 2, 23), _levels(Level.PROVINCE)),
    Period("148", ("148/QĐ-TTg",), date(2023, 2, 24), date(2025, 7, 5), _levels(Level.DISTRICT)),
    Period("148", ("148/QĐ-TTg", "1489/QĐ-TTg"), date(2025, 7, 6), date(2026, 5, 21), _levels(Level.PROVINCE)),
    Period("26/2026", ("26/2026/QĐ-TTg",), date(2026, 5, 22), None, _levels(Level.PROVINCE)),
)
"""The rules over time (ocop.md §1.3). Each decision took effect on the day it was signed; 26/2026/QĐ-TTg says so in Điều 11.1.

Before 1048/QĐ-TTg (21/08/2019) the programme ran under 490/QĐ-TTg of 07/05/2018; who recognised then is not documented here.
"""

# 26/2026/QĐ-TTg, Điều 12.2: 60 days (first time, upgrade) and 30 days (re-assessment) from 22/05/2026.
_TRANSITION_FIRST: Final = date(2026, 5, 22)
_TRANSITION_LAST: Final = date(2026, 7, 21)
_TRANSITION_LAST_REASSESSMENT: Final = date(2026, 6, 21)

_WEIGHTS: Final[Mapping[str, Weights]] = MappingProxyType(
    {"1048": Weights(35, 25, 40), "148": Weights(40, 25, 35), "26/2026": Weights(40, 25, 35)}
)
_POINTS: Final[Mapping[int, PointsRange]] = MappingProxyType(
    {
        1: PointsRange(0, 30, high_included=False),
        2: PointsRange(30, 50, high_included=False),
        3: PointsRange(50, 70, high_included=False),
        4: PointsRange(70, 90, high_included=False),
        5: PointsRange(90, 100, high_included=True),
    }
)

_PEOPLES_COMMITTEE: Final = r"\b(?:ubnd|uy ban nhan dan)"
_PROVINCE: Final = re.compile(rf"{_PEOPLES_COMMITTEE} (?:cap )?tinh\b")
_DISTRICT: Final = re.compile(rf"{_PEOPLES_COMMITTEE} (?:cap )?(?:huyen|quan|thi xa|thanh pho|tp\.?)(?: (?P<name>.+))?$")
_CENTRAL: Final = re.compile(r"\bbo (?:truong|nong nghiep)\b|\btrung uong\b")
# Cities that rank as provinces, so that their committee is a provincial one.
_PROVINCIAL_CITIES: Final = ("ha noi", "ho chi minh", "hai phong", "da nang", "can tho")


def period_on(day: date) -> Period | None:
    """Give the rules in force on `day`; None before 21/08/2019 (1048/QĐ-TTg), for which none are documented."""
    for period in PERIODS:
        if period.first_day <= day and (period.last_day is None or day <= period.last_day):
            return period
    return None


def scheme_key_on(day: date) -> SchemeKey | None:
    """Give the criteria a decision of `day` follows unless its recognition says otherwise; None before 21/08/2019.

    Source: 1048/QĐ-TTg, 148/QĐ-TTg, 26/2026/QĐ-TTg Điều 11. See `possible_schemes` for the summer of 2026.
    """
    period = period_on(day)
    return period.scheme if period else None


def possible_schemes(day: date, kind: RecognitionKind | None = None) -> tuple[SchemeKey, ...]:
    """Give every scheme that a decision of `day` may follow, the usual one first; () before 21/08/2019.

    A dossier filed before 22/05/2026 was finished under the old rules: within 60 days when first or upgrade, 30 days when a
    re-assessment (26/2026/QĐ-TTg, Điều 12.2; `kind` None: unknown, so the longer). The days are counted as Điều 11.2 counts
    the end of 148, to 21/07 and 21/06/2026. A certificate may be handed out later than its assessment was finished, so
    whoever checks should warn about another scheme, not refuse it.
    """
    period = period_on(day)
    if period is None:
        return ()
    last = _TRANSITION_LAST_REASSESSMENT if kind is RecognitionKind.REASSESSMENT else _TRANSITION_LAST
    if _TRANSITION_FIRST <= day <= last:
        return (period.scheme, "148")
    return (period.scheme,)


def transitional_span() -> tuple[date, date]:
    """Give the first and the last day on which 148/QĐ-TTg could still apply beside 26/2026/QĐ-TTg (Điều 11.2, Điều 12.2)."""
    return _TRANSITION_FIRST, _TRANSITION_LAST


def recognising_level(day: date, stars: int) -> Level | None:
    """Give the level that recognises `stars` by a decision of `day`.

    Three stars: province, but district from 24/02/2023 (148/QĐ-TTg) to 05/07/2025 (until 1489/QĐ-TTg); four: province; five:
    central, since 22/05/2026 the Minister of Agriculture and Environment (26/2026/QĐ-TTg, Điều 4.1, Điều 7.4e).
    None where nobody does: one and two stars get no decision (Điều 4.1a); and before 21/08/2019, where it is not documented.
    """
    period = period_on(day)
    return period.levels.get(stars) if period else None


@lru_cache(1024)  # few issuers decide on many products
def issuer_level(issuer: str) -> Level | None:
    """Give the level of an issuer as printed ("UBND tỉnh Đồng Tháp", "UBND thành phố Sa Đéc"); None when it cannot be told."""
    name = " ".join(fold(issuer).split())
    if _PROVINCE.search(name):
        return Level.PROVINCE
    if _CENTRAL.search(name):
        return Level.CENTRAL
    district = _DISTRICT.search(name)
    if district is None:
        return None
    return Level.PROVINCE if (district["name"] or "").startswith(_PROVINCIAL_CITIES) else Level.DISTRICT


def issuer_fits(day: date, stars: int, issuer: str) -> bool:
    """Say whether the issuer is of the level that `recognising_level` gives; True where either is not known (warn, not refuse).

    Source: as `recognising_level`; that a mismatch is worth a warning only, ocop.md §7.
    """
    expected, found = recognising_level(day, stars), issuer_level(issuer)
    return expected is None or found is None or expected is found


def weights_of(scheme: SchemeKey) -> Weights:
    """Give the points of parts A, B, C: 35/25/40 under 1048/QĐ-TTg; 40/25/35 under 148 and 26/2026/QĐ-TTg (Điều 3.1)."""
    return _WEIGHTS[scheme]


def points_range(stars: int) -> PointsRange:
    """Give the points that a rank of 1 to 5 stars asks for: 5★ 90–100, 4★ [70, 90), 3★ [50, 70), 2★ [30, 50), 1★ [0, 30).

    To explain and to check only. There is no way back: a criterion with asterisks is a minimum besides the points, so points
    alone do not make a rank. Source: 26/2026/QĐ-TTg, Điều 3.3; 1048 and 148 print "70 đến 89" for averages that may have
    decimals, so the intervals are half-open throughout (ocop.md §1.3). Raises ValueError for other stars.
    """
    try:
        return _POINTS[stars]
    except KeyError:
        raise ValueError(f"no rank has {stars} stars") from None


def points_fit(stars: int, points: float | Decimal) -> bool:
    """Say whether an average of `points` (0–100) lies in the range of `stars`. Source and errors as `points_range`."""
    wanted = points_range(stars)
    return wanted.low <= points < wanted.high or (wanted.high_included and points == wanted.high)
