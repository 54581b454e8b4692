"""The floors of the house hold, and the linter that holds them sees each kind of break."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The code and its contracts, to be spoiled."""
    shutil.copytree(ROOT / "plugins", tmp_path / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(root: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "plugins"), "PYTHONUTF8": "1", "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def plant(root: Path, module: str, line: str) -> None:
    file = root / "plugins" / "ocop" / module
    file.parent.mkdir(exist_ok=True)
    with file.open("a", encoding="utf-8") as handle:
        handle.write(f"\n{line}\n")


def test_the_house_as_it_stands_keeps_its_contracts(copy) -> None:
    code, said = lint(copy)
    assert code == 0, said


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("text/planted.py", "import ocop.catalogue", "Imports go down the floors only"),
        ("qr/planted.py", "import ocop.reading", "Imports go down the floors only"),
        ("engine/planted.py", "import ocop.text", "Imports go down the floors only"),
        ("bootstrap.py", "import ocop.engine", "Imports go down the floors only"),
        ("newroom/__init__.py", "", "newroom"),
        ("publishing/planted.py", "import pelican.settings", "The plugin alone knows Pelican"),
        ("reading/planted.py", "import logging", "Floors 0 to 4 neither log nor print"),
        ("prose/planted.py", "from click import echo", "Floors 0 to 4 neither log nor print"),
        ("outputs/planted.py", "import rich.progress", "Floors 0 to 4 neither log nor print"),
    ],
)
def test_a_planted_import_breaks_its_contract(copy, module, line, broken) -> None:
    plant(copy, module, line)
    code, said = lint(copy)
    assert code == 1, said
    assert f"{broken}" in said
    assert "BROKEN" in said or broken == "newroom"
