"""Folding: one spelling for search, in which "hu tieu sa dec" finds "Hủ tiếu Sa Đéc"."""

from __future__ import annotations

import unicodedata
from typing import Final

# đ has no decomposition (its NFD is itself), so it is mapped by hand; with it the look-alikes that `stray_letters` reports.
_WITHOUT_DECOMPOSITION: Final = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d", "ƣ": "u"})

FIRST_MARK: Final = "\u0300"
"""No character before it is a mark, so that most letters need no question."""


def fold(s: str) -> str:
    """Give `s` in lower case without diacritics: for searching and comparing, never for showing.

    hòa and hoà, thủy and thuỷ fold alike, and so do NFC and NFD. Folding twice changes nothing. Quy and Qui stay two
    spellings. Source: ocop.md §6.2.
    """
    decomposed = unicodedata.normalize("NFD", s.lower().translate(_WITHOUT_DECOMPOSITION))
    return "".join([char for char in decomposed if char < FIRST_MARK or unicodedata.category(char) != "Mn"])
