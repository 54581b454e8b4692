"""Small text files of the engine's own: written whole or not at all, and known when damaged or of another version."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, Final

from ocop.moving import put

_SEAL: Final = b"sha2 "
_SEALS: Final[Mapping[bytes, Callable[[memoryview], Any]]] = {_SEAL: sha256, b"seal ": partial(blake2b, digest_size=32)}
"""How a seal begins, and what it is of the bytes above it. The second is older: the manifest that it seals is ours as well."""
_SEAL_SIZE: Final = len(_SEAL) + 64 + 1
UNREADABLE: Final = (pickle.UnpicklingError, ValueError, EOFError, TypeError, AttributeError, ImportError, LookupError)
"""What a pickle that was sealed by other code than ours may do when it is read."""


class DamagedError(ValueError):
    """The file is not what was written: torn, edited, or of another version."""


def write_sealed(path: Path, title: str, lines: Iterable[str], *, durable: bool = True) -> None:
    """Write `title` (which names the version) and `lines` under a hash of them, and put the file in place at once.

    `durable`: wait until the disk has it. Raises OSError.
    """
    write_sealed_bytes(path, title, "\n".join([*lines, ""]).encode(), durable=durable)


def write_sealed_bytes(path: Path, title: str, data: bytes, *, durable: bool = False) -> None:
    """The same for bytes of any kind."""
    head = title.encode() + b"\n"
    seal = sha256(head)
    seal.update(data)
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:  # piece by piece: the state of a country is large
        file.write(head)
        file.write(data)
        file.write(_SEAL + seal.hexdigest().encode() + b"\n")
        if durable:
            file.flush()
            os.fsync(file.fileno())
    put(fresh, path)
    if durable and os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def read_sealed(path: Path, title: str) -> list[str]:
    """The lines of a sealed file. Raises FileNotFoundError, other OSErrors, and DamagedError."""
    *lines, _ = str(read_sealed_bytes(path, title), "utf-8").split("\n")
    return lines


def read_sealed_bytes(path: Path, title: str) -> memoryview:
    """The bytes of a sealed file, which is held once: the state of a country is large. Raises as `read_sealed`."""
    found, content = read_titled_bytes(path)
    if found != title:
        raise DamagedError
    return content


def read_titled_bytes(path: Path) -> tuple[str, memoryview]:
    """The title of a sealed file, and its bytes. Raises as `read_sealed`."""
    whole = path.read_bytes()
    content, seal = memoryview(whole)[:-_SEAL_SIZE], whole[-_SEAL_SIZE:]
    hashed = _SEALS.get(seal[: len(_SEAL)])
    if hashed is None or seal[len(_SEAL) :] != hashed(content).hexdigest().encode() + b"\n":
        raise DamagedError
    end = whole.find(b"\n")
    return str(content[:end], "utf-8", "replace"), content[end + 1 :]


def seal_of(path: Path) -> str:
    """The seal at the end of a sealed file, unchecked; "" where there is none. Raises OSError."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _SEAL_SIZE))
        end = file.read()
    return end[len(_SEAL) : -1].decode("ascii", "replace") if end[: len(_SEAL)] in _SEALS else ""
