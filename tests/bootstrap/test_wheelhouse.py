"""Packages as files: a machine without a network makes its environment from them, and from nothing else."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ocop.wheelhouse import LOCKS, PLATFORMS, WheelhouseError, for_system

REPOSITORY = Path(__file__).resolve().parents[2]
CUT = {"PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"}
"""A machine whose network leads nowhere."""


def fill(project: Path, **variables: str) -> str:
    """Make the project's wheelhouse on a machine that has packages; gives what was said when it failed."""
    script = (
        "import sys; from pathlib import Path; from ocop.wheelhouse import fill, packed\n"
        "root = Path(sys.argv[1]); fill(root, ('windows', 'linux'), ('3.12', '3.13')); packed(root, root / 'gói' / 'w.zip')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(project)],
        cwd=project,
        env={**variables, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stderr


@pytest.fixture(scope="module")
def filled_once(
    tmp_path_factory: pytest.TempPathFactory,
    wheel: Callable[[Path, str], str],
    new_project: Callable[[Path], Path],
    variables_of: Callable[[Path], dict[str, str]],
) -> Path:
    """A project with its wheelhouse: pip is asked once for each system, Python and lock."""
    folder = tmp_path_factory.mktemp("filled")
    project = new_project(folder)
    (project / "requirements-publish.txt").write_text(wheel(folder / "wheels", "1.0"), encoding="utf-8")
    assert fill(project, **variables_of(folder)) == ""
    return project


@pytest.fixture
def filled(filled_once: Path, tmp_path: Path) -> Path:
    """The same, carried to a folder of the test's own."""
    shutil.copytree(filled_once.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / filled_once.name


def test_a_machine_without_a_network_makes_its_environment_from_the_wheelhouse(filled, run) -> None:
    done = run(filled, "check", **CUT)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["version"] == "1.0"


def test_it_says_what_it_holds_and_packs_into_one_zip(filled) -> None:
    folder = filled / "wheelhouse"
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    assert set(sums) == {"mon_thu-1.0-py3-none-any.whl", "locks.json", "DOC-TRUOC.txt"}
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in sums} == sums
    assert "Python 3.12 / 3.13" in (folder / "DOC-TRUOC.txt").read_text("utf-8")
    with zipfile.ZipFile(filled / "gói" / "w.zip") as archive:
        assert sorted(archive.namelist()) == [f"wheelhouse/{name}" for name in sorted([*sums, "SHA256SUMS"])]


def test_one_of_an_older_lock_is_not_used(filled, run, wheel, tmp_path) -> None:
    (filled / "requirements.txt").write_text(wheel(tmp_path / "wheels", "2.0"), encoding="utf-8")
    assert json.loads(run(filled).stdout)["version"] == "2.0"  # from the usual place


def test_a_damaged_file_in_it_is_refused_and_nothing_else_is_asked(filled, run) -> None:
    wheel = filled / "wheelhouse" / "mon_thu-1.0-py3-none-any.whl"
    wheel.write_bytes(wheel.read_bytes() + b"x")
    done = run(filled)  # the network would have it
    assert done.returncode == 1
    assert "từ thư mục wheelhouse" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (filled / ".venv").exists()


def test_what_cannot_be_had_leaves_the_wheelhouse_of_before(filled, variables) -> None:
    said = fill(filled, **{**variables, **CUT})
    assert "Không tải được gói cho windows, Python 3.12" in said
    assert (filled / "wheelhouse" / "mon_thu-1.0-py3-none-any.whl").is_file()
    assert not (filled / "wheelhouse.new").exists()


@pytest.mark.parametrize("name", LOCKS)
def test_each_system_gets_what_it_needs_of_the_real_locks(name: str) -> None:
    lock = (REPOSITORY / name).read_text("utf-8")
    assert {one.system for one in PLATFORMS.values()} == {"win32", "linux", "darwin"}
    windows, linux = for_system(lock, "win32"), for_system(lock, "linux")
    assert "colorama==0.4.6 \\\n    --hash=sha256:" in windows
    assert "colorama" not in linux
    assert " ; " not in windows + linux
    assert linux.count("==") == lock.count("==") - lock.count("sys_platform == 'win32'") * 2


def test_a_condition_that_is_not_understood_is_told() -> None:
    with pytest.raises(WheelhouseError, match="platform_machine"):
        for_system("x==1 ; platform_machine == 'arm64' \\\n    --hash=sha256:0\n", "linux")
