"""What a translation still lacks. Vietnamese stands in for it, so these are warnings, one a bundle and language."""

from __future__ import annotations

from collections.abc import Iterator

from ocop.catalogue.models import Words
from ocop.catalogue.problem import Problem

from ..bundle import Bundle
from ..raised import raised
from ..whole import Whole
from .completeness import ranks_high

_NOT_WORDS = frozenset({"translates"})


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give a warning for each language that has no file or lacks words which the default language has."""
    original = bundle.words.get(whole.frame.default_language)
    main = bundle.sheets.get(whole.frame.default_language)
    if original is None or main is None:
        return
    for language in whole.frame.languages:
        name = f"{language}.md"
        if language not in bundle.languages:
            if ranks_high(bundle, whole):
                continue  # Told as what its stars ask for.
            yield raised("translation-missing", main.path, 1, language=language, found=f"{bundle.path}/{name}")
            continue
        words, sheet = bundle.words.get(language), bundle.sheets.get(language)
        if language == whole.frame.default_language or words is None or sheet is None:
            continue
        missing = list(_missing(original, words))
        if main.body.strip() and not sheet.body.strip():
            missing.append("thân bài (body)")
        if missing:
            yield raised("word-missing", sheet.path, 1, language=language, missing=", ".join(missing), found=name)


def _missing(original: Words, words: Words) -> Iterator[str]:
    for field in type(original).model_fields:
        said, theirs = getattr(original, field), getattr(words, field)
        if isinstance(said, dict):
            yield from (f"{field}.{name}" for name in said if name not in theirs)
        elif field not in _NOT_WORDS and said is not None and field not in words.model_fields_set:
            yield field
