"""`wheelhouse/`: every package of the locks as a file, so that a machine without a network makes its environments from a stick.

The folder says which locks it serves by their digests, so one that was made for other locks is never taken for the right one;
pip compares every file with the lock's own hashes when it installs. Standard library alone: the bootstrap asks it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ocop.moving import put

FOLDER: Final = "wheelhouse"
INDEX: Final = "locks.json"
SUMS: Final = "SHA256SUMS"
READ_ME: Final = "DOC-TRUOC.txt"
LOCKS: Final = ("requirements.txt", "requirements-publish.txt")
"""What offices need; tests and lint do without."""
HOW: Final = """\
GÓI CÀI SẴN CHO MÁY KHÔNG CÓ MẠNG
1. Trên máy đó cần Python {pythons} (tải bộ cài từ python.org trên máy có mạng, chép sang cùng thư mục này).
2. Chép cả thư mục wheelhouse này vào thư mục của dự án, cạnh ocop.bat.
3. Bấm đúp ocop.bat (Linux, macOS: make check). Môi trường được dựng từ các tệp ở đây, không cần mạng.
Kiểm tra tệp còn nguyên: sha256sum -c SHA256SUMS (không bắt buộc: khi cài, từng tệp được so với mã trong requirements.txt).

PACKAGES FOR A MACHINE WITHOUT A NETWORK
1. That machine needs Python {pythons} (bring its installer from python.org along).
2. Copy this folder into the project's folder, beside ocop.bat.
3. Start ocop.bat (Linux, macOS: make check). The environment is made from these files alone.
"""
_MARKER: Final = re.compile(r"^(?P<what>[^\s;]+==[^\s;]+) *; *(?P<marker>.*?)(?P<rest> *\\?)$")
_SYSTEM: Final = re.compile(r"sys_platform == '(\w+)'")


class WheelhouseError(Exception):
    """What could not be had and what to do, in Vietnamese and then in English."""


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of machine: what Python calls it, and the tags of wheels that run there (best first)."""

    system: str
    tags: tuple[str, ...]


PLATFORMS: Final[Mapping[str, Platform]] = MappingProxyType(
    {
        "windows": Platform("win32", ("win_amd64",)),
        "linux": Platform(
            "linux",
            (*(f"manylinux_2_{minor}_x86_64" for minor in range(35, 16, -1)), "manylinux2014_x86_64", "linux_x86_64"),
        ),
        "macos": Platform("darwin", ("macosx_14_0_arm64",)),
        "macos-intel": Platform("darwin", ("macosx_14_0_x86_64",)),
    }
)
PYTHONS: Final = ("3.12", "3.13")
"""The lines of Python that offices are told to install (docs/offices.md)."""


def serves(root: Path, lock: Path) -> bool:
    """Whether the project has a wheelhouse that was made from this very lock."""
    try:
        known = json.loads((root / FOLDER / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(known, dict) and known.get(lock.name) == _digest(lock)


def fill(root: Path, platforms: Sequence[str], pythons: Sequence[str], *, python: str = sys.executable) -> Path:
    """Make `wheelhouse/` anew: wheels of all LOCKS for these PLATFORMS and lines of Python; gives the folder.

    It is made aside and renamed when it is whole. Raises WheelhouseError, OSError.
    """
    home, aside = root / FOLDER, root / f"{FOLDER}.new"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    try:
        for platform in platforms:
            for line in pythons:
                for lock in LOCKS:
                    _download(root / lock, aside, platform, line, python)
        index = {lock: _digest(root / lock) for lock in LOCKS}
        _write(aside / INDEX, json.dumps(index, indent=1) + "\n")
        _write(aside / READ_ME, HOW.format(pythons=" / ".join(pythons)))
        files = sorted(entry.name for entry in aside.iterdir())
        _write(aside / SUMS, "".join(f"{_digest(aside / name)}  {name}\n" for name in files))
        shutil.rmtree(home, ignore_errors=True)
        put(aside, home)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return home


def packed(root: Path, file: Path) -> Path:
    """Put the wheelhouse into one zip, whole or not at all. Raises OSError."""
    aside = file.with_name(f"{file.name}.tmp")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with zipfile.ZipFile(aside, "w") as archive:
            for entry in sorted((root / FOLDER).iterdir()):
                archive.write(entry, f"{FOLDER}/{entry.name}")  # stored: wheels are zips themselves
        put(aside, file)
    finally:
        aside.unlink(missing_ok=True)
    return file


def for_system(lock: str, system: str) -> str:
    """The lock as one system needs it: packages of other systems left out, markers of this one taken off, because pip judges
    markers by the machine that it runs on. Raises WheelhouseError for a marker that is about anything else.
    """
    kept: list[str] = []
    leaving = False
    for line in lock.splitlines():
        if not line.startswith((" ", "#")):
            found = _MARKER.match(line)
            leaving = False
            if found:
                about = _SYSTEM.fullmatch(found["marker"].strip())
                if about is None:
                    raise WheelhouseError(
                        f"Không hiểu điều kiện “{found['marker'].strip()}” trong tệp khóa gói.\n"
                        f"The condition “{found['marker'].strip()}” in the lock is not understood."
                    )
                leaving = about[1] != system
                line = found["what"] + found["rest"]  # noqa: PLW2901 - the line without its marker
        if not leaving:
            kept.append(line)
    return "\n".join(kept) + "\n"


def _download(lock: Path, folder: Path, platform: str, line: str, python: str) -> None:
    chosen = PLATFORMS[platform]
    wanted = folder / f".{platform}-{lock.name}"
    _write(wanted, for_system(lock.read_text(encoding="utf-8"), chosen.system))
    command = [python, "-I", "-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps"]
    command += ["--require-hashes", "--only-binary=:all:", "--implementation", "cp", "--python-version", line]
    command += [part for tag in chosen.tags for part in ("--platform", tag)]
    command += ["--dest", str(folder), "--requirement", str(wanted)]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PYTHONUTF8": "1"},
            check=False,
        )
    finally:
        wanted.unlink()
    if done.returncode:
        raise WheelhouseError(
            f"Không tải được gói cho {platform}, Python {line}. Máy làm wheelhouse phải có mạng; có gói chưa có bản cho "
            "bản Python "
            "mới nhất thì chọn --python thấp hơn. Chưa có gì bị thay đổi.\n"
            f"The packages for {platform}, Python {line}, could not be had. The machine that makes a wheelhouse needs a "
            "network; "
            "where a package has no wheel for the newest Python yet, choose an earlier --python. Nothing was changed.\n"
            f"{_last(done.stdout.splitlines())}"
        )


def _last(lines: Iterable[str]) -> str:
    told = [line.strip()[:300] for line in lines if line.strip() and not line.startswith("WARNING: Location")]
    return "\n".join(f"  {line}" for line in told[-4:])


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _digest(file: Path) -> str:
    """Of the bytes without carriage returns for a lock: a copy that git made on Windows is the same lock."""
    content = file.read_bytes()
    return hashlib.sha256(content.replace(b"\r\n", b"\n") if file.suffix == ".txt" else content).hexdigest()
