"""ocop.bat, read as cmd reads it: line ends, encoding, labels, and every command it calls held against the real commands."""

from __future__ import annotations

import re
import shlex
import unicodedata
from pathlib import Path

import click
import pytest

from ocop.cli import cli
from ocop.workshop import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
CONTENT = (ROOT / "ocop.bat").read_bytes()
LINES = CONTENT.decode("utf-8").split("\r\n")
LABEL = re.compile(r":([a-z_]+)")
JUMP = re.compile(r"(?:\bgoto |\bcall :)([a-z_]+)")
CALL = re.compile(r"call :run (.+)")
ANSWER = re.compile(r'if "%OCOP_ANSWER%"=="(\d+)" (.+)')
NOT_FOR_CLERKS = {"build", "demo", "docs", "schema", "stamp", "help", "wheelhouse", "sbom", "licenses", *COMMANDS}
"""For those who write code, or part of another entry of the menu (`serve` and `publish` build)."""


def section(label: str) -> list[str]:
    """The lines from a label to the next."""
    start = LINES.index(f":{label}") + 1
    end = next((number for number in range(start, len(LINES)) if LABEL.fullmatch(LINES[number])), len(LINES))
    return LINES[start:end]


def test_lines_end_as_cmd_wants_and_there_is_no_mark_before_the_first() -> None:
    assert CONTENT.count(b"\n") == CONTENT.count(b"\r\n") == CONTENT.count(b"\r") > 100
    assert CONTENT.endswith(b"\r\n")
    assert CONTENT.startswith(b"@echo off\r\n")  # no byte order mark: cmd would take it for a command
    assert "*.bat text eol=crlf" in (ROOT / ".gitattributes").read_text("utf-8")
    assert max(map(len, LINES)) < 200
    assert "\t" not in CONTENT.decode("utf-8")


def test_vietnamese_stands_in_lines_of_echo_alone_and_after_the_console_speaks_utf8() -> None:
    text = CONTENT.decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    with_marks = [number for number, line in enumerate(LINES) if not line.isascii()]
    assert len(with_marks) > 25
    assert with_marks[0] > LINES.index("chcp 65001 >nul")
    for number in with_marks:
        echoed = re.fullmatch(r'(?:if not "%OCOP_RESULT%"=="0" )?echo (.*)', LINES[number])
        assert echoed, LINES[number]
        assert not re.search(r"[&|<>^%!]", echoed[1]), f"cmd would act on a sign in: {LINES[number]}"


def test_every_label_stands_once_and_is_gone_to() -> None:
    labels = [LABEL.fullmatch(line)[1] for line in LINES if LABEL.fullmatch(line)]
    assert len(set(labels)) == len(labels)
    assert all(len(label) <= 30 for label in labels)
    jumps = {jump for line in LINES for jump in JUMP.findall(line)}
    assert jumps == set(labels)
    assert not [line for line in LINES if line.startswith(":") and not LABEL.fullmatch(line)]


def test_no_section_falls_into_the_next() -> None:
    for label in (LABEL.fullmatch(line)[1] for line in LINES if LABEL.fullmatch(line)):
        last = [line for line in section(label) if line][-1]
        assert re.fullmatch(r"goto menu|exit /b .+", last), (label, last)
    head = LINES[: LINES.index(":no_folder")]
    assert [line for line in head if line][-1] == "exit /b %OCOP_RESULT%"


def test_every_entry_of_the_menu_is_asked_for_and_leads_to_a_job() -> None:
    menu = section("menu")
    shown = [int(found[1]) for line in menu if (found := re.match(r"echo +(\d+)\. \S", line))]
    answers = {int(found[1]): found[2] for line in menu if (found := ANSWER.fullmatch(line))}
    assert sorted(shown) == sorted(answers) == list(range(len(shown)))
    assert answers.pop(0) == "exit /b 0"
    assert len(set(answers.values())) == len(answers)
    for number, what in answers.items():
        job = section(what.removeprefix("goto "))
        assert any("call :run " in line for line in job), number


@pytest.mark.parametrize("called", sorted({found[1] for line in LINES if (found := CALL.search(line))}))
def test_every_command_it_calls_is_one_of_ours_with_these_words(called: str) -> None:
    words = shlex.split(re.sub(r"%OCOP_\w+%", "x", called))
    command: click.Command = cli
    while isinstance(command, click.Group):
        name = words.pop(0)
        found = command.get_command(click.Context(command), name)
        assert found, name
        command = found
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("-")}
    assert {word for word in words if word.startswith("-")} <= options
    if not {"x"} & set(words):  # else a file that only a user has
        command.make_context(command.name, words)


def test_the_menu_holds_every_job_of_the_office() -> None:
    called = {found[1].split()[0] for line in LINES if (found := CALL.search(line))}
    assert set(cli.commands) - NOT_FOR_CLERKS == called


def test_files_and_names_that_are_typed_stay_within_quotes() -> None:
    for line in LINES:
        for found in re.finditer(r"%OCOP_(?:FILE|PLACE|ANSWER)(?::\"=)?%", line):
            quotes = line[: found.start()].replace(':"=%', "").count('"')
            assert quotes % 2 == 1, line


def test_it_finds_a_python_that_is_new_enough_and_says_how_to_get_one() -> None:
    text = "\n".join(LINES)
    offered = re.search(r"for %%v in \(([\d. ]+)\) do", text)[1].split()
    assert offered == sorted(offered, key=lambda line: -int(line.split(".")[1]))
    assert offered[-1] == "3.11"
    assert "sys.version_info < (3, 11)" in text  # a python.exe that only leads to the shop ends with an error, too
    missing = "\n".join(section("no_python"))
    for wanted in ("winget install --id Python.Python.3.12 -e", "python.org", "wheelhouse", "Máy này chưa có Python 3.11"):
        assert wanted in missing


def test_the_window_stays_open_after_every_job_and_when_python_is_missing_but_a_script_never_waits() -> None:
    assert section("run")[-4:-1] == [section("run")[-4], "pause", "exit /b %OCOP_RESULT%"]
    for label in ("no_python", "no_folder"):
        assert 'if "%~1"=="" pause' in section(label)
    typed = LINES[LINES.index('if "%~1"=="" goto menu') : LINES.index(":no_folder")]
    assert not [line for line in typed if "pause" in line]
    for wanted in ("set PYTHONUTF8=1", 'set "PYTHONPATH=%~dp0plugins"', "%OCOP_PYTHON% -m ocop %*"):
        assert wanted in LINES
