"""Front matter as the parser reads it: what `simple.py` leaves, and so all problems of grammar.

Built from the parser's events, so no tag is resolved, nothing is constructed, and aliases cannot grow into a bomb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from ocop.catalogue.problem import Problem

from .letters import letter_problems
from .nodes import Listing, Node, Scalar, Table
from .raised import raised
from .slips import quoted, slip

MAX_DEPTH: Final = 64
MAX_VALUES: Final = 10_000
LOADER: Final[type[Any]] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser where PyYAML was built with it, about eight times as fast."""

_SPACES: Final = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
"""Spaces that word processors leave and that nobody means: to YAML they are letters."""


def parsed_tree(
    text: str, path: str, first_line: int = 1, loader: type[Any] | None = None
) -> tuple[Table | None, tuple[Problem, ...]]:
    """Give the same as `tree.read_tree`, by the parser alone."""
    text = _SPACES.sub(" ", text)
    tabs = [
        raised("yaml-tab", path, number, found=line.strip())
        for number, line in enumerate(text.split("\n"), first_line)
        if "\t" in line
    ]
    if tabs:
        return None, tuple(tabs)
    builder = _Builder(path, first_line, text.split("\n"))
    try:
        root = builder.root(_events(text, loader or LOADER))
    except _TooMuch as limit:
        others = (problem for problem in builder.problems if problem.line != limit.line)
        return None, (*others, raised(limit.rule, path, limit.line, allowed=str(limit.allowed)))
    except yaml.YAMLError as error:
        stumble = slip(error, text, path, first_line)
        told = any(problem.line == stumble.line for problem in builder.problems)
        return None, tuple(builder.problems) if told else (*builder.problems, stumble)
    if root is None:
        return Table({}, {}, first_line), tuple(builder.problems)
    if not isinstance(root, Table):
        return None, (*builder.problems, raised("front-matter-form", path, root.line))
    return root, tuple(builder.problems)


def _events(text: str, loader: type[Any]) -> Iterator[Any]:
    parser = loader(text)
    try:
        yield from iter(parser.get_event, None)
    finally:
        parser.dispose()


class _TooMuch(Exception):  # noqa: N818 (a limit, caught above, never seen outside)
    def __init__(self, rule: str, line: int, allowed: int) -> None:
        super().__init__(rule)
        self.rule, self.line, self.allowed = rule, line, allowed


class _Builder:
    def __init__(self, path: str, first_line: int, lines: list[str]) -> None:
        self.path = path
        self.first_line = first_line
        self.lines = lines
        self.problems: list[Problem] = []
        self.values = 0

    def root(self, events: Iterator[Any]) -> Node | None:
        document: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if document is not None:
                    self._raise("yaml-syntax", self._line(event), found=self._typed(event))
                    return document
                document = self._first(events)
        return document

    def _first(self, events: Iterator[Any]) -> Node | None:
        event = next(events)
        return None if isinstance(event, yaml.ScalarEvent) and _says_nothing(event) else self._node(event, events, 1, "")

    def _node(self, event: Any, events: Iterator[Any], depth: int, field: str) -> Node:
        line = self._line(event)
        self.values += 1
        if self.values > MAX_VALUES:
            raise _TooMuch("yaml-too-many", line, MAX_VALUES)
        if depth > MAX_DEPTH:
            raise _TooMuch("yaml-depth", line, MAX_DEPTH)
        if isinstance(event, yaml.AliasEvent):
            self._raise("yaml-alias", line, found=self._typed(event), suggestion=quoted(self._typed(event)))
            return Scalar("", line, blank=True)
        if event.anchor is not None:
            self._raise("yaml-anchor", line, found=self._typed(event), suggestion=quoted(self._typed(event)))
        elif event.tag is not None:
            self._raise("yaml-tag", line, found=self._typed(event), suggestion=quoted(self._typed(event)))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, line, field)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._listing(events, depth, line, field)
        return self._table(events, depth, line, field)

    def _scalar(self, event: Any, line: int, field: str) -> Scalar:
        if _says_nothing(event):
            if event.anchor is None and event.tag is None:
                self._raise("value-empty", line, field=field or "-")
            return Scalar("", line, blank=True)
        if event.style == '"' and "\\" in self._typed(event):
            # An escape can name a letter that the look through the file did not see.
            self.problems += letter_problems(event.value.replace("\n", " "), self.path, line)
        return Scalar(event.value, line)

    def _listing(self, events: Iterator[Any], depth: int, line: int, field: str) -> Listing:
        items: list[Node] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, depth + 1, field))
        return Listing(tuple(items), line)

    def _table(self, events: Iterator[Any], depth: int, line: int, field: str) -> Table:
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key_line = self._line(event)
            key = self._key(event, events, depth, field)
            value = self._node(next(events), events, depth + 1, key or field)
            if key is None:
                continue
            if key in entries:
                self._raise("key-duplicate", key_line, found=key, first=str(lines[key]))
                continue
            entries[key], lines[key] = value, key_line
        return Table(entries, lines, line)

    def _key(self, event: Any, events: Iterator[Any], depth: int, field: str) -> str | None:
        if isinstance(event, yaml.ScalarEvent) and event.anchor is None and event.tag is None and event.value:
            return str(event.value)
        self._raise("yaml-key-form", self._line(event), found=self._typed(event))
        if isinstance(event, yaml.CollectionStartEvent):
            before = len(self.problems)
            self._node(event, events, depth + 1, field)
            del self.problems[before:]  # What is wrong inside it goes away with it.
        return None

    def _line(self, event: Any) -> int:
        # A value that was not typed can be marked on a line after the last one.
        return min(int(event.start_mark.line), len(self.lines) - 1) + self.first_line

    def _typed(self, event: Any) -> str:
        index = int(event.start_mark.line)
        return self.lines[index].strip() if index < len(self.lines) else ""

    def _raise(self, rule: str, line: int, **values: str) -> None:
        self.problems.append(raised(rule, self.path, line, **values))


def _says_nothing(event: Any) -> bool:
    return not event.style and not event.value  # A plain value has style "" from the C parser, None from the other.
