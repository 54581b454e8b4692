"""Save files under content/ so that nothing is half-written and every save can be undone.

What a save replaces is kept first, in `.desk/` beside the content folder; then each file is written aside and renamed over the
old one. A save cut short by a crash leaves whole files, old or new, and can be undone.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from ocop.moving import put

from .changes import FileChangedError, OutsideContentError

JOURNAL: Final = ".desk"
"""Beside the content folder; not in git. Deleting it loses nothing but the chance to undo."""
_ASIDE: Final = ".desk-tmp"


@dataclass(frozen=True, slots=True)
class Write:
    """A file as it must be now and as it shall be; None: not there."""

    path: Path
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file of a save, its path below content/, POSIX; digests of its bytes, "" where it was not there."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Save:
    """A save that was made: `what` it was for people, `when` (aware, ISO 8601), and its files."""

    id: str
    when: str
    what: str
    files: tuple[SavedFile, ...]
    undoes: str = ""


class NoSuchSaveError(KeyError):
    """There is no save of that name."""


def save(content: Path, writes: Sequence[Write], what: str, *, now: datetime, undoes: str = "") -> Save:
    """Write the files, all of them or none, and give the record of it.

    Raises FileChangedError (a file is not what `before` says), OutsideContentError, OSError; then nothing was changed.
    """
    for write in writes:
        _judge(content, write)
    journal = _journal(content)
    record = Save(
        f"{_number(journal) + 1:06d}-{secrets.token_hex(2)}",
        now.isoformat(timespec="seconds"),
        what,
        tuple(
            SavedFile(write.path.relative_to(content).as_posix(), digest_of(write.before), digest_of(write.after))
            for write in writes
        ),
        undoes,
    )
    for write in writes:
        if write.before is not None:
            _put(journal / "files" / digest_of(write.before), write.before)
    entry = journal / "saves" / f"{record.id}.json"
    _put(entry, json.dumps(_as_json(record), ensure_ascii=False, indent=1).encode())
    done: list[Write] = []
    try:
        for write in writes:
            _do(write)
            done.append(write)
    except BaseException:
        for write in reversed(done):
            _do(Write(write.path, write.after, write.before))
        entry.unlink(missing_ok=True)
        raise
    return record


def saves(content: Path, most: int = 50) -> tuple[Save, ...]:
    """Give the newest saves, newest first."""
    folder = content.parent / JOURNAL / "saves"
    if not folder.is_dir():
        return ()
    names = sorted((entry.name for entry in folder.iterdir() if entry.suffix == ".json"), reverse=True)
    return tuple(_load(folder / name) for name in names[:most])


def undo(content: Path, name: str, *, now: datetime) -> Save:
    """Put back what a save replaced; itself a save, so it can be undone too.

    Raises NoSuchSaveError; FileChangedError where a file was changed since; OutsideContentError, OSError.
    """
    record = next((one for one in saves(content, 10_000) if one.id == name), None)
    if record is None:
        raise NoSuchSaveError(name)
    writes = []
    for file in record.files:
        path = content / file.path
        now_there = path.read_bytes() if path.is_file() else None
        if digest_of(now_there) == file.before:
            continue  # The save was cut short before this file, or undone by hand.
        if digest_of(now_there) != file.after:
            raise FileChangedError(str(path))
        writes.append(Write(path, now_there, kept(content, file.before)))
    return save(content, writes, f"Hoàn tác: {record.what}", now=now, undoes=record.id)


def kept(content: Path, digest: str) -> bytes | None:
    """Give the bytes that a save replaced; None for "" (there was no file). Raises OSError where they are gone."""
    return (content.parent / JOURNAL / "files" / digest).read_bytes() if digest else None


def digest_of(raw: bytes | None) -> str:
    """Give the name of some bytes, "" for a file that is not there."""
    return "" if raw is None else hashlib.blake2b(raw, digest_size=16).hexdigest()


def sweep(content: Path) -> Iterator[Path]:
    """Remove what a killed save left written aside; give what was removed."""
    for folder, folders, names in os.walk(content):
        for name in [*folders, *names]:
            if name.startswith(".") and name.endswith(_ASIDE):
                path = Path(folder, name)
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)
                yield path


def _judge(content: Path, write: Write) -> None:
    root = os.path.realpath(content)
    real = os.path.realpath(write.path)
    # Also where a folder on the way is a link that leads out, or back in under another name.
    if write.path.is_symlink() or not Path(real).is_relative_to(root) or Path(real) != Path(root, *_parts(content, write.path)):
        raise OutsideContentError(str(write.path))
    there = write.path.read_bytes() if write.path.is_file() else None
    if there != write.before or (write.before is None and write.path.exists()):
        raise FileChangedError(str(write.path))


def _parts(content: Path, path: Path) -> tuple[str, ...]:
    try:
        return path.relative_to(content).parts
    except ValueError:
        raise OutsideContentError(str(path)) from None


def _do(write: Write) -> None:
    if write.after is None:
        write.path.unlink()
        if not any(write.path.parent.iterdir()):
            write.path.parent.rmdir()  # The folder of a thing that was begun and undone.
    elif write.before is None and not write.path.parent.exists():
        # A thing appears with its folder or not at all.
        aside = write.path.parent.with_name(f".{write.path.parent.name}.{secrets.token_hex(2)}{_ASIDE}")
        aside.parent.mkdir(exist_ok=True)
        aside.mkdir()
        try:
            _put(aside / write.path.name, write.after)
            aside.rename(write.path.parent)
        except OSError:
            shutil.rmtree(aside, ignore_errors=True)
            raise
    elif write.before is None:
        _put(write.path, write.after)
    else:
        _put(write.path, write.after, write.path.stat().st_mode & 0o7777)


def _put(path: Path, raw: bytes, mode: int | None = None) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(2)}{_ASIDE}")
    try:
        with aside.open("xb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            aside.chmod(mode)
        put(aside, path)  # one call, atomic
    finally:
        aside.unlink(missing_ok=True)


def _journal(content: Path) -> Path:
    journal = content.parent / JOURNAL
    for folder in (journal / "files", journal / "saves"):
        folder.mkdir(parents=True, exist_ok=True)
    return journal


def _number(journal: Path) -> int:
    """Give the number of the newest save: an order that no clock can upset."""
    found = (entry.name.partition("-")[0] for entry in (journal / "saves").iterdir())
    return max((int(number) for number in found if number.isdecimal()), default=0)


def _as_json(record: Save) -> dict[str, Any]:
    files = [{"path": file.path, "before": file.before, "after": file.after} for file in record.files]
    return {"id": record.id, "when": record.when, "what": record.what, "undoes": record.undoes, "files": files}


def _load(path: Path) -> Save:
    found = json.loads(path.read_bytes())
    files: Iterable[dict[str, str]] = found["files"]
    return Save(
        found["id"],
        found["when"],
        found["what"],
        tuple(SavedFile(file["path"], file["before"], file["after"]) for file in files),
        found["undoes"],
    )
