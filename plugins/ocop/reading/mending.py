"""What can be put right in a text file beyond doubt: the same letters, written as the project writes them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ocop.text import debris, nfc, stray_letters

_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_BOM: Final = "\ufeff"
_NOTHING: Final = re.compile("[\u200b\u2060\ufeff]")
"""Characters without width that mean nothing in Vietnamese or English. Joiners and directions are left to a person."""
MENDS: Final = MappingProxyType(
    {
        "utf-16": "UTF-16 → UTF-8",
        "bom": "bỏ dấu BOM ở đầu tệp",
        "line-ends": "dấu xuống dòng của Windows → Unix",
        "nfc": "chữ có dấu tách rời → liền",
        "letters": "ký tự lạc → chữ đúng (ƣ → ư)",
        "invisible": "bỏ ký tự không nhìn thấy",
        "end": "thêm dấu xuống dòng ở cuối tệp",
    }
)
"""What was mended → how a person reads it."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file as it should be. `before` and `after` are its text with Unix line ends, `raw` the bytes to write."""

    raw: bytes
    before: str
    after: str
    did: tuple[str, ...]


def mended(raw: bytes) -> Mended | None:
    """Give the file put right; None where nothing is to be done, or where its encoding has to be guessed."""
    did: list[str] = []
    try:
        text = raw.decode("utf-16" if raw.startswith(_UTF16) else "utf-8")
    except UnicodeDecodeError:
        return None
    if raw.startswith(_UTF16):
        did.append("utf-16")
    elif "\x00" in text:
        return None
    text, before = text.removeprefix(_BOM), text
    if before is not text and "utf-16" not in did:
        did.append("bom")
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    if unix != text:
        did.append("line-ends")
    after = unix
    # Composed last: a letter put right, or a sign taken away, can bring a mark to the letter it belongs to.
    for name, change in (("letters", _letters), ("invisible", _seen), ("nfc", nfc), ("end", _ended)):
        changed = change(after)
        if changed != after:
            did.append(name)
        after = changed
    encoded = after.encode("utf-8")
    return Mended(encoded, unix, after, tuple(did)) if encoded != raw else None


def seen(line: str) -> str:
    """Give a line with its loose marks and invisible characters written as escapes, so that a diff shows them."""
    return "".join(
        _escaped(char) if unicodedata.category(char) in {"Mn", "Cf", "Cc", "Co", "Zl", "Zp"} else char for char in line
    )


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}"


def _letters(text: str) -> str:
    if debris(text):
        return text  # Ð may stand for é there: an old font has to be converted as a whole.
    chars = list(text)
    for index, _, instead in stray_letters(text):
        if instead:
            chars[index] = instead
    return "".join(chars)


def _seen(text: str) -> str:
    return _NOTHING.sub("", text)


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"
