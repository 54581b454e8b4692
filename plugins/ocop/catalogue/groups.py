"""Groups and sets of products: names and spans come from data (`lists.Scheme`), how they are looked up from here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from .lists import GroupEntry, Scheme
from .models import Group, Language

_DEFAULT_LANGUAGE = "vi"


def scheme_on(schemes: Mapping[str, Scheme], day: date) -> Scheme | None:
    """Give the classification that a decision of `day` was made under; None before the first.

    Source: 1048/QĐ-TTg (six ngành, 21/08/2019–23/02/2023); 148/QĐ-TTg, Phụ lục I, kept by 26/2026/QĐ-TTg (six groups, 26 sets).
    """
    fitting = [scheme for scheme in schemes.values() if scheme.valid_from <= day and _lasts(scheme, day)]
    return max(fitting, key=lambda scheme: (scheme.valid_from, scheme.key), default=None)


def present_scheme(schemes: Mapping[str, Scheme]) -> Scheme:
    """Give the newest classification, by which the catalogue is browsed. Raises KeyError when there is none."""
    if not schemes:
        raise KeyError("no scheme")
    return max(schemes.values(), key=lambda scheme: (scheme.valid_from, scheme.key))


def group_title(schemes: Mapping[str, Scheme], group: Group, lang: Language) -> str:
    """Give the present name of a group; in Vietnamese where it has none in `lang`. Raises KeyError for an unlisted group.

    Source: 26/2026/QĐ-TTg, Điều 2.2 and Phụ lục I.
    """
    for entry in present_scheme(schemes).groups:
        if entry.browsed_as is group:
            return _titled(entry.titles, lang, entry.key)
    raise KeyError(group.value)


def groups_on(schemes: Mapping[str, Scheme], day: date) -> tuple[GroupEntry, ...]:
    """Give the groups (ngành) of the classification of `day`: a decision of that day could place a product in one of them.

    What each is browsed as today is `browsed_as`. Under 1048/QĐ-TTg two of them, vải và may mặc and lưu niệm – nội thất – trang
    trí, are today's crafts; sinh vật cảnh had none: it came with 148/QĐ-TTg on 24/02/2023 (ocop.md §1.2), so Sa Đéc's flowers
    cannot have a certificate of 2020 under it.
    """
    scheme = scheme_on(schemes, day)
    return scheme.groups if scheme else ()


def set_title(schemes: Mapping[str, Scheme], number: int, lang: Language) -> str:
    """Give the name of set 1–26; in Vietnamese where it has none in `lang`. Raises KeyError for an unlisted number.

    Source: 26/2026/QĐ-TTg, Phụ lục I, II.
    """
    for entry in present_scheme(schemes).groups:
        for product_set in entry.sets:
            if product_set.number == number:
                return _titled(product_set.titles, lang, str(number))
    raise KeyError(number)


def group_of_set(schemes: Mapping[str, Scheme], number: int) -> Group | None:
    """Give the group that set 1–26 belongs to; None for an unlisted number. Source: 26/2026/QĐ-TTg, Phụ lục I."""
    for entry in present_scheme(schemes).groups:
        if any(product_set.number == number for product_set in entry.sets):
            return entry.browsed_as
    return None


def _lasts(scheme: Scheme, day: date) -> bool:
    return scheme.valid_to is None or day <= scheme.valid_to


def _titled(titles: Mapping[str, str], lang: Language, key: str) -> str:
    return titles.get(lang) or titles.get(_DEFAULT_LANGUAGE, key)
