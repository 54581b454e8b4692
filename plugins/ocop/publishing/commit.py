"""Which commit of the project a release was made from."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path


def current_commit(root: Path) -> str:
    """The commit's hash, with `+` when files differ from it; empty where there is no git or no repository."""
    git = shutil.which("git")
    if git is None:
        return ""
    commit = _ask(git, root, "rev-parse", "HEAD")
    changed = commit and _ask(git, root, "status", "--porcelain", "--untracked-files=no")
    return f"{commit}+" if changed else commit


def file_at(root: Path, commit: str, path: str) -> bytes | None:
    """A file as it was in a commit; None when the commit is not known for certain (`+`, none) or git does not have it."""
    git = shutil.which("git")
    if git is None or not re.fullmatch(r"[0-9a-f]{40,64}", commit):
        return None
    command = [git, "-C", str(root), "show", f"{commit}:{path}"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _ask(git: str, root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603
            [git, "-C", str(root), *arguments], capture_output=True, encoding="utf-8", errors="replace", timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
