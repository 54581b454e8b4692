"""`pelican -r` and `make serve`: a saved file is a new page; a mistake is told and mended, not the end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = "content/products/bot-gao-loc-rach-sen/vi.md"
PAGE = "output/san-pham/bot-gao-loc-rach-sen/index.html"
PATIENCE = 60
"""Seconds that a busy machine may take to notice and rebuild."""


@contextmanager
def watching(project: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "plugins"),
        "OCOP_NO_VENV": "1",
        "OCOP_TODAY": "2026-11-23",
        "WATCHFILES_FORCE_POLLING": "1",
    }
    with (project / "watch.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=project,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            os.killpg(process.pid, 15)
            process.wait(timeout=20)


def until(happens: Callable[[], bool], project: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if happens():
            return
        time.sleep(0.2)
    raise AssertionError((project / "watch.log").read_text("utf-8", "replace")[-2000:])


def rounds(project: Path) -> int:
    """How many builds have ended, well or not: Pelican sees only what is saved while it is waiting."""
    log = (project / "watch.log").read_text("utf-8", "replace")
    return log.count("Done: Processed") + log.count("Caught exception")


def contains(path: Path, text: str) -> bool:
    return path.is_file() and text in path.read_text("utf-8")


def test_pelican_r_builds_the_same_bytes_and_follows_edits(
    project: Path, demo_site: Path, read_tree: Callable[[Path], dict[str, bytes]]
) -> None:
    source = project / PRODUCT
    before = source.read_text("utf-8")
    with watching(project, "pelican", "content", "-r", "-s", "pelicanconf.py"):
        until(lambda: rounds(project) == 1, project)
        assert read_tree(project / "output") == read_tree(demo_site)
        saved = save(source, before + "\nCâu mới lưu.\n", project)
        until(lambda: rounds(project) > saved, project)
        assert contains(project / PAGE, "Câu mới lưu.")
        saved = save(source, before.replace("group: food", "group: foods"), project)
        until(lambda: rounds(project) > saved, project)
        assert contains(project / "watch.log", "foods")
        assert contains(project / PAGE, "Câu mới lưu.")
        saved = save(source, before, project)
        until(lambda: rounds(project) > saved, project)
        assert read_tree(project / "output") == read_tree(demo_site)


def save(source: Path, text: str, project: Path) -> int:
    """Save a file once the watcher waits again; give the number of builds before it."""
    time.sleep(2)
    count = rounds(project)
    source.write_text(text, "utf-8")
    return count


def test_serve_answers_on_this_machine(tmp_path: Path) -> None:
    port = "8461"
    (tmp_path / "x").mkdir()
    with watching(tmp_path, "ocop", "serve", "--demo", "-p", port):

        def answers() -> bool:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/san-pham/", timeout=2) as answer:
                    return "DỮ LIỆU MẪU" in answer.read().decode()
            except OSError:
                return False

        until(answers, tmp_path)
