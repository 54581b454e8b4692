"""An output folder that is ours, and what is done to the files in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Final, NamedTuple

from ocop.moving import put

from .descriptors import write_all
from .errors import ForeignFile, ForeignFolder, WriteFailed
from .fingerprint import digest
from .plan import STATE_FOLDER

_FRESH: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_TEMPORARY: Final = f"{STATE_FOLDER}/tmp"  # noqa: S108 -- a folder of ours
_NOTHING: Final[Mapping[str, str]] = {}
_MARK: Final = "README"
_MARK_TEXT: Final = """This folder belongs to the program that made the files around it.
It remembers which files it made: those it may change and delete, all others it leaves alone.
Delete the whole output folder rather than this one.
"""


class Placed(NamedTuple):
    """A file as it lies on the disk: the digest of its bytes, size in bytes."""

    digest: str
    size: int
    mtime_ns: int
    fingerprint: str = ""
    """Of what its maker asked, where that was known only when it was made."""
    asked: Mapping[str, str] = _NOTHING
    """The questions with their answers."""


@dataclass(frozen=True, slots=True)
class Folder:
    """An output folder that carries our mark; get one by `claim`. Paths are those of outputs, relative to `root`."""

    root: Path

    @property
    def state(self) -> Path:
        return self.root / STATE_FOLDER

    @property
    def temporary(self) -> Path:
        return self.root / _TEMPORARY

    def look(self, path: str) -> os.stat_result | None:
        """What lies at `path`, links not followed; None if nothing does."""
        try:
            return os.lstat(f"{self.root}/{path}")
        except (FileNotFoundError, NotADirectoryError):
            return None

    def digest_of(self, path: str) -> str:
        """The digest of the file at `path`. Raises WriteFailed when it cannot be read."""
        try:
            return digest((self.root / path).read_bytes())
        except OSError as error:
            raise WriteFailed(path, error) from error

    def place(self, path: str, content: bytes, *, set_aside: bool = False) -> Placed:
        """Give the file at `path` these bytes, at once or not at all; a file that has them already keeps its time.

        `set_aside`: nobody knows whose file lies there, so it is kept in the state folder. Raises OSError.
        """
        target = f"{self.root}/{path}"
        # Nearly every page has a folder of its own: in one that is new nothing lies that would have to be looked at.
        found = None if _make_folder(target.rpartition("/")[0]) else self.look(path)
        if found is not None and S_ISREG(found.st_mode) and found.st_size == len(content) and _bytes_of(target) == content:
            return Placed(digest(content), found.st_size, found.st_mtime_ns)
        if found is not None and set_aside and not S_ISDIR(found.st_mode):
            aside = self.state / "set-aside" / path
            aside.parent.mkdir(parents=True, exist_ok=True)
            put(target, aside)
        fresh = f"{self.root}/{_TEMPORARY}/{os.getpid()}"
        # Tens of thousands of files: no object of pathlib's and no buffer for any of them.
        file = os.open(fresh, _FRESH, 0o666)
        try:
            write_all(file, content)
            made = os.fstat(file)
        finally:
            os.close(file)
        put(fresh, target)
        return Placed(digest(content), made.st_size, made.st_mtime_ns)

    def same(self, path: str, content: bytes) -> Placed:
        """What lies at `path`, if it is a file of these bytes. Raises ForeignFile if not; OSError."""
        found = self.look(path)
        if found is None or not S_ISREG(found.st_mode) or (self.root / path).read_bytes() != content:
            raise ForeignFile(path)
        return Placed(digest(content), found.st_size, found.st_mtime_ns)

    def obstacle(self, path: str) -> str | None:
        """The first folder above `path` that is no plain folder (a file, a link to elsewhere), as a path; None if none is."""
        end = path.find("/")
        while end > 0:
            found = self.look(path[:end])
            if found is None:
                return None
            if not S_ISDIR(found.st_mode):
                return path[:end]
            end = path.find("/", end + 1)
        return None

    def remove(self, path: str) -> bool:
        """Delete the file at `path`, and say whether there was one. A folder in its place is left. Raises WriteFailed."""
        found = self.look(path)
        if found is None or S_ISDIR(found.st_mode):
            return False
        try:
            (self.root / path).unlink()
        except OSError as error:
            raise WriteFailed(path, error) from error
        return True

    def prune(self, paths: Iterable[str]) -> None:
        """Delete the folders above these paths that are empty now."""
        folders = {path[:end] for path in paths for end in range(1, len(path)) if path[end] == "/"}
        for folder in sorted(folders, key=len, reverse=True):
            if self.obstacle(folder + "/") is None:
                try:
                    (self.root / folder).rmdir()
                except OSError:
                    continue  # not empty, or gone already

    def sweep(self) -> None:
        """Delete half-written files that a killed build left in the state folder. Raises OSError."""
        for left in list(self.temporary.iterdir()):
            left.unlink()


def _make_folder(path: str) -> bool:
    """Make a folder where there is none, and say whether it is new. Another process may make it meanwhile. Raises OSError."""
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileExistsError:
        return False  # were it no folder, to put something into it would tell
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103
        return False
    return True


def _bytes_of(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 -- as in `place`
        return file.read()


def claim(root: Path) -> Folder:
    """Make `root` our output folder: created if missing, marked if empty, opened if it carries our mark.

    Raises ForeignFolder for any other folder or thing, WriteFailed when the disk refuses.
    """
    folder = Folder(Path(root).resolve())
    mark = folder.state / _MARK
    try:
        if folder.root.exists() and not folder.root.is_dir():
            raise ForeignFolder(folder.root)
        folder.root.mkdir(parents=True, exist_ok=True)
        if folder.state.is_symlink() or (folder.state.exists() and not folder.state.is_dir()):
            raise ForeignFolder(folder.root)
        if not mark.is_file():
            # Killed between these two steps, a first build leaves a state folder alone in its root: still nobody else's.
            if any(entry.name != STATE_FOLDER for entry in folder.root.iterdir()):
                raise ForeignFolder(folder.root)
            folder.state.mkdir(exist_ok=True)
            mark.write_text(_MARK_TEXT, encoding="utf-8", newline="\n")
        folder.temporary.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteFailed(str(folder.root), error) from error
    return folder
