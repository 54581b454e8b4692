"""Terms that run out: what the desk has to do about a recognition that is still valid (26/2026/QĐ-TTg, Điều 7.6a, 12.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ocop.catalogue.models import ProductFacts
from ocop.catalogue.problem import Problem
from ocop.catalogue.status import EXPIRING_DAYS, StaffStatus, staff_status
from ocop.catalogue.validity import filing_window, latest_extension

from ..bundle import Bundle
from ..raised import raised
from ..whole import Whole

_RULES: Final[Mapping[StaffStatus, str]] = MappingProxyType(
    {
        StaffStatus.WINDOW_OPEN: "filing-open",
        StaffStatus.WINDOW_CLOSING: "filing-open",
        StaffStatus.WINDOW_CLOSED: "filing-closed",
        StaffStatus.EXPIRING: "term-ending",
        StaffStatus.EXTENDED: "extension-ending",
    }
)


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give a warning while re-assessment can be filed for, once it no longer can, and in the last 30 days."""
    sheet = bundle.sheets.get(whole.frame.default_language)
    facts = bundle.facts
    if sheet is None or not isinstance(facts, ProductFacts) or facts.draft or facts.gone is not None:
        return
    status = whole.status_of(facts)
    rule = _RULES.get(staff_status(status, whole.today))
    if rule is None or status.recognition is None or status.until is None:
        return
    days = (status.until - whole.today).days
    if rule == "extension-ending" and days > EXPIRING_DAYS:
        return
    window, latest = filing_window(status.recognition), latest_extension(status.recognition)
    values = {"found": status.until.isoformat(), "days": str(days)}
    values |= {"opens": window[0].isoformat(), "closes": window[1].isoformat()} if window else {}
    values |= {"latest": latest.isoformat()} if latest else {}
    index = facts.recognitions.index(status.recognition)
    yield raised(rule, sheet.path, sheet.line("recognitions", index, "date"), **values)
