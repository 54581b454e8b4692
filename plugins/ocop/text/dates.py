"""Days as people write them: Vietnamese in the administrative style, other languages as CLDR has them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel.dates import format_date, get_month_names

from .locales import VIETNAMESE, cldr_locale

_DAYS_KEPT = 4096  # a catalogue names few different days, each on many pages


def date_short(d: date, lang: str) -> str:
    """Give "29/12/2026": day, month, year, as printed on certificates, in every language (ocop.md §6.3).

    One form for all, so that a day on a page can be compared with the paper; `date_long` is the form nobody can misread.
    """
    del lang
    return f"{d.day:02d}/{d.month:02d}/{d.year:04d}"


@lru_cache(_DAYS_KEPT)
def date_long(d: date, lang: str) -> str:
    """Give "ngày 29 tháng 12 năm 2026", "29 December 2026".

    Vietnamese follows Nghị định 30/2020/NĐ-CP, Phụ lục I (days 1–9 and months 1–2 with a leading zero: "ngày 07 tháng 12 năm
    2020"), not CLDR's "29 tháng 12, 2026". Raises babel.UnknownLocaleError for a language CLDR does not know.
    """
    if lang == VIETNAMESE:
        return f"ngày {d.day:02d} {_month_year_vi(d)}"
    return format_date(d, format="long", locale=cldr_locale(lang))


@lru_cache(_DAYS_KEPT)
def month_year(d: date, lang: str) -> str:
    """Give "tháng 12 năm 2026", "tháng 02 năm 2026", "December 2026". Rule and errors as `date_long`."""
    if lang == VIETNAMESE:
        return _month_year_vi(d)
    return format_date(d, format="MMMM y", locale=cldr_locale(lang))


@lru_cache(_DAYS_KEPT)
def month(number: int, lang: str) -> str:
    """Give the name of a month as a heading has it: "Tháng 11", "November". Errors as `date_long`."""
    name: str = get_month_names("wide", context="stand-alone", locale=cldr_locale(lang))[number]
    return name[:1].upper() + name[1:]


def _month_year_vi(d: date) -> str:
    # Only January and February take a zero: tháng 3 cannot be turned into tháng 13.
    month = f"{d.month:02d}" if d.month <= 2 else str(d.month)
    return f"tháng {month} năm {d.year}"
