"""A lock that a lost line left behind is taken over once it has long been silent, and not before; who lost it does no more."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ocop.publishing import PublishBusyError, Workplace, target_for
from ocop.publishing.targets import bucket_lock
from ocop.publishing.targets.ssh import IDLE_MINUTES

BUCKET = "ocop-thu"
HOLD = "exec 9>>.lock; flock 9; echo $$ > .lock.pid; echo held; while :; do sleep 1 9>&-; done"
"""What a publish whose line is lost leaves on the server: a shell that holds the lock and says nothing more."""


@pytest.fixture
def dead_line(office: Any, sshd: Any, tmp_path: Path) -> Iterator[Path]:
    """A folder on a server that was published to, whose lock is held by a line that is lost; gives the lock."""
    office.public = tmp_path / "máy chủ đ" / "public"
    office.target = target_for(sshd.address(office.public), Workplace(tmp_path, tmp_path / "cache", sshd.config()))
    office.publish()
    office.pages["index.html"] = office.pages["index.html"].replace("Trang thử", "Mới")
    with subprocess.Popen(["sh", "-c", HOLD], cwd=office.public, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        yield office.public / ".lock"
        holder.kill()


def home_lock() -> float | None:
    """When a file of that name in the user's home was touched last."""
    file = Path.home() / ".lock"
    return file.stat().st_mtime if file.exists() else None


@pytest.mark.system
def test_a_server_is_not_taken_from_one_who_spoke_lately(office: Any, dead_line: Path) -> None:
    lately = time.time() - (IDLE_MINUTES - 2) * 60
    os.utime(dead_line, (lately, lately))
    with pytest.raises(PublishBusyError):
        office.publish()
    assert "Trang thử" in office.live()


@pytest.mark.system
def test_a_server_is_taken_over_from_a_line_that_has_long_been_silent(office: Any, dead_line: Path) -> None:
    long_ago = time.time() - (IDLE_MINUTES + 2) * 60
    os.utime(dead_line, (long_ago, long_ago))
    elsewhere = home_lock()
    assert office.publish().outcome == "released"
    assert "Mới" in office.live()
    assert home_lock() == elsewhere  # the lock that is touched while work goes on is the folder's, never one in the user's home


@pytest.fixture
def lock(office: Any, moto: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A bucket that was published to; gives what puts another machine's lock there."""
    for name, value in moto.variables.items():
        monkeypatch.setenv(name, value)
    office.target = target_for(f"s3://{BUCKET}/{tmp_path.name}", Workplace(tmp_path, tmp_path / "cache"))
    office.publish()
    office.pages["index.html"] = office.pages["index.html"].replace("Trang thử", "Mới")
    client, prefix = moto.client(), f"{tmp_path.name}/"

    def put() -> None:
        content = json.dumps({"machine": "máy khác", "process": 1, "token": "x"}).encode()
        client.put_object(Bucket=BUCKET, Key=f"{prefix}{bucket_lock.LOCK}", Body=content)

    put.home = lambda: client.get_object(Bucket=BUCKET, Key=f"{prefix}index.html")["Body"].read().decode()
    return put


def test_a_bucket_is_taken_over_from_a_machine_that_has_long_been_silent(
    office: Any, lock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock()
    with pytest.raises(PublishBusyError):
        office.publish()
    assert "Trang thử" in lock.home()
    monkeypatch.setattr(bucket_lock, "SILENT_S", -1)  # as if it had been silent for so long
    assert office.publish().outcome == "released"
    assert "Mới" in lock.home()


def test_who_lost_a_bucket_to_another_stops_before_visitors_see_anything(
    office: Any, lock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket_lock, "REFRESH_S", -1)
    with pytest.raises(PublishBusyError):
        office.publish(at=lambda stage: lock() if stage == "place" else None)
    assert "Trang thử" in lock.home()
