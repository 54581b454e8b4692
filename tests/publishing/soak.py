"""`make soak-publish`: publishes and rollbacks killed at random moments, from a seed, on every kind of target.

make soak-publish                                     200 kills per target, and the figures (docs/publishing.md)
make soak-publish ARGS="--kills 20 --only ssh,s3"     fewer, and only some
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import buckets
import sshd as sshd_rig

from ocop.engine import Entry, digest
from ocop.publishing import Built, LocalTarget, Target, Workplace, list_releases, publish, rollback, target_for

SEED = 20261123
KILLS = 200
KINDS = ("local", "ssh", "s3", "pages")
START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PATIENCE = 60


class BrokenError(AssertionError):
    """What visitors got was neither the site before nor the site after, or the next publish did not mend."""


def site(version: int) -> dict[str, bytes]:
    """A small site, all of whose pages change with the version, and whose style has a hash in its name."""
    style = f"p::after {{ content: '{version}' }}".encode()
    name = f"theme/css/site.{hashlib.sha256(style).hexdigest()[:10]}.css"
    pages = {
        path: (
            f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>x</title><link rel="stylesheet" href="/{name}">'
            f"</head><body>Sa Đéc {version} {path}</body></html>"
        ).encode()
        for path in ("index.html", *(f"trang-{number}/index.html" for number in range(8)), "Q/SD0001/index.html")
    }
    data = {f"du-lieu/{number}.json": json.dumps({"version": version, "x": "x" * 20_000}).encode() for number in range(6)}
    return {**pages, **data, name: style}


def built(folder: Path, version: int) -> Built:
    """That site on disk, as a build leaves it."""
    tree = folder / "output"
    shutil.rmtree(tree, ignore_errors=True)
    manifest = {}
    for path, content in site(version).items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_bytes(content)
        manifest[path] = Entry("", digest(content), len(content), 0)
    return Built(tree, manifest, "https://ocop.example")


@dataclass
class Place:
    """A target under test: how to publish there, and what a visitor would get."""

    kind: str
    target: Target
    look: Callable[[], dict[str, bytes]]
    leftovers: Callable[[], list[str]] = list
    atomic: bool = True


@dataclass
class Figures:
    """What came of a run."""

    kind: str
    kills: int = 0
    finished: int = 0
    before: int = 0
    after: int = 0
    between: int = 0
    rollbacks: int = 0
    mended: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


def files_below(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def folder_place(kind: str, target: Target, public: Path) -> Place:
    def look() -> dict[str, bytes]:
        return {
            **(files_below(public / "kept") if (public / "kept").is_dir() else {}),
            **files_below((public / "current").resolve()),
        }

    def leftovers() -> list[str]:
        kept = {name for one in list_releases(public) for name in (one.id, f"{one.id}.json")}
        there = {entry.name for entry in (public / "releases").iterdir()}
        known = {".lock", ".lock.pid", "current", "kept", "log.jsonl", "releases"}
        return sorted((there - kept) | ({entry.name for entry in public.iterdir()} - known))

    return Place(kind, target, look, leftovers)


@contextmanager
def place(kind: str, folder: Path) -> Iterator[Place]:
    """Start what the target needs and give it."""
    cache, public = folder / "cache", folder / "máy chủ đ" / "public"
    with ExitStack() as stack:
        if kind == "local":
            yield folder_place(kind, LocalTarget(public), public)
        elif kind == "ssh":
            server = stack.enter_context(sshd_rig.sshd(folder / "sshd"))
            target = target_for(server.address(public), Workplace(folder, cache, server.config()))
            yield folder_place(kind, target, public)
        elif kind == "s3":
            server = stack.enter_context(buckets.bucket_server("moto", folder / "moto"))
            before = dict(os.environ)
            os.environ.update(server.variables)
            stack.callback(lambda: (os.environ.clear(), os.environ.update(before)))
            client = server.client()
            target = target_for(f"s3://{buckets.BUCKET}/trang", Workplace(folder, cache))
            yield Place(kind, target, lambda: bucket_pages(client), atomic=False)
        else:
            remote = folder / "remote.git"
            subprocess.run(["git", "init", "--quiet", "--bare", str(remote)], check=True)
            server = stack.enter_context(sshd_rig.sshd(folder / "sshd"))  # as a host's: it does not die with us
            before = dict(os.environ)
            os.environ["GIT_SSH_COMMAND"] = f'ssh -F "{server.config()}"'
            stack.callback(lambda: (os.environ.clear(), os.environ.update(before)))
            target = target_for(f"pages:{server.address(remote)}", Workplace(folder, cache))
            yield Place(kind, target, lambda: branch_pages(remote))


def bucket_pages(client: Any) -> dict[str, bytes]:
    found = {}
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=buckets.BUCKET, Prefix="trang/"):
        for one in page.get("Contents", ()):
            if "/_ocop/" not in one["Key"]:
                found[one["Key"].removeprefix("trang/")] = client.get_object(Bucket=buckets.BUCKET, Key=one["Key"])[
                    "Body"
                ].read()
    return found


def branch_pages(remote: Path) -> dict[str, bytes]:
    packed = subprocess.run(["git", "-C", str(remote), "archive", "--format=tar", "gh-pages"], capture_output=True, check=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["tar", "-x", "-C", folder], input=packed.stdout, check=True)
        return {path: content for path, content in files_below(Path(folder)).items() if path != ".nojekyll"}


def shown(seen: Mapping[str, bytes]) -> set[int]:
    """The versions that a visitor's pages are of. Raises BrokenError for a page that is missing, cut or without its style."""
    versions = set()
    for path in (name for name in site(0) if name.endswith(".html")):
        found = re.search(rb"Sa \xc4\x90\xc3\xa9c (\d+) ", seen.get(path, b""))
        if not found or seen[path] != site(int(found[1]))[path]:
            raise BrokenError(f"{path}: {seen.get(path)!r:.80}")
        style = re.search(rb'href="/(theme[^"]+)"', seen[path])
        if not style or style[1].decode() not in seen:
            raise BrokenError(f"{path}: its style is missing")
        versions.add(int(found[1]))
    return versions


