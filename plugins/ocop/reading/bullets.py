"""Items of a list that a word processor has given its own sign."""

from __future__ import annotations

import re
from typing import Final

_BULLET: Final = r"(?P<indent>\s*)(?:[–—•●▪‣·]|\*(?= ))\s*(?P<rest>\S.*)"
"""Compiled where something is wrong: signs from all over Unicode take long."""


def bullet(text: str) -> str:
    """Give an item of a list as it should be typed, for text that begins with a word processor's sign; else ""."""
    return re.sub(_BULLET, r"- \g<rest>", text) if re.fullmatch(_BULLET, text) else ""
