"""Vietnamese phone numbers, kept as digits with their leading 0 (ocop.md §6.3)."""

from __future__ import annotations

import re
from typing import Final

# Two digits of area (024 Hà Nội, 028 TP.HCM) leave eight for the subscriber, three (0277 Đồng Tháp) leave seven.
_GROUPINGS: Final = (
    (re.compile(r"(02[48])(\d{4})(\d{4})"), r"\1 \2 \3"),
    (re.compile(r"(02\d{2})(\d)(\d{3})(\d{3})"), r"\1 \2 \3 \4"),
    (re.compile(r"(0\d{3})(\d{3})(\d{3})"), r"\1 \2 \3"),
    (re.compile(r"(1[89]00)(\d{4,6})"), r"\1 \2"),
)


def phone(digits: str) -> str:
    """Give digits in groups: "0277 3 000 000", "0912 345 678", "1900 1234"; other strings as they are."""
    for pattern, grouping in _GROUPINGS:
        if pattern.fullmatch(digits):
            return pattern.sub(grouping, digits)
    return digits


def tel_uri(digits: str) -> str:
    """Give the address that dials: "tel:+842773000000" (RFC 3966, without the leading 0).

    1800 and 1900 numbers exist only inside Vietnam and have no international form, so they stay as dialled there.
    """
    return f"tel:+84{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"
