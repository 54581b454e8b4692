"""The same commit gives the same release, byte for byte: two copies of the project in other folders, packed under another user,
locale, time zone, umask and hash seed, with another number of processors.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ocop.engine.plan import check_path
from ocop.publishing.release import load_release

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("content", "theme", "plugins", "pelicanconf.py", "publishconf.py")
NOBODY = 65534
LONGEST = 120
"""Letters of the longest address in a release: of the 259 that Windows gives a path, the rest is for the folders above."""

MACHINES: tuple[dict[str, str], ...] = (
    {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1", "USER": "van-thu", "HOME": "/nonexistent", "OCOP_WHO": "Văn thư"},
    {
        "LC_ALL": "tr_TR.UTF-8",
        "LANGUAGE": "tr",
        "TZ": "America/Los_Angeles",
        "PYTHONHASHSEED": "4711",
        "USER": "nobody",
        "HOME": "/",
        "OCOP_WHO": "Clerk",
        "COLUMNS": "40",
        "SOURCE_DATE_EPOCH": "1800000000",
    },
)
FOLDERS = ("a", "một thư mục khác/sâu hơn/dự án OCOP")


def as_another_user() -> list[str]:
    """Run as nobody, where this is root; with the right to read, because this Python may lie where nobody may look."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        return []
    right = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
    told = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *right]
    done = subprocess.run([*told, sys.executable, "-c", "import pelican"], check=False, capture_output=True)
    return told if done.returncode == 0 else []


def pack(project: Path, machine: dict[str, str], *, other: bool) -> Path:
    """Pack the release of a copy of the project; gives the zip."""
    user = as_another_user() if other else []
    if user:
        for entry in (project, *project.rglob("*")):
            os.chown(entry, NOBODY, NOBODY)
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LD_LIBRARY_PATH", "PYTHONPYCACHEPREFIX"}}
    fixed = {"OCOP_TODAY": "2026-11-23", "OCOP_NO_VENV": "1", "PYTHONPATH": "plugins", "PYTHONUTF8": "1"}
    one_processor = ["taskset", "-c", str(min(os.sched_getaffinity(0)))] if other and shutil.which("taskset") else []
    done = subprocess.run(
        [*user, *one_processor, sys.executable, "-B", "-m", "ocop", "package"],
        cwd=project,
        env={**kept, **fixed, **machine},
        umask=0o077 if other else 0o022,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-3000:]
    (made,) = (project / "packages").glob("*.zip")
    return Path(made)


@pytest.fixture(scope="module")
def zips() -> Iterator[tuple[Path, Path]]:
    """Two zips of the catalogue as it is."""
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        top.chmod(0o755)  # for the other user
        made = []
        for folder, machine in zip(FOLDERS, MACHINES, strict=True):
            project = top / folder
            project.mkdir(parents=True)
            for one in NEEDED:
                source = ROOT / one
                if source.is_dir():
                    shutil.copytree(source, project / one, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(source, project / one)
            made.append(pack(project, machine, other=bool(made)))
        yield made[0], made[1]


def differences(one: Path, other: Path) -> list[str]:
    """The members whose bytes, place or attributes differ; `.` when only the zips themselves do."""
    if one.read_bytes() == other.read_bytes():
        return []
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        names = sorted({*first.namelist(), *second.namelist()})
        both = {*first.namelist()} & {*second.namelist()}
        return [name for name in names if name not in both or first.read(name) != second.read(name)] or ["."]


@pytest.mark.system
def test_two_machines_give_the_same_bytes(zips: tuple[Path, Path]) -> None:
    if as_another_user():
        assert zips[0].stat().st_uid != zips[1].stat().st_uid
    assert differences(*zips) == []
    with zipfile.ZipFile(zips[0]) as archive:
        assert len(archive.namelist()) > 300


@pytest.mark.system
def test_a_byte_that_differs_would_be_named(zips: tuple[Path, Path], tmp_path: Path) -> None:
    changed = tmp_path / "other.zip"
    with zipfile.ZipFile(zips[0]) as archive, zipfile.ZipFile(changed, "w") as other:
        for member in archive.infolist():
            content = archive.read(member)
            other.writestr(member, content + b" " if member.filename == "site/index.html" else content)
    assert differences(zips[0], changed) == ["site/index.html"]


@pytest.mark.system
def test_every_address_of_a_release_fits_every_disk(zips: tuple[Path, Path]) -> None:
    (manifest,) = zips[0].parent.glob("*.json")
    release = load_release(manifest)
    assert release
    for path in release.files:
        check_path(path)  # names of devices, signs that Windows refuses
    assert len({path.casefold() for path in release.files}) == len(release.files)
    assert max(map(len, release.files)) <= LONGEST
    assert not [path for path in release.files if "\\" in path or ":" in path]
