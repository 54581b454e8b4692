"""A folder of releases on a server, file by file: what is there, what differs, what is sent."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from ..errors import SourceChangedError, TargetError
from ..release import ID, RELEASES, Release, from_json, to_json
from ..tree import FileRecord, tree_digest
from .connection import Connection, quoted

BATCH: Final = 1_000_000
"""Bytes of files sent in one piece: after each the server answers."""
DIGESTS: Final = r"find . -type f | sed 's|^\./||' | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum"
LISTED: Final = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True, slots=True)
class RemoteFolder:
    """The folder on the server, whose loop is in it; `manifests`: where those that were read are remembered here."""

    link: Connection
    manifests: Path

    def names(self) -> set[str]:
        """What lies in the folder of releases."""
        return set(self.link.run(f"ls -1A {RELEASES}").splitlines())

    def live_id(self) -> str | None:
        """The id that `current` leads to. Raises TargetError when it is not ours."""
        said = self.link.run("if [ -L current ]; then readlink current; elif [ -e current ]; then echo /; fi").strip()
        if said == "/":
            raise TargetError(f"{self.link.place}/current", "không phải do chương trình này tạo ra / not made by this program")
        return said.rpartition("/")[2] or None

    def releases(self) -> tuple[Release, ...]:
        """The kept releases, newest first; manifests that were read before are not fetched again."""
        listed = self.link.run(f'cd {RELEASES} && for f in *.json; do [ -d "${{f%.json}}" ] && sha256sum "$f"; done; true')
        lines = [match for match in map(LISTED.fullmatch, listed.splitlines()) if match]
        found = [self._cached(line[1], line[2]) for line in lines if ID.fullmatch(line[2].removesuffix(".json"))]
        return tuple(sorted((one for one in found if one), key=lambda one: one.number, reverse=True))

    def fetch(self, name: str) -> Release | None:
        """Read a manifest; None when it is none."""
        text = self.link.run(f"cat {RELEASES}/{quoted(name)}")
        content = text.encode() + b"\n"
        self.manifests.mkdir(parents=True, exist_ok=True)
        (self.manifests / f"{hashlib.sha256(content).hexdigest()}.json").write_bytes(content)
        return from_json(content)

    def read(self, release: Release, path: str) -> bytes:
        """Fetch a file of a release, or of one that was sent. Raises OSError when it is not there."""
        where = f"cd {RELEASES}/{release.id} 2>/dev/null || cd {RELEASES}/{release.id}.part"
        status, text = self.link.ask(f"{where}; [ -f {quoted(path)} ] && base64 {quoted('./' + path)}")
        if status != 0:
            raise FileNotFoundError(2, "no such file", path)
        return base64.b64decode(text)

    def adopt(self, name: str) -> None:
        """The live release lost its manifest: write it again from what is there."""
        folder = f"{RELEASES}/{name}"
        lines = self.link.run(f"cd {folder} && find . -type f -exec stat -c '%s %n' {{}} +").splitlines()
        sizes = {path.removeprefix("./"): int(size) for size, _, path in (line.partition(" ") for line in lines)}
        files = {path: FileRecord(digest, sizes[path]) for path, digest in sorted(self.listed(folder).items())}
        number = max((release.number for release in self.releases()), default=0) + 1
        made_at = datetime.strptime(f"{name[:15]}+0000", "%Y%m%dT%H%M%S%z")
        release = Release(name, number, made_at, tree_digest(files), files, {}, "", "")
        self.write(f"{folder}.json", to_json(release).encode())

    def listed(self, folder: str) -> dict[str, str]:
        """The digests of the files of a folder."""
        lines = self.link.run(f"cd {folder} && {DIGESTS}").splitlines()
        return {match[2]: match[1] for match in map(LISTED.fullmatch, lines) if match and match[2] != "-"}

    def tree(self, folder: str) -> str:
        """One digest over them, the same as tree_digest gives here."""
        return self.link.run(f"cd {folder} && {DIGESTS} | sha256sum")[:64]

    def differs(self, folder: str, release: Release) -> str | None:
        """The first file of a release that is not as it should be in a folder; None when all are."""
        if self.tree(folder) == release.tree:
            return None
        there = self.listed(folder)
        wrong = [path for path, record in release.files.items() if there.get(path) != record.sha256]
        return (wrong or sorted(there.keys() - release.files.keys()) or ["?"])[0]

    def remove(self, folder: str, paths: Iterable[str]) -> None:
        """Remove files of a folder."""
        data = _lines(paths)
        if data:
            self.link.run(f"cd {folder} && head -c {len(data)} | tr '\\n' '\\0' | xargs -0 rm -f", data)

    def copy(self, source: str, target: str, paths: Iterable[str], *, touched: bool = False) -> None:
        """Copy files from folder to folder on the server; `touched`: as if they were new. What is not there is left out."""
        data = _lines(paths)
        extract = "-xmf" if touched else "-xf"
        pack = f"tar -C {source} -T - -cf - 2>/dev/null"
        self.link.run(f"head -c {len(data)} | {pack} | tar -C {target} {extract} -", data)

    def send(self, tree: Path, release: Release, folder: str, paths: Iterable[str]) -> None:
        """Send files of a release into a folder. Raises SourceChangedError."""
        for data in _packed(tree, release, paths):
            self.link.run(f"head -c {len(data)} | tar -C {folder} -xf -", data)

    def write(self, path: str, data: bytes) -> None:
        """Write a file whole or not at all."""
        whole = f"[ $(wc -c < {path}.tmp) -eq {len(data)} ]"
        self.link.run(f"head -c {len(data)} > {path}.tmp && {whole} && mv -T {path}.tmp {path}", data)

    def _cached(self, digest: str, name: str) -> Release | None:
        file = self.manifests / f"{digest}.json"
        if file.is_file() and hashlib.sha256(content := file.read_bytes()).hexdigest() == digest:
            return from_json(content)
        return self.fetch(name)


def _lines(paths: Iterable[str]) -> bytes:
    return "".join(f"./{path}\n" for path in paths).encode()


def _packed(tree: Path, release: Release, paths: Iterable[str]) -> Iterator[bytes]:
    """Give archives of about BATCH bytes with these files."""
    batch: list[tuple[tarfile.TarInfo, bytes]] = []
    for path in paths:
        batch.append(_entry(tree, release, path))
        if sum(len(content) for _, content in batch) >= BATCH:
            yield _archive(batch)
            batch.clear()
    if batch:
        yield _archive(batch)


def _entry(tree: Path, release: Release, path: str) -> tuple[tarfile.TarInfo, bytes]:
    try:
        content, changed = (tree / path).read_bytes(), int((tree / path).stat().st_mtime)
    except FileNotFoundError as error:
        raise SourceChangedError(path) from error
    if not release.files[path].fits(content):
        raise SourceChangedError(path)
    entry = tarfile.TarInfo(path)
    entry.size, entry.mtime, entry.mode = len(content), changed, 0o644
    return entry, content


def _archive(batch: Iterable[tuple[tarfile.TarInfo, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for entry, content in batch:
            archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()