def doomed(action: Callable[[], object], after_s: float, *, group: bool) -> bool:
    """Do something in a child that is killed after a while, with what it started or alone; False when it was done before."""
    child = os.fork()
    if child == 0:
        os.setsid()
        with contextlib.suppress(BaseException), Path(os.devnull).open("w") as nothing:
            os.dup2(nothing.fileno(), 2)
            action()
        os._exit(0)
    deadline = time.monotonic() + after_s
    while time.monotonic() < deadline:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.002)
    try:
        if group:
            os.killpg(child, signal.SIGKILL)
        else:
            os.kill(child, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def soak(kind: str, kills: int, seed: int, folder: Path) -> Figures:
    """Kill so many publishes and rollbacks at random moments; after each, look, publish again, look again."""
    dice = random.Random(f"{seed}:{kind}")
    figures = Figures(kind)
    begun = time.monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    with place(kind, folder) as where:
        now, version = START, 0

        def go(number: int) -> Any:
            return publish(lambda: built(folder, number), target=where.target, now=now)

        took = {False: 0.0, True: 0.0}  # a publish, a rollback
        for _ in range(3):
            now, version, before = now + timedelta(minutes=1), version + 1, time.monotonic()
            go(version)
            took[False] = time.monotonic() - before
        before = time.monotonic()
        rollback(where.target, now=now)
        took[True] = time.monotonic() - before
        go(version)
        while figures.kills < kills:
            now += timedelta(minutes=1)
            back = dice.random() < 0.2
            old, new = version, version - 1 if back else version + 1
            action = partial(rollback, where.target, now=now) if back else partial(go, new)
            if not doomed(action, dice.uniform(0, took[back] * 1.1), group=dice.random() < 0.5):
                figures.finished += 1
            else:
                figures.kills += 1
                figures.rollbacks += back
            seen = where.look()
            versions = shown(seen)
            if not versions <= {old, new} or (where.atomic and len(versions) != 1):
                raise BrokenError(f"{kind}: {versions} after {old} → {new}")
            figures.before += versions == {old}
            figures.after += versions == {new}
            figures.between += len(versions) > 1
            now += timedelta(minutes=1)
            version = max(old, new) + back  # always on to what was not there yet
            begun_again = time.monotonic()
            report = until_free(partial(go, version))
            took[False] = 0.8 * took[False] + 0.2 * (time.monotonic() - begun_again)
            figures.mended[report.outcome] += 1
            if shown(where.look()) != {version} or where.leftovers():
                raise BrokenError(f"{kind}: not mended: {where.leftovers()}")
    figures.seconds = time.monotonic() - begun
    return figures


def until_free(action: Callable[[], Any]) -> Any:
    """A server needs a moment to notice that a line is gone; a person would try again."""
    from ocop.publishing import PublishBusyError  # noqa: PLC0415

    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return action()
        except PublishBusyError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", default=",".join(KINDS))
    told = parser.parse_args()
    failed = False
    for kind in told.only.split(","):
        with tempfile.TemporaryDirectory() as folder:
            try:
                one = soak(kind, told.kills, told.seed, Path(folder) / "dự án đ")
            except BrokenError as error:
                print(f"{kind}: {error}", flush=True)
                failed = True
                continue
        print(
            f"{one.kind}: {one.kills} kills ({one.rollbacks} of rollbacks; {one.finished} runs were done before): "
            f"{one.before} × the site before, {one.after} × the site after, {one.between} × pages of both; "
            f"then {dict(one.mended)}; {one.seconds:.0f} s",
            flush=True,
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
