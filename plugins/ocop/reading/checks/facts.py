"""Facts that have to agree with one another: group and set, fields of a group, an end and its reason, addresses, phones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ocop.catalogue.groups import present_scheme
from ocop.catalogue.models import (
    Facts,
    Group,
    PlaceFacts,
    ProducerFacts,
    ProducerType,
    ProductFacts,
)
from ocop.catalogue.problem import Problem
from ocop.text import fold

from ..bundle import Bundle, Sheet
from ..files import shown_path
from ..lists import FILES
from ..raised import raised
from ..samples import samples_in_text, samples_in_values
from ..schema import field_name
from ..tree import Location, Scalar
from ..whole import Whole

_FOOD_ONLY: Final = (
    "net_quantities",
    "shelf_life",
    "alcohol",
    "gtin",
    "declaration",
    "ingredients",
    "usage",
    "storage",
)
_TOURISM_ONLY: Final = ("hours", "booking_url", "services")
_HOUSEHOLDS: Final = frozenset({ProducerType.BUSINESS_HOUSEHOLD, ProducerType.PRODUCING_HOUSEHOLD})
_OLD_CITY: Final = re.compile(r"\b(?:thanh pho|tp)\b[. ]*sa dec\b")
# In words on how to get there, unless they say that it was.
_NOW_CITY: Final = re.compile(
    r"\b(?:thanh pho|tp)\b[. ]*sa dec\b(?! \(?cu\b)|(?<!former )\bsa dec city\b|(?<!former )\bcity of sa dec\b"
)


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give a problem for each pair of facts that do not go together."""
    if not whole.sample:
        for each in bundle.sheets.values():
            yield from samples_in_values(each.table, each.path)
            yield from samples_in_text(each.body, each.path, each.body_line)
    sheet = bundle.sheets.get(whole.frame.default_language)
    if sheet is None or bundle.facts is None:
        return
    facts = bundle.facts
    if facts.gone is not None and "gone_reason" not in sheet.table.entries:
        yield raised("gone-reason-missing", sheet.path, sheet.line("gone"))
    yield from _addresses(facts, sheet, bundle)
    if isinstance(facts, ProductFacts):
        yield from _group(facts, bundle, whole)
        yield from _set(facts, sheet, whole)
    if isinstance(facts, ProducerFacts) and facts.type in _HOUSEHOLDS:
        for index, phone in enumerate(facts.phones):
            if phone.consent is None:
                yield raised("phone-consent", sheet.path, sheet.line("phones", index), found=phone.number)


def _group(facts: ProductFacts, bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    barred = _FOOD_ONLY if facts.group is Group.TOURISM else _TOURISM_ONLY
    for language in whole.frame.languages:
        sheet = bundle.sheets.get(language)
        for field in barred if sheet is not None else ():
            if sheet is not None and field in sheet.table.entries:
                values = {"field": field, "group": facts.group.value}
                yield raised("field-not-for-group", sheet.path, sheet.line(field), **values)


def _set(facts: ProductFacts, sheet: Sheet, whole: Whole) -> Iterator[Problem]:
    if whole.schemes is None or (facts.set is not None and whole.group_of_set(facts.set) is facts.group):
        return
    groups = present_scheme(whole.schemes).groups if whole.schemes else ()
    of_group = [entry for entry in groups if entry.browsed_as is facts.group]
    if not of_group:
        where = shown_path(whole.frame.content / "data" / FILES["schemes"], whole.frame.root)
        yield raised("group-unlisted", sheet.path, sheet.line("group"), found=facts.group.value, where=where)
        return
    if facts.set is None:
        return
    allowed = ", ".join(str(number) for number in sorted(one.number for entry in of_group for one in entry.sets))
    values = {"found": str(facts.set), "group": facts.group.value, "allowed": allowed}
    yield raised("set-not-in-group", sheet.path, sheet.line("set"), **values)


def _ways(bundle: Bundle) -> Iterator[tuple[Sheet, str]]:
    for sheet in bundle.sheets.values():
        typed = sheet.table.entries.get("access")
        if isinstance(typed, Scalar):
            yield sheet, typed.text


def _addresses(facts: Facts, sheet: Sheet, bundle: Bundle) -> Iterator[Problem]:
    places: list[tuple[Location, str | None]] = []
    if isinstance(facts, ProducerFacts | PlaceFacts):
        places.append((("address",), facts.address))
    if isinstance(facts, ProductFacts):
        places += [(("outlets", index, "address"), outlet.address) for index, outlet in enumerate(facts.outlets)]
    if isinstance(facts, PlaceFacts):
        for each, said in _ways(bundle):
            if _NOW_CITY.search(fold(said)):
                yield raised("address-old-city", each.path, each.line("access"), field="access", found=said)
    for location, address in places:
        if address is not None and _OLD_CITY.search(fold(address)):
            yield raised("address-old-city", sheet.path, sheet.line(*location), field=field_name(location), found=address)
