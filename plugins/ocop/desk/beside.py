"""Each problem beside the field that it is about; the others above the form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ocop.catalogue.problem import Problem, Severity
from ocop.reading.message import in_words
from ocop.reading.tree import Listing, Node, Table

from .forms import Field, Section

BODY = "body"
"""Where problems of the body stand."""
_STEP = re.compile(r"[^.\[\]]+")


@dataclass(frozen=True, slots=True)
class Note:
    """A problem in words: what is wrong and what to do."""

    rule: str
    what: str
    remedy: str
    error: bool
    line: int


def notes(problems: Iterable[Problem]) -> tuple[Note, ...]:
    """Give problems in Vietnamese, errors first."""
    found = [Note(one.rule, *in_words(one), one.severity is Severity.ERROR, one.line) for one in problems]
    return tuple(sorted(found, key=lambda note: not note.error))


def beside(
    problems: Iterable[Problem], sections: Iterable[Section], table: Table | None, body_line: int
) -> Mapping[str, tuple[Note, ...]]:
    """Give the notes of each field by its id, "" for those of the page, BODY for those of the body."""
    ids = {field.id for section in sections for field in _all(section.fields)}
    lines = dict(_lines(table, "")) if table is not None else {}
    placed: dict[str, list[Problem]] = {}
    for problem in problems:
        placed.setdefault(_place(problem, ids, lines, body_line), []).append(problem)
    return {place: notes(found) for place, found in placed.items()}


def _place(problem: Problem, ids: set[str], lines: Mapping[int, str], body_line: int) -> str:
    named = _id(problem.values.get("field", ""))
    for candidate in (named, lines.get(problem.line, "") if problem.line > 1 else ""):
        steps = candidate.split("/")
        for length in range(len(steps), 0, -1):
            if "/".join(steps[:length]) in ids:
                return "/".join(steps[:length])
    return BODY if body_line and problem.line >= body_line else ""


def _id(field: str) -> str:
    """Give `recognitions[1].date` as recognitions/0/date: messages count from 1."""
    steps = _STEP.findall(field)
    return "/".join(str(int(step) - 1) if step.isdecimal() else step for step in steps)


def _lines(node: Node, path: str) -> Iterator[tuple[int, str]]:
    """Give the line of each key and item; what stands deeper wins a line that both begin on."""
    if isinstance(node, Table):
        for key, value in node.entries.items():
            at = f"{path}/{key}" if path else key
            yield node.lines[key], at
            yield from _lines(value, at)
    elif isinstance(node, Listing):
        for index, item in enumerate(node.items):
            yield item.line, f"{path}/{index}"
            yield from _lines(item, f"{path}/{index}")


def _all(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _all(field.items)
        yield from _all(field.inside)
