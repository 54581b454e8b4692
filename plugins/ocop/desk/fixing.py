"""`fix`: what is wrong with letters and line ends beyond doubt, put right."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ocop.engine import passed_over
from ocop.reading.mending import MENDS, mended

from .changes import Change

_ENDINGS: Final = (".md", ".yaml")
"""The ledger of codes is not among them: its rows change under its own lock only."""


def fixes(content: Path) -> Iterator[Change]:
    """Give a change for each page and list below `content` that can be put right, sorted by path. Links are not followed."""
    for folder, folders, names in os.walk(content):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if path.suffix not in _ENDINGS or passed_over(name) or path.is_symlink() or not path.is_file():
                continue
            try:
                raw = path.read_bytes()
            except OSError:
                continue  # `check` tells of files that cannot be read.
            better = mended(raw)
            if better is not None:
                yield Change(path, raw, better.raw, better.before, better.after, tuple(MENDS[name] for name in better.did))
