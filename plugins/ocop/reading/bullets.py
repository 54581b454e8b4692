"""Items of a list that a word processor has given its own sign."""

from __future__ import annotations

import re
from typing import Final

_BULLET: Final = re.compile(r"(?P<indent>\s*)(?:[–—•●▪‣·]|\*(?= ))\s*(?P<rest>\S.*)")


def bullet(text: str) -> str:
    """Give an item of a list as it should be typed, for text that begins with a word processor's sign; else ""."""
    return _BULLET.sub(r"- \g<rest>", text) if _BULLET.fullmatch(text) else ""
