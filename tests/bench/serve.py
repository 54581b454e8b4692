"""`make bench-serve`: how long it takes from a save until the open page is told, while `make serve` runs (docs/performance.md).

The whole workload of `make bench` (one language, no previews). What is measured is what a writer waits for who has the page of
what they edit open: the save is seen, it settles, all is read and checked as ever, and the page hears that it is made. The rest
of the site is made after that; "all" is until a page hears of it that nobody can name.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))

import check
import many

PATIENCE_S = 120
Edit = Callable[[str, int], str]


def prepare(folder: Path, products: int) -> Path:
    """Write a catalogue, a theme of its own and settings; give the settings file."""
    many.write_catalogue(folder, products, products=True, languages=("vi",))
    shutil.copytree(check.ROOT / "theme", folder / "theme")
    file = check.settings(folder)
    more = {"OCOP_LANGUAGES": ("vi",), "OCOP_PREVIEWS": False, "THEME": str(folder / "theme")}
    file.write_text(file.read_text("utf-8") + "".join(f"{name} = {value!r}\n" for name, value in more.items()), "utf-8")
    return file


@contextmanager
def serving(settings: Path) -> Iterator[int]:
    """Serve, and give the port when the first build has ended."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    variables = {**os.environ, "PYTHONPATH": str(check.ROOT / "plugins"), "PYTHONUTF8": "1", "OCOP_TODAY": check.TODAY}
    command = [sys.executable, "-m", "ocop", "serve", "-s", str(settings), "-p", str(port)]
    with (settings.parent / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=check.ROOT, env=variables, stdout=log, stderr=log)
    try:
        heard = _events(port, "")
        while next(heard)[1]["version"] == 0:
            pass
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def news(port: int, page: str) -> Callable[[], float]:
    """Listen as an open page; the value waits until it hears of another version, and gives the moment."""
    heard = _events(port, page)
    version = next(heard)[1]["version"]

    def wait() -> float:
        nonlocal version
        before = version
        while version == before:
            moment, state = next(heard)
            version = state["version"]
        return moment

    return wait


def _events(port: int, page: str) -> Iterator[tuple[float, Mapping[str, int]]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            connection.request("GET", f"/.ocop/events?page={page}", headers={"Host": "localhost"})
            break
        except OSError:
            if time.monotonic() > end:
                raise
            connection.close()
            time.sleep(0.1)
    stream = connection.getresponse()
    while line := stream.readline():
        if line.startswith(b"data: "):
            yield time.perf_counter(), json.loads(line.removeprefix(b"data: "))


def retitled(text: str, number: int) -> str:
    """Another title."""
    return re.sub(r"(?m)^title: .*$", lambda line: f"{line[0]} {number}", text, count=1)


def scenes(folder: Path) -> dict[str, tuple[Path, Edit, str]]:
    """What is edited, how, and the address of the page that shows it, by what it is called."""
    content = folder / "content"
    products, producers = (sorted((content / kind).iterdir()) for kind in ("products", "producers"))
    product, producer = products[len(products) // 2], producers[len(producers) // 2]
    page, address = product / "vi.md", f"/san-pham/{product.name}/"
    template = folder / "theme" / "templates" / "product.html"
    return {
        "body": (page, lambda text, number: f"{text}\n\nThêm {number}.\n", address),
        "title": (page, retitled, address),
        "producer": (producer / "vi.md", retitled, f"/chu-the/{producer.name}/"),
        "template": (template, lambda text, number: f"{text}{{# {number} #}}", address),
    }


def measured(folder: Path, products: int, runs: int) -> dict[str, list[float]]:
    """Seconds from a save to the news of its build, by what was saved."""
    settings = prepare(folder, products)
    found: dict[str, list[float]] = {}
    with serving(settings) as port:
        every = news(port, "")
        for name, (file, edit, address) in scenes(folder).items():
            one = news(port, address)
            plain = file.read_text("utf-8")
            for number in range(runs + 1):
                file.write_text(edit(plain, number), "utf-8")
                saved = time.perf_counter()
                seconds = one() - saved
                whole = every() - saved
                if number:  # the first after another kind of edit warms up
                    found.setdefault(name, []).append(seconds)
                    found.setdefault(f"{name}, all", []).append(whole)
                time.sleep(1 + 0.037 * number)  # a writer looks; and not always at the same moment between two looks
    return found


def main() -> int:
    """Measure, and print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", default="50,1000", help="sizes, by comma")
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    memory = Path("/dev/shm")
    for size in map(int, chosen.products.split(",")):
        with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
            found = measured(Path(folder) / "site", size, chosen.runs)
        cells = (f"{name} {median(times):.2f} ({min(times):.2f}-{max(times):.2f})" for name, times in found.items())
        print(f"{size} products: {', '.join(cells)} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
