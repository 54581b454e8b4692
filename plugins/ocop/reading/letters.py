"""From bytes to text that can be trusted letter by letter: UTF-8, line ends, normal form, stray letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from ocop.catalogue.problem import Problem
from ocop.text import debris, guessed, nfc, stray_letters

from .positions import line_counter
from .raised import raised

_BOM: Final = "\ufeff"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_NEVER_TEXT: Final = re.compile("[\ufffe\uffff]")
# What a text has to hold before it is looked at letter by letter: a coarse sieve, wider than `stray_letters`.
_RARE: Final = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\xd0\xf0\u0189\u0256\u01a2\u01a3\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufe20-\ufe2f\ufeff\ufff0-\uffff\U000f0000-\U0010ffff"
)
_SUSPICIOUS: Final = re.compile(f"[{_RARE}]")
# Letters and signs that are what they seem: none of those, nothing that words of old fonts have, and in normal form C beside
# one another. In two halves: up to U+00FF, and above.
_PLAIN: Final = re.compile(
    "[\n -~°-´º¿À-ÃÆ-ÊÌ-ÎÒ-Õ×ÙÚÜ-ãæ-êì-îò-õ÷ùúü-ÿ"
    "\u0100-\u017fƠơƯưẠ-ỹ\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff\u25a0-\u26ff]*+"
)
_BREAKS_GRAMMAR: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def decoded(raw: bytes, path: str) -> str | Problem:
    """Give the text with Unix line ends; a byte order mark is passed over. Anything but UTF-8 is a problem on its line."""
    if raw.startswith(_UTF16):
        return raised("not-utf8", path, 1, found="UTF-16", command="make fix")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(raw, error.start, path)
    if "\x00" in text[:200]:  # Every second byte is zero: UTF-16 whose mark was lost, all of it below U+0080.
        encoding, _ = guessed(raw)
        if encoding:
            return raised("not-utf8", path, 1, found=encoding)
    text = text.removeprefix(_BOM)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def is_plain(text: str) -> bool:
    """Say whether all of a text is what it seems, as nearly all texts are; then much need not be asked of it one by one.

    `letter_problems` tells nothing of it, its only space is the plain one, and to YAML each of its letters is one.
    """
    return _PLAIN.fullmatch(text) is not None


def letter_problems(text: str, path: str, first_line: int = 1) -> tuple[Problem, ...]:
    """Give a problem for each line that is not NFC or holds words of an old font, and for each stray letter in a line."""
    if is_plain(text):
        return ()
    old = tuple(_old_fonts(text, path, first_line))
    told = {problem.line for problem in old}
    # What looks like a stray letter in such a line is part of the same debris.
    strays = (problem for problem in _stray(text, path, first_line) if problem.line not in told)
    return (*_not_nfc(text, path, first_line), *old, *strays)


def breaks_grammar(text: str) -> bool:
    """Say whether the text holds characters that YAML refuses or takes for line ends, so that its lines cannot be counted.

    Where it does, `letter_problems` tells of them.
    """
    return _BREAKS_GRAMMAR.search(text) is not None


def _not_nfc(text: str, path: str, first_line: int) -> Iterator[Problem]:
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(text.split("\n"), first_line):
        if not unicodedata.is_normalized("NFC", line):
            words = [word for word in line.split() if not unicodedata.is_normalized("NFC", word)] or [line]
            yield raised("not-nfc", path, number, found=words[0], suggestion=nfc(words[0]))


def _not_utf8(raw: bytes, start: int, path: str) -> Problem:
    encoding, text = guessed(raw)
    index = raw.count(b"\n", 0, start)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    # The line as it probably reads lets its writer see that the guess is right.
    reads = lines[index].strip() if encoding and index < len(lines) else ""
    return raised("not-utf8", path, index + 1, found=encoding or "Windows-1252", reads=reads)


def _old_fonts(text: str, path: str, first_line: int) -> Iterator[Problem]:
    last = 0
    line_of = line_counter(text, first_line)
    for word in debris(text):
        line = line_of(word.index)
        if line != last:
            yield raised("old-font", path, line, found=word.word, suggestion=word.reads, encoding=word.encoding)
        last = line


def _stray(text: str, path: str, first_line: int) -> Iterator[Problem]:
    if not _SUSPICIOUS.search(text):
        return
    met: set[tuple[int, str]] = set()
    strays = [*stray_letters(text), *((found.start(), found[0], "") for found in _NEVER_TEXT.finditer(text))]
    line_of = line_counter(text, first_line)
    for index, char, instead in strays:
        line = line_of(index)
        if (line, char) in met:
            continue
        met.add((line, char))
        name = f"U+{ord(char):04X}"
        visible = f"“{char}” ({name})" if char.isprintable() else name
        removable = "" if instead else name
        yield raised("stray-letter", path, line, found=visible, suggestion=instead, removable=removable)
