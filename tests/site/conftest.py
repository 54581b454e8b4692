"""The site as Pelican and our plugin build it: real settings, real theme, the fictional catalogue or the real one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "tests" / "demo"
DAY = "2026-11-23"


def run(*arguments: str, today: str = DAY, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "plugins"),
        "OCOP_NO_VENV": "1",
        "OCOP_TODAY": today,
        "PYTHONUTF8": "1",
        "COLUMNS": "80",
        **variables,
    }
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def tree_of(folder: Path) -> dict[str, bytes]:
    """Every file of a built site, without the engine's own state."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".ocop" not in path.parts
    }


@pytest.fixture(scope="session")
def ocop() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `python -m ocop …` in the current environment on a pinned day."""

    def command(*arguments: str, **options: str) -> subprocess.CompletedProcess[str]:
        return run("-m", "ocop", *arguments, **options)  # type: ignore[arg-type]

    return command


@pytest.fixture(scope="session")
def pelican() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run Pelican's own command."""

    def command(*arguments: str, **options: str) -> subprocess.CompletedProcess[str]:
        return run("-m", "pelican", *arguments, **options)  # type: ignore[arg-type]

    return command


@pytest.fixture(scope="session")
def read_tree() -> Callable[[Path], dict[str, bytes]]:
    return tree_of


@pytest.fixture(scope="session")
def addressed_site(tmp_path_factory: pytest.TempPathFactory, ocop: Callable[..., subprocess.CompletedProcess[str]]) -> Path:
    """The demo as it would be published at https://danh-muc.example, built once: what machines read is absolute there."""
    folder = tmp_path_factory.mktemp("addressed")
    settings = folder / "settings.py"
    demo = DEMO / "pelicanconf.py"
    settings.write_text(
        f"import runpy\nglobals().update({{k: v for k, v in runpy.run_path({str(demo)!r}).items() if k.isupper()}})\n"
        "SITEURL = 'https://danh-muc.example'\nOCOP_DRAFTS = False\n",
        "utf-8",
    )
    done = ocop("build", "-s", str(settings), "-o", str(folder / "site"))
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def real_site(
    tmp_path_factory: pytest.TempPathFactory, ocop: Callable[..., subprocess.CompletedProcess[str]]
) -> Callable[[str], Path]:
    """The real catalogue as published on a day, built once a day asked for."""
    made: dict[str, Path] = {}

    def build(day: str) -> Path:
        if day not in made:
            made[day] = tmp_path_factory.mktemp("real") / "site"
            done = ocop("build", "-s", "publishconf.py", "-o", str(made[day]), today=day)
            assert done.returncode == 0, done.stderr
        return made[day]

    return build


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the demo's settings and content that a test may edit; theme and plugins are the project's own."""
    shutil.copytree(DEMO / "content", tmp_path / "content")
    settings = (
        "import sys\n"
        f"sys.path.insert(0, {str(DEMO)!r})\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from importlib.util import module_from_spec, spec_from_file_location\n"
        f"spec = spec_from_file_location('demo_settings', {str(DEMO / 'pelicanconf.py')!r})\n"
        "demo = module_from_spec(spec)\n"
        "spec.loader.exec_module(demo)\n"
        "globals().update({name: value for name, value in vars(demo).items() if name.isupper()})\n"
        f"PATH = {str(tmp_path / 'content')!r}\n"
        f"OUTPUT_PATH = {str(tmp_path / 'output')!r}\n"
    )
    (tmp_path / "pelicanconf.py").write_text(settings, "utf-8")
    return tmp_path


@pytest.fixture
def built(project: Path, demo_site: Path) -> Path:
    """The same copy as a build left it, for tests of what comes after: `project`'s first build gives these very bytes."""
    shutil.copytree(demo_site, project / "output", symlinks=True)
    return project
