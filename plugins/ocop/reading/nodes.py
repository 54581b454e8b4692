"""The tree that front matter is: every value the text that was typed, with its line.

Named tuples, since there are dozens to a page: they are made and pickled several times as fast as frozen dataclasses.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any, NamedTuple

Location = tuple[str | int, ...]


class Scalar(NamedTuple):
    """A value as typed. `blank`: nothing was typed at all (`key:`), which is reported where it was met."""

    text: str
    line: int
    blank: bool = False


class Listing(NamedTuple):
    """A list of values."""

    items: tuple[Node, ...]
    line: int


class Table(NamedTuple):
    """Keys with their values and the lines of the keys."""

    entries: dict[str, Node]
    lines: dict[str, int]
    line: int


Node = Scalar | Listing | Table


def plain(node: Node) -> Any:
    """Give strings, lists and dicts for pydantic; blank values are left out."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return [plain(item) for item in node.items if not _is_blank(item)]
    return plain_at(node, node.entries.keys())


def plain_at(table: Table, keys: Set[str]) -> dict[str, Any]:
    """Give what `plain` gives, of these keys alone."""
    given: dict[str, Any] = {}
    for key, node in table.entries.items():
        if key in keys:
            if not isinstance(node, Scalar):
                given[key] = plain(node)
            elif not node.blank:
                given[key] = node.text  # Most values are such, so they are not asked one by one.
    return given


def line_at(node: Node, location: Location) -> int:
    """Give the line of a key or item; of the nearest thing around it where it does not exist."""
    line = node.line
    for step in location:
        if isinstance(node, Table) and isinstance(step, str) and step in node.entries:
            line = node.lines[step]
            node = node.entries[step]
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            line = node.line
        else:
            break
    return line


def node_at(node: Node, location: Location) -> Node | None:
    """Give the node at a location, or None."""
    for step in location:
        if isinstance(node, Table) and isinstance(step, str) and step in node.entries:
            node = node.entries[step]
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def scalars(node: Node) -> Iterator[Scalar]:
    """Give every value in the tree."""
    if isinstance(node, Scalar):
        yield node
        return
    for inside in node.items if isinstance(node, Listing) else node.entries.values():
        yield from scalars(inside)


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and node.blank
