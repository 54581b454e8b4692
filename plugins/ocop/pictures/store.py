"""A cache of small results by what they were made of. Losing it costs time; a damaged file in it is noticed and made again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Final

_CHECK: Final = 16
"""Bytes of check sum (blake2b-128 of what follows) at the head of each file."""


def key_of(*parts: object) -> str:
    """Give the name under which what was made from `parts` (str, int, None) is kept."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def fetch(folder: Path, key: str) -> bytes | None:
    """Give what was kept, or None where there is nothing or it is damaged."""
    try:
        raw = (folder / key[:2] / key).read_bytes()
    except OSError:
        return None
    body = raw[_CHECK:]
    return body if body and raw[:_CHECK] == _check(body) else None


def keep(folder: Path, key: str, body: bytes) -> None:
    """Keep `body`: whole or not at all, also when several processes keep it at once or the disk is full."""
    home = folder / key[:2]
    # Not being able to keep is no failure of what was made: it is only made again next time.
    with contextlib.suppress(OSError):
        home.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=home)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_check(body) + body)
            Path(temporary).replace(home / key)
        except OSError:
            Path(temporary).unlink(missing_ok=True)


def _check(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_CHECK).digest()
