"""A stamp says which Vietnamese words a translation was made from: a hash, since file times mean nothing in a clone."""

from __future__ import annotations

import hashlib
import json
from typing import Final

from ocop.catalogue.models import Words
from ocop.text import nfc

STAMP_KEY: Final = "translates"
_DIGEST: Final = 6


def stamp_of(words: Words, body: str) -> str:
    """Give the stamp of an original, 12 hex digits: of its words, with the descriptions of its photos, and of its body.

    Facts do not count, and neither do line breaks, spaces, quotes and the order of keys: none of them is there to translate.
    """
    said = {key: value for key, value in words.model_dump(exclude_none=True).items() if key != STAMP_KEY}
    flat: dict[str, str] = {}
    for key, value in said.items():
        named = {f"{key}.{name}": text for name, text in value.items()} if isinstance(value, dict) else {key: value}
        flat |= {name: _flat(text) for name, text in named.items()}
    text = json.dumps([sorted(flat.items()), _flat(body)], ensure_ascii=False)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()


def _flat(text: str) -> str:
    return nfc(" ".join(text.split()))
