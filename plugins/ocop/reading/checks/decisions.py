"""Decisions against one another and the lists: a number has one day a year, issuers are spelled alike, codes fit units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from ocop.catalogue.lists import Unit
from ocop.catalogue.models import Kind, ProductFacts, Recognition
from ocop.catalogue.problem import Problem
from ocop.catalogue.product_codes import NO_DISTRICTS_SINCE, product_code
from ocop.text import fold

from ..bundle import Sheet
from ..nearness import distance, marks
from ..raised import raised
from ..whole import Whole

_MINISTRIES: Final = ("Bộ Nông nghiệp và Môi trường", "Bộ Nông nghiệp và Phát triển nông thôn")
_FARTHEST: Final = 2
"""Letters by which a misspelled issuer differs at most."""
_SHORTEST: Final = 8
_Value = TypeVar("_Value", str, date)


@dataclass(frozen=True, slots=True)
class _Row:
    recognition: Recognition
    sheet: Sheet
    index: int
    issuer: str
    """Without marks and capitals."""

    def line(self, field: str) -> int:
        return self.sheet.line("recognitions", self.index, field)

    @property
    def place(self) -> str:
        return f"{self.sheet.path}:{self.line('decision')}"


def check(whole: Whole) -> Iterator[Problem]:
    """Give the problems that show only when all recognitions lie side by side."""
    rows = list(_rows(whole))
    yield from _days(rows)
    yield from _codes_used_again(rows)
    yield from _issuers_of_one_decision(rows)
    slips = _slips(rows, whole)
    for row in rows:
        if row.recognition.issuer in slips:
            values = {"found": row.recognition.issuer, "suggestion": slips[row.recognition.issuer]}
            yield raised("issuer-spelling", row.sheet.path, row.line("issuer"), **values)
        if whole.units is not None:
            yield from _code(row, whole.units, whole.units_path)


def _rows(whole: Whole) -> Iterator[_Row]:
    plain: dict[str, str] = {}  # Thousands of decisions are of a few issuers.
    for _, bundle in sorted(whole.bundles.get(Kind.PRODUCT, {}).items()):
        sheet = bundle.sheets.get(whole.frame.default_language)
        if sheet is not None and isinstance(bundle.facts, ProductFacts):
            for index, recognition in enumerate(bundle.facts.recognitions):
                issuer = recognition.issuer
                if issuer not in plain:
                    plain[issuer] = _plain(issuer)
                yield _Row(recognition, sheet, index, plain[issuer])


def _days(rows: list[_Row]) -> Iterator[Problem]:
    # Numbers begin anew each year, so within a year a number and its issuer have one day (ocop.md §1.6).
    groups: dict[tuple[str, str, int], list[_Row]] = defaultdict(list)
    for row in rows:
        key = (row.recognition.decision.lower(), row.issuer, row.recognition.date.year)
        groups[key].append(row)
    for group in groups.values():
        days = Counter(row.recognition.date for row in group)
        if len(days) == 1:
            continue
        usual = _usual(days)
        witness = next(row for row in group if row.recognition.date == usual)
        for row in group:
            if row.recognition.date != usual:
                values = {"found": row.recognition.decision, "date": row.recognition.date.isoformat()}
                said = values | {"expected": usual.isoformat(), "other": witness.place}
                yield raised("decision-days-differ", row.sheet.path, row.line("date"), **said)


def _issuers_of_one_decision(rows: list[_Row]) -> Iterator[Problem]:
    groups: dict[tuple[str, date], list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row.recognition.decision.lower(), row.recognition.date].append(row)
    for group in groups.values():
        issuers = Counter(row.issuer for row in group)
        if len(issuers) == 1:
            continue
        usual = _usual(issuers)
        witness = next(row for row in group if row.issuer == usual)
        for row in group:
            # One that is nearly the usual one is told as a misspelling.
            if row.issuer != usual and distance(row.issuer, usual, _FARTHEST) > _FARTHEST:
                values = {
                    "found": row.recognition.issuer,
                    "decision": row.recognition.decision,
                    "expected": witness.recognition.issuer,
                }
                yield raised("decision-issuers-differ", row.sheet.path, row.line("issuer"), **values, other=witness.place)


def _codes_used_again(rows: list[_Row]) -> Iterator[Problem]:
    first: dict[str, _Row] = {}
    for row in rows:
        code = row.recognition.product_code
        if code is None:
            continue
        before = first.setdefault(code, row)
        if before.sheet is not row.sheet:  # A product keeps its code from one recognition to the next.
            other = f"{before.sheet.path}:{before.line('product_code')}"
            yield raised("product-code-duplicate", row.sheet.path, row.line("product_code"), found=code, other=other)


def _usual(counted: Counter[_Value]) -> _Value:
    return counted.most_common(1)[0][0]  # On a tie the first one met: products in order.


def _listed_issuers(whole: Whole) -> tuple[str, ...]:
    names = dict.fromkeys(_MINISTRIES)
    for unit in (whole.units or {}).values():
        for place in (unit.province, unit.city):
            if place:
                names |= dict.fromkeys((f"UBND {place}", f"Ủy ban nhân dân {place}"))
    return tuple(names | dict.fromkeys(document.issuer for document in (whole.documents or {}).values()))


def _slips(rows: list[_Row], whole: Whole) -> dict[str, str]:
    """Give the issuers that are misspelt, each with how it is spelt; each is looked at once, however often it was typed."""
    listed = _listed_issuers(whole)
    times = Counter(row.recognition.issuer for row in rows)
    repeated = tuple(name for name, count in times.items() if count > 1)
    found: dict[str, str] = {}
    for typed in times:
        if typed not in listed:
            near = _nearest(typed, listed) or ("" if typed in repeated else _nearest(typed, repeated))
            found |= {typed: near} if near else {}
    return found


def _nearest(typed: str, names: Iterable[str]) -> str:
    plain = _plain(typed)
    if len(plain) < _SHORTEST:
        return ""
    for name in names:
        # Capitals and the place of a mark (Uỷ, Ủy) are as printed; a lost mark or letter is a slip.
        slip = marks(name) != marks(typed) if _plain(name) == plain else distance(plain, _plain(name), _FARTHEST) <= _FARTHEST
        if slip:
            return name
    return ""


def _code(row: _Row, units: Mapping[str, Unit], where: str) -> Iterator[Problem]:
    typed, day = row.recognition.product_code, row.recognition.date
    if typed is None:
        return
    path, line = row.sheet.path, row.line("product_code")
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


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def check_barcodes(whole: Whole) -> Iterator[Problem]:
    """Give an error for each barcode number that two products claim."""
    first: dict[str, str] = {}
    for _, bundle in sorted(whole.bundles.get(Kind.PRODUCT, {}).items()):
        sheet = bundle.sheets.get(whole.frame.default_language)
        if sheet is None or not isinstance(bundle.facts, ProductFacts) or bundle.facts.gtin is None:
            continue
        number = bundle.facts.gtin.lstrip("0")  # 12 digits and the same with a leading 0 name one article.
        line = sheet.line("gtin")
        if number in first:
            yield raised("gtin-duplicate", sheet.path, line, found=bundle.facts.gtin, other=first[number])
        first.setdefault(number, f"{sheet.path}:{line}")
