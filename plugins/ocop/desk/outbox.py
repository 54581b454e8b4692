"""Files that commands give to staff: each is written beside and put in place whole."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ocop.moving import put


class CannotWriteError(RuntimeError):
    """A file could not be written; says which and what may help, in Vietnamese."""


def deliver(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below `folder`, by their paths in it. What stood under a name before stands until the new one is whole.

    Raises CannotWriteError: the folder is read-only, the disk is full, or a program such as Excel keeps a file locked.
    """
    for name, data in files.items():
        path = folder / name
        aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with aside.open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                put(aside, path)
            finally:
                aside.unlink(missing_ok=True)
        except OSError as error:
            message = f"Không ghi được {path}: {error.strerror}. Nếu tệp đang mở bằng Excel, Word thì đóng lại rồi chạy lại."
            raise CannotWriteError(message) from error
