"""The catalogue that the soak edits: small, fictional, with something of everything."""

from __future__ import annotations

import io
import random
import shutil
from pathlib import Path

from PIL import Image
from soak_bench import DEMO, ROOT, Bench

PRODUCTS = 20
PRODUCERS = ("co-so-mau", "ho-mau", "cong-ty-mau", "to-mau")
PLACES = ("lang-mau", "vuon-mau", "cho-mau")
UNITS = ("phuong-bo-say", "xa-rach-sen", "xa-go-tram")
HEAD = "---\ntitle: {title}\nsummary: Để thử lâu dài (mẫu).\n{more}verified: 2025-06-01\n---\n\n{body}\n"
RECOGNITION = """recognitions:
  - decision: {number}/QĐ-MAU
    date: {year}-04-15
    issuer: UBND tỉnh (mẫu)
    stars: {stars}
    kind: first
    scheme: "148"
    certified_title: {title}
    certified_producer: Cơ sở (mẫu)
    source: quyet-dinh-2025
"""


def photo(dice: random.Random, size: tuple[int, int] = (64, 48)) -> bytes:
    """A small picture of one colour and a corner of another."""
    picture = Image.new("RGB", size, (dice.randrange(256), dice.randrange(256), dice.randrange(256)))
    picture.paste((dice.randrange(256), 80, 60), (0, 0, size[0] // 2, size[1] // 3))
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=80)
    return made.getvalue()


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def catalogue(bench: Bench, dice: random.Random) -> None:
    """Write the catalogue: bundles of every kind, in two languages, some with photos and codes; its lists are the demo's."""
    shutil.copytree(DEMO / "content" / "data", bench.content / "data")
    shutil.copytree(ROOT / "theme", bench.theme)
    (bench.content / "data" / "qr-ledger.csv").write_text(
        (DEMO / "content" / "data" / "qr-ledger.csv").read_text("utf-8").splitlines(keepends=True)[0]
        + "".join(f"SD900{number},,own,,,,,,products/san-pham-{number},,,draft,,\n" for number in range(3)),
        "utf-8",
    )
    for number, slug in enumerate(PRODUCERS):
        more = f"type: business-household\nunit: {UNITS[number % 3]}\n"
        write(
            bench.content / "producers" / slug / "vi.md", HEAD.format(title=f"Cơ sở {number} (mẫu)", more=more, body="Chuyện.")
        )
    for number, slug in enumerate(PLACES):
        more = f"type: craft-village\nunit: {UNITS[number]}\n"
        write(bench.content / "places" / slug / "vi.md", HEAD.format(title=f"Làng {number} (mẫu)", more=more, body="Chuyện."))
    for number in range(PRODUCTS):
        product(bench, f"san-pham-{number}", dice)
    write(
        bench.content / "stories/chuyen-mau/vi.md",
        HEAD.format(title="Chuyện (mẫu)", more="about: places/lang-mau\ndate: 2025-06-02\n", body="Kể."),
    )
    write(
        bench.content / "news/tin-mau/vi.md",
        HEAD.format(title="Tin (mẫu)", more="about: [producers/ho-mau]\ndate: 2025-06-03\n", body="Tin."),
    )
    write(bench.content / "pages/trang-mau/vi.md", HEAD.format(title="Trang (mẫu)", more="order: 1\n", body="## Mục\n\nLời."))


def product(bench: Bench, slug: str, dice: random.Random) -> None:
    """Write a product that nobody sells."""
    number = dice.randrange(10_000)
    title = f"Bột {number} (mẫu)"
    more = f"group: {dice.choice(['food', 'food', 'crafts'])}\nproducer: {dice.choice(PRODUCERS)}\nunit: {dice.choice(UNITS)}\n"
    if dice.random() < 0.6:
        more += RECOGNITION.format(number=number, year=dice.choice([2023, 2024, 2025]), stars=dice.choice([3, 4]), title=title)
        more += "sources:\n  - key: quyet-dinh-2025\n    title: Quyết định (mẫu)\n    date: 2025-04-16\n    evidence: A\n"
    home = bench.content / "products" / slug
    write(home / "vi.md", HEAD.format(title=title, more=more, body=f"Làm từ **gạo** {number}.\n\n- một\n- hai"))
    if dice.random() < 0.5:
        write(home / "en.md", f"---\ntitle: Flour {number} (sample)\nsummary: To be tried (sample).\n---\n\nMade of rice.\n")
    if dice.random() < 0.25:
        (home / "01-anh.jpg").write_bytes(photo(dice))
