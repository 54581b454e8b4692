"""Stories that are nearly the same: a copied story scores nothing (26/2026/QĐ-TTg, Phụ lục II, criterion 5.3).

Texts are compared by the runs of three words they share. Not every text with every other: of each text the smallest hashes of
its runs are kept (a bottom-k sketch), an index leads from a hash to the texts that kept it, and only texts that meet there are
compared. Two texts that share most runs share most of their smallest hashes too. The work grows with the number of texts, and
the result depends on nothing but the texts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Text:
    bundle: Bundle
    runs: frozenset[int]


def check(whole: Whole) -> Iterator[Problem]:
    """Give a warning for each story or product page whose text is nearly that of another one: which, and how alike."""
    texts = list(_texts(whole))
    met: dict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        meetings: Counter[int] = Counter()
        for hashed in sorted(text.runs)[:_SKETCH]:
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
    for kind in _TOLD_OF:
        for _, bundle in sorted(whole.bundles.get(kind, {}).items()):
            sheet = bundle.sheets.get(whole.frame.default_language)
            if sheet is None:
                continue
            words = _WORD.findall(_LINK.sub("]", sheet.body).lower())
            if len(words) >= FEWEST_WORDS:
                hashed = [crc32(word.encode("utf-8", "surrogatepass")) for word in words]
                runs = zip(hashed, hashed[1:], hashed[2:], strict=False)
                yield _Text(bundle, frozenset(((one * 31 + two) * 31 + three) & _MASK for one, two, three in runs))


def _alike(one: _Text, other: _Text) -> int:
    """Give how much of the two is common, in per cent (Dice's coefficient of their runs)."""
    return 200 * len(one.runs & other.runs) // (len(one.runs) + len(other.runs))
