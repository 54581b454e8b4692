"""What a build had to say, kept beside its manifest, so that an unchanged build says the same without reading anything."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ocop.catalogue.problem import Problem, Severity


@dataclass(frozen=True, slots=True)
class Said:
    """The problems (none of them an error), and the listener's last line; None where the listener had none to keep."""

    problems: tuple[Problem, ...]
    last_line: str | None = None


def to_text(said: Said) -> str:
    """Give it as one line of JSON."""
    problems = [[one.path, one.line, one.rule, one.severity.value, dict(one.values)] for one in said.problems]
    return json.dumps([problems, said.last_line])


def from_text(text: str) -> Said | None:
    """Read what `to_text` gave; None for anything else."""
    try:
        problems, line = json.loads(text)
        return Said(tuple(_problem(*one) for one in problems), None if line is None else str(line))
    except (ValueError, TypeError):
        return None


def _problem(path: str, line: int, rule: str, severity: str, values: Mapping[str, Any]) -> Problem:
    return Problem(path, line, rule, Severity(severity), values)
