"""Which things a body names: `[Làng bột](places/lang-bot-sa-dec)` names a place."""

from __future__ import annotations

import re
from typing import Final

from .models import Kind

_KINDS: Final = "|".join(kind.value for kind in Kind)
_NAMED: Final = re.compile(rf"\]\(\s*<?((?:{_KINDS})/[a-z0-9]+(?:-[a-z0-9]+)*)(?=[/#)\s>])")


def named_in(markdown: str) -> tuple[str, ...]:
    """Give the keys (`places/lang-bot-sa-dec`) that a body's links name, each once, in the order of the text."""
    return tuple(dict.fromkeys(found[1] for found in _NAMED.finditer(markdown)))
