"""What may not be said: cures, ranks that are not held; what has to be: functional food, alcohol (ocop.md §1.9, §7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ocop.catalogue.models import Facts, Group, Kind, ProductFacts, StoryFacts
from ocop.catalogue.problem import Problem
from ocop.catalogue.status import PublicStatus
from ocop.text import fold

from ..bundle import Bundle, Sheet
from ..passages import BODY, Passage, passages
from ..positions import line_counter
from ..raised import raised
from ..tree import Scalar
from ..whole import Whole
from .cures import cures_promised, may_promise

FUNCTIONAL_FOOD: Final = 18
ALCOHOL: Final = frozenset({14, 15})
MANDATORY_SENTENCE: Final = "Thực phẩm này không phải là thuốc, không có tác dụng thay thế thuốc chữa bệnh"
_ORDINARY: Final = frozenset({Group.FOOD, Group.DRINKS})
_HEADLINES: Final = ("title", "summary")
_STARS: Final = re.compile(
    r"OCOP\W+(?:\w+\W+){0,3}[1-5] sao|[1-5] sao\W+(?:\w+\W+){0,2}OCOP|tiềm năng [45] sao|[★⭐]+"
    r"|OCOP\W+[1-5][- ]star|[1-5][- ]star\W+OCOP",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"[1-5](?=[- ](?:sao|star))", re.IGNORECASE)
_MEDICINE: Final = re.compile(r"thuốc (?:dược liệu|cổ truyền|đông y)")


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give the claims a text may not make, and what it has to say and does not."""
    sheet = bundle.sheets.get(whole.frame.default_language)
    if sheet is None or bundle.facts is None:
        return
    facts = bundle.facts
    if _is_ordinary_food(facts, whole):
        for language, each in bundle.sheets.items():
            for passage in passages(each, bundle):
                lower = each.lower_body if passage.field == BODY else passage.text.lower()
                if may_promise(lower, language):
                    yield from _claims(passage, each, language)
    if isinstance(facts, ProductFacts):
        yield from _stars(bundle, facts, whole)
        if facts.set == FUNCTIONAL_FOOD and not _says_sentence(sheet, bundle):
            yield raised("functional-food-sentence", sheet.path, sheet.line("set"), sentence=MANDATORY_SENTENCE)
        if facts.set in ALCOHOL and facts.alcohol is None:
            yield raised("alcohol-missing", sheet.path, sheet.line("set"), found=str(facts.set))


def _claims(passage: Passage, sheet: Sheet, language: str) -> Iterator[Problem]:
    line_of = line_counter(passage.text, passage.line)
    for index, found in cures_promised(passage.text, language):
        yield raised("health-claim", sheet.path, line_of(index), field=passage.field, found=found)


def _stars(bundle: Bundle, facts: ProductFacts, whole: Whole) -> Iterator[Problem]:
    # A body may tell what was decided and when; a title goes on claiming it.
    for sheet in bundle.sheets.values():
        for field in _HEADLINES:
            typed = sheet.table.entries.get(field)
            found = _STARS.search(typed.text) if isinstance(typed, Scalar) and _names_stars(typed.text) else None
            if found:
                status = whole.status_of(facts)
                values = {"stars": str(status.stars)} if status.stars else {}
                if status.kind in {PublicStatus.EXPIRED, PublicStatus.REVOKED} and status.until is not None:
                    values["until"] = status.until.isoformat()
                rule = "stars-in-words" if _stars_said(found[0]) == status.stars else "stars-not-held"
                yield raised(rule, sheet.path, sheet.line(field), field=field, found=found[0], **values)


def _names_stars(text: str) -> bool:
    plain = text.casefold()
    return "sao" in plain or "star" in plain or "★" in plain or "⭐" in plain


def _stars_said(words: str) -> int:
    number = _NUMBER.search(words)
    return int(number[0]) if number else sum(char in "★⭐" for char in words)


def _is_ordinary_food(facts: Facts, whole: Whole) -> bool:
    if isinstance(facts, ProductFacts):
        return facts.group in _ORDINARY
    if isinstance(facts, StoryFacts):
        kind, _, slug = facts.about.partition("/")
        about = whole.facts_of(facts.about) if slug and kind == Kind.PRODUCT.value else None
        return isinstance(about, ProductFacts) and about.group in _ORDINARY
    return False


def _says_sentence(sheet: Sheet, bundle: Bundle) -> bool:
    said = " ".join(passage.text for passage in passages(sheet, bundle))
    return _MEDICINE.search(said.lower()) is not None or _letters(MANDATORY_SENTENCE) in _letters(said)


def _letters(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
