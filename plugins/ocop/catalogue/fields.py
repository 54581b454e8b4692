"""The scalars of the catalogue: each turns the text that was typed into a value, or names the rule it breaks.

Front matter has no implicit types: every scalar arrives as the string its writer typed. A validator here either returns a
value or raises `PydanticCustomError(rule_id, …)`, whose context holds what a message may quote (`found`, always). The words
of the messages live in `ocop.reading.rules`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from .gtin import gtin_fault

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# ASCII digits only: others look alike or unlike, and `int` would take them.
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_DIGITS: Final = re.compile(r"0|[1-9]\d*", re.ASCII)
_DECIMAL: Final = re.compile(r"-?\d{1,3}\.\d{1,8}", re.ASCII)
_PHONE: Final = re.compile(r"0(?:[35789]\d{8}|2\d{9})|1[89]00\d{4,6}", re.ASCII)
_URL: Final = re.compile(r"https?://[^\s/?#<>\"']+\.[^\s<>\"']+")
_EMAIL: Final = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
# Forms seen in real documents; the trailing g is for "TTg" (ocop.md §1.6).
_DECISION: Final = re.compile(r"\d+[a-zA-Z]?(?:/\d{4})?/[A-ZĐ0-9&]+(?:-[A-ZĐ0-9&]+g?)*", re.ASCII)
_DURATION: Final = re.compile(r"([1-9]\d{0,3}) (ngày|tháng|năm)", re.ASCII)
_QUANTITY: Final = re.compile(r"[1-9]\d{0,5}(?:,\d{1,3})? (?:g|kg|ml|l|cái|túi|hộp|chai|hũ|gói)", re.ASCII)
_ALCOHOL: Final = re.compile(r"(?:[1-9]?\d|100)(?:,\d{1,2})?", re.ASCII)
_FOCUS: Final = re.compile(r"(?:[1-9]?\d|100) (?:[1-9]?\d|100)", re.ASCII)

MAX_SLUG: Final = 80
FIRST_OCOP_DAY: Final = date(2018, 5, 7)  # 490/QĐ-TTg: before it no product can have been recognised.


@dataclass(frozen=True, slots=True)
class Form:
    """What the text of a scalar looks like, for whoever asks its type; the validator has seen to it, so pydantic does not."""

    pattern: str


def _refuse(rule: str, found: object) -> PydanticCustomError:
    return PydanticCustomError(rule, "{found}", {"found": str(found)})


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _refuse("not-text", value)
    stripped = value.strip()
    if not stripped:
        raise _refuse("text-empty", value)
    return stripped


def _slug(value: object) -> str:
    slug = _text(value)
    if len(slug) > MAX_SLUG or not _SLUG.fullmatch(slug):
        raise _refuse("slug-form", slug)
    return slug


def _day(value: object) -> date:
    typed = _text(value)
    if not _DAY.fullmatch(typed):
        raise _refuse("date-form", typed)
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise _refuse("date-impossible", typed) from None


def _time(value: object) -> time:
    typed = _text(value)
    if not _TIME.fullmatch(typed):
        raise _refuse("time-form", typed)
    return time.fromisoformat(typed)


def _whole(value: object) -> int:
    typed = _text(value)
    if not _DIGITS.fullmatch(typed):
        raise _refuse("number-form", typed)
    return int(typed)


def _vnd(value: object) -> int:
    typed = _text(value)
    if not _DIGITS.fullmatch(typed):
        raise _refuse("money-form", typed)
    return int(typed)


def _decimal(value: object) -> float:
    typed = _text(value)
    if not _DECIMAL.fullmatch(typed):
        raise _refuse("coordinate-form", typed)
    return float(typed)


def _stars(value: object) -> int:
    typed = _text(value)
    if typed not in {"3", "4", "5"}:
        raise _refuse("stars-unknown", typed)
    return int(typed)


def _flag(value: object) -> bool:
    typed = _text(value)
    if typed not in {"true", "false"}:
        raise _refuse("flag-form", typed)
    return typed == "true"


def _phone(value: object) -> str:
    typed = _text(value)
    digits = re.sub(r"[ .]", "", typed)
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    if not _PHONE.fullmatch(digits):
        raise _refuse("phone-form", typed)
    return digits


def _gtin(value: object) -> str:
    typed = _text(value)
    fault = gtin_fault(typed)
    if fault is not None:
        raise _refuse(fault.value, typed)
    return typed


def _matching(pattern: re.Pattern[str], rule: str, value: object) -> str:
    typed = _text(value)
    if not pattern.fullmatch(typed):
        raise _refuse(rule, typed)
    return typed


Text = Annotated[str, BeforeValidator(_text)]
"""One line or more of words, never blank, trimmed."""
Slug = Annotated[str, BeforeValidator(_slug), Form(_SLUG.pattern)]
"""ASCII identity of a thing: lower-case letters, digits, single hyphens, at most 80 characters."""
Day = Annotated[date, BeforeValidator(_day)]
"""A calendar day typed as YYYY-MM-DD and nothing else (01/02/2026 is ambiguous and refused)."""
Clock = Annotated[time, BeforeValidator(_time)]
"""A time of day typed as HH:MM, 24 hours."""
Month = Literal["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
"""A month of the solar calendar, by its number; kept as it was typed."""
Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number without separators."""
Vnd = Annotated[int, BeforeValidator(_vnd)]
"""Vietnamese đồng, whole, typed without separators (55000)."""
Degrees = Annotated[float, BeforeValidator(_decimal)]
"""Decimal degrees (WGS 84) with a decimal point."""
Stars = Annotated[int, BeforeValidator(_stars)]
"""3, 4 or 5: one and two stars get no certificate (26/2026/QĐ-TTg, Điều 4.1a)."""
Flag = Annotated[bool, BeforeValidator(_flag)]
"""true or false, spelled so."""
Phone = Annotated[str, BeforeValidator(_phone)]
"""A Vietnamese number, kept as digits with its leading 0 (mobile 10, landline 11, service 1800/1900)."""
Url = Annotated[str, BeforeValidator(lambda value: _matching(_URL, "url-form", value))]
"""An absolute http or https address."""
Email = Annotated[str, BeforeValidator(lambda value: _matching(_EMAIL, "email-form", value))]
"""An e-mail address."""
DecisionNumber = Annotated[str, BeforeValidator(lambda value: _matching(_DECISION, "decision-form", value))]
"""Number of a document as printed, e.g. 1370/QĐ-UBND-HC; unique only with date and issuer (ocop.md §1.6)."""
Duration = Annotated[str, BeforeValidator(lambda value: _matching(_DURATION, "duration-form", value))]
"""A shelf life as a duration, e.g. "12 tháng", never a batch date (Nghị định 37/2026, Phụ lục III)."""
Quantity = Annotated[str, BeforeValidator(lambda value: _matching(_QUANTITY, "quantity-form", value))]
"""A net quantity with its unit, decimal comma, e.g. "400 g" or "1,5 kg"."""
AlcoholByVolume = Annotated[str, BeforeValidator(lambda value: _matching(_ALCOHOL, "alcohol-form", value))]
"""The strength of a drink in per cent by volume, decimal comma, e.g. "29,5"."""
FocalPoint = Annotated[str, BeforeValidator(lambda value: _matching(_FOCUS, "focus-form", value))]
"""What a photo is of, in per cent of its width from the left and of its height from the top: "50 30"."""
Gtin = Annotated[str, BeforeValidator(_gtin)]
"""A number in a trade barcode, as printed: 8, 12, 13 or 14 digits with a right check digit, no number for inside use."""
