"""A small project of its own: the real bootstrap, a stand-in command line, and a lock with one local wheel."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
CLI = """
import json, sys
import mon_thu
def main(argv):
    print(json.dumps({"argv": list(argv), "prefix": sys.prefix, "version": mon_thu.VERSION, "utf8": sys.flags.utf8_mode}))
    return int(argv[1]) if argv[:1] == ["exit"] else 0
"""
NAME = "dự án OCOP Sa Đéc"
HIDE = """
import sys
class Hide:
    def find_spec(self, name, path=None, target=None):
        if name == "ensurepip":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Hide())
"""
VENV = """
import os, shutil, sys
shutil.copytree({empty!r}, sys.argv[1], symlinks=True, copy_function=os.link)
"""
"""Stands in for `python -m venv`: gives what that gave when it was really asked, which takes seconds each time."""

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def make_wheel(folder: Path, version: str, name: str = "mon_thu") -> str:
    """A wheel of one module, and its line for a lock."""
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(file, "w") as archive:
        for path, text in {
            f"{name}.py": f"VERSION = {version!r}\n",
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: {version}\n",
            f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            f"{info}/RECORD": f"{name}.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n",
        }.items():
            archive.writestr(zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0)), text)
    return f"{name.replace('_', '-')}=={version} --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}\n"


@pytest.fixture(scope="session")
def wheel() -> Callable[..., str]:
    return make_wheel


@pytest.fixture(scope="session")
def new_project() -> Callable[[Path], Path]:
    return make_project


@pytest.fixture(scope="session")
def variables_of() -> Callable[[Path], dict[str, str]]:
    return variables_in


def make_project(folder: Path) -> Path:
    root = folder / NAME
    package = root / "plugins" / "ocop"
    package.mkdir(parents=True)
    for name in ("__init__.py", "__main__.py", "bootstrap.py", "locks.py", "moving.py", "wheelhouse.py", "workshop.py"):
        shutil.copy(REPOSITORY / "plugins" / "ocop" / name, package / name)
    (package / "cli.py").write_text(CLI, encoding="utf-8")
    (root / "requirements.txt").write_text(make_wheel(folder / "wheels", "1.0"), encoding="utf-8")
    return root


def variables_in(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "OCOP_", "PYTHON"))}
    return {
        **kept,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": (folder / "wheels").as_uri(),
        "PIP_CONFIG_FILE": os.devnull,
        "PYTHONPATH": "plugins",
    }


def ocop(root: Path, *arguments: str, python: Path | str = sys.executable, **variables: str) -> Done:
    return subprocess.run(
        [str(python), "-m", "ocop", *arguments],
        cwd=root,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project in a folder with spaces and đ; no environment yet."""
    return make_project(tmp_path)


class MadeOnce(NamedTuple):
    """A folder with the project after its first command, a copy of all of it to begin from again, and what the command said."""

    folder: Path
    copy: Path
    first: Done


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """The first command of a project, which makes its environment: that takes seconds."""
    folder, copy = tmp_path_factory.mktemp("standing"), tmp_path_factory.mktemp("copy") / "standing"
    done = ocop(make_project(folder), "check", "món ăn", **variables_in(folder))
    assert done.returncode == 0, done.stderr
    shutil.copytree(folder, copy, symlinks=True)
    return MadeOnce(folder, copy, done)


@pytest.fixture
def standing(made_once: MadeOnce, tmp_path: Path) -> Path:
    """The project after its first command, where that left it: an environment cannot be moved."""
    folder, copy, _ = made_once
    shutil.rmtree(folder)
    # Tests write into files of the project; those of an environment are replaced or removed, never written into.
    shutil.copytree(copy, folder, symlinks=True, ignore=lambda _, names: {".venv"} & {*names})
    shutil.copytree(copy / NAME / ".venv", folder / NAME / ".venv", symlinks=True, copy_function=os.link)
    shutil.copytree(copy / "wheels", tmp_path / "wheels")
    return folder / NAME


@pytest.fixture(scope="session")
def quick_venv(made_once: MadeOnce, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for PYTHONPATH whose `venv` gives at once the empty environment that Python's own made for the first command."""
    folder = tmp_path_factory.mktemp("quick")
    shutil.copytree(
        made_once.copy / NAME / ".venv",
        folder / "empty",
        symlinks=True,
        copy_function=os.link,
        ignore=shutil.ignore_patterns("mon_thu*", "ocop-stamp.json"),
    )
    (folder / "path").mkdir()
    (folder / "path" / "venv.py").write_text(VENV.format(empty=str(folder / "empty")), encoding="utf-8")
    return folder / "path"


@pytest.fixture
def without_ensurepip(tmp_path: Path) -> dict[str, str]:
    """Variables of a Debian whose Python lacks what makes environments."""
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(HIDE, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join(["plugins", str(hidden)])}


@pytest.fixture
def variables(tmp_path: Path, quick_venv: Path) -> dict[str, str]:
    """The environment of a user without any network: pip sees the local wheels alone."""
    return {**variables_in(tmp_path), "PYTHONPATH": os.pathsep.join(["plugins", str(quick_venv)])}


@pytest.fixture
def run(variables: dict[str, str]) -> Run:
    """`python -m ocop …` in a project, as the Makefile calls it."""

    def call(root: Path, *arguments: str, python: Path | str = sys.executable, **extra: str) -> Done:
        return ocop(root, *arguments, python=python, **{**variables, **extra})

    return call
