"""GTIN, the number in a trade barcode (GS1 General Specifications, sections 1 and 7.9): its forms, check digit and limits."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

LENGTHS: Final = (8, 12, 13, 14)
_SHORT: Final = "000000"
"""What a GTIN-14 made of a GTIN-8 begins with."""
_RESTRICTED: Final = ("02", "04", "05", "2", "98", "99")
"""Prefixes of a GTIN-13 that a shop or a company gives out for itself, or that stand for coupons: they name no product."""


class GtinFault(StrEnum):
    """What can be wrong with a GTIN; the value is the id of the rule."""

    FORM = "gtin-form"
    CHECK_DIGIT = "gtin-check-digit"
    RESTRICTED = "gtin-restricted"


def check_digit(digits: str) -> str:
    """Give the check digit for the digits before it: weights 3 and 1 from the right, up to the next ten."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def gtin_fault(typed: str) -> GtinFault | None:
    """Give what is wrong with a GTIN of 8, 12, 13 or 14 digits, or None.

    All zeros and numbers for use inside a company are refused: printed on a package they lead to no product, or to many.
    """
    if len(typed) not in LENGTHS or not typed.isascii() or not typed.isdigit():
        return GtinFault.FORM
    if check_digit(typed[:-1]) != typed[-1]:
        return GtinFault.CHECK_DIGIT
    number = typed.zfill(14)
    if not number.strip("0"):
        return GtinFault.RESTRICTED
    if number.startswith(_SHORT):
        return GtinFault.RESTRICTED if number[6] in "02" else None  # RCN-8
    return GtinFault.RESTRICTED if number[1:].startswith(_RESTRICTED) else None


def gtin14(typed: str) -> str:
    """Give the GTIN as 14 digits, zeros in front. Raises ValueError, with the rule's id, for what is no GTIN."""
    fault = gtin_fault(typed)
    if fault is not None:
        raise ValueError(f"{fault}: {typed!r}")
    return typed.zfill(14)
