"""What a writer most likely meant by a value that was refused: offered in the message, never taken silently."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from ocop.catalogue.gtin import gtin_fault
from ocop.text import fold, slugify

_DMY: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})", re.ASCII)
_YMD: Final = re.compile(r"(\d{4})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})", re.ASCII)
_TIME: Final = re.compile(r"(\d{1,2})\s*[:hg.]\s*(\d{2})?\s*", re.ASCII)
_GROUPED: Final = re.compile(r"(\d{1,3}(?:[., ]\d{3})+)\D*", re.ASCII)
_DIGITS: Final = re.compile(r"(\d+)\s*(?:sao|stars?|★|đồng|đ|vnd|vnđ|₫|\*)\s*", re.ASCII | re.IGNORECASE)
_COORDINATE: Final = re.compile(r"(-?\d{1,3}),\s?(\d{1,8})", re.ASCII)
_QUANTITY: Final = re.compile(r"([1-9]\d{0,5}(?:[.,]\d{1,3})?)\s*(g|gr|gram|kg|ml|l|lít|lit)\.?", re.ASCII | re.IGNORECASE)
_UNITS: Final = MappingProxyType({"gr": "g", "gram": "g", "lit": "l", "lít": "l"})
_YES: Final = frozenset({"yes", "y", "co", "dung", "1", "on", "true", "x"})
_NO: Final = frozenset({"no", "n", "khong", "sai", "0", "off", "false"})


def meant(rule: str, found: str) -> str:
    """Give the value as it should be typed, or "" when nothing is likely."""
    guess = _GUESSES.get(rule)
    return guess(found.strip()) if guess and len(found) <= 200 else ""


def _day(found: str) -> str:
    for pattern, order in ((_YMD, (1, 2, 3)), (_DMY, (3, 2, 1))):
        typed = pattern.fullmatch(found)
        if typed:
            year, month, day = (int(typed[part]) for part in order)
            try:
                return date(year, month, day).isoformat()
            except ValueError:
                return ""
    return ""


def _clock(found: str) -> str:
    typed = _TIME.fullmatch(found.lower())
    return f"{int(typed[1]):02d}:{typed[2] or '00'}" if typed and int(typed[1]) < 24 and int(typed[2] or 0) < 60 else ""


def _number(found: str) -> str:
    grouped = _GROUPED.fullmatch(found)
    if grouped:
        return re.sub(r"[., ]", "", grouped[1])
    digits = _DIGITS.fullmatch(found)
    return str(int(digits[1])) if digits and len(digits[1]) < 16 else ""


def _stars(found: str) -> str:
    typed = _DIGITS.fullmatch(found)
    return typed[1] if typed and typed[1] in {"3", "4", "5"} else ""


def _flag(found: str) -> str:
    plain = fold(found)
    return "true" if plain in _YES else "false" if plain in _NO else ""


def _coordinate(found: str) -> str:
    typed = _COORDINATE.fullmatch(found)
    return f"{typed[1]}.{typed[2]}" if typed else ""


def _url(found: str) -> str:
    return f"https://{found}" if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?", found, re.ASCII) else ""


def _quantity(found: str) -> str:
    typed = _QUANTITY.fullmatch(found)
    if not typed:
        return ""
    unit = typed[2].lower()
    return f"{typed[1].replace('.', ',')} {_UNITS.get(unit, unit)}"


def _duration(found: str) -> str:
    typed = re.match(r"([1-9]\d{0,3})\s*(ngày|tháng|năm)", found.lower(), re.ASCII)
    return f"{typed[1]} {typed[2]}" if typed else ""


def _gtin(found: str) -> str:
    digits = re.sub(r"[ .-]", "", found)
    return digits if gtin_fault(digits) is None else ""


_GUESSES: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {
        "slug-form": slugify,
        "date-form": _day,
        "time-form": _clock,
        "number-form": _number,
        "money-form": _number,
        "stars-unknown": _stars,
        "flag-form": _flag,
        "coordinate-form": _coordinate,
        "url-form": _url,
        "quantity-form": _quantity,
        "duration-form": _duration,
        "gtin-form": _gtin,
    }
)
