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
_IN_BRACKETS: Final = re.compile(r" *+(?![%-])[\w./()%+ -]++(?:, *+(?![%-])[\w./()%+ -]++)*+")
"""Plain values between commas, none of which begins with a sign."""

_Line = tuple[int, str, str, Node | None, int]
"""Column, the sign of an item, key, value, number; "" and None for what is not there."""


def simple_table(text: str, first_line: int, *, plain: bool = False) -> Table | None:
    """Give the table that the text is; None for all that the parser has to look at. `plain`: see `letters.is_plain`."""
    if len(text) > LONGEST or not (plain or _ORDINARY.fullmatch(text)):
        return None
    try:
        lines = _lines(text, first_line)
        table, end = _table(lines, 0, 0)
    except _Doubt:
        return None
    return table if end == len(lines) - 1 else None


class _Doubt(Exception):  # noqa: N818 (a way out, caught above, never seen outside)
    pass


def _lines(text: str, first_line: int) -> list[_Line]:
    """Give the lines that say something, and one that ends them."""
    lines: list[_Line] = []
    for number, (spaces, dash, key, value, words) in enumerate(_LINE.findall(text), first_line):
        if not key and not dash:
            if words:
                raise _Doubt  # A line without a letter means nothing between whole values; one of words goes on with a value.
            continue
        typed = (value or words).rstrip(" ")
        if not typed:
            node = None
        elif typed[0] in _SIGNS:
            node = _with_sign(typed, number)
        elif ": " in typed or " #" in typed or typed[-1] == ":":
            raise _Doubt
        else:
            node = Scalar(typed, number)
        lines.append((len(spaces), dash, key, node, number))
    lines.append((-1, "", "", None, 0))
    return lines


def _table(lines: list[_Line], at: int, column: int) -> tuple[Table, int]:
    """Give the table that begins on this line, in this column, and the line behind it."""
    entries: dict[str, Node] = {}
    numbers: dict[str, int] = {}
    there, dash, key, node, number = lines[at]
    first = number
    if column > _DEEPEST:
        raise _Doubt
    while there == column and key and not dash:
        if key in entries:
            raise _Doubt
        at += 1
        if node is None:
            node, at = _below(lines, at, column)
        entries[key] = node
        numbers[key] = number
        there, dash, key, node, number = lines[at]
    if there > column or not entries:
        raise _Doubt
    return Table(entries, numbers, first), at


def _below(lines: list[_Line], at: int, column: int) -> tuple[Node, int]:
    there, dash, _, _, _ = lines[at]
    if dash and there >= column:  # Items may stand below their key without being moved in.
        return _listing(lines, at, there)
    if there > column:
        return _table(lines, at, there)
    raise _Doubt


def _listing(lines: list[_Line], at: int, column: int) -> tuple[Listing, int]:
    items: list[Node] = []
    there, dash, key, node, number = lines[at]
    first = number
    while there == column and dash:
        if key:
            lines[at] = (column + 2, "", key, node, number)
            node, at = _table(lines, at, column + 2)
        elif node is None:
            raise _Doubt
        else:
            at += 1
        items.append(node)
        there, dash, key, node, number = lines[at]
    if there > column:
        raise _Doubt
    return Listing(tuple(items), first), at


def _with_sign(typed: str, number: int) -> Node:
    if typed[0] == "[" and typed[-1] == "]":
        return Listing(tuple(_in_brackets(typed[1:-1], number)), number)
    quoted = _QUOTED.fullmatch(typed)
    if quoted is None:
        raise _Doubt
    return Scalar(quoted[1] or quoted[2] or "", number)


def _in_brackets(typed: str, number: int) -> list[Scalar]:
    if not typed.strip(" "):
        return []
    if not _IN_BRACKETS.fullmatch(typed):
        raise _Doubt
    return [Scalar(word.strip(" "), number) for word in typed.split(",")]
