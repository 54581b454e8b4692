"""The ledger held against every state of itself that was ever committed: what git remembers cannot be rewritten in silence."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ocop.catalogue.problem import Problem

from .frozen import compare_ledgers
from .ledger import parse_ledger
from .rows import LedgerRow

_SHORT: Final = 10


class HistoryError(RuntimeError):
    """The history cannot be read whole. `rule` says why, `str()` what git said."""

    def __init__(self, rule: str, said: str) -> None:
        super().__init__(said)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class State:
    """The ledger in one commit: the rows of it that are well formed."""

    commit: str
    rows: tuple[LedgerRow, ...]


def check_history(rows: Sequence[LedgerRow], path: Path, place: str) -> tuple[Problem, ...]:
    """Give a Problem for each code that was removed or changed since any commit that HEAD builds on, and nothing twice.

    `path` is the ledger's file, `place` how problems name it. A history that cannot be read whole is a problem, not a pass.
    """
    try:
        return _distinct(
            problem
            for state in committed_states(path)
            for problem in compare_ledgers(state.rows, rows, place, where=f"git {state.commit[:_SHORT]}")
        )
    except HistoryError as error:
        return (Problem(place, 1, error.rule, values={"found": str(error)}),)


def committed_states(path: Path) -> tuple[State, ...]:
    """Give the different states of the file that HEAD builds on, newest first, also those of branches that were merged.

    Raises HistoryError: no git, no repository (`history-missing`), or a clone that was cut short (`history-shallow`).
    """
    folder = path.parent
    if _git(folder, "rev-parse", "--is-shallow-repository").strip() != b"false":
        raise HistoryError("history-shallow", f"{folder.parent.name}/{folder.name}")
    if not _git(folder, "rev-list", "--all", "--max-count=1").strip():
        return ()  # nothing was committed yet
    commits = _git(folder, "rev-list", "--full-history", "HEAD", "--", f"./{path.name}").decode().split()
    prefix = _git(folder, "rev-parse", "--show-prefix").decode().rstrip("\n")
    names = [f"{commit}:{prefix}{path.name}" for commit in commits]
    seen: dict[bytes, State] = {}
    for commit, (blob, raw) in zip(commits, _blobs(folder, names), strict=True):
        if blob not in seen:
            seen[blob] = State(commit, parse_ledger(raw, "")[0])
    return tuple(seen.values())


def _blobs(folder: Path, names: Sequence[str]) -> Iterator[tuple[bytes, bytes]]:
    """Give name and bytes of each object; a commit that deleted the file gives no bytes, and so no rows."""
    if not names:
        return
    answer = _git(folder, "cat-file", "--batch", said="\n".join([*names, ""]).encode())
    start = 0
    for name in names:
        end = answer.index(b"\n", start)
        head = answer[start:end].split(b" ")
        if head[-1] == b"missing":
            if _git(folder, "ls-tree", "--full-tree", *name.split(":", 1)).strip():  # there, but not in this clone
                raise HistoryError("history-shallow", name)
            yield b"", b""
            start = end + 1
            continue
        size = int(head[2])
        yield head[0], answer[end + 1 : end + 1 + size]
        start = end + size + 2


def _git(folder: Path, *arguments: str, said: bytes = b"") -> bytes:
    # A hook of git sets these for the repository that it runs in, which may be another one.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "--no-replace-objects", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, input=said, capture_output=True, env={**variables, "LC_ALL": "C"}, check=False)  # noqa: S603
    except OSError as error:
        raise HistoryError("history-missing", f"git: {error.strerror}") from error
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise HistoryError("history-missing", lines[-1] if lines else f"git {arguments[0]}: {done.returncode}")
    return done.stdout


def _distinct(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The newest commit that tells a thing is enough."""
    seen: dict[tuple[str, str, str, str], Problem] = {}
    for problem in problems:
        values = problem.values
        key = (problem.rule, values["code"], values.get("field", ""), values.get("before", ""))
        seen.setdefault(key, problem)
    return tuple(sorted(seen.values(), key=lambda problem: (problem.line, problem.rule, problem.values["code"])))
