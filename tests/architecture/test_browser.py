"""The tests have a browser of their own finding, and CI leaves no test of the system out."""

from __future__ import annotations

import importlib.util
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture
def chromium():
    spec = importlib.util.spec_from_file_location("chromium_under_test", TESTS / "chromium.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.browser
def test_the_page_is_read_back_with_its_vietnamese_letters(page, tmp_path) -> None:
    file = tmp_path / "đ.html"
    file.write_text('<!doctype html><html lang="vi"><meta charset="utf-8"><h1>Sa Đéc, Đồng Tháp</h1></html>', encoding="utf-8")
    page.goto(file.as_uri())
    assert page.locator("h1").inner_text() == "Sa Đéc, Đồng Tháp"
    assert page.evaluate("navigator.language") == "vi-VN"


def test_a_program_that_opens_no_page_is_no_browser(chromium) -> None:
    assert not chromium.starts(Path(sys.executable))
    assert not chromium.starts(Path("/nowhere/chromium"))


def test_a_named_browser_that_does_not_start_is_said(chromium, monkeypatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/bin/true")
    with pytest.raises(chromium.NoChromiumError, match="CHROMIUM=/bin/true"):
        chromium.ensure()


def test_an_empty_shell_on_the_path_is_passed_over_and_the_ways_are_tried_in_order(chromium, monkeypatch, tmp_path) -> None:
    shell = tmp_path / "chromium"
    shell.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    shell.chmod(shell.stat().st_mode | stat.S_IXUSR)
    tried = []

    def way(name):
        def fetch():
            tried.append(name)
            yield from ()

        return name, fetch

    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(chromium, "WAYS", tuple(way(name) for name, _ in chromium.WAYS))
    with pytest.raises(chromium.NoChromiumError, match="Không tìm thấy"):
        chromium.ensure()
    assert [name.split()[0] for name in tried] == ["apt-get", "python", "npm"]


SKIPPED = """
import pytest
@pytest.mark.system
def test_needs_the_system():
    pytest.skip("no root")
def test_other():
    pytest.skip("no matter")
"""


@pytest.mark.parametrize(("setting", "closing"), [({}, "2 skipped"), ({"OCOP_CI": "1"}, "1 failed, 1 skipped")])
def test_ci_counts_a_skipped_test_of_the_system_as_failed(tmp_path, setting, closing) -> None:
    (tmp_path / "conftest.py").write_text((TESTS / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "test_it.py").write_text(SKIPPED, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n  system: x\n", encoding="utf-8")
    variables = {name: value for name, value in os.environ.items() if name not in {"CI", "OCOP_CI"}}
    variables["PYTHONPATH"] = str(TESTS.parent / "plugins")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib", str(tmp_path)],
        cwd=tmp_path,
        env={**variables, **setting},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert closing in done.stdout.splitlines()[-1]
