"""The province's rounds: before which days the commune sends dossiers on.

Source: 26/2026/QĐ-TTg, Điều 5.1: at least two rounds a year, before 30/6 (sent before 30/4), before 30/12 (before 30/10).
"""

from __future__ import annotations

from datetime import date
from typing import Final

FILING_DAYS: Final = ((4, 30), (10, 30))
"""Month and day before which the commune sends dossiers to the province."""


def filing_days(first: date, last: date) -> tuple[date, ...]:
    """Give every filing day from `first` to `last`, both included, in order; none before 26/2026/QĐ-TTg was in force."""
    start = max(first, date(2026, 5, 22))
    years = range(start.year, last.year + 1)
    days = (date(year, month, day) for year in years for month, day in FILING_DAYS)
    return tuple(day for day in days if start <= day <= last)
