"""Stories that are nearly the same: a copied story scores nothing (26/2026/QĐ-TTg, Phụ lục II, criterion 5.3).

Texts are compared by the runs of three words they share. Not every text with every other: of each text the smallest hashes of
its runs are kept (a bottom-k sketch), an index leads from a hash to the texts that kept it, and only texts that meet there are
compared. Two texts that share most runs share most of their smallest hashes too. The work grows with the number of texts, and
the result depends on nothing but the texts.
"""

from __future__ import annotations

import re
import struct
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
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
_SKETCH: Final = 32
_NEIGHBOURS: Final = 3
"""How many texts before and how many first ones a text is led to by one hash, however many share it."""
_LEAST_MEETINGS: Final = 4
_TOLD_OF: Final = (Kind.PRODUCT, Kind.STORY)
_LINK: Final = re.compile(r"\]\([^)\s]{0,2000}\)")  # Bounded: of many that are never closed, none looks to the end.
# What a text of words in lower case is made of: ASCII, and letters of which all belong to words.
_ORDINARY: Final = re.compile("[\x00-\x7f\u00e0-\u00f6\u00f8-\u01bf\u1ea0-\u1eff]*+")
_BETWEEN_WORDS: Final = re.compile(r"[^\w\x00-\x7f]+")
_GAPS: Final = bytes(byte if byte >= 0x80 or chr(byte).isalnum() else 0x20 for byte in range(0x100))
"""To each byte of a text in UTF-8 itself where it is of a word, else a space: only ASCII is left between words."""


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
    words = _words(_LINK.sub("]", sheet.lower_body))
    if len(words) >= FEWEST_WORDS:
        runs = sorted(_runs(words), key=float)  # which are compared in half the time that numbers of 32 bits are
        yield Row(sheet.path, sheet.body_line, bundle.source, array("I", runs).tobytes())


def _words(text: str) -> list[bytes]:
    """Give the words of a text, which are runs of letters and digits. Bytes are cut at spaces in a third of the time."""
    if not _ORDINARY.fullmatch(text):
        text = _BETWEEN_WORDS.sub(" ", text)
    return text.encode().translate(_GAPS).split()


def _runs(words: Sequence[bytes]) -> set[int]:
    """Give the hashes of all runs of three words: of their hashes a, b, c the lower 32 bits of 961 a + 31 b + c.

    All are computed at once: the hashes lie side by side in one large number, each in 64 bits, of which no sum fills 42.
    """
    count = len(words)
    first = int.from_bytes(struct.pack(f"<{count}Q", *map(crc32, words)), "little")
    sums = 961 * first + 31 * (first >> 64) + (first >> 128)
    halves = array("I", sums.to_bytes(8 * count, "little"))
    if sys.byteorder == "big":
        halves.byteswap()
    return set(halves[: 2 * (count - 2) : 2])  # the last two words begin no run


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
