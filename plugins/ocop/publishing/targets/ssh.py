"""A folder of releases on a server, reached by the OpenSSH client: the same layout as a local one.

What the server needs: sh, tar, sha256sum, find, flock and an mv that knows -T (GNU coreutils or busybox). What did not change
since the live release is copied there, not sent again; what a broken line had brought is taken over by the next publish.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from .. import keeping, log
from ..errors import PublishBusyError, ReadBackError, TargetError
from ..lock import alone
from ..release import ID, RELEASES, Release, to_json
from .connection import connected, quoted
from .remote_folder import RemoteFolder
from .ssh_errors import MissingToolsError

TOOLS: Final = ("flock", "tar", "sha256sum", "head", "find", "sort", "tr", "xargs", "mv", "ln", "base64")
IDLE_MINUTES: Final = 15
"""A publish that has said nothing for so long has lost its line; its lock may be taken."""
LOCK: Final = (
    "exec 9>>.lock; if flock -w 3 9; then echo $$ > .lock.pid; "
    f'elif [ -n "$(find .lock -mmin +{IDLE_MINUTES})" ] && kill "$(cat .lock.pid)" && flock -w 3 9; then echo $$ > .lock.pid; '
    "else false; fi"
)
REST: Final = f"{RELEASES}/.rest"
"""What a broken publish had already brought."""
MOVE_KEPT: Final = (
    "cd .kept.new && find . -type f | while IFS= read -r f; do "
    'mkdir -p "../kept/${f%/*}" && mv -f "$f" "../kept/$f"; done; cd .. && rm -rf .kept.new'
)


@dataclass(frozen=True, slots=True)
class SshSession:
    """The folder on the server while its lock is held."""

    folder: RemoteFolder

    def mend(self, went_live: Callable[[Release], None]) -> None:
        """Settle what went live, keep aside what had arrived, remove the rest."""
        names, live = self.folder.names(), self.folder.live_id()
        for name in sorted(names):
            stem = name.removesuffix(".new.json")
            if name.endswith(".new.json") and stem == live:
                release = self.folder.fetch(name)
                if release is not None:
                    went_live(release)
                    self.settle(release)
                    names.add(f"{stem}.json")
            elif name.endswith((".new.json", ".json.tmp")):
                self._run(f"rm -f {RELEASES}/{quoted(name)}")
            elif name.endswith(".part") and ID.fullmatch(name.removesuffix(".part")):
                self._run(f"rm -rf {REST} && mv -T {RELEASES}/{quoted(name)} {REST}")
        for name in sorted(names):
            stem = name.removesuffix(".json")
            if not ID.fullmatch(stem):
                continue
            if name == stem and f"{name}.json" not in names:
                if name == live:
                    self.folder.adopt(name)
                else:
                    self._run(f"rm -rf {RELEASES}/{name}")
            elif name != stem and stem not in names:
                self._run(f"rm -f {RELEASES}/{name}")
        self._run("rm -rf .current.link .kept.new")

    def live(self) -> Release | None:
        """The release that `current` leads to."""
        wanted = self.folder.live_id()
        return next((release for release in self.releases() if release.id == wanted), None)

    def releases(self) -> tuple[Release, ...]:
        """The kept releases, newest first."""
        return self.folder.releases()

    def damaged(self, release: Release) -> str | None:
        """The first file that is not as it was released."""
        return self.folder.differs(f"{RELEASES}/{release.id}", release)

    def read(self, release: Release, path: str) -> bytes:
        """Fetch a file. Raises OSError when it is not there."""
        return self.folder.read(release, path)

    def upload(self, tree: Path, release: Release) -> None:
        """Send what the server does not have yet into `<id>.part`."""
        for path in release.files:
            if re.search(r"[\n\\]", path):
                raise TargetError(path, "tên tệp lạ / a name that cannot be sent")
        part = _part(release)
        self._run(f"if [ -d {REST} ]; then mv -T {REST} {part}; else mkdir {part}; fi")
        there = self._only_good(part, release)
        missing = [path for path in release.files if path not in there]
        live = self.live()
        same = {path for path in missing if live and live.files.get(path) == release.files[path]}
        if live and same:
            self.folder.copy(f"{RELEASES}/{live.id}", part, sorted(same))
        self.folder.send(tree, release, part, [path for path in missing if path not in same])
        if self.folder.tree(part) != release.tree:  # a file of the live release was changed by hand there
            there = self._only_good(part, release)
            self.folder.send(tree, release, part, [path for path in release.files if path not in there])

    def check(self, release: Release, probes: Iterable[str]) -> None:
        """Have the server digest every file, and read the probes back."""
        broken = self.folder.differs(_part(release), release)
        if broken is not None:
            raise ReadBackError(self.folder.link.place, broken)
        for path in probes:
            if not release.files[path].fits(self.read(release, path)):
                raise ReadBackError(self.folder.link.place, path)

    def discard(self, release: Release) -> None:
        """Remove what was sent."""
        self._run(f"rm -rf {_part(release)}")

    def announce(self, release: Release) -> None:
        """Write its manifest, as one that is not live yet."""
        self.folder.write(f"{RELEASES}/{release.id}.new.json", to_json(release).encode())

    def place(self, release: Release) -> None:
        """Rename the upload, once it is on the disk."""
        self._run(f"{_synced(_part(release))}; mv -T {_part(release)} {RELEASES}/{release.id}")

    def keep(self, release: Release, now: datetime) -> None:
        """Copy to `kept/` what the live release has and `release` has not; the server's clock says since when."""
        del now
        live = self.live()
        paths = keeping.to_keep(live.files, release.files) if live else ()
        if live and paths:
            self._run("rm -rf .kept.new && mkdir -p .kept.new kept")
            self.folder.copy(f"{RELEASES}/{live.id}", ".kept.new", paths, touched=True)
            self._run(MOVE_KEPT)

    def switch(self, release: Release) -> None:
        """Point `current` at it, in one step."""
        link = f"ln -s {RELEASES}/{release.id} .current.link"
        self._run(f"rm -f .current.link && {link} && mv -T .current.link current")

    def log(self, line: str) -> None:
        """Append to `log.jsonl`."""
        data = f"{line}\n".encode()
        end = f'if [ -s {log.LOG} ] && [ -n "$(tail -c 1 {log.LOG})" ]; then echo >> {log.LOG}; fi'
        self.folder.link.run(f"{end}; head -c {len(data)} >> {log.LOG}", data)

    def last_logged(self) -> str:
        """The release of the last line."""
        return log.last_release(self._run(f"if [ -f {log.LOG} ]; then tail -n 1 {log.LOG}; fi"))

    def settle(self, release: Release) -> None:
        """Give the manifest its final name."""
        self._run(f"mv -T {RELEASES}/{release.id}.new.json {RELEASES}/{release.id}.json")

    def prune(self, keep: int, now: datetime) -> tuple[str, ...]:
        """Remove old releases, and kept files whose time is over by the server's clock."""
        del now
        self._run(f"if [ -d kept ]; then find kept -type f -mtime +{keeping.DAYS} -exec rm -f {{}} +; fi")
        live, releases = self.folder.live_id(), self.releases()
        spared = [release.id for release in releases if release.id == live]
        spared += [release.id for release in releases if release.id != live][: max(0, keep - len(spared))]
        removed = tuple(release.id for release in releases if release.id not in spared)
        for name in removed:
            self._run(f"rm -f {RELEASES}/{name}.json && rm -rf {RELEASES}/{name}")
        return removed

    def _run(self, command: str) -> str:
        return self.folder.link.run(command)

    def _only_good(self, part: str, release: Release) -> set[str]:
        """Remove from an upload what does not belong there; gives what may stay."""
        there = self.folder.listed(part)
        good = {path for path, digest in there.items() if path in release.files and release.files[path].sha256 == digest}
        self.folder.remove(part, sorted(there.keys() - good))
        return good


