"""Letters that do not belong in Vietnamese text: what PDF extraction, old fonts and word processors leave behind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_LOOKALIKES: Final = {
    "\u01a2": "Ư",  # Ƣ gha, printed by old PDF fonts where Ư stood
    "\u01a3": "ư",
    "\u00d0": "Đ",  # Ð eth: the capital looks exactly like Đ
    "\u00f0": "đ",
    "\u0189": "Đ",  # Ɖ African d, likewise
    "\u0256": "đ",
}
# Joiners stay: they are part of emoji and of other scripts. These do nothing visible but break searches and slugs, and the
# directional ones can make a line read otherwise than it is stored.
_INVISIBLE: Final = frozenset(
    "\u00ad\u200b\u200e\u200f\u2028\u2029\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_PLAIN_CONTROLS: Final = frozenset("\t\n\r")
# Marks for the Latin alphabet. Marks of other scripts (Thai, Khmer) are letters there and are left alone.
_MARK: Final = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f"
_MARKED: Final = re.compile(f"[^{_MARK}]?[{_MARK}]+", re.DOTALL)
_MARKS: Final = re.compile(f"[{_MARK}]")
_REPLACEMENT: Final = "\ufffd"


def nfc(s: str) -> str:
    """Give `s` in Unicode normal form C, in which every Vietnamese letter is one code point."""
    return unicodedata.normalize("NFC", s)


def stray_letters(s: str) -> tuple[tuple[int, str, str], ...]:
    """Give (index in `s`, character, what to type instead) for each character that cannot be meant; "" means: leave it out.

    Reported are: letters that only look Vietnamese (Ƣ ƣ Ð ð Ɖ ɖ); marks that no letter takes up, as they remain after NFC;
    control characters other than tab and line ends; invisible and direction-changing characters; private use; U+FFFD, which
    stands where a letter was lost. Text that is merely not NFC has no stray letter: compare it with `nfc`.

    Source: letters found in the city's own report after PDF extraction (ocop.md §5).
    """
    found = [(index, char, _LOOKALIKES.get(char, "")) for index, char in enumerate(s) if _is_stray(char)]
    found += [(index, s[index], "") for index in _unjoined_marks(s)]
    return tuple(sorted(found))


def _is_stray(char: str) -> bool:
    if char in _LOOKALIKES or char in _INVISIBLE or char == _REPLACEMENT:
        return True
    return unicodedata.category(char) in {"Cc", "Co", "Cs"} and char not in _PLAIN_CONTROLS


def _unjoined_marks(s: str) -> Iterator[int]:
    """Give the indices of the marks that their letter, with the marks already on it, does not take up in NFC."""
    for marked in _MARKED.finditer(s):
        letter = ""
        for index in range(*marked.span()):
            if _MARKS.search(nfc(letter + s[index])):
                yield index
            else:
                letter += s[index]
