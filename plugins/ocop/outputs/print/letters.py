"""Letters that cannot be printed, told by file and line before anything is made."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from ocop.catalogue.problem import Problem
from ocop.text.typeface import missing_letters, named

from .goods import Goods, Leaflet, texts


def letter_problems(views: Iterable[Goods | Leaflet], root: Path) -> Iterator[Problem]:
    """Give a Problem for each letter of a view that one of the faces lacks, where it stands in the content.

    `root` is what paths of sources are relative to. A letter is told once for each place.
    """
    told = set()
    for view in views:
        goods = view.goods if isinstance(view, Leaflet) else view
        letters = sorted({letter for text in texts(view) for letter in missing_letters(text)})
        for letter in letters:
            path, line = _place(goods, letter, root)
            if (path, line, letter) not in told:
                told.add((path, line, letter))
                yield Problem(path, line, "glyph-missing", values={"found": named((letter,))})


def _place(goods: Goods, letter: str, root: Path) -> tuple[str, int]:
    """Give file and line of the first such letter in the bundles that the words come from; line 1 where it is elsewhere."""
    for source in goods.sources:
        folder = source.rpartition("/")[0]
        for path in dict.fromkeys((f"{folder}/{goods.lang}.md", source)):
            try:
                text = (root / path).read_text("utf-8")
            except OSError:
                continue
            for number, line in enumerate(unicodedata.normalize("NFC", text).split("\n"), 1):
                if letter in line:
                    return path, number
    return goods.sources[0], 1
