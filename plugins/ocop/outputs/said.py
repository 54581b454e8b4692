"""What a build had to say, kept beside its manifest, so that an unchanged build says the same without reading anything."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ocop.catalogue.problem import Problem, Severity


@dataclass(frozen=True, slots=True)
class Said:
    """`words` are a listener's own, as it gave them; `listed` the problems (none of them an error) in JSON."""

    words: Mapping[str, str]
    listed: str

    def problems(self) -> tuple[Problem, ...]:
        """Give the problems, in their order."""
        return tuple(_problem(*one) for one in json.loads(self.listed))


def to_text(problems: Iterable[Problem], words: Mapping[str, str]) -> str:
    """Give it as JSON."""
    listed = [[one.path, one.line, one.rule, one.severity.value, dict(one.values)] for one in problems]
    return _json([_json(listed), dict(words)])


def from_text(text: str) -> Said | None:
    """Read what `to_text` gave; None for anything else."""
    try:
        listed, words = json.loads(text)
        return Said({str(name): str(value) for name, value in words.items()}, str(listed))
    except (ValueError, TypeError, AttributeError):
        return None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _problem(path: str, line: int, rule: str, severity: str, values: Mapping[str, Any]) -> Problem:
    return Problem(path, line, rule, Severity(severity), values)
