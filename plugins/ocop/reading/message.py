"""A problem in words: one line for people, whatever its values hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from ocop.catalogue.problem import Problem, Severity

from .rules import RULES

MAX_VALUE: Final = 80
"""Characters of a value that a message shows."""
_OPTIONAL: Final = re.compile(r"\[\[(.*?)\]\]")
_NAME: Final = re.compile(r"\{([a-z_]+)\}")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LONG: Final = frozenset({"allowed"})  # A list to choose from is of no use when cut.


def format_problem(problem: Problem, language: str = "vi") -> str:
    """Give `path:line: rule-id: what → remedy`, always one line; Vietnamese unless `language` is "en".

    A rule that is not in the table (a mistake of ours) still gives its place and what was found.
    """
    what, remedy = in_words(problem, language)
    return f"{shown(problem.path)}:{problem.line}: {problem.rule}: {what}{' → ' if remedy else ''}{remedy}"


def in_words(problem: Problem, language: str = "vi") -> tuple[str, str]:
    """Give what is wrong and what to type or do, each on one line; the second is "" for a rule that is not in the table."""
    rule = RULES.get(problem.rule)
    if rule is None:
        return ", ".join(f"{name} = {_value(name, value)}" for name, value in sorted(problem.values.items())), ""
    what, remedy = (rule.en, rule.remedy_en) if language == "en" else (rule.vi, rule.remedy_vi)
    return filled(what, problem.values), filled(remedy, problem.values)


def filled(template: str, values: Mapping[str, str]) -> str:
    """Put values into a rule's template. Values are shown, never read: braces, brackets and signs in them mean nothing."""

    def optional(part: re.Match[str]) -> str:
        return part[1] if all(values.get(name) for name in _NAME.findall(part[1])) else ""

    return _NAME.sub(lambda name: _value(name[1], values.get(name[1], "…")), _OPTIONAL.sub(optional, template))


def shown(text: str) -> str:
    """Give the text on one line: line breaks, controls and invisible characters written as escapes."""
    if text.isprintable():  # as nearly all are: each letter need not be looked up
        return text
    return "".join(_escaped(char) if unicodedata.category(char) in _UNSEEN else char for char in text)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Say whether any of the problems stops the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def _value(name: str, value: str) -> str:
    limit = MAX_VALUE * 8 if name in _LONG else MAX_VALUE
    return shown(value if len(value) <= limit else value[: limit - 1] + "…")


def _escaped(char: str) -> str:
    short = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(char)
    code = ord(char)
    return short or (f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}")
