"""`make soak`: a million spoiled inputs, from a seed, on every core.

make soak                                   1,000,000 inputs and more (docs/robustness.md)
make soak ARGS="--inputs 20000"             that many, shared out alike
make soak ARGS="--only whole --inputs 500"  one target
make soak ARGS="--again tree:123456"        one input once more, with its traceback
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

from soak_markdown import markdown
from soak_sites import whole
from soak_targets import SHELF, TARGETS

EVERY = {**TARGETS, "markdown": markdown, "whole": whole}
SEED = 20261123
INPUTS = 1_000_000
SHARES = {"page": 18, "tree": 20, "prose": 14, "markdown": 10, "ledger": 12, "mend": 20, "picture": 5, "whole": 1}
"""Parts in a hundred."""
CHUNK = 250
SLOWEST = 10.0
"""Seconds of processor time that one input may take."""


class Done(NamedTuple):
    """What became of a run of inputs."""

    target: str
    count: int
    seconds: float
    slowest: tuple[float, int]
    failures: tuple[tuple[int, str], ...]
    ways: Counter[str]
    """How often a target said which way it went, where it has more than one."""


def dice_for(seed: int, target: str, index: int) -> random.Random:
    return random.Random(f"{seed}:{target}:{index}")


class TooSlowError(Exception):
    """An input took more processor time than any may."""


def _late(signal_number: int, frame: object) -> None:
    raise TooSlowError(f"more than {SLOWEST} s of processor time")


def attempt(seed: int, target: str, first: int, last: int) -> Done:
    """Try the inputs first … last − 1 of a target."""
    failures: list[tuple[int, str]] = []
    slowest = (0.0, first)
    ways: Counter[str] = Counter()
    begun = time.process_time()
    signal.signal(signal.SIGVTALRM, _late)
    for index in range(first, last):
        before = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, SLOWEST)
        try:
            way = EVERY[target](dice_for(seed, target, index))
            ways.update((way,) if way else ())
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            failures.append((index, "".join(traceback.format_exception(error)[-3:])))
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        slowest = max(slowest, (time.process_time() - before, index))
    return Done(target, last - first, time.process_time() - begun, slowest, tuple(failures), ways)


def chunks(target: str, count: int) -> Iterator[tuple[str, int, int]]:
    size = CHUNK if target != "whole" else 25
    for first in range(0, count, size):
        yield target, first, min(first + size, count)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=INPUTS, help="how many in all")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", choices=sorted(SHARES), help="one target")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--again", metavar="TARGET:INDEX", help="one input once more")
    chosen = parser.parse_args()
    if chosen.again:
        target, _, index = chosen.again.partition(":")
        EVERY[target](dice_for(chosen.seed, target, int(index)))
        print("holds")
        return 0
    shares = {chosen.only: 100} if chosen.only else SHARES
    counts = {target: max(1, chosen.inputs * share // 100) for target, share in shares.items()}
    work = [chunk for target, count in counts.items() for chunk in chunks(target, count)]
    random.Random(chosen.seed).shuffle(work)
    begun = time.monotonic()
    done: list[Done] = []
    memory = Path("/dev/shm")
    shelf = tempfile.mkdtemp(prefix="ocop-soak-", dir=memory if memory.is_dir() else None)
    os.environ[SHELF] = shelf
    with ProcessPoolExecutor(chosen.workers) as pool:
        futures = [pool.submit(attempt, chosen.seed, *chunk) for chunk in work]
        for number, future in enumerate(as_completed(futures), 1):
            result = future.result()
            done.append(result)
            for index, said in result.failures:
                print(f"FAILED {result.target}:{index} (seed {chosen.seed})\n{said}", flush=True)
            if number % 100 == 0:
                print(f"{sum(one.count for one in done)}/{sum(counts.values())}", file=sys.stderr, flush=True)
    shutil.rmtree(shelf, ignore_errors=True)
    failed = sum(len(one.failures) for one in done)
    for target, count in counts.items():
        own = [one for one in done if one.target == target]
        spent, index = max(one.slowest for one in own)
        ways = sum((one.ways for one in own), Counter[str]())
        shares_of = "".join(f", {way} {times / count:.1%}" for way, times in ways.items())
        seconds = sum(one.seconds for one in own)
        print(f"{target:8} {count:>9,} inputs {seconds:9.1f} s CPU, slowest {spent:.3f} s (input {index}){shares_of}")
    total, wall = sum(one.count for one in done), time.monotonic() - begun
    print(f"{total:,} inputs, seed {chosen.seed}, {chosen.workers} processes, {wall:.0f} s: {failed} failures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
