"""Recognitions and dossiers against the decisions on OCOP (ocop.md §1, §7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ocop.catalogue.fields import FIRST_OCOP_DAY
from ocop.catalogue.levels import Level, issuer_fits, possible_schemes, recognising_level
from ocop.catalogue.models import Evidence, ProductFacts, Recognition
from ocop.catalogue.problem import Problem
from ocop.catalogue.validity import TERM_MONTHS, add_months, expiry, latest_extension
from ocop.text import fold

from ..bundle import Bundle, Sheet
from ..raised import raised
from ..whole import Whole

_STRONG: Final = (Evidence.A, Evidence.B1)
_LEVELS_VI: Final = {Level.DISTRICT: "huyện", Level.PROVINCE: "tỉnh", Level.CENTRAL: "trung ương"}


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give the problems of a product's recognitions, and of its dossier's evidence."""
    sheet = bundle.sheets.get(whole.frame.default_language)
    facts = bundle.facts
    if sheet is None or not isinstance(facts, ProductFacts):
        return
    evidence = {source.key: source.evidence for source in facts.sources}
    first: dict[tuple[str, str, str], int] = {}
    for index, recognition in enumerate(facts.recognitions):
        yield from _dates(recognition, sheet, index)
        yield from _extension(recognition, sheet, index)
        yield from _likely(recognition, sheet, index, facts, whole)
        grade = evidence.get(recognition.source)
        if grade is not None and grade not in _STRONG:
            line = sheet.line("recognitions", index, "source")
            yield raised("evidence-too-weak", sheet.path, line, found=recognition.source, evidence=grade.value)
        if len(facts.recognitions) == 1:
            continue
        identity = (_same(recognition.decision), recognition.date.isoformat(), _same(recognition.issuer))
        line = sheet.line("recognitions", index, "decision")
        if identity in first:
            found = f"{recognition.decision}, {recognition.date.isoformat()}"
            yield raised("recognition-duplicate", sheet.path, line, found=found, first=str(first[identity]))
        first.setdefault(identity, line)
    if facts.dossier is not None and evidence.get(facts.dossier.source) is Evidence.C:
        line = sheet.line("dossier", "source")
        yield raised("dossier-evidence-too-weak", sheet.path, line, found=facts.dossier.source, evidence="C")


def _same(text: str) -> str:
    return " ".join(fold(text).split())


def _dates(recognition: Recognition, sheet: Sheet, index: int) -> Iterator[Problem]:
    decided = recognition.date
    if decided < FIRST_OCOP_DAY:
        values = {"found": decided.isoformat(), "earliest": FIRST_OCOP_DAY.isoformat()}
        yield raised("recognition-too-early", sheet.path, sheet.line("recognitions", index, "date"), **values)
    expires = recognition.expires
    if expires is not None:
        line = sheet.line("recognitions", index, "expires")
        usual = add_months(decided, TERM_MONTHS)
        if expires <= decided:
            yield raised("expires-before-decision", sheet.path, line, found=expires.isoformat(), date=decided.isoformat())
        elif expires != usual and recognition.expires_reason is None:
            yield raised("expires-reason-missing", sheet.path, line, found=expires.isoformat(), expected=usual.isoformat())
    revocation = recognition.revocation
    if revocation is not None and revocation.date < decided:
        line = sheet.line("recognitions", index, "revocation", "date")
        values = {"found": revocation.date.isoformat(), "date": decided.isoformat()}
        yield raised("revocation-before-decision", sheet.path, line, **values)


def _extension(recognition: Recognition, sheet: Sheet, index: int) -> Iterator[Problem]:
    if recognition.extension is None:
        return
    until, end, latest = recognition.extension.until, expiry(recognition), latest_extension(recognition)
    line = sheet.line("recognitions", index, "extension", "until")
    values = {"found": until.isoformat(), "expiry": end.isoformat()}
    if until <= end:
        yield raised("extension-before-expiry", sheet.path, line, **values)
    elif latest is None:
        yield raised("extension-not-possible", sheet.path, line, **values)
    elif until > latest:
        yield raised("extension-too-long", sheet.path, line, **values, latest=latest.isoformat())


def _likely(recognition: Recognition, sheet: Sheet, index: int, facts: ProductFacts, whole: Whole) -> Iterator[Problem]:
    day = recognition.date
    shown = day.isoformat()
    expected = recognising_level(day, recognition.stars)
    if expected is not None and not issuer_fits(day, recognition.stars, recognition.issuer):
        values = {"found": recognition.issuer, "date": shown, "stars": str(recognition.stars), "expected": _LEVELS_VI[expected]}
        line = sheet.line("recognitions", index, "issuer")
        yield raised("issuer-unlikely", sheet.path, line, **values, expected_en=expected.value)
    possible = possible_schemes(day, recognition.kind)
    if recognition.scheme is not None and possible and recognition.scheme not in possible:
        line = sheet.line("recognitions", index, "scheme")
        yield raised("scheme-unlikely", sheet.path, line, date=shown, found=recognition.scheme, expected=possible[0])
    if whole.schemes and possible and facts.group not in whole.groups_on(day):
        line = sheet.line("recognitions", index, "date")
        yield raised("group-unlikely", sheet.path, line, date=shown, found=facts.group.value)
