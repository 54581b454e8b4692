"""How large a file of the site may be: what is larger is a slip (a photo that was not made smaller, a page without end) and
would keep a phone on a weak line waiting. Some hosts refuse files above 25 MB outright.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from .findings import Finding

KB: Final = 1000
PICTURES: Final = (".avif", ".jpg", ".png", ".webp", ".gif")
LIMITS: Final = ((".html", 500 * KB), (".css", 200 * KB), (".js", 300 * KB), *((suffix, 1000 * KB) for suffix in PICTURES))
ANY: Final = 25_000 * KB
"""Bytes, unpacked: for the kinds that a page needs, and for all others."""


def limit(path: str) -> int:
    """How many bytes a file of this name may have."""
    return next((most for suffix, most in LIMITS if path.endswith(suffix)), ANY)


def check_sizes(tree: Path, files: Iterable[str]) -> Iterator[Finding]:
    """Give a Finding for each file that is larger than it may be."""
    for path in files:
        size, most = (tree / path).stat().st_size, limit(path)
        if size > most:
            yield Finding(path, 0, "too-large", f"{size // KB} kB", f"{most // KB} kB")
