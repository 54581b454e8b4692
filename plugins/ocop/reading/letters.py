"""From bytes to text that can be trusted letter by letter: UTF-8, line ends, normal form, stray letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from ocop.catalogue.problem import Problem
from ocop.text import nfc, stray_letters

from .raised import raised

_BOM: Final = "\ufeff"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_MARKS: Final = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f]")
_NEVER_TEXT: Final = re.compile("[\ufffe\uffff]")
_BREAKS_GRAMMAR: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# Vowels with the marks of Windows-1258 stand as combining bytes; TCVN3 puts letters at B5–B9, C6–CA and so on.
_TCVN3: Final = re.compile(rb"[\xb5-\xbe\xc6-\xdd]")


def decoded(raw: bytes, path: str) -> str | Problem:
    """Give the text with Unix line ends; a byte order mark is passed over. Anything but UTF-8 is a problem on its line."""
    if raw.startswith(_UTF16):
        return raised("not-utf8", path, 1, found="UTF-16")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        guess = "TCVN3, Windows-1258" if len(_TCVN3.findall(raw)) > 1 else "Windows-1252"
        return raised("not-utf8", path, line, found=guess)
    return text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")


def letter_problems(text: str, path: str, first_line: int = 1) -> tuple[Problem, ...]:
    """Give a problem for each line that is not NFC and for each stray letter (one a line and letter)."""
    return (*_not_nfc(text, path, first_line), *_stray(text, path, first_line))


def breaks_grammar(text: str) -> bool:
    """Say whether the text holds characters that YAML refuses or takes for line ends, so that its lines cannot be counted."""
    return _BREAKS_GRAMMAR.search(text) is not None


def _not_nfc(text: str, path: str, first_line: int) -> Iterator[Problem]:
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(text.split("\n"), first_line):
        if not unicodedata.is_normalized("NFC", line):
            words = [word for word in line.split() if not unicodedata.is_normalized("NFC", word)] or [line]
            yield raised("not-nfc", path, number, found=words[0], suggestion=nfc(words[0]))


def _stray(text: str, path: str, first_line: int) -> Iterator[Problem]:
    # The distinct letters are few; only a text in which one of them is suspicious is looked at letter by letter.
    letters = "".join(sorted(set(text)))
    if not (_MARKS.search(letters) or _NEVER_TEXT.search(letters) or stray_letters(letters)):
        return
    met: set[tuple[int, str]] = set()
    strays = [*stray_letters(text), *((found.start(), found[0], "") for found in _NEVER_TEXT.finditer(text))]
    for index, char, instead in strays:
        line = text.count("\n", 0, index) + first_line
        if (line, char) in met:
            continue
        met.add((line, char))
        name = f"U+{ord(char):04X}"
        visible = f"“{char}” ({name})" if char.isprintable() else name
        removable = "" if instead else name
        yield raised("stray-letter", path, line, found=visible, suggestion=instead, removable=removable)
