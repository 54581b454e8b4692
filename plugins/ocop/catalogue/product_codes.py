"""The code of a product in the programme: province, commune, number in the commune, year of assessment.

26/2026/QĐ-TTg, Phụ lục II: `(T)-(X)-(STT)-20YY`, with the unit codes of 19/2025/QĐ-TTg, such as 82-29905-01-2026. Older ones
hold the district too, such as 87-867-29905-1-2021 (ocop.md §1.6).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_CODE: Final = re.compile(r"(\d{2})-(?:(\d{3})-)?(\d{5})-(\d{1,3})-(20\d{2})", re.ASCII)
NO_DISTRICTS_SINCE: Final = date(2025, 7, 1)
"""First day without districts (1663/NQ-UBTVQH15)."""


@dataclass(frozen=True, slots=True)
class ProductCode:
    """A product code taken apart; `district` is "" in codes since July 2025."""

    province: str
    district: str
    unit: str
    number: int
    year: int


def product_code(typed: str) -> ProductCode | None:
    """Give the parts of a code; None when it has another form."""
    found = _CODE.fullmatch(typed)
    if not found:
        return None
    return ProductCode(found[1], found[2] or "", found[3], int(found[4]), int(found[5]))
