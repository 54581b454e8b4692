"""A problem: one thing wrong in one place, as a value. Rooms collect them; the command line prints them all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """An error stops before anything is written; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and where: `path` relative to the project, POSIX; `line` from 1; `rule` a stable id.

    `values` are what the rule's message quotes (`found`, `field`, `allowed`, …). The words live in one table of rules, so that
    a message in another language is a look-up, not another problem.
    """

    path: str
    line: int
    rule: str
    severity: Severity = Severity.ERROR
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __reduce__(self) -> tuple[type[Problem], tuple[object, ...]]:
        """Travel between processes, which a read-only view of a mapping cannot."""
        return Problem, (self.path, self.line, self.rule, self.severity, dict(self.values))
