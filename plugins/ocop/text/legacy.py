"""Encodings from before Unicode: bytes that are not UTF-8, and letters of TCVN3 or VNI fonts pasted as if they were text.

TCVN3 (fonts named .Vn…) puts Vietnamese letters on single codes, VNI writes marks as letters after the vowel, Windows-1258
keeps tones as separate codes. Nothing is converted silently: a guess is for a message, and a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from .letters import nfc
from .syllables import is_syllable

# TCVN 5712:1993, VN3: codes A1 to FE.
_TCVN3: Final = str.maketrans(
    dict(
        zip(
            "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
            "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
            strict=True,
        )
    )
)
_SIGNS: Final = "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾"
"""Codes of TCVN3 that are no letters in any other encoding: one of them inside a word tells."""

_VNI_ALONE: Final = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_TONES: Final = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HATS: Final = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVES: Final = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}


def _vni_pairs() -> Iterator[tuple[str, str]]:
    for vowel in "aeouy":
        yield from ((vowel + mark, nfc(vowel + tone)) for mark, tone in _VNI_TONES.items())
    for typed, vowel in (("ô", "ơ"), ("ö", "ư")):
        yield from ((typed + mark, nfc(vowel + tone)) for mark, tone in _VNI_TONES.items())
    for vowel in "aeo":
        yield from ((vowel + mark, nfc(f"{vowel}\u0302{tone}")) for mark, tone in _VNI_HATS.items())
    yield from (("a" + mark, nfc(f"a\u0306{tone}")) for mark, tone in _VNI_BREVES.items())
    yield from _VNI_ALONE.items()


_VNI: Final = MappingProxyType(dict(_vni_pairs()))
_VNI_LETTER: Final = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)
_WORD: Final = re.compile(r"[A-Za-z\u00a1-\u00ff]+")
# Where it is worth looking: a sign of TCVN3 beside a letter; a mark of VNI after a vowel that no Vietnamese word has there.
_HINT_TCVN3: Final = re.compile(rf"(?<=[A-Za-z])[{_SIGNS}]|[{_SIGNS}](?=[A-Za-zÀ-ÿ])")
_HINT_VNI: Final = re.compile("[aeouyôö][ùøûõïåäëü]|[ao]â|e[âáà]|a[êéèú]|[ñö]", re.IGNORECASE)
# Letters of the two that no Vietnamese word of today has; a paste of some words holds one of them.
_HELD_BY_VNI: Final = "øûïåäëöñØÛÏÅÄËÖÑ"
ONLY_IN_DEBRIS: Final = _SIGNS + _HELD_BY_VNI
"""Characters of which a text holds one where `debris` gives a word: for whoever looks for more in one go."""
_HELD_TCVN3: Final = re.compile(f"[{_SIGNS}]")
_HELD_VNI: Final = re.compile(f"[{_HELD_BY_VNI}]")
_FEWEST_VNI: Final = 2
"""One word alone may be a name (Loïc); a paste has many."""
_SHORTEST: Final = 3


@dataclass(frozen=True, slots=True)
class Debris:
    """A word of an old font: where it stands in the text, and how it most likely reads."""

    index: int
    word: str
    reads: str
    encoding: str


def debris(text: str) -> tuple[Debris, ...]:
    """Give the words of `text` that were written with a TCVN3 or VNI font, in order; () for text that is Unicode throughout.

    A word is given only when it is no Vietnamese syllable as it stands and becomes one; for VNI there have to be two of them.
    """
    found = list(_debris(text, _HINT_TCVN3, "TCVN3", from_tcvn3)) if _HELD_TCVN3.search(text) else []
    vni = list(_debris(text, _HINT_VNI, "VNI", from_vni)) if _HELD_VNI.search(text) else []
    return tuple(sorted(found + (vni if len(vni) >= _FEWEST_VNI else []), key=lambda one: one.index))


def from_tcvn3(text: str) -> str:
    """Give text of a TCVN3 font in Unicode. Its capitals with marks are another font's and come out in lower case."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Give text of a VNI font in Unicode."""
    return _VNI_LETTER.sub(_vni_letter, text)


def guessed(raw: bytes) -> tuple[str, str]:
    """Give (encoding, text) that bytes which are not UTF-8 most likely are; ("", read as Windows-1252) when none fits.

    The text of Windows-1258 is given in normal form C. UTF-16 is known by its mark, or by its zeros.
    """
    utf16 = _utf16(raw)
    if utf16:
        return "UTF-16", raw.decode(utf16, errors="replace").removeprefix("\ufeff")
    best, name, text = 0.0, "", raw.decode("cp1252", errors="replace")
    latin = raw.decode("latin-1")
    candidates: tuple[tuple[str, Callable[[], str]], ...] = (
        ("Windows-1258", lambda: nfc(raw.decode("cp1258", errors="replace"))),
        ("TCVN3", lambda: from_tcvn3(latin)),
        ("VNI", lambda: from_vni(latin)),
    )
    for candidate, decode in candidates:
        decoded = decode()
        fit = _fit(decoded)
        if fit > max(best, 0.5):
            best, name, text = fit, candidate, decoded
    return name, text


def _debris(text: str, hint: re.Pattern[str], encoding: str, decode: Callable[[str], str]) -> Iterator[Debris]:
    last = -1
    for sign in hint.finditer(text):
        if sign.start() < last:
            continue
        begin = sign.start()
        while begin and _WORD.fullmatch(text[begin - 1]):
            begin -= 1
        word = _WORD.match(text, begin)
        if word is None:
            continue
        last = word.end()
        whole = not text[last : last + 1].isalpha() and not text[max(begin - 1, 0) : begin].isalpha()
        reads = decode(word[0])
        if whole and len(word[0]) >= _SHORTEST and not is_syllable(word[0]) and is_syllable(reads):
            yield Debris(begin, word[0], reads, encoding)


def _vni_letter(found: re.Match[str]) -> str:
    typed = found[0]
    letter = _VNI[typed.lower()]
    return letter.upper() if typed[0].isupper() else letter


def _utf16(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = raw[:2000]
    if len(sample) >= 4 and sample.count(0) > len(sample) // 4:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    return ""


def _fit(text: str) -> float:
    """Give the share of syllables among the words with letters beyond ASCII."""
    words = [word for word in re.findall(r"[^\W\d_]+|[^\s\w]+", text[:20_000]) if not word.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
