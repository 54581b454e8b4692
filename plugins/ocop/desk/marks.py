"""Front matter with the place of each value in the text, so that one value can be replaced and every other byte stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import yaml

from ocop.reading.parsed import LOADER

_BLOCKS: Final = ("|", ">")


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar: what it means, where it stands, and its style ("" plain, the sign otherwise). `blank`: nothing was typed."""

    text: str
    start: int
    end: int
    style: str

    @property
    def blank(self) -> bool:
        """Say whether nothing was typed."""
        return not self.style and not self.text


@dataclass(frozen=True, slots=True)
class Items:
    """A list. `start` is its bracket, or the dash of its first item."""

    items: tuple[Marked, ...]
    start: int
    end: int
    flow: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A key with its value."""

    key: str
    start: int
    end: int
    value: Marked


@dataclass(frozen=True, slots=True)
class Entries:
    """A table. `start` is its brace, or its first key."""

    pairs: tuple[Pair, ...]
    start: int
    end: int
    flow: bool


Marked = Value | Items | Entries


def marked(text: str) -> Entries | None:
    """Give the table that the text is, with marks; None where it holds nothing.

    The text must have passed `reading.tree.read_tree` without a word about its grammar. Raises yaml.YAMLError, TypeError.
    """
    node = yaml.compose(text, Loader=LOADER)
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return None
    found = _marked(node, text)
    if not isinstance(found, Entries):
        raise TypeError("front matter is a table")
    return found


def _marked(node: Any, text: str) -> Marked:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        style = node.style or ""
        if style in _BLOCKS:  # The parser's mark is past the line breaks that follow.
            end = start + len(text[start:end].rstrip())
        return Value(node.value, start, end, style)
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_marked(item, text) for item in node.value)
        return Items(items, start, end if node.flow_style else end_of(items[-1]), bool(node.flow_style))
    pairs = tuple(_pair(key, value, text) for key, value in node.value)
    return Entries(pairs, start, end if node.flow_style else _end_of_pair(pairs[-1]), bool(node.flow_style))


def _pair(key: Any, value: Any, text: str) -> Pair:
    found = _marked(value, text)
    if isinstance(found, Value) and found.blank:
        colon = text.index(":", key.end_mark.index) + 1 if ":" in text[key.end_mark.index :] else key.end_mark.index
        found = Value("", colon, colon, "")
    return Pair(key.value, key.start_mark.index, key.end_mark.index, found)


def end_of(node: Marked) -> int:
    """Give the index behind the last letter of a value; comments behind it are not part of it."""
    return node.end


def _end_of_pair(pair: Pair) -> int:
    return max(pair.end, pair.value.end)


def values(node: Marked) -> Iterator[Value]:
    """Give every scalar in order."""
    if isinstance(node, Value):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from values(item)
    else:
        for pair in node.pairs:
            yield from values(pair.value)


def plain(node: Marked) -> Any:
    """Give strings, lists and dicts, as `reading.tree.plain` does: what was not typed is left out."""
    if isinstance(node, Value):
        return node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items if not _blank(item)]
    return {pair.key: plain(pair.value) for pair in node.pairs if not _blank(pair.value)}


def _blank(node: Marked) -> bool:
    return isinstance(node, Value) and node.blank
