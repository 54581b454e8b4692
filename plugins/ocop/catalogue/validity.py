"""How long a recognition lasts: its term, the window for filing again, an extension. All days are whole days in Vietnam.

A term or an extension is over on its last printed day: a certificate "until 29/12/2026" holds on 28/12/2026 for the last time.
So was a decision of 4/2/2020 treated in practice, as lapsed "kể từ ngày 4/2/2023" (ocop.md §1.5).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from .models import Recognition

TERM_MONTHS: Final = 36
WINDOW_OPENS_DAYS: Final = 180
WINDOW_CLOSES_DAYS: Final = 120
LONGEST_EXTENSION_DAYS: Final = 180
RULES_OF_2026: Final = date(2026, 5, 22)
"""First day of 26/2026/QĐ-TTg (Điều 11.1)."""

_SHORTEST_MONTH: Final = 28
"""A day up to this one is in every month, so that no calendar has to be asked."""


@lru_cache(4096)  # decisions are made on few days, each about many products
def add_months(day: date, months: int) -> date:
    """Give the same day `months` (≥ 0) calendar months later, or the last day of a month that is too short for it.

    36 months after 29 February are 28 February. No day lies after 31/12/9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    if day.day <= _SHORTEST_MONTH:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def expiry(recognition: Recognition) -> date:
    """Give the day on which the term is over: 36 calendar months after the decision, or the day typed in `expires`.

    On this day the recognition is expired; the day before is its last valid one. Extensions are not in it: see `end_of`.
    Source: 26/2026/QĐ-TTg, Điều 4.3 (the same in 1048 and 148/QĐ-TTg); older certificates keep the term they were given
    (Điều 12.1), so a day printed in the decision (`expires`, with its reason) goes before the count.
    """
    if recognition.expires is not None:
        return recognition.expires
    return add_months(recognition.date, TERM_MONTHS)


def filing_window(recognition: Recognition) -> tuple[date, date] | None:
    """Give the first and the last day to file for re-assessment: 180 and 120 days before expiry, both days included.

    Source: 26/2026/QĐ-TTg, Điều 7.6a. The rule is 26/2026's own, so None for a term that was over before that decision was in
    force (expiry before 22/05/2026). The border: whatever expires on or after 22/05/2026 is re-assessed under it, also where
    its window had closed before the rule existed; for exactly those Điều 12.3 allows the extension.
    """
    end = expiry(recognition)
    if end < RULES_OF_2026:
        return None
    return end - timedelta(days=WINDOW_OPENS_DAYS), end - timedelta(days=WINDOW_CLOSES_DAYS)


def latest_extension(recognition: Recognition) -> date | None:
    """Give the latest day an extension may name: 180 days after expiry.

    Source: 26/2026/QĐ-TTg, Điều 12.3. None where that day is not after 22/05/2026: then no extension under this decision can
    ever have held. (That a term which was over before 22/05/2026 may be extended at all is our reading; see ocop.md §1.5.)
    """
    latest = _days_after(expiry(recognition), LONGEST_EXTENSION_DAYS)
    return latest if latest > RULES_OF_2026 else None


def extension_fits(recognition: Recognition) -> bool:
    """Say whether the extension, if there is one, lies after the expiry and within its 180 days.

    Source: 26/2026/QĐ-TTg, Điều 12.3. True without an extension.
    """
    if recognition.extension is None:
        return True
    latest = latest_extension(recognition)
    return latest is not None and expiry(recognition) < recognition.extension.until <= latest


def end_of(recognition: Recognition) -> date:
    """Give the day on which the recognition is over, its extension included; a revocation is not looked at.

    An extension needs a document and is never automatic. One that ends before the term changes nothing; one of more than 180
    days counts for 180, since the certificate lasts "không quá 180 ngày tính từ ngày hết thời hạn" whatever was typed
    (26/2026/QĐ-TTg, Điều 12.3); `extension_fits` is how a reader tells the writer.
    """
    end = expiry(recognition)
    if recognition.extension is None:
        return end
    return max(end, min(recognition.extension.until, _days_after(end, LONGEST_EXTENSION_DAYS)))


def _days_after(day: date, days: int) -> date:
    return date.max if (date.max - day).days < days else day + timedelta(days=days)
