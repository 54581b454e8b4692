"""Decisions against one another and the lists: a number has one day a year, issuers are spelled alike, codes are used once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from ocop.catalogue.models import ProductFacts
from ocop.catalogue.problem import Problem
from ocop.text import fold

from ..bundle import Bundle
from ..nearness import distance, marks
from ..raised import raised
from ..whole import Whole

_MINISTRIES: Final = ("Bộ Nông nghiệp và Môi trường", "Bộ Nông nghiệp và Phát triển nông thôn")
_FARTHEST: Final = 2
"""Letters by which a misspelled issuer differs at most."""
_SHORTEST: Final = 8


class Row(NamedTuple):
    """What is compared of a recognition, and the lines on which it was typed."""

    decision: str
    date: str
    issuer: str
    plain: str
    """The issuer without marks and capitals."""
    code: str | None
    path: str
    decision_line: int
    date_line: int
    issuer_line: int
    code_line: int

    @property
    def place(self) -> str:
        """Give where the number of the decision was typed."""
        return f"{self.path}:{self.decision_line}"


def gather(bundle: Bundle, whole: Whole) -> Iterator[Row]:
    """Give the recognitions of a product."""
    sheet = bundle.sheets.get(whole.frame.default_language)
    if sheet is None or not isinstance(bundle.facts, ProductFacts):
        return
    for index, one in enumerate(bundle.facts.recognitions):
        lines = (sheet.line("recognitions", index, field) for field in ("decision", "date", "issuer", "product_code"))
        yield Row(one.decision, one.date.isoformat(), one.issuer, _plain(one.issuer), one.product_code, sheet.path, *lines)


def compare(found: Sequence[tuple[str, tuple[Any, ...]]], whole: Whole) -> Iterator[Problem]:
    """Give the problems that show only when all recognitions lie side by side."""
    rows = [Row._make(row) for _, row in found]
    yield from _days(rows)
    yield from _codes_used_again(rows)
    yield from _issuers_of_one_decision(rows)
    slips = _slips(rows, whole)
    for row in rows:
        if row.issuer in slips:
            yield raised("issuer-spelling", row.path, row.issuer_line, found=row.issuer, suggestion=slips[row.issuer])


def _days(rows: Sequence[Row]) -> Iterator[Problem]:
    # Numbers begin anew each year, so within a year a number and its issuer have one day (ocop.md §1.6).
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        key = (row.decision.lower(), row.plain, row.date[:4])
        groups[key].append(row)
    for group in groups.values():
        days = Counter(row.date for row in group)
        if len(days) == 1:
            continue
        usual = _usual(days)
        witness = next(row for row in group if row.date == usual)
        for row in group:
            if row.date != usual:
                values = {"found": row.decision, "date": row.date}
                said = values | {"expected": usual, "other": witness.place}
                yield raised("decision-days-differ", row.path, row.date_line, **said)


def _issuers_of_one_decision(rows: Sequence[Row]) -> Iterator[Problem]:
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.decision.lower(), row.date].append(row)
    for group in groups.values():
        issuers = Counter(row.plain for row in group)
        if len(issuers) == 1:
            continue
        usual = _usual(issuers)
        witness = next(row for row in group if row.plain == usual)
        for row in group:
            near = distance(row.plain, usual, _FARTHEST) <= _FARTHEST  # Told as a misspelling.
            if row.plain != usual and not near:
                values = {"found": row.issuer, "decision": row.decision, "expected": witness.issuer}
                yield raised("decision-issuers-differ", row.path, row.issuer_line, **values, other=witness.place)


def _codes_used_again(rows: Sequence[Row]) -> Iterator[Problem]:
    first: dict[str, Row] = {}
    for row in rows:
        code = row.code
        if code is None:
            continue
        before = first.setdefault(code, row)
        if before.path != row.path:  # A product keeps its code from one recognition to the next.
            other = f"{before.path}:{before.code_line}"
            yield raised("product-code-duplicate", row.path, row.code_line, found=code, other=other)


def _usual(counted: Counter[str]) -> str:
    return counted.most_common(1)[0][0]  # On a tie the first one met: products in order.


def _listed_issuers(whole: Whole) -> tuple[str, ...]:
    names = dict.fromkeys(_MINISTRIES)
    for unit in (whole.units or {}).values():
        for place in (unit.province, unit.city):
            if place:
                names |= dict.fromkeys((f"UBND {place}", f"Ủy ban nhân dân {place}"))
    return tuple(names | dict.fromkeys(document.issuer for document in (whole.documents or {}).values()))


def _slips(rows: Sequence[Row], whole: Whole) -> dict[str, str]:
    """Give the issuers that are misspelt, each with how it is spelt; each is looked at once, however often it was typed."""
    listed = _listed_issuers(whole)
    times = Counter(row.issuer for row in rows)
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


@lru_cache(1024)  # few issuers decide on many products
def _plain(text: str) -> str:
    return " ".join(fold(text).split())
