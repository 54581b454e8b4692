"""What a writer most likely meant by a value that was refused: offered in the message, never taken silently."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from ocop.catalogue.gtin import gtin_fault
from ocop.text import fold, slugify

_DMY: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})", re.ASCII)
_YMD: Final = re.compile(r"(\d{4})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})", re.ASCII)
_RUN: Final = re.compile(r"(20\d{2})(\d{2})(\d{2})", re.ASCII)
_PROSE: Final = re.compile(r"(\d{1,2})\s+thang\s+(\d{1,2})\s*(?:,|nam)?\s*(\d{4})", re.ASCII)
_DAY_WORDS: Final = re.compile(r"^(?:ngay|hom)\s+", re.ASCII)
_TIME: Final = re.compile(r"(\d{1,2})\s*[:hg.]\s*(\d{2})?\s*", re.ASCII)
_GROUPED: Final = re.compile(r"(\d{1,3}(?:[., ]\d{3})+)\D*", re.ASCII)
_DIGITS: Final = re.compile(r"(\d+)\s*(?:sao|stars?|★|đồng|đ|vnd|vnđ|₫|\*)\s*", re.ASCII | re.IGNORECASE)
_COORDINATE: Final = re.compile(r"(-?\d{1,3}),\s?(\d{1,8})", re.ASCII)
_QUANTITY: Final = re.compile(r"([1-9]\d{0,5}(?:[.,]\d{1,3})?)\s*(g|gr|gram|kg|ml|l|lít|lit)\.?", re.ASCII | re.IGNORECASE)
_THOUSANDS: Final = re.compile(r"\d{1,3}\.\d{3}", re.ASCII)
_UNITS: Final = MappingProxyType({"gr": "g", "gram": "g", "lit": "l", "lít": "l"})
_YES: Final = frozenset({"yes", "y", "co", "dung", "1", "on", "true", "x"})
_QUOTES: Final = "\"'“”„‟«»‘’"
_NO: Final = frozenset({"no", "n", "khong", "sai", "0", "off", "false"})


def meant(rule: str, found: str) -> str:
    """Give the value as it should be typed, or "" when nothing is likely."""
    guess = _GUESSES.get(rule)
    return guess(found.strip().strip(_QUOTES)) if guess and len(found) <= 200 else ""


@dataclass(frozen=True, slots=True)
class _Typed:
    """A day in some form other than the one wanted: its readings, the likelier first; none when it is no day."""

    days: tuple[date, ...]
    impossible: bool = False


def _typed_day(found: str) -> _Typed | None:
    plain = _DAY_WORDS.sub("", " ".join(fold(found).split()))
    for pattern, order in ((_YMD, (1, 2, 3)), (_RUN, (1, 2, 3)), (_PROSE, (3, 2, 1))):
        typed = pattern.fullmatch(plain)
        if typed:
            day = _date(*(int(typed[part]) for part in order))
            return _Typed((day,)) if day else _Typed((), impossible=True)
    typed = _DMY.fullmatch(plain)
    if not typed:
        return None
    first, second, year = (int(typed[part]) for part in (1, 2, 3))
    year += 2000 if len(typed[3]) == 2 else 0
    # 01/02/2026: the first of February to a Vietnamese reader, the second of January to many a spreadsheet.
    readings = {_date(year, second, first): None, _date(year, first, second): None}
    days = tuple(day for day in readings if day is not None)
    return _Typed(days, impossible=not days)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_rule(found: str) -> tuple[str, Mapping[str, str]]:
    """Give the rule that a refused day breaks, and what its message may quote: the day meant, or the two it can be."""
    typed = _typed_day(found.strip().strip(_QUOTES)) if len(found) <= 200 else None
    if typed is None:
        return "date-form", {"suggestion": ""}
    if typed.impossible:
        return "date-impossible", {"suggestion": ""}
    if len(typed.days) > 1:
        first, second = typed.days
        said = {"first": first.isoformat(), "second": second.isoformat()}
        return "date-ambiguous", said | {"first_day": _said(first), "second_day": _said(second)}
    return "date-form", {"suggestion": typed.days[0].isoformat()}


def _said(day: date) -> str:
    return f"{day.day}/{day.month}"


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
    # 1.002 g is a thousand and two grams to a Vietnamese reader; 1.5 kg can only be one and a half.
    number = typed[1].replace(".", "") if _THOUSANDS.fullmatch(typed[1]) else typed[1].replace(".", ",")
    return f"{number} {_UNITS.get(unit, unit)}"


def _alcohol(found: str) -> str:
    typed = re.fullmatch(r"(\d{1,2})(?:[.,](\d{1,2}))?\s*(?:%|độ|°)?\s*(?:vol\.?)?", found.lower(), re.ASCII)
    return (f"{typed[1]},{typed[2]}" if typed[2] else typed[1]) if typed else ""


def _focus(found: str) -> str:
    typed = re.fullmatch(r"(\d{1,3})\s*%?\s*[ ,;/x]\s*(\d{1,3})\s*%?", found.lower(), re.ASCII)
    return f"{int(typed[1])} {int(typed[2])}" if typed and int(typed[1]) <= 100 and int(typed[2]) <= 100 else ""


def _duration(found: str) -> str:
    typed = re.match(r"([1-9]\d{0,3})\s*(ngày|tháng|năm)", found.lower(), re.ASCII)
    return f"{typed[1]} {typed[2]}" if typed else ""


def _gtin(found: str) -> str:
    digits = re.sub(r"[ .-]", "", found)
    return digits if gtin_fault(digits) is None else ""


_GUESSES: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {
        "slug-form": slugify,
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
        "alcohol-form": _alcohol,
        "focus-form": _focus,
    }
)
