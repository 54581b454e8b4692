"""Barcode numbers against one another: no two products have one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ocop.catalogue.models import ProductFacts
from ocop.catalogue.problem import Problem

from ..bundle import Bundle
from ..raised import raised
from ..whole import Whole


class Row(NamedTuple):
    """A number as it was typed, and where."""

    gtin: str
    path: str
    line: int


def gather(bundle: Bundle, whole: Whole) -> Iterator[Row]:
    """Give the barcode number of a product that has one."""
    sheet = bundle.sheets.get(whole.frame.default_language)
    if sheet is not None and isinstance(bundle.facts, ProductFacts) and bundle.facts.gtin is not None:
        yield Row(bundle.facts.gtin, sheet.path, sheet.line("gtin"))


def compare(rows: Sequence[tuple[str, tuple[Any, ...]]], whole: Whole) -> Iterator[Problem]:
    """Give an error for each barcode number that two products claim."""
    del whole
    first: dict[str, str] = {}
    for _, (gtin, path, line) in rows:
        number = gtin.lstrip("0")  # 12 digits and the same with a leading 0 name one article.
        if number in first:
            yield raised("gtin-duplicate", path, line, found=gtin, other=first[number])
        first.setdefault(number, f"{path}:{line}")
