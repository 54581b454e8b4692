"""A real sshd on loopback: Debian's, with keys, a configuration and a port of its own. Used by the tests and by the soak."""

from __future__ import annotations

import getpass
import os
import pwd
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import debian

PACKAGES = ("openssh-server", "libwrap0", "libnss-wrapper")
PATIENCE = 20


@dataclass(frozen=True)
class Sshd:
    """A running sshd: where it listens, its folder of keys, and its log."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    def address(self, public: Path) -> str:
        return f"ssh://{getpass.getuser()}@127.0.0.1:{self.port}{public.as_posix().replace(' ', '%20')}"

    def config(self, name: str = "ssh_config", *, key: str = "user", known: str = "known_hosts") -> str:
        """An OpenSSH configuration that uses one of the keys and one of the lists of known hosts."""
        file = self.folder / name
        file.write_text(
            f'Host *\n  IdentityFile "{self.folder / key}"\n  IdentitiesOnly yes\n'
            f'  UserKnownHostsFile "{self.folder / known}"\n  GlobalKnownHostsFile /dev/null\n',
            "utf-8",
        )
        return str(file)

    def sessions(self) -> list[int]:
        """The processes that serve a connection now."""
        command = ["ps", "-o", "pid=", "--ppid", str(self.process.pid)]
        said = subprocess.run(command, capture_output=True, text=True, check=False)
        return [int(one) for one in said.stdout.split()]


def make_key(file: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)], check=True)


@contextmanager
def sshd(folder: Path) -> Iterator[Sshd]:
    """Start it; raises debian.NoPackagesError where its package cannot be had."""
    root = debian.unpacked("sshd", PACKAGES)
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    for name in ("host", "user", "stranger"):
        make_key(folder / name)
    (folder / "authorized_keys").write_text((folder / "user.pub").read_text("utf-8"), "utf-8")
    host = " ".join((folder / "host.pub").read_text("utf-8").split()[:2])
    other = " ".join((folder / "stranger.pub").read_text("utf-8").split()[:2])
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {host}\n", "utf-8")
    (folder / "changed_hosts").write_text(f"[127.0.0.1]:{port} {other}\n", "utf-8")
    (folder / "no_hosts").write_text("", "utf-8")
    settings = {
        "Port": port,
        "ListenAddress": "127.0.0.1",
        "HostKey": f'"{folder / "host"}"',
        "AuthorizedKeysFile": f'"{folder / "authorized_keys"}"',
        "PidFile": "none",
        "StrictModes": "no",
        "UsePAM": "no",
        "PasswordAuthentication": "no",
        "KbdInteractiveAuthentication": "no",
        "PermitRootLogin": "prohibit-password",
        "MaxStartups": "50",
    }
    (folder / "sshd_config").write_text("".join(f"{name} {value}\n" for name, value in settings.items()), "utf-8")
    # Unpacked, not installed: the user that sshd gives its rights up to is told to it alone.
    people = [one for one in pwd.getpwall() if one.pw_name != "sshd"]
    accounts = [f"{one.pw_name}:x:{one.pw_uid}:{one.pw_gid}::{one.pw_dir}:/bin/sh" for one in people]
    (folder / "passwd").write_text("\n".join([*accounts, "sshd:x:65533:65534::/run/sshd:/usr/sbin/nologin"]) + "\n", "utf-8")
    (folder / "group").write_text("root:x:0:\nnogroup:x:65534:\n", "utf-8")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    environment = {
        **debian.libraries(root),
        "LD_PRELOAD": str(next(root.rglob("libnss_wrapper.so"))),
        "NSS_WRAPPER_PASSWD": str(folder / "passwd"),
        "NSS_WRAPPER_GROUP": str(folder / "group"),
    }
    with (folder / "log").open("wb") as log:
        command = [str(root / "usr" / "sbin" / "sshd"), "-D", "-e", "-f", str(folder / "sshd_config")]
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, (folder / "log").read_text("utf-8")
                assert time.monotonic() < deadline, (folder / "log").read_text("utf-8")
                time.sleep(0.05)
        yield Sshd(folder, port, process)
    finally:
        process.terminate()
        process.wait(PATIENCE)
