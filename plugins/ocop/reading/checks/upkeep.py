"""What time does to a page: facts that nobody has checked for long, translations whose original went on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ocop.catalogue.models import Kind
from ocop.catalogue.problem import Problem
from ocop.catalogue.validity import add_months

from ..bundle import Bundle
from ..raised import raised
from ..stamps import stamp_of
from ..tree import Scalar
from ..whole import Whole

STALE_AFTER_MONTHS: Final = 6
_OF_THEIR_DAY: Final = frozenset({Kind.NEWS, Kind.EVENT})


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give a warning where the last check is older than six months, and for each translation without the right stamp."""
    yield from _verified(bundle, whole)
    yield from _translations(bundle, whole)


def _verified(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    sheet, facts = bundle.sheets.get(whole.frame.default_language), bundle.facts
    # News and events tell of their own day and are not checked again; what is gone or a draft is not relied upon.
    if sheet is None or facts is None or bundle.kind in _OF_THEIR_DAY or facts.draft or facts.gone is not None:
        return
    typed = sheet.table.entries.get("verified")
    found, today = facts.verified.isoformat(), whole.today.isoformat()
    # A day that was refused is lent another one, so that the rest is judged; nobody typed that.
    if isinstance(typed, Scalar) and typed.text == found and add_months(facts.verified, STALE_AFTER_MONTHS) < whole.today:
        yield raised("verified-old", sheet.path, sheet.line("verified"), found=found, today=today)


def _translations(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    language_of_original = whole.frame.default_language
    original, main = bundle.words.get(language_of_original), bundle.sheets.get(language_of_original)
    if original is None or main is None:
        return
    stamp = ""
    for language, words in bundle.words.items():
        if language == language_of_original:
            continue
        stamp = stamp or stamp_of(original, main.body)
        sheet = bundle.sheets[language]
        values = {"language": language, "command": f"python -m ocop stamp {bundle.key}"}
        if words.translates is None:
            yield raised("translation-unstamped", sheet.path, 1, **values)
        elif words.translates != stamp:
            line = sheet.line("translates")
            yield raised("translation-stale", sheet.path, line, found=words.translates, source=main.path, **values)
