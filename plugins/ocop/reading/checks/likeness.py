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
from dataclasses import dataclass
from itertools import chain
from sys import byteorder
from typing import Final
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


class _Hashes(dict[str, tuple[int, ...]]):
    """The hashes of the words in each piece of text without a space that was met: texts share most of theirs."""

    def __missing__(self, piece: str) -> tuple[int, ...]:
        hashed = self[piece] = tuple(crc32(word.encode("utf-8", "surrogatepass")) for word in _WORD.findall(piece))
        return hashed


@dataclass(frozen=True, slots=True)
class _Text:
    bundle: Bundle
    runs: array[int]
    """Hashes. A set of them would take twenty times the memory."""
    sketch: tuple[int, ...]


def check(whole: Whole) -> Iterator[Problem]:
    """Give a warning for each story or product page whose text is nearly that of another one: which, and how alike."""
    texts = list(_texts(whole))
    once, shared = set[int](), set[int]()
    for text in texts:
        shared |= once.intersection(text.sketch)
        once.update(text.sketch)
    met: dict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        meetings: Counter[int] = Counter()
        for hashed in shared.intersection(text.sketch):
            others = met[hashed]
            if others:
                meetings.update({*others[:_NEIGHBOURS], *others[-_NEIGHBOURS:]})
            others.append(number)
        alike = [(_alike(text, texts[other]), -other) for other, times in meetings.items() if times >= _LEAST_MEETINGS]
        percent, other = max(alike, default=(0, 0))
        if percent >= LIKE:
            sheet = text.bundle.sheets[whole.frame.default_language]
            yield raised("story-alike", sheet.path, sheet.body_line, percent=str(percent), other=texts[-other].bundle.source)


def _texts(whole: Whole) -> Iterator[_Text]:
    hashes = _Hashes()
    for kind in _TOLD_OF:
        for _, bundle in sorted(whole.bundles.get(kind, {}).items()):
            sheet = bundle.sheets.get(whole.frame.default_language)
            if sheet is None:
                continue
            body = _LINK.sub("]", sheet.body) if "](" in sheet.body else sheet.body
            hashed = list(chain.from_iterable(map(hashes.__getitem__, body.lower().split())))
            if len(hashed) >= FEWEST_WORDS:
                runs = _runs(hashed)
                yield _Text(bundle, runs, _smallest(set(runs)))


def _runs(hashed: Sequence[int]) -> array[int]:
    """Give the hash of each run of three: (one · 31² + two · 31 + three) mod 2³²."""
    # All at once: the hashes stand side by side in one number, 64 bits to each, in which no product or sum reaches the next.
    side_by_side = int.from_bytes(_as_stored(array("Q", hashed)).tobytes(), "little")
    runs = side_by_side * 961 + (side_by_side >> 64) * 31 + (side_by_side >> 128)
    halves = _as_stored(array("I", runs.to_bytes(8 * len(hashed), "little")))
    return halves[: 2 * (len(hashed) - 2) : 2]  # The lower half of each.


def _as_stored(numbers: array[int]) -> array[int]:
    if byteorder == "big":
        numbers.byteswap()
    return numbers


def _smallest(hashes: set[int]) -> tuple[int, ...]:
    # Hashes lie evenly, so that the smallest are nearly always among those below such a bound, which leaves few to be sorted.
    below = (_MASK // len(hashes)) * 2 * _SKETCH
    few = [hashed for hashed in hashes if hashed < below]
    return tuple(sorted(few if len(few) >= _SKETCH else hashes)[:_SKETCH])


def _alike(one: _Text, other: _Text) -> int:
    """Give how much of the two is common, in per cent (Dice's coefficient of their runs)."""
    ours, theirs = set(one.runs), set(other.runs)
    return 200 * len(ours & theirs) // (len(ours) + len(theirs))
