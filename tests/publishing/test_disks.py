"""A full disk and a read-only one, real ones: what is live stays, and the next publish mends."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ocop.publishing import TargetError, Workplace, live_release, target_for
from ocop.publishing.release import damaged_file

pytestmark = pytest.mark.system


@pytest.fixture(params=["local", "ssh"])
def disk(request: pytest.FixtureRequest, office: Any, tmp_path: Path) -> Iterator[Path]:
    """A disk of 600 kB of its own, on which the office's releases are."""
    mounted = tmp_path / "disk"
    mounted.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(mounted)], capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"no disk can be mounted here: {done.stderr.decode()}")
    office.public = mounted / "public"
    if request.param == "ssh":
        server = request.getfixturevalue("sshd")
        office.target = target_for(server.address(office.public), Workplace(tmp_path, tmp_path / "cache", server.config()))
    yield mounted
    subprocess.run(["umount", str(mounted)], check=True)


def test_a_full_disk_leaves_what_is_live_and_with_room_again_the_next_publish_mends(office: Any, disk: Path) -> None:
    first = office.publish().release
    office.pages["anh.txt"] = "x" * 700_000
    with pytest.raises(TargetError, match=r"No space left|Wrote only"):
        office.publish()
    assert live_release(office.public) == first
    assert damaged_file(office.public, first) is None
    office.pages["anh.txt"] = "x"
    assert office.publish().outcome == "released"
    assert {entry.name[:4] for entry in (office.public / "releases").iterdir()} == {"2026"}


def test_a_read_only_disk_is_said_and_leaves_what_is_live(office: Any, disk: Path) -> None:
    first = office.publish().release
    office.pages["style.css"] = "p { color: blue }"
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(TargetError, match=r"[Rr]ead-only"):
        office.publish()
    assert live_release(office.public) == first
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert office.publish().outcome == "released"
