"""Vietnamese alphabetical order, as ICU's locale vi has it: letters first, then tones, then case."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

SortKey = bytes
"""Compare two with <; equal only for equal strings (after NFC)."""

_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS: Final = {letter: rank for rank, letter in enumerate(_ALPHABET)}
# ngang (no mark) < huyền < hỏi < ngã < sắc < nặng
_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SPACE, _SYMBOL, _DIGIT, _LETTER, _OTHER_LETTER = range(1, 6)
_END: Final = b"\0"
_GAP: Final = bytes((_SPACE, 0, 0, 0))
_LOWER, _UPPER = b"\1", b"\2"
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
    composed = unicodedata.normalize("NFC", s)
    words = [levels for word in composed.split(" ") if (levels := _levels(word))[0]]
    # Of two levels where one begins like the other the shorter comes first: what ends a level is less than all that goes on.
    primary = _GAP.join([levels[0] for levels in words])
    secondary = _END.join([levels[1] for levels in words])
    tertiary = _LOWER.join([levels[2] for levels in words])
    return _END.join((primary, secondary, tertiary, composed.encode("utf-8", "surrogatepass")))


@lru_cache(8192)  # there are a few thousand syllables, and titles share them
def _levels(word: str) -> tuple[bytes, bytes, bytes]:
    """Give the letters, the tones and the cases of a word in NFC, between its gaps; nothing of those at its ends."""
    primary: list[bytes] = []
    secondary: list[bytes] = []
    tertiary: list[bytes] = []
    space = False
    for weight, tones, case in _weights(word):
        if weight == _GAP:
            space = bool(primary)
            continue
        if space:
            primary.append(_GAP)
            secondary.append(_END)
            tertiary.append(_LOWER)
            space = False
        primary.append(weight)
        secondary.append(tones)
        tertiary.append(case)
    return b"".join(primary), b"".join(secondary), b"".join(tertiary)


def initial(s: str) -> str:
    """Give the capital under which `s` stands in an A–Z list ("Ă", "Đ"), or "#" when it starts with no such letter."""
    for weight, _, _ in _weights(unicodedata.normalize("NFC", s)):
        if weight != _GAP:
            rank = int.from_bytes(weight[1:], "big")
            return _ALPHABET[rank].upper() if weight[0] == _LETTER else OTHER_INITIAL
    return OTHER_INITIAL


Weights = tuple[tuple[bytes, bytes, bytes], ...]
"""Of each letter that counts: its place in the alphabet, its tones, its case, as bytes that compare alike."""


def _weights(composed: str) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Give the weights of a text in NFC, in which nearly every letter is one character with its marks."""
    of = [_of_character(char) for char in composed]
    if None in of:  # A mark that stands alone belongs to the letter before it.
        yield from _of_clusters(composed)
        return
    for weights in of:
        yield from weights or ()


@lru_cache(4096)  # there are a few hundred letters, and a title has dozens
def _of_character(char: str) -> Weights | None:
    return None if unicodedata.category(char) == "Mn" else _of_clusters(char)


def _of_clusters(s: str) -> Weights:
    found = []
    for base, marks in _clusters(s):
        weight, tones = _weigh(base, marks)
        if weight is not None:
            sign, place = weight
            written = b"".join(b"\1" + tone.to_bytes(3, "big") for tone in tones)
            case = _LOWER if base == base.lower() else _UPPER
            found.append((bytes((sign,)) + place.to_bytes(3, "big"), written + _END, case))
    return tuple(found)


def _clusters(s: str) -> list[tuple[str, str]]:
    """Cut `s` into base characters with the marks on them; marks on nothing are dropped."""
    clusters: list[tuple[str, str]] = []
    for char in unicodedata.normalize("NFD", s):
        if unicodedata.category(char) != "Mn":
            clusters.append((char, ""))
        elif clusters:
            base, marks = clusters[-1]
            clusters[-1] = (base, marks + char)
    return clusters


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
