"""One zip for an office that uploads by hand: the site, its checksums, and how to put it up.

Zips are kept beside their manifests, so that the gate holds a new one against the one before, as it does with releases. The
bytes of a zip follow from the site alone: sorted names, one date, no names of people.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from ocop.moving import put

from .errors import SourceChangedError, TargetError
from .findings import Finding
from .lock import alone
from .pipeline import Built, judge
from .release import ID, Release, load_release, next_release, save_release
from .tree import Changes, compare, record_files

SITE: Final = "site/"
SUMS: Final = "SHA256SUMS"
READ_ME: Final = "DOC-TRUOC.txt"
DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can say: when it was made is in its name."""
STORED: Final = frozenset((".avif", ".jpg", ".jpeg", ".png", ".webp", ".woff2", ".zip"))
"""Packed already."""
HOW: Final = """\
ĐƯA TRANG LÊN BẰNG TAY
1. Giải nén. Kiểm tra tệp còn nguyên: trong thư mục này, chạy  sha256sum -c SHA256SUMS
   (Windows PowerShell: Get-FileHash, so với từng dòng của SHA256SUMS).
2. Tải TOÀN BỘ nội dung của thư mục site/ vào một thư mục MỚI trên máy chủ, rồi mới đổi tên thư mục hoặc trỏ trang sang đó.
   Không chép đè lên thư mục đang chạy: người xem sẽ gặp trang nửa cũ nửa mới.
3. Giữ lại thư mục cũ để quay lại khi cần. Mở trang chủ và một mã đã in (/Q/<MÃ>/) để thử.

UPLOADING BY HAND
1. Unpack, then check in this folder:  sha256sum -c SHA256SUMS
2. Upload EVERYTHING below site/ into a NEW folder on the server, and only then rename it or point the site at it.
   Do not copy over the folder that is live: visitors would see a page half old, half new.
3. Keep the old folder to go back to. Open the home page and a printed code (/Q/<CODE>/).
"""


@dataclass(frozen=True, slots=True)
class PackReport:
    """`file`: the zip; None when the gate refused it."""

    file: Path | None
    release: Release | None
    changes: Changes
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The zips of before, as far as the gate asks."""

    folder: Path

    def releases(self) -> tuple[Release, ...]:
        """Those whose zip is still there, newest first."""
        found = [load_release(file) for file in self.folder.glob("*.json") if ID.fullmatch(file.stem)]
        there = [one for one in found if one and _zip(self.folder, one).is_file()]
        return tuple(sorted(there, key=lambda one: one.number, reverse=True))

    def read(self, release: Release, path: str) -> bytes:
        """A file out of a zip. Raises OSError."""
        try:
            with zipfile.ZipFile(_zip(self.folder, release)) as archive:
                return archive.read(SITE + path)
        except (KeyError, zipfile.BadZipFile) as error:
            raise FileNotFoundError(2, "not in the zip", path) from error


def pack(build: Callable[[], Built], *, folder: Path, now: datetime, commit: str = "", may_shrink: bool = False) -> PackReport:
    """Build, judge and pack into `folder`; a zip is whole or not there. Raises PublishBusyError, TargetError,
    SourceChangedError.
    """
    with alone(folder):
        built = build()
        try:
            earlier = _Earlier(folder).releases()
            previous = earlier[0] if earlier else None
            files = record_files(built.tree)
            changes = compare(previous.files if previous else {}, files)
            findings = judge(built, _Earlier(folder), previous, may_shrink=may_shrink)
            if findings:
                return PackReport(None, previous, changes, findings)
            release = next_release(earlier, files, now=now, counts=built.counts_out, siteurl=built.siteurl, commit=commit)
            return PackReport(_write(built.tree, folder, release), release, changes)
        except OSError as error:
            raise TargetError(error.filename or folder, error.strerror or error) from error


def _zip(folder: Path, release: Release) -> Path:
    return folder / f"ocop-{release.id}.zip"


def _write(tree: Path, folder: Path, release: Release) -> Path:
    file = _zip(folder, release)
    aside = file.with_suffix(".zip.tmp")
    sums = "".join(f"{record.sha256}  {SITE}{path}\n" for path, record in sorted(release.files.items()))
    try:
        with zipfile.ZipFile(aside, "w") as archive:
            for name, content in ((READ_ME, HOW.encode()), (SUMS, sums.encode())):
                archive.writestr(_entry(name), content)
            for path in sorted(release.files):
                content = (tree / path).read_bytes()
                if not release.files[path].fits(content):
                    raise SourceChangedError(path)
                archive.writestr(_entry(SITE + path), content)
        with zipfile.ZipFile(aside) as archive:
            broken = archive.testzip()
        if broken is not None:
            raise SourceChangedError(broken)
        with aside.open("rb") as handle:
            os.fsync(handle.fileno())
        save_release(folder / f"{release.id}.json", release)
        put(aside, file)
    finally:
        aside.unlink(missing_ok=True)
    return file


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, DATE)
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # the same on every machine
    entry.compress_type = zipfile.ZIP_STORED if Path(name).suffix in STORED else zipfile.ZIP_DEFLATED
    return entry
