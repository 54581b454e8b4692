"""Product codes as certificates print them: their form, their year, and a unit that existed then (ocop.md §2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ocop.catalogue.lists import Unit
from ocop.catalogue.models import ProductFacts, Recognition
from ocop.catalogue.problem import Problem
from ocop.catalogue.product_codes import NO_DISTRICTS_SINCE, product_code

from ..bundle import Bundle
from ..raised import raised
from ..whole import Whole


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give the problems of the codes of a product's recognitions."""
    sheet = bundle.sheets.get(whole.frame.default_language)
    if sheet is None or whole.units is None or not isinstance(bundle.facts, ProductFacts):
        return
    for index, recognition in enumerate(bundle.facts.recognitions):
        if recognition.product_code is not None:
            line = sheet.line("recognitions", index, "product_code")
            yield from _code(recognition.product_code, recognition, sheet.path, line, whole.units, whole.units_path)


def _code(  # noqa: PLR0913, PLR0917 (what was typed, in what, where, and what there is)
    typed: str, recognition: Recognition, path: str, line: int, units: Mapping[str, Unit], where: str
) -> Iterator[Problem]:
    day = recognition.date
    said = {"found": typed, "date": day.isoformat()}
    code = product_code(typed)
    if code is None:
        yield raised("product-code-form", path, line, found=typed)
        return
    # A code is given while a product is assessed, in the year it names; the decision may follow in the next.
    began = date(code.year, 1, 1)
    if not day.year - 1 <= code.year <= day.year:
        yield raised("product-code-year", path, line, **said, year=str(code.year))
    elif bool(code.district) and began >= NO_DISTRICTS_SINCE:
        yield raised("product-code-district", path, line, **said, expected=f"{code.province}-{code.unit}")
    of_code = sorted((unit for unit in units.values() if unit.code == code.unit), key=lambda unit: unit.slug)
    if not of_code:
        yield raised("product-code-unknown", path, line, **said, code=code.unit, where=where)
    elif not any((unit.valid_from or date.min) <= day and (unit.valid_to or date.max) >= min(began, day) for unit in of_code):
        unit = of_code[-1]
        span = f"{unit.valid_from or '…'} → {unit.valid_to or '…'}"
        yield raised("product-code-unit", path, line, **said, code=code.unit, title=unit.title, span=span)
