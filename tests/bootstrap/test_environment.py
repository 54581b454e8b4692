"""One command on a fresh machine makes the environment it needs and moves into it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def answer(done: subprocess.CompletedProcess[str]) -> dict[str, object]:
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert isinstance(result, dict)
    return result


def leftovers(root: Path) -> list[str]:
    return sorted(entry.name for entry in root.glob(".venv*") if entry.name != ".venv")


def test_the_first_command_makes_the_environment_and_the_second_finds_it(made_once, standing, run) -> None:
    first = made_once.first
    assert answer(first) == {"argv": ["check", "món ăn"], "prefix": str(standing / ".venv"), "version": "1.0", "utf8": 1}
    assert "Đang chuẩn bị .venv" in first.stderr
    assert "Preparing .venv" in first.stderr
    assert leftovers(standing) == []

    second = run(standing, "exit", "7")
    assert second.returncode == 7
    assert second.stderr == ""

    inside = run(standing, "check", python=standing / ".venv" / "bin" / "python")
    assert answer(inside)["prefix"] == str(standing / ".venv")


def test_a_changed_lock_makes_it_anew(standing, run, wheel, tmp_path) -> None:
    assert answer(run(standing))["version"] == "1.0"
    (standing / "requirements.txt").write_text(wheel(tmp_path / "wheels", "2.0"), encoding="utf-8")
    assert answer(run(standing))["version"] == "2.0"
    assert leftovers(standing) == []


def test_a_moved_or_broken_environment_is_noticed_and_made_anew(standing, run, without_ensurepip) -> None:
    moved = standing.with_name("chỗ khác")
    standing.rename(moved)
    assert answer(run(moved))["prefix"] == str(moved / ".venv")

    installed = next((moved / ".venv").glob("lib/python3*/site-packages/mon_thu-1.0.dist-info"))
    installed.rename(moved / "aside")
    assert "Đang chuẩn bị .venv" in run(moved, **without_ensurepip).stderr  # noticed; it would take seconds to make
    (moved / "aside").rename(installed)
    assert run(moved, **without_ensurepip).stderr == ""

    (moved / ".venv" / "bin" / "python").unlink()
    (moved / ".venv" / "bin" / "python").symlink_to("/nowhere/python3")  # the system's Python was replaced
    assert answer(run(moved))["version"] == "1.0"


def test_a_package_that_vanished_is_named_and_the_next_run_mends_it(standing, run) -> None:
    next((standing / ".venv").glob("lib/python3*/site-packages/mon_thu.py")).unlink()
    for cached in (standing / ".venv").glob("lib/python3*/site-packages/__pycache__/mon_thu*"):
        cached.unlink()
    broken = run(standing)
    assert broken.returncode == 1
    assert "mon_thu" in broken.stderr
    assert "Traceback" not in broken.stderr
    assert answer(run(standing))["version"] == "1.0"


def test_first_commands_at_once_share_one_environment_and_remove_what_a_killed_one_left(project, variables) -> None:
    (project / ".venv.new-999999" / "lib").mkdir(parents=True)
    (project / ".venv-dev").mkdir()
    commands = [
        subprocess.Popen(
            [sys.executable, "-m", "ocop", "check"],
            cwd=project,
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(3)
    ]
    results = [command.communicate(timeout=120) for command in commands]
    assert [command.returncode for command in commands] == [0, 0, 0], results
    assert sum("Đang chuẩn bị" in errors for _, errors in results) == 1
    assert {json.loads(output)["version"] for output, _ in results} == {"1.0"}
    assert leftovers(project) == [".venv-dev"]


def test_a_wrong_hash_is_refused_and_nothing_half_made_stays(project, run) -> None:
    lock = project / "requirements.txt"
    lock.write_text("mon-thu==1.0 --hash=sha256:" + "0" * 64 + "\n", encoding="utf-8")
    done = run(project)
    assert done.returncode == 1
    assert "Không cài được các gói trong requirements.txt" in done.stderr
    assert not (project / ".venv").exists()
    assert leftovers(project) == []


def test_a_failed_refresh_leaves_the_environment_as_it_was(standing, run) -> None:
    lock = standing / "requirements.txt"
    good = lock.read_text(encoding="utf-8")
    lock.write_text("mon-thu==9.9 --hash=sha256:" + "0" * 64 + "\n", encoding="utf-8")
    assert run(standing).returncode == 1
    lock.write_text(good, encoding="utf-8")
    again = run(standing)
    assert answer(again)["version"] == "1.0"
    assert again.stderr == ""  # it was not even made again


def test_network_trouble_is_one_clear_sentence_in_two_languages(project, run) -> None:
    unreachable = {"PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"}
    done = run(project, **unreachable)
    assert done.returncode == 1
    assert "Hãy kiểm tra kết nối mạng" in done.stderr
    assert "Check the network" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 10
    assert not (project / ".venv").exists()
    assert leftovers(project) == []


def test_without_ensurepip_the_package_to_install_is_named(project, run, without_ensurepip) -> None:
    done = run(project, **without_ensurepip)
    assert done.returncode == 1
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"sudo apt install python{version}-venv" in done.stderr
    assert "Traceback" not in done.stderr
    assert leftovers(project) == []


def test_an_unwritable_project_is_said_without_a_traceback(project, run) -> None:
    (project / ".cache").write_text("a file where a folder is wanted", encoding="utf-8")
    done = run(project)
    assert done.returncode == 1
    assert "Không ghi được" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_developer_can_use_the_current_interpreter(project, run, tmp_path) -> None:
    (tmp_path / "current").mkdir()
    (tmp_path / "current" / "mon_thu.py").write_text("VERSION = 'mine'\n", encoding="utf-8")
    path = os.pathsep.join(["plugins", str(tmp_path / "current")])
    assert answer(run(project, OCOP_NO_VENV="1", PYTHONPATH=path))["version"] == "mine"
    assert not (project / ".venv").exists()


@pytest.mark.parametrize("command", ["test", "lint", "audit", "lock"])
def test_developers_commands_have_their_own_environment(project, run, command) -> None:
    done = run(project, command)
    assert done.returncode == 1
    assert "requirements-dev.txt" in done.stderr  # missing in this small project
