"""Reading a lock: which packages, in which versions, from which files. Standard library alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_PIN: Final = re.compile(
    r"^([A-Za-z0-9._-]+)==([^\s;\\]+)([^\n]*)\n?((?:    --hash=sha256:[0-9a-f]{64}[^\n]*\n?)*)", re.MULTILINE
)
_HASH: Final = re.compile(r"sha256:([0-9a-f]{64})")
_LEADING_ZEROS: Final = re.compile(r"(?<![0-9A-Za-z])0+(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Pin:
    """A package of a lock. `marker`: the machines it is for, "" for all; `hashes`: hex SHA-256 of its files."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def pins(lock: str) -> Iterator[Pin]:
    """Give the packages that the text of a lock names, in its order."""
    for name, version, rest, hashes in _PIN.findall(lock):
        marker = rest.partition(";")[2].strip().removesuffix("\\").strip()
        yield Pin(name, version, marker, tuple(_HASH.findall(hashes)))


def number(version: str) -> str:
    """Give a version as locks write it: 2.005 and 2.5 are one (PEP 440)."""
    return _LEADING_ZEROS.sub("", version)
