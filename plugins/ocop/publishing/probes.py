"""What is read back whole before a release may go live: home, one page of every kind, and every new code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .gate import RequiredAddress
from .tree import FileRecord

HOME = "index.html"


def probes(files: Mapping[str, FileRecord], previous: Iterable[str], required: Iterable[RequiredAddress]) -> tuple[str, ...]:
    """Paths to read back, sorted: home, the first page below each folder of the root (and of each language), and each page of a
    code that the release before did not have.
    """
    firsts: dict[str, str] = {}
    for path in sorted(files):
        if path.endswith(".html"):
            firsts.setdefault(_kind(path), path)
    known = set(previous)
    codes = {address.path for address in required if address.path not in known and address.path in files}
    return tuple(sorted({*firsts.values(), *codes}))


def _kind(path: str) -> str:
    """`san-pham/x/index.html` → san-pham; `en/products/x/index.html` → en/products."""
    parts = path.split("/")[:-1]
    return "/".join(parts[:2] if parts and len(parts[0]) == 2 and parts[0].islower() else parts[:1])
