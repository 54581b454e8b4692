"""A branch that a pages host serves (GitHub, GitLab, Codeberg …), or any git remote: each release is a commit.

The commit's message holds what the release is, as JSON; its tree holds the site and nothing else but `.nojekyll` and `CNAME`.
The objects travel first, to a name that nobody serves; the switch is one push of the branch, refused when the branch is not
what it was when we looked. Going back is a commit more, with the older tree.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from .. import log
from ..errors import PublishBusyError, ReadBackError
from ..lock import alone
from ..release import Release, from_json, to_json
from ..tree import FileRecord
from .commits import DEPTH, commits_of, id_of, message_of, put, record
from .git import Git, RemoteError, repository, unlock

REMOTE: Final = "target"
NEXT: Final = "refs/ocop/next"
"""Where a release waits on the remote until it is switched to."""
BESIDE: Final = frozenset((".nojekyll", "CNAME"))


@dataclass(frozen=True, slots=True)
class PagesSession:
    """The branch as it was when we looked: `commits` of releases, newest first; `made`: commits of this run by release."""

    git: Git
    branch: str
    head: str
    commits: tuple[tuple[str, str], ...]
    cname: str = ""
    made: dict[str, str] = field(default_factory=dict)

    def mend(self, went_live: Callable[[Release], None]) -> None:
        """Log what an earlier run pushed and did not log; remove what it left here."""
        for leftover in self.git.folder.glob("stage-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        live = self.live()
        if live is not None and self.last_logged():
            went_live(live)

    def live(self) -> Release | None:
        """The release of the newest commit that is one."""
        return self._release(*self.commits[0]) if self.commits else None

    def releases(self) -> tuple[Release, ...]:
        """The releases of the last commits, each once, newest first."""
        found: dict[str, Release] = {}
        for commit, message in self.commits:
            release = self._release(commit, message)
            found.setdefault(release.id, release)
        return tuple(sorted(found.values(), key=lambda one: one.number, reverse=True))

    def damaged(self, release: Release) -> str | None:
        """The first file of the live release that somebody changed on the branch since."""
        commit = self._commit(release)
        if commit is None:
            return "?"
        if self.commits and self.commits[0][0] == commit and self.head != commit:
            return self.git.text("diff", "--name-only", commit, self.head).partition("\n")[0] or None
        return None

    def read(self, release: Release, path: str) -> bytes:
        """The bytes of a file of a release. Raises OSError when it is not there."""
        done = self.git.run("cat-file", "blob", f"{self._commit(release)}:{path}")
        if done.returncode != 0:
            raise FileNotFoundError(2, "no such file", path)
        return done.stdout

    def upload(self, tree: Path, release: Release) -> None:
        """Make the commit, and bring its objects to the remote under a name that nobody serves."""
        stage = Path(tempfile.mkdtemp(prefix="stage-", dir=self.git.folder))
        try:
            for path, record in release.files.items():
                put(tree, stage, path, record)
            self._commit_folder(stage, release)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
        commit = self.git.text("rev-parse", f"refs/heads/{self.branch}")
        self.made[release.id] = commit
        done = self.git.run("push", "--quiet", "--force", REMOTE, f"{commit}:{NEXT}")
        if done.returncode != 0 and b"remote rejected" not in done.stderr:  # some hosts take branches only
            self.git.ask("push", "--quiet", "--force", REMOTE, f"{commit}:{NEXT}")

    def check(self, release: Release, probes: Iterable[str]) -> None:
        """Compare the commit's files with their digests; git itself compared what arrived with its names."""
        commit = self.made[release.id]
        found = self._files(commit)
        for path in sorted({*found, *release.files}):
            if found.get(path) != release.files.get(path):
                raise ReadBackError(self.git.place, path)
        for path in probes:
            if not release.files[path].fits(self.read(release, path)):
                raise ReadBackError(self.git.place, path)
        there = self.git.text("ls-remote", REMOTE, NEXT).partition("\t")[0]
        if there not in {"", commit}:
            raise ReadBackError(self.git.place, NEXT)

    def discard(self, release: Release) -> None:
        """Forget the commit."""
        self.git.run("push", "--quiet", REMOTE, f":{NEXT}")

    def announce(self, release: Release) -> None:
        """The commit's message says it."""

    def place(self, release: Release) -> None:
        """The objects have arrived."""

    def keep(self, release: Release, now: datetime) -> None:
        """Not offered: a pages host serves the branch and nothing beside it."""

    def switch(self, release: Release) -> None:
        """Push the branch, unless it is no longer what it was. Raises PublishBusyError then."""
        commit = self.made.get(release.id) or self._again(release)
        lease = f"--force-with-lease=refs/heads/{self.branch}:{self.head}"
        done = self.git.run("push", "--porcelain", lease, REMOTE, f"{commit}:refs/heads/{self.branch}")
        there = self.git.text("ls-remote", REMOTE, f"refs/heads/{self.branch}").partition("\t")[0]
        if there == commit:  # whatever the line did after that
            return
        if b"stale info" in done.stdout + done.stderr or there != self.head:
            raise PublishBusyError
        raise RemoteError(self.git.place, done.stderr.decode("utf-8", "replace").strip()[-200:] or "push")

    def log(self, line: str) -> None:
        """Append to a log on this machine; the commits' messages say the same everywhere."""
        log.append(self.git.folder / log.LOG, line)

    def last_logged(self) -> str:
        """The release of the last line."""
        file = self.git.folder / log.LOG
        return log.last_release(file.read_text(encoding="utf-8")) if file.is_file() else ""

    def settle(self, release: Release) -> None:
        """Remove the name under which the release waited."""
        self.git.run("push", "--quiet", REMOTE, f":{NEXT}")

    def prune(self, keep: int, now: datetime) -> tuple[str, ...]:
        """Nothing goes: a branch keeps its history."""
        del keep, now
        return ()

    def _commit_folder(self, stage: Path, release: Release) -> None:
        self.git.run("update-ref", "-d", f"refs/heads/{self.branch}")  # of a run that did not get to its push
        command = [sys.executable, "-m", "ghp_import", "--no-jekyll", "--remote", REMOTE, "--branch", self.branch]
        command += ["--message", message_of(release), *(("--cname", self.cname) if self.cname else ()), str(stage)]
        dated = {**self.git.variables, "GIT_COMMITTER_DATE": format_datetime(release.made_at)}
        done = subprocess.run(command, cwd=self.git.folder, env=dated, capture_output=True, check=False)  # noqa: S603
        if done.returncode != 0:
            raise RemoteError(self.git.place, done.stderr.decode("utf-8", "replace").strip()[-200:] or "ghp-import")

    def _again(self, release: Release) -> str:
        """A new commit with the tree of an older release."""
        tree = f"{self._commit(release)}^{{tree}}"
        parents = ("-p", self.head) if self.head else ()
        return self.git.ask("commit-tree", tree, *parents, data=message_of(release).encode()).decode().strip()

    def _commit(self, release: Release) -> str | None:
        known = {id_of(message): commit for commit, message in reversed(self.commits)}
        return self.made.get(release.id) or known.get(release.id)

    def _release(self, commit: str, message: str) -> Release:
        """What a commit holds; its files are digested once and remembered by the tree's name."""
        about = json.loads(message)
        file = self.git.folder / "manifests" / f"{self.git.text('rev-parse', f'{commit}^{{tree}}')}-{about['id']}.json"
        known = from_json(file.read_bytes()) if file.is_file() else None
        if known is not None:
            return known
        files = {path: {"sha256": one.sha256, "size": one.size} for path, one in self._files(commit).items()}
        release = from_json(json.dumps({**about, "files": files}))
        if release is None:
            raise RemoteError(self.git.place, f"{commit}: ?")
        file.parent.mkdir(exist_ok=True)
        file.write_text(to_json(release), encoding="utf-8")
        return release

    def _files(self, commit: str) -> dict[str, FileRecord]:
        lines = self.git.ask("ls-tree", "-r", "-z", commit).decode().split("\0")
        listed = [(about.split()[2], path) for about, _, path in (line.partition("\t") for line in lines) if path]
        names = [(name, path) for name, path in listed if path not in BESIDE]
        contents = self.git.blobs(name for name, _ in names)
        found = {path: record(content) for (_, path), content in zip(names, contents, strict=True)}
        return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class PagesTarget:
    """A branch of a git remote; `cname`: the domain that the host is to serve it under."""

    place: str
    remote: str
    branch: str
    cache: Path
    cname: str = ""

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold this project's lock for branches."""
        with alone(self.cache):
            yield

    @contextmanager
    def opened(self) -> Iterator[PagesSession]:
        """Look at the remote branch. There is no lock on a remote: the push is refused when the branch has moved since."""
        name = hashlib.sha256(f"{self.remote}#{self.branch}".encode()).hexdigest()[:12]
        git = repository(self.cache / f"pages-{name}.git", self.place)
        unlock(git)
        if git.run("config", f"remote.{REMOTE}.url").returncode != 0:
            git.ask("remote", "add", REMOTE, self.remote)
        head = git.text("ls-remote", REMOTE, f"refs/heads/{self.branch}").partition("\t")[0]
        tracked = f"refs/remotes/{REMOTE}/{self.branch}"
        if head:
            git.ask("fetch", "--quiet", "--no-tags", f"--depth={DEPTH}", REMOTE, f"+refs/heads/{self.branch}:{tracked}")
        else:
            git.run("update-ref", "-d", tracked)
        yield PagesSession(git, self.branch, head, tuple(commits_of(git, head)), self.cname)


def pages_target(address: str, *, lock: Path, root: Path, cname: str = "") -> PagesTarget | None:
    """Take `pages:<remote>#<branch>` apart; None when it is no such address. Without a remote: the project's own `origin`."""
    kind, _, rest = address.partition(":")
    remote, _, branch = rest.partition("#")
    branch = branch or "gh-pages"
    if kind != "pages" or re.match(r"[a-z+]+://[^/@]*:[^/@]*@", remote) or not re.fullmatch(r"[A-Za-z0-9][\w./-]*", branch):
        return None  # a password does not belong in an address: git has its own place for it
    if remote in {"", "origin"}:
        program = shutil.which("git")
        command = [program or "git", "-C", str(root), "remote", "get-url", "origin"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False) if program else None  # noqa: S603
        remote = done.stdout.strip() if done and done.returncode == 0 else ""
    if not remote or remote.startswith("-"):
        return None
    shown = re.sub(r"//[^/@]*@", "//", remote)
    return PagesTarget(f"{shown}#{branch}", remote, branch, lock, cname)
