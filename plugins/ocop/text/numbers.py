"""Numbers and money as a language writes them."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Final

from babel.numbers import format_decimal, get_group_symbol

from .locales import cldr_locale

_NO_BREAK_SPACE: Final = "\u00a0"
_DONG: Final = "₫"


def number(n: float | Decimal, lang: str) -> str:
    """Give "1.002" and "1,5" in Vietnamese, "1,002" and "1.5" in English; at most three decimals (ocop.md §6.3).

    Raises babel.UnknownLocaleError for a language CLDR does not know.
    """
    sign = _thousands_sign(lang) if type(n) is int and n >= 0 else ""
    return f"{n:,}".replace(",", sign) if sign else format_decimal(n, locale=cldr_locale(lang))


@cache
def _thousands_sign(lang: str) -> str:
    """Give what stands between thousands in a language that groups digits by three and does no more; "" for any other."""
    locale = cldr_locale(lang)
    pattern = locale.decimal_formats[None]
    plain = locale.default_numbering_system == "latn" and pattern.pattern == "#,##0.###"
    return get_group_symbol(locale) if plain else ""


def money(vnd: int, lang: str) -> str:
    """Give whole đồng as "55.000 ₫", in English "55,000 ₫"; the space before ₫ is U+00A0, so that no line breaks there.

    ₫ stands behind the amount in every language, as on a price tag in Vietnam. Source: ocop.md §6.3. Errors as `number`.
    """
    return f"{number(vnd, lang)}{_NO_BREAK_SPACE}{_DONG}"
