"""Debian's packages unpacked aside: nothing is installed, no service is started."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

CACHE = Path(__file__).resolve().parents[1] / ".cache"


class NoPackagesError(RuntimeError):
    """There is no Debian, or its packages cannot be had."""


def unpacked(name: str, packages: Sequence[str]) -> Path:
    """Give the folder `.cache/<name>` that stands for /, with these packages in it."""
    there = CACHE / name
    if there.is_dir():
        return there
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise NoPackagesError(f"no Debian: {', '.join(packages)} are taken from its packages")
    made = there.with_name(f"{name}.{os.getpid()}")
    debs = made / "debs"
    debs.mkdir(parents=True)
    try:
        command = ["apt-get", "download", "-q", *packages]
        done = subprocess.run(command, cwd=debs, capture_output=True, text=True, check=False, timeout=180)
        if done.returncode and os.geteuid() == 0:
            subprocess.run(["apt-get", "update", "-q"], capture_output=True, check=False, timeout=180)
            done = subprocess.run(command, cwd=debs, capture_output=True, text=True, check=False, timeout=180)
        if done.returncode:
            raise NoPackagesError(f"apt-get download failed (as root its lists are refreshed): {done.stderr.strip()[-200:]}")
        for deb in sorted(debs.glob("*.deb")):
            subprocess.run(["dpkg-deb", "-x", str(deb), str(made / "root")], check=True)
        try:
            (made / "root").rename(there)
        except OSError:
            if not there.is_dir():  # else another process was faster
                raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return there


def libraries(root: Path) -> dict[str, str]:
    """The environment in which programs of the folder find their libraries."""
    folders = sorted({str(file.parent) for file in (root / "usr" / "lib").rglob("lib*.so.*")})
    return {**os.environ, "LD_LIBRARY_PATH": ":".join([*folders, os.environ.get("LD_LIBRARY_PATH", "")]).strip(":")}
