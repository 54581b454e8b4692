"""A catalogue of any size, fictional and the same for the same seed: what speed is measured on.

    PYTHONPATH=plugins python tests/bench/many.py FOLDER BUNDLES [SEED]

Its words are those of the demo catalogue, shuffled; its lists are the demo's, with a code for every second product.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from ocop.catalogue.models import WORDS, Kind
from ocop.reading.stamps import stamp_of

DEMO = Path(__file__).resolve().parents[1] / "demo" / "content"
SEED = 20261123
PRODUCTS_OF_A_PRODUCER = 6
SINGULAR = {"products": "product", "producers": "producer", "places": "place", "stories": "story", "news": "news"}
UNITS = ("phuong-bo-say", "xa-rach-sen", "xa-go-tram")
LABEL = {"ingredients": "Gạo tẻ (mẫu)", "usage": "Để thử (mẫu)", "storage": "Nơi khô (mẫu)"}
WORD = re.compile(r"[^\W\d_]+")


def write_catalogue(
    folder: Path, bundles: int, seed: int = SEED, *, products: bool = False, languages: Sequence[str] = ("vi", "en")
) -> int:
    """Write content/ with exactly `bundles` bundles into `folder`; give the number of page files.

    `products`: so many products, and what belongs to them besides.
    """
    content = folder / "content"
    content.mkdir(parents=True)
    shutil.copytree(DEMO / "data", content / "data", ignore=shutil.ignore_patterns("*.csv"))
    dice = random.Random(seed)
    words = vocabulary()
    slugs: dict[str, list[str]] = {"products": [], "producers": [], "places": [], "stories": [], "news": []}
    made = 0
    for index, kind in enumerate(order()):
        if made == bundles:
            break
        made += kind == "products" or not products
        slug = f"{SINGULAR[kind]}-{index:05d}"
        slugs[kind].append(slug)
        page = content / kind / slug
        page.mkdir(parents=True)
        facts = FACTS[kind](slugs, index, dice)
        stamp = ""
        for language in languages:
            own = {"title": f"{sentence(words, dice, 3, 6)} {index}", "summary": f"{sentence(words, dice, 12, 24)}."}
            own |= LABEL if kind == "products" else {}
            text = body(words, dice, slugs)
            head = "".join(f"{key}: {value}\n" for key, value in own.items())
            more = facts if language == "vi" else f"translates: {stamp}\n"
            (page / f"{language}.md").write_text(f"---\n{head}{more}---\n\n{text}", encoding="utf-8")
            stamp = stamp or stamp_of(WORDS[Kind(kind)].model_validate(own), text)
    (content / "data" / "qr-ledger.csv").write_text(ledger(slugs["products"]), encoding="utf-8")
    return len(languages) * sum(map(len, slugs.values()))


def order() -> Iterator[str]:
    """Give the kinds one by one without end, what is named before what names it."""
    products = 0
    for index in count():
        if index == 0 or products == PRODUCTS_OF_A_PRODUCER:
            products = 0
            yield "producers"
        elif index == 1:
            yield "places"
        elif products == 3 and index % 4 == 0:
            products += 1
            yield ("places", "stories", "stories", "news")[index // 4 % 4]
        else:
            products += 1
            yield "products"


def vocabulary() -> tuple[str, ...]:
    found = {word.lower() for file in sorted(DEMO.rglob("vi.md")) for word in WORD.findall(text_of(file))}
    return tuple(sorted(found))


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8").split("\n---\n", 1)[1]


def sentence(words: Sequence[str], dice: random.Random, least: int, most: int) -> str:
    return " ".join(dice.choices(words, k=dice.randint(least, most))).capitalize()


def body(words: Sequence[str], dice: random.Random, slugs: dict[str, list[str]]) -> str:
    """Three paragraphs, a heading, a list, a table, a link: about 230 words."""
    parts = [f"{sentence(words, dice, 30, 60)}." for _ in range(3)]
    parts.insert(2, f"## {sentence(words, dice, 3, 6)}")
    parts.append("\n".join(f"- **{sentence(words, dice, 2, 3)}**: {sentence(words, dice, 8, 14).lower()}." for _ in range(3)))
    rows = [" | ".join(sentence(words, dice, 1, 3) for _ in range(3)) for _ in range(4)]
    parts.append("\n".join(f"| {row} |" for row in (rows[0], "--- | --- | ---", *rows[1:])))
    if slugs["places"]:
        parts.append(f"Xem [{sentence(words, dice, 2, 3)}](places/{dice.choice(slugs['places'])}).")
    return "\n\n".join(parts) + "\n"


def product(slugs: dict[str, list[str]], index: int, dice: random.Random) -> str:
    day = f"2025-{dice.randint(7, 12):02d}-{dice.randint(7, 28):02d}"  # The province recognised, whatever the stars.
    return f"""\
group: food
set: 6
producer: {slugs["producers"][-1]}
unit: {dice.choice(UNITS)}
recognitions:
  - decision: {index + 1}/QĐ-MAU
    date: {day}
    issuer: UBND tỉnh (mẫu)
    stars: {dice.choice("3333333334")}
    kind: first
    source: van-ban
visit_at: [{dice.choice(slugs["places"])}]
prices:
  - amount: {dice.randint(10, 90)}000
    per: pack
    pack: 400 g
    date: 2026-11-02
net_quantities: [400 g]
shelf_life: 12 tháng
traceability_url: https://truyxuat.example/sp/{index}
sources:
  - key: van-ban
    title: Quyết định {index + 1}/QĐ-MAU (mẫu)
    date: {day}
    evidence: A
drawing: rice-flour
verified: 2026-11-20
"""


def producer(slugs: dict[str, list[str]], index: int, dice: random.Random) -> str:
    del slugs
    return f"type: cooperative\nunit: {dice.choice(UNITS)}\naddress: Ấp {index} (mẫu)\nfounded: 2014\nverified: 2026-11-20\n"


def place(slugs: dict[str, list[str]], index: int, dice: random.Random) -> str:
    del slugs, index
    return f"type: craft-village\nunits: [{dice.choice(UNITS)}]\ndrawing: rice-flour\nverified: 2026-11-20\n"


def story(slugs: dict[str, list[str]], index: int, dice: random.Random) -> str:
    del index
    return f"about: products/{dice.choice(slugs['products'])}\ndate: 2026-05-01\nverified: 2026-11-20\n"


def news(slugs: dict[str, list[str]], index: int, dice: random.Random) -> str:
    del index
    return f"about: [products/{dice.choice(slugs['products'])}]\ndate: 2026-05-01\nverified: 2026-11-20\n"


FACTS = {"products": product, "producers": producer, "places": place, "stories": story, "news": news}


def ledger(products: Sequence[str]) -> str:
    head = "code,payload,form,level,version,mask,segments,matrix_sha256,owner,issued_on,issued_by,status,replaced_by,note"
    rows = [f"SD{number:05d},,own,,,,,,products/{slug},,,draft,," for number, slug in enumerate(products[::2], 1)]
    return "\n".join([head, *rows, ""])


if __name__ == "__main__":
    write_catalogue(Path(sys.argv[1]), int(sys.argv[2]), *(int(argument) for argument in sys.argv[3:]))
