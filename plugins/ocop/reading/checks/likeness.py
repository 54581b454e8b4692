"""Stories that are nearly the same: a copied story scores nothing (26/2026/QĐ-TTg, Phụ lục II, criterion 5.3).

Texts are compared by the runs of three words they share. Not every text with every other: of each text the smallest hashes of
its runs are kept (a bottom-k sketch), an index leads from a hash to the texts that kept it, and only texts that meet there are
compared. Two texts that share most runs share most of their smallest hashes too. The work grows with the number of texts, and
the result depends on nothing but the texts.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple
from zlib import crc32

from ocop.catalogue.models import Kind
from ocop.catalogue.problem import Problem

from ..bundle import Bundle
from ..raised import raised
from ..whole import Whole

FEWEST_WORDS: Final = 80
"""Shorter texts are not compared: one paragraph that several pages need ("Hồ sơ OCOP") is no story."""
LIKE: Final = 70
"""Per cent of runs in common, from which two texts are told to be nearly the same."""
_MASK: Final = 0xFFFFFFFF
_SKETCH: Final = 32
_NEIGHBOURS: Final = 3
"""How many texts before and how many first ones a text is led to by one hash, however many share it."""
_LEAST_MEETINGS: Final = 4
_TOLD_OF: Final = (Kind.PRODUCT, Kind.STORY)
_LINK: Final = re.compile(r"\]\([^)\s]{0,2000}\)")  # Bounded: of many that are never closed, none looks to the end.
_WORD: Final = re.compile(r"[^\W_]+")


@lru_cache(16_384)  # texts share most of their words
def _hash_of(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


class Row(NamedTuple):
    """A text: where it begins, who has it, and the hashes of its runs, each once, the smallest first, four bytes each."""

    path: str
    line: int
    source: str
    runs: bytes
    """A set of numbers would take twenty times the memory."""


def gather(bundle: Bundle, whole: Whole) -> Iterator[Row]:
    """Give the text of a story or a product page that is long enough to be told."""
    sheet = bundle.sheets.get(whole.frame.default_language)
    if sheet is None or bundle.kind not in _TOLD_OF:
        return
    body = _LINK.sub("]", sheet.body) if "](" in sheet.body else sheet.body
    hashed = [_hash_of(word) for word in _WORD.findall(body.lower())]
    if len(hashed) >= FEWEST_WORDS:
        runs = zip(hashed, hashed[1:], hashed[2:], strict=False)
        distinct = {(one * 961 + two * 31 + three) & _MASK for one, two, three in runs}
        yield Row(sheet.path, sheet.body_line, bundle.source, array("I", sorted(distinct)).tobytes())


def compare(rows: Sequence[tuple[str, tuple[Any, ...]]], whole: Whole) -> Iterator[Problem]:
    """Give a warning for each story or product page whose text is nearly that of another one: which, and how alike."""
    del whole
    texts = [Row._make(row) for _, row in rows]
    sketches = [array("I", text.runs[: 4 * _SKETCH]) for text in texts]
    once, shared = set[int](), set[int]()
    for sketch in sketches:
        shared |= once.intersection(sketch)
        once.update(sketch)
    met: dict[int, list[int]] = defaultdict(list)
    for number, (text, sketch) in enumerate(zip(texts, sketches, strict=True)):
        meetings: Counter[int] = Counter()
        for hashed in shared.intersection(sketch):
            others = met[hashed]
            if others:
                meetings.update({*others[:_NEIGHBOURS], *others[-_NEIGHBOURS:]})
            others.append(number)
        alike = [(_alike(text, texts[other]), -other) for other, times in meetings.items() if times >= _LEAST_MEETINGS]
        percent, other = max(alike, default=(0, 0))
        if percent >= LIKE:
            yield raised("story-alike", text.path, text.line, percent=str(percent), other=texts[-other].source)


def _alike(one: Row, other: Row) -> int:
    """Give how much of the two is common, in per cent (Dice's coefficient of their runs)."""
    runs, others = array("I", one.runs), array("I", other.runs)
    return 200 * len(set(runs).intersection(others)) // (len(runs) + len(others))
