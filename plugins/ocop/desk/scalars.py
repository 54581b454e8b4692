"""How a value is typed in YAML so that it reads back as itself: plain where it can be, in its old quotes where it had some."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import yaml

from ocop.reading.parsed import LOADER

_SEEN: Final = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_OPENS_BLOCK: Final = re.compile(r"[^\s#]")
STEP: Final = 2
"""Columns of indentation."""


def inline(text: str, style: str = "", *, flow: bool = False) -> str:
    """Give the value on one line: in `style` ("" plain, ' or ") where that can say it, else in double quotes."""
    if style == "'" and _SEEN.fullmatch(text):
        return "'" + text.replace("'", "''") + "'"
    if style != '"' and reads_plain(text, flow=flow):
        return text
    return '"' + "".join(_escaped(char) for char in text) + '"'


def reads_plain(text: str, *, flow: bool = False) -> bool:
    """Say whether the text without quotes is a scalar of that text, as a value and as an item of a list."""
    if not _SEEN.fullmatch(text) or text != text.strip():
        return False
    try:
        events = list(yaml.parse(f"[{text}]" if flow else f"a: {text}\n", Loader=LOADER))
    except yaml.YAMLError:
        return False
    scalars = [event for event in events if isinstance(event, yaml.ScalarEvent)]
    expected = 1 if flow else 2
    return (
        len(events) == expected + 6
        and len(scalars) == expected
        and scalars[-1].value == text
        and not scalars[-1].style
        and scalars[-1].anchor is None
        and scalars[-1].tag is None
    )


def block(text: str, indent: int, newline: str) -> tuple[str, str] | None:
    """Give a text of several lines as a literal block: the sign, and the lines below it; None where it needs quotes."""
    lines = text.split("\n")
    if len(lines) < 2 or not _OPENS_BLOCK.match(lines[0]) or not lines[-1].strip():
        return None
    if any(line and (not _SEEN.fullmatch(line) or line != line.rstrip()) for line in lines):
        return None
    return "|-", "".join(f"{newline}{' ' * indent}{line}" if line else newline for line in lines)


def typed(value: Any, indent: int, newline: str) -> str:
    """Give a value as it stands behind `key:`; lists and tables begin on the next line, `indent` columns in."""
    if isinstance(value, str):
        lines = block(value, indent, newline)
        return f" {lines[0]}{lines[1]}" if lines else f" {inline(value)}"
    if isinstance(value, Mapping):
        return "".join(f"{newline}{' ' * indent}{line}" for line in [table(value, indent, newline)])
    return "".join(f"{newline}{' ' * indent}{item(each, indent, newline)}" for each in value)


def item(value: Any, indent: int, newline: str) -> str:
    """Give an item of a list from its dash on; the dash stands in column `indent`."""
    inside = indent + STEP
    if isinstance(value, str):
        return f"-{typed(value, inside, newline)}"
    if isinstance(value, Mapping):
        return f"- {table(value, inside, newline)}"
    return f"- {flowing(value)}"


def table(value: Mapping[str, Any], indent: int, newline: str) -> str:
    """Give the pairs of a table, the first without indentation."""
    return f"{newline}{' ' * indent}".join(pair(key, each, indent, newline) for key, each in value.items())


def pair(key: str, value: Any, indent: int, newline: str) -> str:
    """Give a key with its value; the key stands in column `indent`."""
    return f"{inline(key)}:{typed(value, indent + STEP, newline)}"


def flowing(value: Any) -> str:
    """Give a value on one line, as it stands between brackets."""
    if isinstance(value, str):
        return inline(value, flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{inline(key, flow=True)}: {flowing(each)}" for key, each in value.items()) + "}"
    parts: Sequence[Any] = value
    return "[" + ", ".join(flowing(each) for each in parts) + "]"


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    return char if _SEEN.fullmatch(char) else f"\\u{ord(char):04x}"
