"""What a Vietnamese syllable looks like, to tell a word from the debris of an old encoding."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ONSETS: Final = "ngh|ng|nh|gh|gi|ch|kh|ph|th|tr|qu|[bcdđghklmnpqrstvx]"
_RIMES: Final = (
    "oai|oay|oao|oeo|iêu|yêu|uôi|uây|uya|uyê|uyu|uêu|ươi|ươu|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uy|uơ|uô|ưa|ưi|ươ|ưu|yê|"
    "[aăâeêioôơuưy]"
)
_CODAS: Final = "ch|ng|nh|[cmnpt]"
_SYLLABLE: Final = re.compile(f"(?:{_ONSETS})?(?:{_RIMES})(?:{_CODAS})?")
_TONES: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def is_syllable(word: str) -> bool:
    """Say whether `word` could be one Vietnamese syllable: letters, at most one tone, an order of sounds that occurs.

    A coarse sieve ("kec" passes); it is for telling "gạo" from "g¹o", not for spelling.
    """
    bare, tones = _TONES.subn("", unicodedata.normalize("NFD", word.lower()))
    return tones <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None
