"""`public/current`: which release is live. Changed in one step, so that a reader never finds it missing.

Where there are no symbolic links (some USB sticks), and on Windows, where a link to a folder cannot be replaced in one step,
`current` is a whole copy of the release, swapped by two renames: for a moment between them it is missing. Such a copy names its
release in `.release`.
"""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Final

from ocop.moving import put

from .errors import TargetError

CURRENT = "current"
COPY_MARK = ".release"
_TEMPORARY = ".current.link"
_NEW, _OLD = ".current.new", ".current.old"
REPLACES_NO_LINK: Final = os.name == "nt"
_NO_LINKS = frozenset((errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP))


def live_id(public: Path) -> str | None:
    """The id of the live release; None when nothing is live. Raises TargetError when `current` is not ours."""
    current = public / CURRENT
    if current.is_symlink():
        return Path(os.readlink(current)).name  # noqa: PTH115 - the text of the link, whether or not it leads anywhere
    if (current / COPY_MARK).is_file():
        return (current / COPY_MARK).read_text(encoding="utf-8").strip()
    if current.exists():
        raise TargetError(current, "không phải do chương trình này tạo ra / not made by this program")
    return None


def point_at(public: Path, release: str) -> None:
    """Make a release under `public/releases/` the live one. Raises OSError; what was live then still is."""
    temporary = public / _TEMPORARY
    temporary.unlink(missing_ok=True)
    if REPLACES_NO_LINK:
        _swap_copy(public, release)
        return
    try:
        temporary.symlink_to(Path("releases") / release, target_is_directory=True)
    except (OSError, NotImplementedError) as error:
        if getattr(error, "errno", None) in _NO_LINKS:
            _swap_copy(public, release)
            return
        raise
    if (public / CURRENT / COPY_MARK).is_file() and not (public / CURRENT).is_symlink():
        shutil.rmtree(public / CURRENT)  # a copy, from when this place gave no links
    put(temporary, public / CURRENT)
    sync_folder(public)


def mend_switch(public: Path) -> None:
    """Clear what a switch left behind that was killed; the caller holds the lock."""
    (public / _TEMPORARY).unlink(missing_ok=True)
    if (public / _OLD).is_dir() and not (public / CURRENT).exists():
        put(public / _OLD, public / CURRENT)
    for leftover in (_NEW, _OLD):
        shutil.rmtree(public / leftover, ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder survive a power cut, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _swap_copy(public: Path, release: str) -> None:
    new, old, current = public / _NEW, public / _OLD, public / CURRENT
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(public / "releases" / release, new)
    (new / COPY_MARK).write_text(f"{release}\n", encoding="utf-8")
    if current.is_symlink():
        current.unlink()
    elif current.exists():
        put(current, old)
    try:
        put(new, current)
    except OSError:
        if old.exists():
            put(old, current)  # not for a moment longer than need be without a site
        raise
    shutil.rmtree(old, ignore_errors=True)
