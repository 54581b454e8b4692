"""An old Python is told what is missing, in two languages, instead of a syntax error."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "plugins" / "ocop"


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_what_runs_before_the_check_parses_on_python_3_6(name) -> None:
    tree = ast.parse((PACKAGE / name).read_text(encoding="utf-8"), feature_version=(3, 6))
    futures = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    assert futures == []  # 3.6 knows no `annotations`


def test_nothing_of_ours_is_imported_above_the_check() -> None:
    body = ast.parse((PACKAGE / "__main__.py").read_text(encoding="utf-8")).body
    check = next(index for index, node in enumerate(body) if isinstance(node, ast.If))
    imported = [alias.name for node in body[:check] if isinstance(node, ast.Import) for alias in node.names]
    assert imported == ["os", "sys"]
    assert not any(isinstance(node, ast.ImportFrom) for node in body[:check])


def test_an_old_python_gets_a_sentence_and_exit_code_1() -> None:
    pretend = "import sys, runpy; sys.version_info = (3, 9, 2, 'final', 0); runpy.run_module('ocop', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", pretend],
        cwd=PACKAGE.parents[1],
        env={"PYTHONPATH": "plugins", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "Cần Python 3.11 trở lên; máy này đang chạy Python 3.9" in done.stderr
    assert "Python 3.11 or later is needed" in done.stderr
    assert "Traceback" not in done.stderr
