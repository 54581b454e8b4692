"""`make soak-builds`: a build is right whatever happened before and during it, from a seed.

make soak-builds                                     1,000 edits, 500 in one process, 500 kills, … (docs/performance.md, "Soak")
make soak-builds ARGS="--edits 50 --kills 20"        fewer
make soak-builds ARGS="--only kills --kills 100"     one part
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import soak_edits as edits
from soak_bench import Bench, BrokenError, Served, same, tree
from soak_catalogue import catalogue

SEED = 20261123
PARTS = ("edits", "served", "kills", "pairs", "disk")


@dataclass
class Figures:
    """What came of a part."""

    part: str
    count: int = 0
    compared: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0

    def step(self, seen: str) -> None:
        """One more is done; now and then, to standard error, how many."""
        self.count += 1
        self.seen[seen] += 1
        if self.count % 50 == 0:
            print(f"{self.part} {self.count}", file=sys.stderr, flush=True)

    def line(self) -> str:
        seen = ", ".join(f"{count} {name}" for name, count in sorted(self.seen.items()))
        return (
            f"{self.part:6} {self.count:>5,} done, {self.compared:>5,} equal to a clean build, {len(self.failures)} failures, "
            f"{self.cpu:.0f} s CPU, {self.seconds:.0f} s ({seen})"
        )


def edited(bench: Bench, dice: random.Random, figures: Figures, count: int, every: int) -> None:
    """Edit after edit, each built; the tree is the clean one."""
    bench.sure_build()
    history: list[str] = []
    for number in range(1, count + 1):
        bench.clock = 0.0
        edit = edits.choose(dice)
        edit(bench, dice)
        history.append(edit.__name__)
        if dice.random() < 0.1:  # two saves before a build
            another = edits.choose(dice)
            another(bench, dice)
            history.append(another.__name__)
        bench.workers = 2 if dice.random() < 0.1 else 1
        ended = bench.sure_build()
        figures.step(edit.__name__)
        if "Traceback" in ended.said:
            raise BrokenError(f"edit {number} ({history[-3:]}): {ended.said}")
        if number % every == 0 or number == count:
            bench.clock = 0.0
            try:
                bench.compare(bench.clean())
            except BrokenError as error:
                raise BrokenError(f"edit {number} (last: {history[-every - 2 :]}): {error}") from error
            figures.compared += 1


def served(bench: Bench, dice: random.Random, figures: Figures, count: int, every: int) -> None:
    """The same in one process that keeps what it read and made, as `make serve` does."""
    edited(Served(bench), dice, figures, count, every)


def killed(bench: Bench, dice: random.Random, figures: Figures, count: int, every: int) -> None:
    """Builds killed at any moment, now and then several in a row; the next one gives the clean tree."""
    bench.sure_build()
    while figures.count < count:
        for _ in range(dice.randrange(1, 4)):
            edits.choose(dice)(bench, dice)
        if dice.random() < 0.5:
            edits.template(bench, dice)  # all pages are made anew: a long build to die in
        if dice.random() < 0.1:
            shutil.rmtree(bench.output)
        bench.clock = 0.0
        bench.workers = dice.choice([1, 2])
        begun = time.monotonic()
        clean = bench.clean()
        long = time.monotonic() - begun
        for _ in range(dice.choice([1, 1, 1, 2, 4])):
            running = bench.start()
            if dice.random() < 0.75:
                running.read()
            time.sleep(dice.random() ** 2 * long)
            whole = dice.random() < 0.7
            with contextlib.suppress(ProcessLookupError):
                running.kill(all_of_it=whole)
            ended = running.wait()
            if ended.code == -9:
                figures.step("with its workers" if whole else "alone")
            elif ended.code:
                raise BrokenError(f"a build ended with {ended.code} before it was killed: {ended.said}")
            else:
                figures.seen["too late"] += 1
        if dice.random() < 0.2:  # another build comes first, of other content
            edits.choose(dice)(bench, dice)
            bench.clock = 0.0
            clean = bench.clean()
        bench.sure_build()
        bench.compare(clean)
        figures.compared += 1


def paired(bench: Bench, dice: random.Random, figures: Figures, count: int, every: int) -> None:
    """Two builds at once: in one folder one of them waits or says so, in two folders they share a cache."""
    bench.sure_build()
    for _ in range(count):
        edits.choose(dice)(bench, dice)
        edits.template(bench, dice)
        bench.clock = 0.0
        bench.workers = dice.choice([1, 2])
        other = bench.folder / "other"
        one = bench.start()
        time.sleep(dice.random() * 0.4)
        apart = dice.random() < 0.4
        ends = [one, bench.start(other if apart else None)]
        codes = []
        for running in ends:
            ended = running.wait()
            codes.append(ended.code)
            if "Traceback" in ended.said or ended.code not in ({0} if apart else {0, 1}):
                raise BrokenError(f"of two builds one ended with {ended.code}: {ended.said}")
            if ended.code and "Another build is working" not in ended.said:
                raise BrokenError(f"of two builds one said: {ended.said}")
        if all(codes):
            raise BrokenError("of two builds both were turned away")
        figures.count += 1
        figures.seen["in two folders" if apart else "one turned away" if any(codes) else "one after the other"] += 1
        clean = bench.clean()
        bench.compare(clean)
        if apart:
            same(tree(other), clean)
        figures.compared += 1


@contextmanager
def small_disk(folder: Path) -> Iterator[Callable[[int], None]]:
    """A disk of its own, of a size that can be changed. Raises PermissionError where none can be mounted."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)], capture_output=True, check=False)
    if done.returncode:
        raise PermissionError(done.stderr.decode().strip())
    try:
        yield lambda size: subprocess.run(["mount", "-o", f"remount,size={size}", str(folder)], check=True) and None
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def filled(bench: Bench, dice: random.Random, figures: Figures, count: int, every: int) -> None:
    """The disk is full at some moment of a build: it is said in one sentence, and with room again the next build mends."""
    disk = bench.folder / "disk"
    with small_disk(disk) as sized:
        bench.settings["OUTPUT_PATH"] = str(disk / "output")
        on_disk = _OnDisk(**{**vars(bench), "folder": bench.folder})
        on_disk.sure_build()
        while figures.count < count:
            edits.choose(dice)(on_disk, dice)
            edits.template(on_disk, dice)
            on_disk.clock = 0.0
            on_disk.workers = dice.choice([1, 2])
            if dice.random() < 0.4:
                shutil.rmtree(on_disk.output)
            clean = on_disk.clean()
            held = shutil.disk_usage(disk)
            sized(held.used + dice.randrange(4_096, 1_500_000))
            ended = on_disk.build()
            if ended.code == 0:
                figures.seen["room enough"] += 1
            elif ended.code == 1 and "Traceback" not in ended.said and "Không ghi được" in ended.said:
                figures.count += 1
                figures.seen["full"] += 1
            else:
                raise BrokenError(f"on a full disk a build ended with {ended.code}: {ended.said}")
            sized(64 * 1024 * 1024)
            on_disk.sure_build()
            on_disk.compare(clean)
            figures.compared += 1


