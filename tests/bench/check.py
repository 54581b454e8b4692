"""`make bench-check`: how long the checker takes for a thousand and for twenty thousand bundles (docs/robustness.md).

Each size is checked as a clerk would, as a command of its own, three times after a first run that warms the file cache. The
clock depends on what else the machine does; processor time is what the work costs.
"""

from __future__ import annotations

import argparse
import os
import resource
import runpy
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import many

ROOT = Path(__file__).resolve().parents[2]
BUDGETS = {1_000: 2.0, 20_000: 25.0}
"""Seconds that a check may take, by bundles."""
TODAY = "2026-11-23"


def settings(folder: Path) -> Path:
    """A settings file for the catalogue in `folder`: the demo's settings with other content."""
    file = folder / "pelicanconf.py"
    demo = runpy.run_path(str(ROOT / "tests" / "demo" / "pelicanconf.py"))
    kept = {name: value for name, value in demo.items() if name.isupper() and not name.startswith("_")}
    kept |= {"PATH": str(folder / "content"), "OUTPUT_PATH": str(folder / "output"), "OCOP_CACHE": str(folder / "cache")}
    file.write_text("\n".join(f"{name} = {value!r}" for name, value in sorted(kept.items())) + "\n", "utf-8")
    return file


def once(file: Path) -> tuple[float, float]:
    """Seconds of the clock and of the processor for one `check`."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "OCOP_NO_VENV": "1", "OCOP_TODAY": TODAY, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "ocop", "check", "-s", str(file)],
        env=variables,
        cwd=file.parent,
        capture_output=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(done.stderr.decode("utf-8", "replace")[-2000:])
    return time.perf_counter() - begun, (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundles", type=int, nargs="*", default=list(BUDGETS))
    parser.add_argument("--seed", type=int, default=many.SEED)
    chosen = parser.parse_args()
    late = 0
    for bundles in chosen.bundles:
        with tempfile.TemporaryDirectory(prefix="ocop-bench-") as place:
            files = many.write_catalogue(Path(place), bundles, chosen.seed)
            file = settings(Path(place))
            once(file)
            runs = [once(file) for _ in range(3)]
        wall, processor = min(one[0] for one in runs), min(one[1] for one in runs)
        budget = BUDGETS.get(bundles)
        late += budget is not None and processor > budget
        limit = f", budget {budget:.0f} s" if budget else ""
        shown = " ".join(f"{one[0]:.2f}/{one[1]:.2f}" for one in runs)
        print(
            f"{bundles:>6,} bundles, {files:>6,} files: {wall:.2f} s clock, {processor:.2f} s processor{limit}  (runs: {shown})"
        )
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
