"""Renames that wait where a system refuses them for a moment: Windows does while anybody has the file open (a virus scanner,
an indexer, a server that reads it). Elsewhere a refusal is a refusal, and told at once.

Standard library alone, because the bootstrap uses it too.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

HOLDS_OPEN_FILES: Final = os.name == "nt"
PATIENCE_S: Final = 3.0
FIRST_PAUSE_S: Final = 0.01


def put(source: Path | str, target: Path | str) -> None:
    """Rename a file or a folder to `target`; a file there is replaced in one step. Raises OSError, on Windows only after
    PATIENCE_S of being refused.
    """
    end = time.monotonic() + PATIENCE_S
    pause = FIRST_PAUSE_S
    while True:
        try:
            os.replace(source, target)  # noqa: PTH105 -- also of tens of thousands of files
        except PermissionError:
            if not HOLDS_OPEN_FILES or time.monotonic() + pause > end:
                raise
            time.sleep(pause)
            pause *= 2
        else:
            return
