"""The running text of a page file, piece by piece, each with its line: words of the front matter, then the body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from types import MappingProxyType
from typing import Final, NamedTuple

from ocop.catalogue.models import WORDS

from .bundle import Bundle, Sheet
from .tree import Scalar, scalars

BODY: Final = "thân bài"
_TICKS: Final = re.compile(r"(?<!\\)`+")
_BLANK_LINES: Final = re.compile(r"\n[ \t]*(?=\n)")
_ITEM: Final = re.compile(r" {0,3}(?:[*+-]|\d+\.)[ \t]")
_INDENTED: Final = re.compile(r" {4}|\t")
_SEEN: Final = re.compile(r"[^\n]")
_READ: Final = MappingProxyType({kind: frozenset(model.model_fields) - {"translates"} for kind, model in WORDS.items()})


class Passage(NamedTuple):
    """A text as its readers see it. `field` is how messages name it, `line` the file's line on which it begins."""

    field: str
    text: str
    line: int


def passages(sheet: Sheet, bundle: Bundle) -> list[Passage]:
    """Give the words that were typed in a file, in order, and its body."""
    found: list[Passage] = []
    read, lines = _READ[bundle.kind], sheet.table.lines
    for key, node in sheet.table.entries.items():
        if key in read:
            if isinstance(node, Scalar):
                found.append(Passage(key, node.text, lines[key]))
            else:
                found += [Passage(key, scalar.text, scalar.line) for scalar in scalars(node)]
    if sheet.body:
        found.append(Passage(BODY, sheet.body, sheet.body_line))
    return found


def without_code(body: str) -> str:
    """Give a body with its code blanked out, letter by letter, so that everything else stays where it is.

    Code is what Python-Markdown shows as code without extensions: between equal runs of ` in one paragraph, and lines moved in
    by four that follow a blank line and no list. What only looks like code is judged as the text that it will be.
    """
    pieces: list[str] = []
    end = 0
    for start, stop in _between_ticks(body):
        pieces += [body[end:start], _SEEN.sub(" ", body[start:stop])]
        end = stop
    text = "".join((*pieces, body[end:]))
    indented = text.startswith(("    ", "\t")) or "\n    " in text or "\n\t" in text
    return _without_blocks(text) if indented else text


def _between_ticks(body: str) -> Iterator[tuple[int, int]]:
    if "`" not in body:
        return
    paragraphs = [0, *(found.end() for found in _BLANK_LINES.finditer(body)), len(body)]
    for first, last in pairwise(paragraphs):
        runs = [(found.start(), found.end()) for found in _TICKS.finditer(body, first, last)]
        ends: dict[int, list[int]] = {}  # Of each length, the places still ahead, the nearest last.
        for index in range(len(runs) - 1, -1, -1):
            ends.setdefault(runs[index][1] - runs[index][0], []).append(index)
        after = -1
        for index, (start, stop) in enumerate(runs):
            ahead = ends[stop - start]
            while ahead and ahead[-1] <= index:
                ahead.pop()
            if index > after and ahead:
                after = ahead[-1]
                yield start, runs[after][1]


def _without_blocks(text: str) -> str:
    lines = text.split("\n")
    in_list, after_blank, in_code = False, True, False
    for number, line in enumerate(lines):
        if not line.strip():
            after_blank = True
            continue
        if _INDENTED.match(line):
            in_code = in_code or (after_blank and not in_list)
            if in_code:
                lines[number] = " " * len(line)
        else:
            in_code = False
            in_list = bool(_ITEM.match(line)) or (in_list and not after_blank)
        after_blank = False
    return "\n".join(lines)
