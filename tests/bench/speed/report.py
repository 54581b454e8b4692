"""The figures as tables in Markdown: medians with their extremes, and ratios of runs that were made side by side."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from measuring import Cost, Spread, spread

BEGINS, ENDS = "<!-- make bench: begins -->", "<!-- make bench: ends -->"
CORE, WHOLE, HUGO, STOCK = "ours, core", "ours, whole", "Hugo", "stock Pelican"
SCENES = ("cold", "nothing changed", "one body edited", "one title edited", "one added")
Costs = Mapping[tuple[int, str, str], Sequence[Cost]]


@dataclass(frozen=True, slots=True)
class Setting:
    """What was compared, where and with what."""

    products: int
    languages: tuple[str, ...]
    folder: Path
    python: Path
    hugo: Path


def tables(costs: Costs, left_out: Sequence[str], setting: Setting) -> str:
    """Give all tables."""
    parts = [_head(setting), _scenes(costs, setting.products)]
    ratios = list(_ratios(costs, setting.products))
    if ratios:
        parts.append("\n".join(["| ratio of wall time, run by run | is | goal at 20,000 |", "|---|---|---|", *ratios]))
    parts.append(_sizes(costs))
    if left_out:
        parts.append("Left out, for lack of time: " + "; ".join(left_out) + ".")
    return "\n\n".join(part for part in parts if part)


def record(told: str, page: Path) -> None:
    """Write the tables into a page, between its marks."""
    text = page.read_text("utf-8")
    before, _, rest = text.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    page.write_text(f"{before}{BEGINS}\n{told}\n{ENDS}{after}", encoding="utf-8")


def _head(setting: Setting) -> str:
    hugo = _said(str(setting.hugo), "version")
    stock = _said(str(setting.python), "-c", "from importlib.metadata import version as v; print(v('pelican'), v('markdown'))")
    memory = "a memory file system" if setting.folder.is_relative_to("/dev/shm") else "the disk"
    number = re.search(r"v(\d+\.\d+\.\d+)", hugo)
    return (
        f"{setting.products:,} products in {', '.join(setting.languages)}, {datetime.now(UTC):%Y-%m-%d}, on {memory}. "
        f"Hugo {number[1] if number else hugo}, stock Pelican {' with Markdown '.join(stock.split())}; ours at {_commit()} on "
        f"pelican {version('pelican')}, Markdown {version('markdown')}, Jinja {version('jinja2')}, Python "
        f"{platform.python_version()}. {os.cpu_count()} × {_processor()}, "
        f"{platform.system()} {platform.release().split('-')[0]}, load {_load()} at the end."
    )


def _scenes(costs: Costs, size: int) -> str:
    lines = ["| program | scene | wall s | CPU s | largest process MB | runs |", "|---|---|---|---|---|---|"]
    for program in (CORE, HUGO, STOCK, WHOLE):
        for scene in SCENES:
            found = costs.get((size, program, scene))
            if found:
                wall, cpu, memory = (spread([getattr(cost, name) for cost in found]) for name in ("wall", "cpu", "memory"))
                lines.append(
                    f"| {program} | {scene} | {wall.told('.2f')} | {cpu.told('.2f')} | {memory.told('.0f')} | {wall.runs} |"
                )
    return "\n".join(lines)


def _ratios(costs: Costs, size: int) -> list[str]:
    wanted = (
        ("core cold / Hugo cold", CORE, "cold", HUGO, "cold", "≤ 1.0 (0.8)"),
        ("core cold / stock Pelican cold", CORE, "cold", STOCK, "cold", "≤ 0.2"),
        ("core, one title edited / Hugo", CORE, "one title edited", HUGO, "one title edited", "≤ 0.10"),
        ("core, one body edited / Hugo", CORE, "one body edited", HUGO, "one body edited", ""),
        ("core, one added / Hugo", CORE, "one added", HUGO, "one added", ""),
        ("core, nothing changed / Hugo", CORE, "nothing changed", HUGO, "nothing changed", "≤ 0.08"),
        ("whole cold / core cold", WHOLE, "cold", CORE, "cold", "≤ 2"),
    )
    lines = []
    for name, ours, scene, other, with_scene, goal in wanted:
        found = _paired(costs.get((size, ours, scene), ()), costs.get((size, other, with_scene), ()))
        if found:
            lines.append(f"| {name} | {found.told('.2f')} | {goal} |")
    most = [cost.memory for (of, name, _), found in costs.items() for cost in found if of == size and name == CORE]
    if most:
        lines.append(f"| core, largest process of any scene | {max(most):.0f} MB | ≤ 400 MB |")
    return lines


def _paired(ours: Sequence[Cost], other: Sequence[Cost]) -> Spread | None:
    if not ours or not other:
        return None
    if len(other) == 1:
        return spread([cost.wall / other[0].wall for cost in ours])
    return spread([mine.wall / its.wall for mine, its in zip(ours, other, strict=False)])


def _sizes(costs: Costs) -> str:
    sizes = sorted({size for size, _, _ in costs})
    lines = [
        "| products | program | cold, wall s | one title edited, wall s | cold, CPU ms a product |",
        "|---|---|---|---|---|",
    ]
    for size in sizes:
        for program in (CORE, HUGO, WHOLE):
            cold, edited = (costs.get((size, program, scene)) for scene in ("cold", "one title edited"))
            if cold and edited:
                wall, edit = (spread([cost.wall for cost in found]) for found in (cold, edited))
                each = spread([1000 * cost.cpu / size for cost in cold])
                lines.append(f"| {size:,} | {program} | {wall.told('.2f')} | {edit.told('.2f')} | {each.told('.2f')} |")
    growth = [
        f"{program} {_each(costs, sizes[-1], program) / _each(costs, 1_000, program):.2f}"
        for program in (CORE, HUGO, WHOLE)
        if sizes[-1] > 1_000 and all(costs.get((size, program, "cold")) for size in (1_000, sizes[-1]))
    ]
    told = f"\n\nCPU a product at {sizes[-1]:,} against 1,000 (goal ≤ 1.2): {', '.join(growth)}." if growth else ""
    return "\n".join(lines) + told


def _each(costs: Costs, size: int, program: str) -> float:
    return spread([cost.cpu / size for cost in costs[size, program, "cold"]]).middle


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _commit() -> str:
    root = str(Path(__file__).resolve().parents[3])
    changed = "+" if _said("git", "-C", root, "status", "--porcelain", "plugins", "theme") else ""
    return f"{_said('git', '-C', root, 'rev-parse', '--short', 'HEAD')}{changed}" or "an unknown state"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
