"""What a product of four or five stars should have on its page: the minimum of criterion 5.1 (26/2026/QĐ-TTg, Phụ lục II).

A four-star product has a documented story, a leaflet, a website with pictures, and the story in its traceability content
(tourism excepted); a website in a second language counts for tourism and for five stars (ocop.md §1.7). The leaflet needs a
printed code, so the room that knows the ledger raises that one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from ocop.catalogue.models import Facts, Group, ProductFacts, ProductWords, StoryFacts
from ocop.catalogue.problem import Problem

from ..bundle import Bundle, Sheet
from ..passages import without_code
from ..raised import raised
from ..shape import example_of
from ..whole import Whole

FEWEST_STARS: Final = 4
FEWEST_WORDS: Final = 40
"""Words below which a body is a caption, not a story."""


_LABEL_WORDS: Final = ("ingredients", "storage")
_LABEL_FACTS: Final = ("net_quantities", "shelf_life")
_FRESH: Final = frozenset({1, 2})
"""Sets of fresh produce: sold loose, without a label of ingredients."""


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give a warning for what food lacks of its label, and for each thing that a product of four or five stars today lacks."""
    sheet = bundle.sheets.get(whole.frame.default_language)
    facts = bundle.facts
    if sheet is not None and isinstance(facts, ProductFacts):
        yield from _label(facts, sheet)
    stars = stars_today(facts, whole)
    if sheet is None or not isinstance(facts, ProductFacts) or stars < FEWEST_STARS:
        return
    said = _said(stars, bundle, whole)
    line = sheet.line("recognitions")
    if not facts.photos:
        yield raised("four-star-photo", sheet.path, line, **said)
    if facts.traceability_url is None and facts.group is not Group.TOURISM:
        yield raised("four-star-traceability", sheet.path, line, **said)
    for language in whole.frame.languages:
        if language not in bundle.languages:
            found = f"{bundle.path}/{language}.md"
            yield raised("four-star-english", sheet.path, line, language=language, found=found, **said)


def _label(facts: ProductFacts, sheet: Sheet) -> Iterator[Problem]:
    # What a label has to say (Nghị định 37/2026, Điều 42; ocop.md §1.9) is what a buyer looks for on the page.
    if facts.group not in {Group.FOOD, Group.DRINKS} or facts.set in _FRESH or facts.draft or facts.gone is not None:
        return
    missing = [key for key in (*_LABEL_FACTS, *_LABEL_WORDS) if key not in sheet.table.entries]
    if missing:
        fields = ProductFacts.model_fields | ProductWords.model_fields
        example = example_of(missing[0], fields[missing[0]])
        yield raised("label-facts-missing", sheet.path, sheet.line("group"), missing=", ".join(missing), example=example)


def stars_today(facts: Facts | None, whole: Whole) -> int:
    """Give the stars that a published product has today; 0 for none, and for anything else."""
    if not isinstance(facts, ProductFacts) or facts.draft or facts.gone is not None:
        return 0
    return whole.status_of(facts).stars or 0


def ranks_high(bundle: Bundle, whole: Whole) -> bool:
    """Say whether a bundle is a product with the stars that ask for a complete page."""
    return stars_today(bundle.facts, whole) >= FEWEST_STARS


def _said(stars: int, bundle: Bundle, whole: Whole) -> dict[str, str]:
    return {"stars": str(stars), "product": bundle.key, "folder": bundle.path, "facts_file": whole.frame.facts_file}


class Row(NamedTuple):
    """Of a story what it is about (`about`); of a product that ranks high and has too few words what would be said of it."""

    about: str
    path: str = ""
    line: int = 0
    values: tuple[tuple[str, str], ...] = ()


def gather(bundle: Bundle, whole: Whole) -> Iterator[Row]:
    """Give what a story is about, and a product of four or five stars that has no story of its own on its page."""
    sheet = bundle.sheets.get(whole.frame.default_language)
    if isinstance(bundle.facts, StoryFacts):
        yield Row(bundle.facts.about)
    elif sheet is not None and ranks_high(bundle, whole):
        words = len(without_code(sheet.body).split())
        if words < FEWEST_WORDS:
            said = {"found": str(words), **_said(stars_today(bundle.facts, whole), bundle, whole)}
            yield Row("", sheet.path, sheet.body_line, tuple(said.items()))


def compare(rows: Sequence[tuple[str, tuple[Any, ...]]], whole: Whole) -> Iterator[Problem]:
    """Give a warning for each such product that no story is about, either."""
    del whole
    told = {row[0] for _, row in rows}
    for key, row in rows:
        about, path, line, values = row
        if not about and key not in told:
            yield raised("four-star-story", path, line, **dict(values))
