"""`make bench-qr`: the damage suite and the speed of printed codes, with their tables; 1 when a figure is missed.

python tests/bench/qr.py [--trials 200] [--codes 20000] [--only damage|speed] [--workers 2]
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from damage import CONDITIONS, SLACK, rate
from speed import measure

FIRST_S = 60.0
"""Seconds in which 20,000 codes are made and proved on two cores."""
UNCHANGED_S = 1.0
"""Seconds that 20,000 unchanged codes may cost a build."""
CODES = 20_000


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Damage suite and speed of printed codes")
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--codes", type=int, default=CODES)
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--only", choices=["damage", "speed"])
    told = parser.parse_args(arguments)
    packages = ("qrcode", "zxing-cpp", "opencv-python-headless", "numpy", "pillow")
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} processors, "
        + ", ".join(f"{one} {version(one)}" for one in packages)
    )
    missed = 0
    if told.only != "speed":
        missed += damage(told.trials)
    if told.only != "damage":
        missed += speed(told.codes, told.workers)
    return 1 if missed else 0


def damage(trials: int) -> int:
    """Print the rate of every kind of damage; give how many miss their figure."""
    print(f"\n| damage (20 mm, v3-H, zxing-cpp, {trials} trials) | measured 2026 | now | |\n|---|---|---|---|")
    missed = 0
    for condition in CONDITIONS:
        found = rate(condition, trials)
        good = found >= condition.wanted - SLACK
        missed += not good
        print(f"| {condition.name} | {condition.wanted:.0f} % | {found:.1f} % | {'ok' if good else 'MISSED'} |", flush=True)
    return missed


def speed(codes: int, workers: int | None) -> int:
    """Print how long the codes take; give how many figures are missed (the figures are for 20,000 codes)."""
    print(f"\n| {codes} codes | made and proved | unchanged | unchanged ledger | |\n|---|---|---|---|---|")
    missed = 0
    for name, issued in (("drafts (masks scored)", False), ("issued (masks pinned)", True)):
        found = measure(codes, issued=issued, workers=workers)
        good = found.first <= FIRST_S * codes / CODES and found.unchanged + found.ledger <= UNCHANGED_S * codes / CODES
        missed += not good
        row = (
            f"| {name} | {found.first:.1f} s | {found.unchanged:.2f} s | {found.ledger:.2f} s | {'ok' if good else 'MISSED'} |"
        )
        print(row, flush=True)
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
