"""State that lies in many files, so that an edit writes a small part of it anew."""

from __future__ import annotations

from typing import Final
from zlib import crc32

SHARDS: Final = 64


def shard_of(key: str) -> int:
    """Give the number of the shard that what is kept for a key belongs to."""
    return crc32(key.encode("utf-8", "surrogatepass")) % SHARDS
