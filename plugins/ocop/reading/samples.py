"""The marks by which a sample catalogue shows that it is fiction: where they are allowed nobody looks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ocop.catalogue.problem import Problem

from .raised import raised
from .tree import Node, scalars

# Its words, names that end so, addresses nobody can own (RFC 2606), barcodes of the range that GS1 keeps for demonstrations
# (tests/demo/README.md).
_SAMPLE: Final = re.compile(r"DỮ LIỆU MẪU|\(mẫu\)|https?://[^\s/)]+\.example(?![\w.-])|(?<!\d)(?:0{1,2})?952\d{10}(?!\d)")
_SIGNS: Final = ("MẪU", "(mẫu)", ".example", "952")


def samples_in_values(node: Node, path: str) -> Iterator[Problem]:
    """Give a problem for each value of a tree that bears a mark of sample data."""
    for value in scalars(node):
        yield from _sample(value.text, path, value.line)


def samples_in_text(text: str, path: str, first_line: int = 1) -> Iterator[Problem]:
    """Give a problem for each line that bears a mark of sample data."""
    if any(sign in text for sign in _SIGNS):
        for number, line in enumerate(text.split("\n"), first_line):
            yield from _sample(line, path, number)


def _sample(text: str, path: str, line: int) -> Iterator[Problem]:
    if any(sign in text for sign in _SIGNS):
        found = _SAMPLE.search(text)
        if found:
            yield raised("sample-data", path, line, found=found[0])
