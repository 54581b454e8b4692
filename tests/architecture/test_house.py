"""What no linter holds: where things lie, what they are called, and that modules keep no state."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOM = ROOT / "plugins" / "ocop"
TOP = {
    *("content", "theme", "plugins", "tests", "deploy", "docs"),
    *("pelicanconf.py", "publishconf.py", "Makefile", "ocop.bat", "LICENSE"),
    *("README.md", "README.vi.md", "CHANGELOG.md", "CONTRIBUTING.md"),
    *("pyproject.toml", "requirements.txt", "requirements-dev.txt", "requirements-audit.txt", "requirements-publish.txt"),
    "requirements-bench.txt",
    *(".ci", ".vscode", ".gitignore", ".gitattributes"),
}
LOST_NAMES = {"build", "dist", "output", "env", "lib"}
"""Folders that .gitignore files or pytest leave out by default."""
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
MOST_LINES = 300
MOST_DECLARED = 450
"""For modules without a single `if`, `for` or `try`: declarations, which are read like a table."""
MUTATORS = {"add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "setdefault", "sort", "update"}
PLACES = re.compile(  # in brackets what would make this file name such a place itself
    r"/[w]ork/(?:main|shared)|/[t]mp/dev|/[o]pt/(?:pypi|wheels)|(?<![\w./-])/(?:home|root|Users)/[a-z]"
    r"|pypi\.org|pythonhosted\.org|registry\.npmjs|deb\.debian\.org|proxy\.golang"
)


def tracked() -> list[str]:
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git repository")
    done = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True)
    return [name for name in done.stdout.decode("utf-8").split("\0") if name]


def modules() -> list[Path]:
    return sorted(ROOM.rglob("*.py"))


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_the_top_level_is_the_owners_card() -> None:
    assert {entry.split("/")[0] for entry in tracked()} - TOP == set()


def test_plugins_holds_one_entry() -> None:
    """A stray plugins/qr.py would be loaded under the name ocop.qr."""
    assert {entry.split("/")[1] for entry in tracked() if entry.startswith("plugins/")} == {"ocop"}


def test_no_folder_or_module_has_a_name_that_gets_lost_or_says_nothing() -> None:
    parts = {(entry, part) for entry in tracked() for part in entry.split("/")[:-1]}
    assert {entry for entry, part in parts if part in LOST_NAMES | VAGUE_NAMES} == set()
    assert [name(file) for file in modules() if file.stem in VAGUE_NAMES] == []


def test_test_folders_are_no_packages() -> None:
    assert [entry for entry in tracked() if entry.startswith("tests/") and entry.endswith("__init__.py")] == []


def test_no_module_outgrows_its_subject() -> None:
    long = {}
    for file in modules():
        text = file.read_text(encoding="utf-8")
        thinks = any(isinstance(node, ast.If | ast.For | ast.While | ast.Try) for node in ast.walk(ast.parse(text)))
        if len(text.splitlines()) > (MOST_LINES if thinks else MOST_DECLARED):
            long[name(file)] = len(text.splitlines())
    assert long == {}


def test_every_file_is_utf8_in_one_composition() -> None:
    import unicodedata  # noqa: PLC0415

    texts = [
        ROOT / entry for entry in tracked() if entry.endswith((".py", ".toml", ".html", ".css", ".js", ".po", ".yaml", ".txt"))
    ]
    wrong = []
    for file in texts:
        if file.is_file() and file.is_relative_to(ROOT / "tests"):
            continue  # tests may hold wrong text on purpose
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        if unicodedata.normalize("NFC", text) != text:
            wrong.append(name(file))
    assert wrong == []


def test_nothing_names_a_machine_or_a_registry() -> None:
    found = []
    for entry in tracked():
        file = ROOT / entry
        if not file.is_file() or file.stat().st_size > 2_000_000:
            continue
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{entry}: {match.group()}" for match in PLACES.finditer(text)]
    assert found == []


@pytest.mark.parametrize("module", ["bootstrap.py", "locks.py", "moving.py", "wheelhouse.py", "workshop.py", "__main__.py"])
def test_what_runs_before_anything_is_installed_needs_the_standard_library_alone(module) -> None:
    tree = ast.parse((ROOM / module).read_text(encoding="utf-8"))
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").split(".")[0])
    own = {"ocop"} if module in {"__main__.py", "bootstrap.py", "wheelhouse.py"} else set()  # each other alone
    assert imported - set(sys.stdlib_module_names) == own


def state_written(tree: ast.Module) -> Iterator[int]:
    """Lines where a function changes a name of its module: `global`, or a mutation of a module-level value."""
    shared = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        bound = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        bound |= {argument.arg for argument in ast.walk(function) if isinstance(argument, ast.arg)}
        for node in ast.walk(function):
            if isinstance(node, ast.Global):
                yield node.lineno
            changed: ast.expr | None = None
            if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
                changed = node.value
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
                changed = node.func.value
            if isinstance(changed, ast.Name) and changed.id in shared - bound:
                yield node.lineno


def test_modules_keep_no_state() -> None:
    """`pelican -r` keeps the process: what a module remembers would survive into the next build."""
    written = {name(file): list(state_written(ast.parse(file.read_text(encoding="utf-8")))) for file in modules()}
    assert {path: lines for path, lines in written.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    [
        "SEEN = []\ndef f(x):\n    SEEN.append(x)\n",
        "SEEN: dict = {}\ndef f(x):\n    SEEN[x] = 1\n",
        "COUNT = 0\ndef f():\n    global COUNT\n    COUNT += 1\n",
    ],
)
def test_state_in_a_module_is_seen(source) -> None:
    assert list(state_written(ast.parse(source)))


def test_a_local_value_is_no_state() -> None:
    assert list(state_written(ast.parse("SEEN = ()\ndef f(x):\n    SEEN = []\n    SEEN.append(x)\n    return SEEN\n"))) == []
