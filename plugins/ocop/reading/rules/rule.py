"""A rule as a value: its id never changes, its words may get better."""

from __future__ import annotations

from dataclasses import dataclass

from ocop.catalogue.problem import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule says, in Vietnamese and English, and the remedy: a thing to type or to do.

    The four texts are templates. `{name}` is filled from the problem's values, which are never interpreted; `[[…]]` is left out
    when a value named in it is missing or empty.
    """

    id: str
    severity: Severity
    vi: str
    en: str
    remedy_vi: str
    remedy_en: str


def error(rule: str, vi: str, en: str, remedy_vi: str, remedy_en: str) -> Rule:
    """Give a rule whose breach stops the build before anything is written."""
    return Rule(rule, Severity.ERROR, vi, en, remedy_vi, remedy_en)


def warning(rule: str, vi: str, en: str, remedy_vi: str, remedy_en: str) -> Rule:
    """Give a rule whose breach is told and stops nothing."""
    return Rule(rule, Severity.WARNING, vi, en, remedy_vi, remedy_en)


class Subject:
    """Rules that belong together, under one heading of docs/rules.md."""

    __slots__ = ("rules", "title")

    def __init__(self, title: str, *rules: Rule) -> None:
        self.title = title
        self.rules = tuple(sorted(rules, key=lambda rule: rule.id))
