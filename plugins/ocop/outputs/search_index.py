"""The index of the search box: rows packed into columns, whole in one file, or in many where a catalogue is large.

Columns compress better than rows, and an address is left out where it follows from the title by folding, as the script folds
it (theme/static/js/search.js reads this; docs/search.md tells the format).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from typing import Final

from pydantic_core import to_json

from ocop.catalogue.models import Kind
from ocop.engine import Output, fingerprint

from .search_rows import KINDS, Row, derived
from .search_words import words_of

FOLDER: Final = "search"
WHOLE: Final = 2000
"""Rows that one file holds: some 55 KB compressed. Beyond, words decide which of many files is read."""
SHARE: Final = 400
"""Rows of one of many files; a single word may need more."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How an index is read: per kind its word in the language and its address, `*` standing for the slug."""

    kinds: Mapping[Kind, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Index:
    """The files of an index; `path` is the one that a page names.

    `products`: where it is whole, their slugs as its rows have them; `lists`: where it is not, the first file's second name.
    """

    path: str
    files: tuple[Output, ...]
    products: tuple[str, ...] = ()
    lists: str = ""


def index(rows: Sequence[Row], shape: Shape, language: str, base: str) -> Index:
    """Give the index of a language. Names carry a hash of what is in the file, so that it can be cached for ever.

    A large catalogue's first file is there under a second name as well, `lists`, which never changes: every list names it, and
    should not be written anew for one edited title.

    Args:
        rows: In the order in which equally good results stand.
        shape: How the index is read.
        language: Part of the files' names.
        base: The path below which the site is served.
    """
    if len(rows) <= WHOLE:
        data = pack(rows, shape)
        path = f"{FOLDER}/{language}.{fingerprint(data)[:10]}.json"
        products = tuple(row.slug for row in rows if row.kind is Kind.PRODUCT)
        return Index(path, (Output(path, (data,), partial(bytes, data)),), products)
    shares = list(_shares(rows, shape))
    prints = [f"{derived(row).print} {' '.join(row.marks)}" for row in rows]
    files = []
    for words, members, _ in shares:
        mark = fingerprint(shape, words, tuple(prints[member] for member in members))
        path = f"{FOLDER}/{language}-{mark[:12]}.json"
        files.append(Output(path, (mark,), partial(_packed, rows, members, shape)))
    contents = {
        "files": [f"{base}/{file.path}" for file in files],
        "words": [" ".join(words) for words, _, _ in shares],
        "sizes": [size for _, _, size in shares],
    }
    data = to_json(contents)
    path = f"{FOLDER}/{language}.{fingerprint(data)[:10]}.json"
    lists = f"{FOLDER}/{language}.json"
    named = (Output(name, (data,), partial(bytes, data)) for name in (path, lists))
    return Index(path, (*named, *files), lists=lists)


def pack(rows: Sequence[Row], shape: Shape) -> bytes:
    """Give rows, ordered by kind, as the bytes of one file."""
    shared: dict[str, int] = {"": 0}
    standings: dict[tuple[str, ...], int] = {("",): 0}

    @cache  # most words stand around many rows
    def number(words: str, lang: str = "") -> int:
        return shared.setdefault(_marked(words, lang), len(shared))

    columns = [[number(row.byline, row.byline_lang), *map(number, row.context)] for row in rows]
    standing = [standings.setdefault(_standing(row), len(standings)) for row in rows]
    marks: dict[str, int] = {}
    stands = [[marks.setdefault(mark, len(marks)) for mark in row.marks] for row in rows]
    return to_json(
        {
            **({"marks": list(marks), "in": stands} if marks else {}),
            "kinds": [[*shape.kinds[kind], sum(row.kind is kind for row in rows)] for kind in KINDS],
            "titles": "\n".join(_marked(row.title, row.lang) for row in rows),
            "names": "\n".join("|".join(map(_plain, row.names)) for row in rows),
            "slugs": "\n".join(_slug(row) for row in rows),
            "shared": list(shared),
            "about": columns,
            "standings": list(standings),
            "standing": standing,
        }
    )


def _shares(rows: Sequence[Row], shape: Shape) -> Iterator[tuple[tuple[str, ...], list[int], int]]:
    """Cut a catalogue into shares: their words, their rows, and how many rows hold those words in all.

    Every word belongs to one share, and a share holds every row in which its words stand. Only a word that stands around more
    than `WHOLE` rows, as the name of a group does, is found by titles and names alone.
    """
    by_name: dict[str, set[int]] = {}
    by_text: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        for word in derived(row).words:
            by_name.setdefault(word, set()).add(number)
        for around in (shape.kinds[row.kind][0], row.byline, row.standing.stars if row.standing else "", *row.context):
            by_text.setdefault(around, set()).add(number)
    anywhere = {word: set(numbers) for word, numbers in by_name.items()}
    for around, numbers in by_text.items():  # what stands around a thing stands around many others
        for word in words_of(around):
            anywhere.setdefault(word, set()).update(numbers)
    rare = {word: numbers for word, numbers in anywhere.items() if len(numbers) <= WHOLE}
    for key in sorted(anywhere.keys() - rare.keys()):
        yield (key,), sorted(by_name.get(key, ())), len(anywhere[key])
    for words in _alike(sorted(rare), rare, 1):
        members = sorted(set[int]().union(*(rare[word] for word in words)))
        yield words, members, len(members)


def _alike(words: Sequence[str], numbers: Mapping[str, set[int]], length: int) -> Iterator[tuple[str, ...]]:
    """Part sorted words by how they begin, further where they stand in many rows: so an edit moves no other word."""
    for _, group in groupby(words, key=lambda word: word[:length]):
        alike = tuple(group)
        if len(alike) == 1 or len(set[int]().union(*(numbers[word] for word in alike))) <= SHARE:
            yield alike
        else:
            yield from _alike(alike, numbers, length + 1)


def _packed(rows: Sequence[Row], members: Sequence[int], shape: Shape) -> bytes:
    return pack([rows[member] for member in members], shape)


def _standing(row: Row) -> tuple[str, ...]:
    standing = row.standing
    if standing is None:
        return ("",)
    return (standing.word, standing.until, standing.over, standing.stars) if standing.until else (standing.word,)


def _plain(words: str) -> str:
    # Line and bar part the fields of the file.
    return words.replace("|", "/").replace("\n", " ")


def _marked(words: str, lang: str) -> str:
    return f"{lang}|{_plain(words)}" if lang else _plain(words)


def _slug(row: Row) -> str:
    """Give "" where the slug follows from the title, "-" where it follows from the first other name, else the slug."""
    found = derived(row).addresses
    if found[0] == row.slug:
        return ""
    return "-" if row.slug in found[1:] else row.slug
