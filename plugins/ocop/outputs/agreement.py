"""That the samples of the fast path for Markdown agreed (docs/adr/0039), remembered for one state of code and libraries."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from ocop.pictures import fetch, keep, key_of
from ocop.prose import Renderer

_KEY: Final = key_of("the ways of Markdown agree")


def is_known(cache: Path, code: str) -> bool:
    """Say whether the samples agreed with this `code`: a name for all our code, the settings and the libraries."""
    return fetch(cache, _KEY) == _state(code)


def remember(cache: Path, code: str, renderer: Renderer) -> None:
    """Keep that they agree, if they do and it is not known."""
    if renderer.agrees and not is_known(cache, code):
        keep(cache, _KEY, _state(code))


def _state(code: str) -> bytes:
    return f"{code} {sys.version}".encode()
