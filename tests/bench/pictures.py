"""`make bench-pictures`: what one 12-megapixel photo and one social preview cost, with their tables; 1 when a figure is missed.

python tests/bench/pictures.py [--photos 3] [--previews 40]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median

from PIL import Image, ImageDraw

from ocop.catalogue.assembled import PictureFile
from ocop.pictures import (
    Encoder,
    PhotoPart,
    PictureInfo,
    Preview,
    card_derivatives,
    codec_versions,
    cut,
    derivatives,
    drawn,
    inspect,
)

SEED = 20261123
PHOTO_MS = 450.0
"""Milliseconds of one processor for a photo of 12 megapixels, from its bytes to its ten files."""
PREVIEW_MS = 60.0
RUNS = 3
"""Each photo so often; the least counts, because neighbours on the machine only add."""
DRAWINGS = Path(__file__).parents[2] / "theme" / "static" / "illustrations"
TITLES = ("Bột gạo lọc", "Bánh phồng tôm nướng than gáo dừa", "Hoa hồng leo trên giàn", "A morning at the floating garden")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="What photos and previews cost")
    parser.add_argument("--photos", type=int, default=3)
    parser.add_argument("--previews", type=int, default=40)
    told = parser.parse_args(arguments)
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, Pillow and codecs {codec_versions()}\n")
    with tempfile.TemporaryDirectory() as folder:
        return 1 if photos(Path(folder), told.photos) + previews(Path(folder), told.previews) else 0


def photos(folder: Path, count: int) -> int:
    files = [synthetic(folder / f"{number}.jpg", SEED + number) for number in range(count)]
    warm(folder)
    rows = [min(cost(partial(all_files, file, folder / f"{file.digest}-{run}")) for run in range(RUNS)) for file in files]
    started = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(all_files, files, [folder / f"{file.digest}-again" for file in files]))
    wall = (time.perf_counter() - started) * 1000 / count
    spent = median(rows)
    kilobytes = sum(file.path.stat().st_size for file in files) / count / 1000
    print("| one photo of 12 megapixels | limit | now | |\n|---|---|---|---|")
    good = spent <= PHOTO_MS
    verdict = "ok" if good else "MISSED"
    print(f"| {kilobytes:.0f} kB, inspected, ten files | {PHOTO_MS:.0f} ms CPU | {spent:.0f} ms CPU | {verdict} |")
    print(f"| the same, two at a time | | {wall:.0f} ms a photo on the clock | |")
    return 0 if good else 1


def previews(folder: Path, count: int) -> int:
    svg = (DRAWINGS / "rice-flour.svg").read_bytes()
    photo = synthetic(folder / "preview.jpg", SEED)
    info = inspect(photo, path_for_problem="vi.md")
    assert isinstance(info, PictureInfo)
    part = PhotoPart(photo, cut(info, (8, 9)) or (0, 0, info.width, info.height))
    print("\n| social previews | limit | now | |\n|---|---|---|---|")
    missed = 0
    for name, picture in (("with a drawing", svg), ("with a photo", part)):
        wanted = [
            Preview(
                f"{TITLES[n % 4]} {n}",
                "Thực phẩm",
                n % 4 and 2 + n % 4,
                "OCOP 4 sao",
                "Còn hiệu lực đến 29/12/2026",
                "Mẫu",
                "",
                picture,
            )
            for n in range(count + 1)
        ]
        cache = folder / name
        drawn(wanted.pop(), cache=cache)  # its picture is made once for all languages and builds
        spent = cost(partial(all_previews, wanted, cache)) / count
        again = cost(partial(all_previews, wanted, cache)) / count
        size = sum(len(drawn(one, cache=cache)) for one in wanted) / count / 1000
        good = spent <= PREVIEW_MS
        missed += not good
        verdict = "ok" if good else "MISSED"
        print(f"| {name}, {size:.0f} kB | {PREVIEW_MS:.0f} ms CPU | {spent:.1f} ms CPU, kept: {again:.2f} | {verdict} |")
    return missed


def cost(work: Callable[[], object]) -> float:
    """Milliseconds of processor time, this process alone."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def all_files(file: PictureFile, cache: Path) -> int:
    """Inspect a photo and make its files; gives how many."""
    info = inspect(file, path_for_problem="vi.md")
    assert isinstance(info, PictureInfo)
    encoder = Encoder(cache)
    wanted = {*derivatives(info, file.digest), *card_derivatives(info, file.digest, "40 60")}
    return len([encoder.encode(file, one) for one in sorted(wanted, key=lambda one: one.name)])


def all_previews(wanted: Sequence[Preview], cache: Path) -> list[bytes]:
    return [drawn(one, cache=cache) for one in wanted]


def warm(folder: Path) -> None:
    """Load the codecs, which a build does once."""
    small = folder / "warm.jpg"
    Image.new("RGB", (300, 200)).save(small)
    all_files(named(small), folder / "warm")


def synthetic(path: Path, seed: int) -> PictureFile:
    """A photo as a phone takes it: 4240 × 2832, soft ground, sharp edges, fine noise; about 4 MB. The same on every run."""
    noise = Image.frombytes("L", (1060, 708), hashlib.shake_128(str(seed).encode()).digest(1060 * 708)).resize((4240, 2832))
    ground = Image.merge("RGB", [Image.linear_gradient("L").rotate(90 * turn).resize((4240, 2832)) for turn in range(3)])
    pen = ImageDraw.Draw(ground)
    for number in range(60):
        x, y = (number * 911 + seed) % 4000, (number * 577 + seed) % 2600
        pen.ellipse((x, y, x + 300, y + 240), fill=((number * 37) % 256, (number * 91) % 256, (number * 53) % 256))
    Image.blend(ground, Image.merge("RGB", [noise] * 3), 0.2).save(path, quality=92)
    return named(path)


def named(path: Path) -> PictureFile:
    return PictureFile(path, hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
