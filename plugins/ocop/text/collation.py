"""Vietnamese alphabetical order, as ICU's locale vi has it: letters first, then tones, then case."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from .folding import FIRST_MARK

SortKey = tuple[tuple[tuple[int, int], ...], tuple[tuple[int, ...], ...], tuple[bool, ...], str]
"""Compare two with <; equal only for equal strings (after NFC)."""

_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS: Final = {letter: rank for rank, letter in enumerate(_ALPHABET)}
# ngang (no mark) < huyền < hỏi < ngã < sắc < nặng
_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SPACE, _SYMBOL, _DIGIT, _LETTER, _OTHER_LETTER = range(5)
OTHER_INITIAL: Final = "#"


def sort_key(s: str) -> SortKey:
    """Give a key that sorts Vietnamese text: `sorted(titles, key=sort_key)`.

    - Letters in the order a ă â b c d đ e ê f g … o ô ơ … u ư v w x y z (f j w z at their Latin places; ch, ng, nh, th, tr are
      two letters each). Space comes before symbols, these before digits, digits before letters, other alphabets last.
    - Between words of the same letters, tones decide: ngang, huyền, hỏi, ngã, sắc, nặng (ma mà mả mã má mạ); then case,
      lower before upper.
    - Digits compare one by one ("10" before "9"). Hyphens and slashes count as a space, runs of them as one; quotation
      marks and other punctuation do not count, so that a title in quotes stands under its first letter.

    Source: CLDR collation for vi, checked with ICU 78.2 (ocop.md §6.2); the treatment of punctuation is this project's.
    """
    primary: list[tuple[int, int]] = []
    secondary: list[tuple[int, ...]] = []
    tertiary: list[bool] = []
    space = False
    for base, marks in _clusters(s):
        weight, tones = _weigh(base, marks)
        if weight is None:
            continue
        if weight[0] == _SPACE:
            space = bool(primary)
            continue
        if space:
            primary.append((_SPACE, 0))
            secondary.append(())
            tertiary.append(False)
            space = False
        primary.append(weight)
        secondary.append(tones)
        tertiary.append(base != base.lower())
    return tuple(primary), tuple(secondary), tuple(tertiary), unicodedata.normalize("NFC", s)


def initial(s: str) -> str:
    """Give the capital under which `s` stands in an A–Z list ("Ă", "Đ"), or "#" when it starts with no such letter."""
    primary = sort_key(s)[0]
    if primary and primary[0][0] == _LETTER:
        return _ALPHABET[primary[0][1]].upper()
    return OTHER_INITIAL


def _clusters(s: str) -> list[tuple[str, str]]:
    """Cut `s` into base characters with the marks on them; marks on nothing are dropped."""
    clusters: list[tuple[str, str]] = []
    for char in unicodedata.normalize("NFD", s):
        if char < FIRST_MARK or unicodedata.category(char) != "Mn":
            clusters.append((char, ""))
        elif clusters:
            base, marks = clusters[-1]
            clusters[-1] = (base, marks + char)
    return clusters


@lru_cache(4096)  # there are a few hundred letters, and a title has dozens
def _weigh(base: str, marks: str) -> tuple[tuple[int, int] | None, tuple[int, ...]]:
    """Give the primary weight (None: does not count) and the tones; breve, circumflex and horn belong to the letter."""
    category = unicodedata.category(base)
    if category.startswith("Z") or category in {"Pd", "Pc"} or base in "/\t\n\r":
        return (_SPACE, 0), ()
    if base.isdecimal():
        return (_DIGIT, unicodedata.decimal(base)), ()
    if category.startswith(("P", "C", "M")):
        return None, ()
    if not category.startswith("L"):
        return (_SYMBOL, ord(base)), ()
    letter = base.lower()
    tones = []
    for mark in marks:
        whole = unicodedata.normalize("NFC", letter + mark)
        if whole in _RANKS:
            letter = whole
        else:
            tones.append(_TONES.get(mark, ord(mark)))
    if letter in _RANKS:
        return (_LETTER, _RANKS[letter]), tuple(tones)
    return (_OTHER_LETTER, ord(letter[0])), tuple(tones)