class _OnDisk(Bench):
    """A bench whose output and cache lie on the small disk."""

    @property
    def output(self) -> Path:
        return self.folder / "disk" / "output"

    @property
    def cache(self) -> Path:
        return self.folder / "disk" / "cache"


WORK = {"edits": edited, "served": served, "kills": killed, "pairs": paired, "disk": filled}


def run(part: str, seed: int, count: int, every: int, place: Path | None = None) -> Figures:
    """Run a part on a bench of its own; what it finds is in the figures, and the bench stays for a look."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="ocop-soak-builds-", dir=place or (memory if memory.is_dir() else None)))
    dice = random.Random(f"{seed}:{part}")
    bench = Bench(folder, settings={"OCOP_DRAFTS": False, "OCOP_PREVIEWS": False})
    catalogue(bench, dice)
    figures = Figures(part)
    begun, spent = time.monotonic(), _cpu()
    try:
        WORK[part](bench, dice, figures, count, every)
    except AssertionError as error:
        figures.failures.append(f"{error}\n(see {folder})")
    except PermissionError as error:
        figures.seen[f"left out: {error}"] += 1
        shutil.rmtree(folder)
    else:
        shutil.rmtree(folder)
    figures.seconds, figures.cpu = time.monotonic() - begun, _cpu() - spent
    return figures


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for part, count in (("edits", 1000), ("served", 500), ("kills", 500), ("pairs", 30), ("disk", 30)):
        parser.add_argument(f"--{part}", type=int, default=count)
    parser.add_argument("--every", type=int, default=1, help="compare after so many edits")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", help="parts, by comma")
    chosen = parser.parse_args()
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    failed = 0
    for part in chosen.only.split(",") if chosen.only else PARTS:
        figures = run(part, chosen.seed, getattr(chosen, part), chosen.every)
        print(figures.line(), flush=True)
        for said in figures.failures:
            print(f"FAILED {part} (seed {chosen.seed}): {said}", flush=True)
        failed += len(figures.failures)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