def _synced(folder: str) -> str:
    """Shell that has files survive a power cut; an older `sync` takes no names and writes everything out."""
    return f"find {folder} -type f -exec sync {{}} + 2>/dev/null || sync"


def _part(release: Release) -> str:
    return f"{RELEASES}/{release.id}.part"


@dataclass(frozen=True, slots=True)
class SshTarget:
    """A folder on a server: ssh's arguments for the host, and the folder there."""

    place: str
    host: tuple[str, ...]
    folder: str
    cache: Path
    config: str = ""

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold this project's lock for servers."""
        with alone(self.cache):
            yield

    @contextmanager
    def opened(self) -> Iterator[SshSession]:
        """Connect and take the lock on the server."""
        with connected(self.place, self.host, self.config) as link:
            lacking = "".join(f"command -v {tool} >/dev/null || printf '{tool} '; " for tool in TOOLS)
            said = link.run(f"{lacking}true").strip()
            if said:
                raise MissingToolsError(self.place, said)
            link.run(f"mkdir -p {quoted(self.folder)}/{RELEASES} && : >> {quoted(self.folder)}/.lock")
            if not link.enter(self.folder, LOCK):
                raise PublishBusyError
            yield SshSession(RemoteFolder(link, self.cache / "manifests"))


def ssh_target(address: str, *, lock: Path, config: str = "") -> SshTarget | None:
    """Take `ssh://user@host:port/folder` apart; None when it is no such address. `/~/x` is below the user's home."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    folder = unquote(parts.path).removeprefix("/~/").rstrip("/")
    if parts.scheme != "ssh" or not parts.hostname or parts.hostname.startswith("-") or parts.password is not None:
        return None
    if not folder or "\n" in folder:
        return None
    user = unquote(parts.username or "")
    host = (*(("-p", str(port)) if port else ()), *(("-l", user) if user else ()), "--", parts.hostname)
    where = f"{user}@{parts.hostname}" if user else parts.hostname
    return SshTarget(f"ssh://{where}{f':{port}' if port else ''}/{folder.lstrip('/')}", host, folder, lock, config)
