"""What a build loads: starting is most of a small build's time, so what others need is not loaded (docs/performance.md)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOADED = (
    "import sys, ocop.__main__; sys.argv[1:] = ['build', '-s', 'pelicanconf.py']; code = ocop.__main__.main(); "
    "print(*sorted(sys.modules), file=open('loaded', 'w', encoding='utf-8')); sys.exit(code)"
)
MAKE = "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); import check, many; here = Path(sys.argv[2]); "
WHAT_READS = {
    "pydantic",
    "babel",
    "PIL.ImageCms",
    "qrcode",
    "nh3",
    "yaml._yaml",
    "ocop.reading",
    "ocop.outputs.plan",
    "ocop.catalogue.models",
}
WHAT_MAKES_ANEW = {"fpdf", "babel.messages", "pypdfium2", "concurrent.futures.process", "ocop.wheelhouse"}
WHAT_FEW_PAGES_NEED = {"yaml", "ocop.reading.parsed", "ocop.reading.json_schema"}
VARIABLES = {"PYTHONPATH": str(ROOT / "plugins"), "OCOP_NO_VENV": "1", "OCOP_TODAY": "2026-11-23", "PYTHONUTF8": "1"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project of its own, built once."""
    folder = tmp_path_factory.mktemp("loading")
    script = f"{MAKE}many.write_catalogue(here, 4); check.settings(here)"
    run(folder, "-c", script, str(ROOT / "tests" / "bench"), str(folder))
    loaded(folder)
    return folder


def run(folder: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env={**os.environ, **VARIABLES}, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def loaded(folder: Path) -> set[str]:
    """Build, and give the names of the modules that were loaded."""
    run(folder, "-c", LOADED)
    return set((folder / "loaded").read_text("utf-8").split())


def test_a_build_of_what_has_not_changed_reads_and_makes_nothing(built: Path) -> None:
    assert loaded(built) & (WHAT_READS | WHAT_MAKES_ANEW) == set()


def test_an_edit_loads_nothing_that_only_first_builds_and_printing_need(built: Path) -> None:
    page = next((built / "content" / "products").glob("*/vi.md"))
    page.write_text(page.read_text("utf-8") + "\nThêm một câu.\n", "utf-8")
    found = loaded(built)
    assert found >= {"pydantic", "ocop.outputs.plan"}
    assert found & (WHAT_MAKES_ANEW | WHAT_FEW_PAGES_NEED) == set()
