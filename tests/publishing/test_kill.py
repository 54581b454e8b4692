"""Killed at any file operation, a publish leaves a whole site live, and the next publish mends what is left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"

HARNESS = '''
"""Publish in a child that is killed at its n-th file operation, for every n; report what was live and what the next run did."""
import json, os, shutil, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from ocop.engine import Entry, digest
from ocop.publishing import Built, LocalTarget, list_releases, live_release, publish, rollback
from ocop.publishing.release import damaged_file

folder = Path(sys.argv[1])
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
WRITES = {"open", "os.rename", "os.symlink", "os.mkdir", "os.utime", "shutil.copyfile", "shutil.rmtree"}
REMOVALS = {"os.remove", "os.rmdir"}  # inside a folder they name no whole path


def page(word):
    head = '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>x</title></head>'
    return f"{head}<body>{word}</body></html>".encode()


def built(word):
    tree = folder / "output"
    shutil.rmtree(tree, ignore_errors=True)
    manifest = {}
    for path in ("index.html", "trang/index.html"):
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_bytes(page(word))
        manifest[path] = Entry("", digest(page(word)), len(page(word)), 0)
    return Built(tree, manifest, "https://ocop.example")


def doomed(public, nth, action):
    child = os.fork()
    if child == 0:
        left = [nth]

        def count(event, arguments):
            if event in REMOVALS or (event in WRITES and str(public) in str(arguments)):
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        action()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def state(public):
    live = live_release(public)
    words = {(public / "current" / path).read_bytes() for path in ("index.html", "trang/index.html")}
    names = {entry.name for entry in (public / "releases").iterdir()} | {entry.name for entry in public.iterdir()}
    kept = list_releases(public)
    expected = {name for one in kept for name in (one.id, f"{one.id}.json")} | {".lock", "current", "log.jsonl", "releases"}
    return {
        "live": "+".join(word.decode().split("<body>")[1].split("<")[0] for word in words),
        "whole": live is None or damaged_file(public, live) is None,
        "left": sorted(names - expected),
        "logged": [json.loads(line)["release"] for line in (public / "log.jsonl").read_text().splitlines()],
        "kept": [one.id for one in reversed(kept)],
    }


base = folder / "base"
for number, word in enumerate(("cũ", "đang chạy")):
    publish(lambda: built(word), target=LocalTarget(base), now=NOW.replace(minute=number))
results = []
while True:
    public = folder / "public"
    shutil.rmtree(public, ignore_errors=True)
    shutil.copytree(base, public, symlinks=True)
    if sys.argv[2] == "publish":
        action = lambda: publish(lambda: built("mới"), target=LocalTarget(public), now=NOW.replace(minute=5), keep=2)
    else:
        action = lambda: rollback(LocalTarget(public), now=NOW.replace(minute=5))
    code = doomed(public, len(results) + 1, action)
    after = state(public)
    report = publish(lambda: built("mới"), target=LocalTarget(public), now=NOW.replace(minute=9), keep=2)
    results.append({"code": code, "after": after, "next": report.outcome, "then": state(public)})
    if code == 0:
        break
print(json.dumps(results))
'''


def killed_everywhere(tmp_path: Path, action: str) -> list[dict]:
    folder = tmp_path / "dự án đ"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", HARNESS, str(folder), action],
        env={**os.environ, "PYTHONPATH": str(PLUGINS), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_a_publish_killed_at_any_file_operation_leaves_a_whole_site_and_the_next_mends(tmp_path) -> None:
    results = killed_everywhere(tmp_path, "publish")
    assert len(results) > 30
    assert {result["code"] for result in results[:-1]} == {-9}
    lived = [result["after"]["live"] for result in results]
    assert set(lived) == {"đang chạy", "mới"}
    assert lived == sorted(lived, key=("đang chạy", "mới").index)  # the old site up to the switch, from then on the new one
    for result in results:
        assert result["after"]["whole"]
        assert result["then"]["live"] == "mới"
        assert result["then"]["whole"]
        assert result["then"]["left"] == []
        assert result["next"] == ("unchanged" if result["after"]["live"] == "mới" else "released")
        assert len(result["then"]["logged"]) == 3
        assert result["then"]["logged"][-1] == result["then"]["kept"][-1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_a_rollback_killed_at_any_file_operation_has_happened_whole_or_not_at_all(tmp_path) -> None:
    results = killed_everywhere(tmp_path, "rollback")
    assert {result["after"]["live"] for result in results} == {"đang chạy", "cũ"}
    for result in results:
        assert result["after"]["whole"]
        assert (result["next"], result["then"]["live"], result["then"]["left"]) == ("released", "mới", [])
