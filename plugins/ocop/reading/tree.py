"""YAML without implicit types: every scalar is the string that was typed, with its line (docs/adr/0002)."""

from __future__ import annotations

from typing import Any

from ocop.catalogue.problem import Problem

from .nodes import Listing, Location, Node, Scalar, Table, line_at, node_at, plain, plain_at, scalars
from .simple import simple_table

__all__ = [
    "Listing",
    "Location",
    "Node",
    "Scalar",
    "Table",
    "line_at",
    "node_at",
    "plain",
    "plain_at",
    "read_tree",
    "scalars",
]


def read_tree(
    text: str, path: str, first_line: int = 1, loader: type[Any] | None = None, *, plain: bool = False
) -> tuple[Table | None, tuple[Problem, ...]]:
    """Give the table that the text is, and what is wrong with it. `first_line` is the file's line on which the text begins.

    `loader` is the parser; None: the fastest there is. `plain`: the text is known to be (`letters.is_plain`).
    """
    simple = simple_table(text, first_line, plain=plain)
    if simple is not None:
        return simple, ()
    # Most builds meet nothing that needs the parser, which takes longer to load than fifty pages to read.
    from .parsed import parsed_tree  # noqa: PLC0415

    return parsed_tree(text, path, first_line, loader)
