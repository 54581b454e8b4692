"""Front matter as most of it is: `key: words` line by line, read without the parser (docs/adr/0002).

Only what is sure to be the same to the parser: what is quoted with escapes, folded, aligned by hand, doubtful or wrong is left
to it, and so are all problems. Staff type nearly nothing else, and it is read in a fifth of the time.
"""

from __future__ import annotations

import re
from typing import Final

from .nodes import Listing, Node, Scalar, Table

LONGEST: Final = 16 * 1024
"""Letters; fewer than hold as many values, or as deep, as `tree` allows."""
_DEEPEST: Final = 40
"""Columns; the same."""
# Letters that no parser takes for a space, for a line end or for none of YAML.
_ORDINARY: Final = re.compile(
    "[\n -~\u00a1-\u00ac\u00ae-\u167f\u1681-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff]*"
)
_LINE: Final = re.compile(
    r"^( *+)(- )?(?:([A-Za-z0-9_][A-Za-z0-9_.-]{0,99}+):(?: ++(.*+))?+|(.*+))$",  # Possessive: nothing is looked at twice.
    re.MULTILINE,
)
_SIGNS: Final = frozenset("-?:,[]{}#&*!|>'\"%@` ")
"""With which a plain value does not begin, or not always."""
_QUOTED: Final = re.compile(r'"([^"\\]*)"|' r"'([^']*)'")
_IN_BRACKETS: Final = re.compile(r"[\w./()%+ -]+")

_Line = tuple[int, str, str, str, int]
"""Column, the sign of an item, key, value, number; "" for what is not there."""


def simple_table(text: str, first_line: int) -> Table | None:
    """Give the table that the text is; None for all that the parser has to look at."""
    if len(text) > LONGEST or not _ORDINARY.fullmatch(text):
        return None
    lines: list[_Line] = []
    for number, (spaces, dash, key, value, words) in enumerate(_LINE.findall(text), first_line):
        if key or dash:
            lines.append((len(spaces), dash, key, (value or words).rstrip(" "), number))
        elif words:
            return None  # A line without a letter means nothing between whole values; one of words goes on with a value.
    reader = _Reader(lines)
    try:
        table = reader.table(0) if lines else None
    except _Doubt:
        return None
    return table if reader.at == len(lines) else None


class _Doubt(Exception):  # noqa: N818 (a way out, caught above, never seen outside)
    pass


class _Reader:
    def __init__(self, lines: list[_Line]) -> None:
        self.lines = [*lines, (-1, "", "", "", 0)]
        self.at = 0

    def table(self, column: int) -> Table:
        entries: dict[str, Node] = {}
        numbers: dict[str, int] = {}
        first = self.lines[self.at][4]
        if column > _DEEPEST:
            raise _Doubt
        while True:
            there, dash, key, value, number = self.lines[self.at]
            if there != column or dash or not key:
                break
            if key in entries:
                raise _Doubt
            self.at += 1
            entries[key] = _value(value, number) if value else self._below(column)
            numbers[key] = number
        if there > column or not entries:
            raise _Doubt
        return Table(entries, numbers, first)

    def _below(self, column: int) -> Node:
        there, dash, _, _, _ = self.lines[self.at]
        if dash and there >= column:  # Items may stand below their key without being moved in.
            return self._listing(there)
        if there > column:
            return self.table(there)
        raise _Doubt

    def _listing(self, column: int) -> Listing:
        items: list[Node] = []
        first = self.lines[self.at][4]
        while True:
            there, dash, key, value, number = self.lines[self.at]
            if there != column or not dash:
                break
            if key:
                self.lines[self.at] = (column + 2, "", key, value, number)
                items.append(self.table(column + 2))
            else:
                self.at += 1
                items.append(_value(value, number))
        if there > column:
            raise _Doubt
        return Listing(tuple(items), first)


def _value(typed: str, number: int) -> Node:
    sign = typed[:1]
    if sign not in _SIGNS and sign:
        if ": " in typed or " #" in typed or typed.endswith(":"):
            raise _Doubt
        return Scalar(typed, number)
    if sign == "[" and typed.endswith("]"):
        return Listing(tuple(_in_brackets(typed[1:-1], number)), number)
    quoted = _QUOTED.fullmatch(typed)
    if quoted is None:
        raise _Doubt
    return Scalar(quoted[1] or quoted[2] or "", number)


def _in_brackets(typed: str, number: int) -> list[Scalar]:
    words = [word.strip(" ") for word in typed.split(",")]
    if words == [""]:
        return []
    if not all(_IN_BRACKETS.fullmatch(word) and word[0] not in _SIGNS for word in words):
        raise _Doubt
    return [Scalar(word, number) for word in words]
