"""One publish at a time into a bucket: an object that names who holds it. A bucket knows no process, so a lock that was left
behind is taken over: at once when this very machine left it (whose own lock is held by now), else when it has been silent for
long.
"""

from __future__ import annotations

import json
import os
import platform
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ..errors import PublishBusyError
from .bucket import Bucket

LOCK: Final = "_ocop/lock.json"
SILENT_S: Final = 900
REFRESH_S: Final = 60


@dataclass(slots=True)
class BucketLock:
    """A lock that is held: it says so again as long as work goes on."""

    bucket: Bucket
    content: bytes
    said: float = field(default_factory=time.monotonic)

    def refresh(self) -> None:
        """Say that work goes on, at most once a minute. Raises PublishBusyError when another has taken the lock."""
        if time.monotonic() - self.said > REFRESH_S:
            if self.bucket.get(LOCK) != self.content:
                raise PublishBusyError
            self.bucket.put(LOCK, self.content, kind="application/json", cache="no-cache")
            self.said = time.monotonic()


@contextmanager
def held(bucket: Bucket, workplace: Path) -> Iterator[BucketLock]:
    """Hold the bucket. `workplace`: the folder whose lock this machine holds. Raises PublishBusyError."""
    machine = f"{platform.node()}:{workplace.resolve()}"
    content = json.dumps({"machine": machine, "process": os.getpid(), "token": secrets.token_hex(8)}).encode()
    if not _may_take(bucket, machine):
        raise PublishBusyError
    if not bucket.put_new(LOCK, content):  # left behind, or somebody was faster
        if not _may_take(bucket, machine):
            raise PublishBusyError
        bucket.put(LOCK, content, kind="application/json", cache="no-cache")
    if bucket.get(LOCK) != content:  # a bucket that does not know the condition: the last one holds it
        raise PublishBusyError
    try:
        yield BucketLock(bucket, content)
    finally:
        if bucket.get(LOCK) == content:
            bucket.delete(LOCK)


def _may_take(bucket: Bucket, machine: str) -> bool:
    content = bucket.get(LOCK)
    if content is None:
        return True
    try:
        left_by = json.loads(content).get("machine")
    except (ValueError, AttributeError):
        left_by = None
    age = bucket.age_s(LOCK)
    return left_by == machine or age is None or age > SILENT_S
