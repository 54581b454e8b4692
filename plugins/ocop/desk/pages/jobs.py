"""Commands that the desk runs: the same `python -m ocop …` as at the keyboard, one at a time, with what they say."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

KEPT: Final = 20


@dataclass(slots=True)
class Job:
    """A command under way or done. `code` is None while it runs; `leads_to` is the page to open when it went well."""

    id: str
    title: str
    command: tuple[str, ...]
    leads_to: str = ""
    sure: tuple[str, ...] = ()
    """The same command without questions, offered once a person has read what it would do."""
    files: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)
    code: int | None = None


class Jobs:
    """The commands of this desk, newest last."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._jobs: dict[str, Job] = {}
        self._turn = threading.Lock()

    def get(self, name: str) -> Job | None:
        """Give a job, None for one that is not known."""
        return self._jobs.get(name)

    def start(
        self, title: str, command: Sequence[str], *, leads_to: str = "", sure: Sequence[str] = (), files: Sequence[str] = ()
    ) -> Job:
        """Run `python -m ocop <command>` in the project's folder; it waits for the one before it."""
        job = Job(secrets.token_hex(6), title, tuple(command), leads_to, tuple(sure), tuple(files))
        self._jobs[job.id] = job
        for old in list(self._jobs)[:-KEPT]:
            del self._jobs[old]
        threading.Thread(target=self._run, args=(job,), daemon=True).start()
        return job

    def _run(self, job: Job) -> None:
        variables = {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
        plugins = str(Path(__file__).resolve().parents[3])
        others = [entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]
        variables["PYTHONPATH"] = os.pathsep.join([plugins, *others])
        with self._turn:
            try:
                with subprocess.Popen(  # noqa: S603 (our own commands; values are single arguments)
                    [sys.executable, "-m", "ocop", *job.command],
                    cwd=self.root,
                    env=variables,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    encoding="utf-8",
                    errors="replace",
                ) as process:
                    for line in process.stdout or ():
                        job.lines.append(line.rstrip("\n"))
                    code = process.wait()
            except OSError as error:
                job.lines.append(str(error))
                code = 1
        job.code = code
