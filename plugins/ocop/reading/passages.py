"""The running text of a page file, piece by piece, each with its line: words of the front matter, then the body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ocop.catalogue.models import WORDS

from .bundle import Bundle, Sheet
from .tree import Scalar, scalars

BODY: Final = "thân bài"
_CODE: Final = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)[^\n]*$|`+[^`\n]*`+|^(?: {4}|\t)[^\n]*$", re.DOTALL | re.MULTILINE)
_NOT_READ: Final = frozenset({"translates"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as its readers see it. `field` is how messages name it, `line` the file's line on which it begins."""

    field: str
    text: str
    line: int


def passages(sheet: Sheet, bundle: Bundle) -> Iterator[Passage]:
    """Give the words that were typed in a file, in order, and its body."""
    fields = WORDS[bundle.kind].model_fields
    for key, node in sheet.table.entries.items():
        if key not in fields or key in _NOT_READ:
            continue
        if isinstance(node, Scalar):
            yield Passage(key, node.text, sheet.table.lines[key])
        else:
            yield from (Passage(key, scalar.text, scalar.line) for scalar in scalars(node))
    if sheet.body:
        yield Passage(BODY, sheet.body, sheet.body_line)


def without_code(body: str) -> str:
    """Give a body with its code blanked out, line by line, so that lines stay where they are."""
    return _CODE.sub(lambda code: "\n" * code[0].count("\n"), body)
