"""Bytes through a descriptor of the system, which may take only a part of them at a time."""

from __future__ import annotations

import os


def write_all(descriptor: int, content: bytes) -> None:
    """Write all bytes to a file or a pipe. Raises OSError."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
