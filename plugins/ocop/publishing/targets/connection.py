"""One connection of the OpenSSH client to a POSIX shell on a server, through which commands and bytes go one after the other.

The server reads a command a line, by `read` (which takes no byte too many), and runs it; bytes for a command follow its line
and are counted. One connection serves a whole publish, so that the lock it takes on the server ends when the connection ends.
"""

from __future__ import annotations

import os
import secrets
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Final

from ..errors import PublishingError, TargetError
from .ssh_errors import ConnectionLostError, HostKeyError, LoginError, NoSshError

CAUSES: Final = ("No space left on device", "Read-only file system", "Permission denied", "Disk quota exceeded")
SERVER_LOOP: Final = "exec sh -c 'umask 022; while IFS= read -r line; do eval \"$line\"; done'"
OPTIONS: Final = {
    "BatchMode": "yes",  # asks for nothing: keys come from the user's agent or files
    "StrictHostKeyChecking": "yes",
    "ConnectTimeout": "20",
    "ServerAliveInterval": "15",
    "ServerAliveCountMax": "4",
    "Compression": "yes",
    "ClearAllForwardings": "yes",
}


@dataclass(frozen=True, slots=True)
class Connection:
    """A running ssh; `place` names the server in messages."""

    place: str
    process: subprocess.Popen[bytes]
    said: IO[bytes]
    token: str

    def run(self, command: str, data: bytes = b"") -> str:
        """Run one line of shell on the server with `data` as what its first `head -c` reads; gives what it printed.

        Raises TargetError with its last words when it fails, ConnectionLostError and its kin when the line broke.
        """
        status, output = self.ask(command, data)
        if status != 0:
            raise TargetError(self.place, last_words(output) or f"{command.split(maxsplit=1)[0]}: {status}")
        return output

    def ask(self, command: str, data: bytes = b"") -> tuple[int, str]:
        """Run one line in a shell of its own; gives its exit status and what it printed on both streams."""
        # The lock (9) stays with the loop alone: no command that hangs on may hold it longer.
        return self._talk(f'[ -z "$ocop" ] || touch .lock 2>/dev/null; ( {command} ) 2>&1 9>&-', data)

    def enter(self, folder: str, lock: str) -> bool:
        """Have the server's loop itself go to a folder and hold a lock; False when another holds it."""
        status, _ = self._talk(f"cd {quoted(folder)} && {{ {lock}; }} 2>/dev/null && ocop=1", b"")
        return status == 0

    def _talk(self, command: str, data: bytes) -> tuple[int, str]:
        line = f"{command}; printf '\\n@%s %s\\n' {self.token} $?\n"
        stdin, stdout = self.process.stdin, self.process.stdout
        if stdin is None or stdout is None or "\n" in command:
            raise ValueError(command)
        try:
            stdin.write(line.encode() + data)
            stdin.flush()
        except OSError:
            raise self.why() from None
        lines: list[bytes] = []
        mark = f"@{self.token} ".encode()
        for answer in stdout:
            if answer.startswith(mark):
                return int(answer[len(mark) :]), b"".join(lines).removesuffix(b"\n").decode("utf-8", "replace")
            lines.append(answer)
        raise self.why()

    def why(self) -> PublishingError:
        """What ended the connection, in words."""
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.said.seek(0)
        said = self.said.read().decode("utf-8", "replace")
        if "IDENTIFICATION HAS CHANGED" in said:
            return HostKeyError(self.place, changed=True)
        if "Host key verification failed" in said or "No matching host key" in said or "host key is known" in said:
            return HostKeyError(self.place, changed=False)
        if "Permission denied" in said:
            return LoginError(self.place)
        return ConnectionLostError(self.place, last_words(said) or f"ssh {self.process.returncode}")


def last_words(said: str) -> str:
    """The line that names the cause, else the last one, shortened."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    causes = [line for line in lines if line.endswith(CAUSES) or "Wrote only" in line]  # tar says no more of a full disk
    if causes:
        return causes[-1][:200]
    return lines[-1][:200] if lines else ""


@contextmanager
def connected(place: str, host: Sequence[str], config: str = "") -> Iterator[Connection]:
    """Start ssh to a host (given as ssh's arguments). Nothing is said yet: the first command finds out whether it holds."""
    program = shutil.which("ssh")
    if program is None:
        raise NoSshError
    options = [part for name, value in OPTIONS.items() for part in ("-o", f"{name}={value}")]
    command = [program, *(("-F", config) if config else ()), "-T", *options, *host, SERVER_LOOP]
    with tempfile.TemporaryFile() as said:
        quiet = {**os.environ, "LC_ALL": "C"}  # ssh's own words are told apart by their English
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, env=quiet) as process:  # noqa: S603
            try:
                yield Connection(place, process, said, secrets.token_hex(8))
            finally:
                try:
                    if process.stdin:
                        process.stdin.close()
                    process.wait(10)
                except (OSError, subprocess.TimeoutExpired):
                    process.kill()


def quoted(text: str) -> str:
    """A word of shell."""
    return shlex.quote(text)
