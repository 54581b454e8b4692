"""Small text files of the engine's own: written whole or not at all, and known when damaged or of another version."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Final

_SEAL: Final = b"seal "
_SEAL_SIZE: Final = len(_SEAL) + 64 + 1


class DamagedError(ValueError):
    """The file is not what was written: torn, edited, or of another version."""


def write_sealed(path: Path, title: str, lines: Iterable[str], *, durable: bool = True) -> None:
    """Write `title` (which names the version) and `lines` under a hash of them, and put the file in place at once.

    `durable`: wait until the disk has it. Raises OSError.
    """
    content = "\n".join([title, *lines, ""]).encode()
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(content + _SEAL + blake2b(content, digest_size=32).hexdigest().encode() + b"\n")
        if durable:
            file.flush()
            os.fsync(file.fileno())
    fresh.replace(path)
    if durable and os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def read_sealed(path: Path, title: str) -> list[str]:
    """The lines of a sealed file. Raises FileNotFoundError, other OSErrors, and DamagedError."""
    whole = path.read_bytes()
    content, seal = whole[:-_SEAL_SIZE], whole[-_SEAL_SIZE:]
    if seal != _SEAL + blake2b(content, digest_size=32).hexdigest().encode() + b"\n":
        raise DamagedError
    first, *lines, _ = content.decode().split("\n")
    if first != title:
        raise DamagedError
    return lines
