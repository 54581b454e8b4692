"""A bucket that serves the site (S3 and its kin).

A bucket has no switch: objects change one by one. So everything is brought first to where no visitor looks: files with a hash
in their name to their address, all others to `_ocop/blobs/<sha256>`. It is verified there, and the switch is a row of copies
within the bucket, in an order that leaves no page without what it needs: data, pages from the deepest up, home, sitemap; only
then are old addresses removed. A switch that was cut short is finished by the next run, from the bucket's own blobs.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from .. import log
from ..errors import ReadBackError, SourceChangedError
from ..keeping import is_hashed
from ..lock import alone
from ..release import ID, Release, from_json, to_json
from ..serving import cache_control, content_type, switch_order
from .bucket import Bucket, Found, open_bucket
from .bucket_lock import BucketLock, held

OURS: Final = "_ocop/"
MANIFESTS: Final = "_ocop/releases/"
LIVE: Final = "_ocop/live.json"
LOG: Final = "_ocop/log.jsonl"
AT_ONCE: Final = 8
"""Objects under way at a time."""
BATCH: Final = 64
PRIVATE: Final = {"kind": "application/json", "cache": "no-cache"}


@dataclass(frozen=True, slots=True)
class S3Session:
    """The bucket while its lock is held; `md5` remembers what the files of this run must arrive as."""

    bucket: Bucket
    lock: BucketLock
    md5: dict[str, str] = field(default_factory=dict)

    def mend(self, went_live: Callable[[Release], None]) -> None:
        """Finish a switch that was cut short, forget a release that never went live."""
        to = self._state().get("to", "")
        for key in self.bucket.listing(MANIFESTS):
            name = key.removeprefix(MANIFESTS)
            if not name.endswith(".new.json"):
                continue
            release = from_json(self.bucket.get(key) or b"")
            if release is not None and release.id == to:
                self.switch(release)
            if release is not None and release.id == self._state().get("id"):
                went_live(release)
                self.settle(release)
            else:
                self.bucket.delete(key)
        if to and self._state().get("to"):  # a rollback that was cut short
            wanted = next((release for release in self.releases() if release.id == to), None)
            if wanted is not None:
                self.switch(wanted)
                went_live(wanted)

    def live(self) -> Release | None:
        """The release that was switched to last."""
        wanted = self._state().get("id")
        return next((release for release in self.releases() if release.id == wanted), None)

    def releases(self) -> tuple[Release, ...]:
        """The releases whose manifest is kept, newest first."""
        names = [
            key for key in self.bucket.listing(MANIFESTS) if ID.fullmatch(key.removeprefix(MANIFESTS).removesuffix(".json"))
        ]
        found = [from_json(self.bucket.get(name) or b"") for name in names]
        return tuple(sorted((one for one in found if one), key=lambda one: one.number, reverse=True))

    def damaged(self, release: Release) -> str | None:
        """The first file whose bytes are not kept, or that visitors do not get as it was released while it is live."""
        there = self.bucket.listing()
        live = self._state().get("id") == release.id
        for path, record in release.files.items():
            stored = there.get(_home(release, path))
            if stored is None or stored.size != record.size:
                return path
            if live and there.get(path) != stored:
                return path
        return None

    def read(self, release: Release, path: str) -> bytes:
        """Fetch a file of a kept release. Raises OSError when it is not there."""
        content = self.bucket.get(_home(release, path))
        if content is None:
            raise FileNotFoundError(2, "no such object", path)
        return content

    def upload(self, tree: Path, release: Release) -> None:
        """Bring what the bucket does not have: hashed files first, then pictures, then the rest, where no visitor looks."""
        there = self.bucket.listing()
        paths = sorted(release.files, key=lambda path: (not is_hashed(path), path.startswith("pictures/"), path))
        with ThreadPoolExecutor(AT_ONCE) as crew:
            for first in range(0, len(paths), BATCH):
                self.lock.refresh()
                for path, md5 in crew.map(lambda path: self._bring(tree, release, path, there), paths[first : first + BATCH]):
                    self.md5[path] = md5

    def check(self, release: Release, probes: Iterable[str]) -> None:
        """Compare every object with its digest, and read the probes back."""
        there = self.bucket.listing()
        wanted = set(probes)
        for path, record in release.files.items():
            found = there.get(_home(release, path))
            if found is None or found.size != record.size:
                raise ReadBackError(self.bucket.place, path)
            if (found.etag != self.md5.get(path) or path in wanted) and not record.fits(self.read(release, path)):
                raise ReadBackError(self.bucket.place, path)

    def discard(self, release: Release) -> None:
        """Nothing to remove: what no release names is cleared away by the next prune."""

    def announce(self, release: Release) -> None:
        """Write its manifest, as one that is not live yet."""
        self.bucket.put(f"{MANIFESTS}{release.id}.new.json", to_json(release).encode(), **PRIVATE)

    def place(self, release: Release) -> None:
        """Nothing to rename in a bucket."""

    def keep(self, release: Release, now: datetime) -> None:
        """Hashed files are never removed."""

    def switch(self, release: Release) -> None:
        """Copy the release's files to their addresses, in order; then remove addresses that no longer are."""
        known = {path for one in self.releases() for path in one.files}
        self.bucket.put(LIVE, json.dumps({**self._state(), "to": release.id}).encode(), **PRIVATE)
        there = self.bucket.listing()
        paths = sorted((path for path in release.files if not is_hashed(path)), key=switch_order)
        with ThreadPoolExecutor(AT_ONCE) as crew:
            for _, group in groupby(paths, key=lambda path: switch_order(path)[:2]):
                changed = [path for path in group if there.get(path) != there.get(_home(release, path))]
                for first in range(0, len(changed), BATCH):
                    self.lock.refresh()
                    list(crew.map(lambda path: self._show(release, path), changed[first : first + BATCH]))
            gone = sorted(path for path in known - release.files.keys() if path in there and not is_hashed(path))
            list(crew.map(self.bucket.delete, gone))
        there = self.bucket.listing()
        for path in paths:
            if there.get(path) != there.get(_home(release, path)):
                raise ReadBackError(self.bucket.place, path)
        self.bucket.put(LIVE, json.dumps({"id": release.id}).encode(), **PRIVATE)

    def log(self, line: str) -> None:
        """Append to `_ocop/log.jsonl`."""
        before = self.bucket.get(LOG) or b""
        self.bucket.put(LOG, before + line.encode() + b"\n", **PRIVATE)

    def last_logged(self) -> str:
        """The release of the last line."""
        return log.last_release((self.bucket.get(LOG) or b"").decode("utf-8", "replace"))

    def settle(self, release: Release) -> None:
        """Give the manifest its final name."""
        self.bucket.put(f"{MANIFESTS}{release.id}.json", to_json(release).encode(), **PRIVATE)
        self.bucket.delete(f"{MANIFESTS}{release.id}.new.json")

    def prune(self, keep: int, now: datetime) -> tuple[str, ...]:
        """Forget old releases and the blobs that no kept one names; hashed files stay."""
        del now
        live, releases = self._state().get("id"), self.releases()
        spared = [release for release in releases if release.id == live]
        spared += [release for release in releases if release.id != live][: max(0, keep - len(spared))]
        removed = tuple(release.id for release in releases if release not in spared)
        for name in removed:
            self.bucket.delete(f"{MANIFESTS}{name}.json")
        named = {_home(release, path) for release in spared for path in release.files}
        with ThreadPoolExecutor(AT_ONCE) as crew:
            list(crew.map(self.bucket.delete, sorted(self.bucket.listing(f"{OURS}blobs/").keys() - named)))
        return removed

    def _state(self) -> dict[str, str]:
        try:
            return dict(json.loads(self.bucket.get(LIVE) or b"{}"))
        except ValueError:
            return {}

    def _bring(self, tree: Path, release: Release, path: str, there: dict[str, Found]) -> tuple[str, str]:
        try:
            content = (tree / path).read_bytes()
        except FileNotFoundError as error:
            raise SourceChangedError(path) from error
        if not release.files[path].fits(content):
            raise SourceChangedError(path)
        md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
        home = _home(release, path)
        if there.get(home) != Found(md5, len(content)):
            self.bucket.put(home, content, kind=content_type(path), cache=cache_control(path))
        return path, md5

    def _show(self, release: Release, path: str) -> None:
        self.bucket.copy(_home(release, path), path, kind=content_type(path), cache=cache_control(path))


def _home(release: Release, path: str) -> str:
    """Where the bytes of a file are stored."""
    return path if is_hashed(path) else f"{OURS}blobs/{release.files[path].sha256}"


@dataclass(frozen=True, slots=True)
class S3Target:
    """A bucket, and the prefix in it where the site is."""

    place: str
    name: str
    prefix: str
    cache: Path

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold this project's lock for buckets."""
        with alone(self.cache):
            yield

    @contextmanager
    def opened(self) -> Iterator[S3Session]:
        """Take the lock in the bucket."""
        bucket = open_bucket(self.place, self.name, self.prefix)
        with held(bucket, self.cache) as lock:
            yield S3Session(bucket, lock)


def s3_target(address: str, *, lock: Path) -> S3Target | None:
    """Take `s3://bucket/prefix` apart; None when it is no such address."""
    parts = urlsplit(address)
    if parts.scheme != "s3" or not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", parts.netloc) or parts.query:
        return None
    prefix = unquote(parts.path).strip("/")
    return S3Target(f"s3://{parts.netloc}{f'/{prefix}' if prefix else ''}", parts.netloc, f"{prefix}/" if prefix else "", lock)
