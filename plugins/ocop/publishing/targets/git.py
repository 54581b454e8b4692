"""The git that comes with the machine, asked in a repository of our own; it never asks anybody for a password."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import PublishingError


class NoGitError(PublishingError):
    """There is no git."""

    def __init__(self) -> None:
        super().__init__(
            "Máy này chưa có git; hãy cài git (git-scm.com; Debian: apt install git), rồi chạy lại.",
            "This machine has no git; install it (git-scm.com; Debian: apt install git), then run again.",
        )


class RemoteError(PublishingError):
    """The remote repository cannot be read or written."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"Không làm việc được với {place}: {why}. Bản đang chạy vẫn giữ nguyên. Hãy kiểm tra địa chỉ, quyền ghi và khóa "
            f"của git, "
            "rồi chạy lại.",
            f"{place} does not do what it is asked: {why}. The live release is as it was. Check the address, the right to "
            f"write "
            "and git's keys, then run again.",
        )


@dataclass(frozen=True, slots=True)
class Git:
    """A bare repository on this machine and the name of the remote one for messages."""

    program: str
    folder: Path
    place: str

    def ask(self, *arguments: str, data: bytes | None = None, more: Mapping[str, str] | None = None) -> bytes:
        """Run a command; gives what it printed. Raises RemoteError with its last words."""
        done = self.run(*arguments, data=data, more=more)
        if done.returncode != 0:
            lines = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
            said = next((line for line in lines if line.startswith(("fatal:", "error:", " ! "))), lines[-1] if lines else "git")
            raise RemoteError(self.place, said.strip()[:200])
        return done.stdout

    def text(self, *arguments: str) -> str:
        """The same as one line of text."""
        return self.ask(*arguments).decode("utf-8", "replace").strip()

    def run(
        self, *arguments: str, data: bytes | None = None, more: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a command, whatever comes of it."""
        return subprocess.run(  # noqa: S603
            [self.program, *arguments],
            cwd=self.folder,
            env={**self.variables, **(more or {})},
            input=data,
            capture_output=True,
            check=False,
        )

    @property
    def variables(self) -> dict[str, str]:
        """Git's environment: this repository and no other, no questions, an author even where none is configured."""
        outer = {name: value for name, value in os.environ.items() if name not in {"GIT_WORK_TREE", "GIT_INDEX_FILE"}}
        return {
            "GIT_SSH_COMMAND": "ssh -o BatchMode=yes -o StrictHostKeyChecking=yes",
            **outer,
            "GIT_DIR": str(self.folder),
            "GIT_TERMINAL_PROMPT": "0",
            "LC_ALL": "C",
        }

    def blobs(self, names: Iterable[str]) -> list[bytes]:
        """The bytes of objects, in the order of their names."""
        wanted = list(names)
        said, found, at = self.ask("cat-file", "--batch", data="".join(f"{name}\n" for name in wanted).encode()), [], 0
        for _ in wanted:
            end = said.index(b"\n", at)
            size = int(said[at:end].split()[2])
            found.append(said[end + 1 : end + 1 + size])
            at = end + 1 + size + 1
        return found


def repository(folder: Path, place: str) -> Git:
    """Give the bare repository in a folder, made when it is missing. Raises NoGitError, RemoteError."""
    program = shutil.which("git")
    if program is None:
        raise NoGitError
    folder.mkdir(parents=True, exist_ok=True)
    git = Git(program, folder, place)
    if not (folder / "HEAD").is_file():
        git.ask("init", "--quiet", "--bare", str(folder))
    if git.run("config", "user.email").returncode != 0:
        git.ask("config", "user.name", "ocop publish")
        git.ask("config", "user.email", "ocop@localhost")
    return git


def unlock(git: Git) -> None:
    """Remove the lock files that a killed git left in our repository; the caller holds the only lock that counts."""
    for lock in git.folder.rglob("*.lock"):
        lock.unlink(missing_ok=True)
