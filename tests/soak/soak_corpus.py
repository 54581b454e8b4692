"""What spoiled inputs are made from: pieces that mean something to some reader, and the texts of this project."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ocop.catalogue.lists import Document, Scheme, Unit
from ocop.catalogue.models import FACTS, WORDS
from ocop.reading.shape import record_in

ROOT = Path(__file__).resolve().parents[2]
NASTY = (
    *(
        "---",
        "...",
        "&a",
        "*a",
        "!!python/object/apply:os.system [id]",
        "<<: *a",
        "? [a, b]",
        "{",
        "}",
        "[",
        "]",
        "'",
        '"',
        "|",
        ">",
    ),
    *(
        "%YAML 1.1",
        "@",
        "`",
        "\t",
        "\x00",
        "\x07",
        "\x85",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\ufffe",
        "\u200b",
        "\u202e",
        "\ue000",
    ),
    *(
        "ƣ",
        "Ƣ",
        "\u0323\u0302",
        "đ",
        "Ð",
        "\u00a0",
        "\U0001f33e",
        "\U00100000",
        "9" * 5000,
        "-",
        "null",
        "~",
        "",
        " ",
        "\\",
        "#",
    ),
    *(
        "2026-02-31",
        "31/02/2026",
        "01/02/2026",
        "2/1/26",
        "9999-12-31",
        "0001-01-01",
        "0x1F",
        "1e309",
        ".inf",
        "NaN",
        "1.002",
        "1,5",
    ),
    *(
        "yes",
        "no",
        "8:30",
        "<<",
        "=",
        "a: b",
        "a:b",
        ": ",
        "- ",
        "[/b] %s {x} {{ y }} {% z %}",
        "a" * 300,
        "-".join(["a"] * 150),
    ),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](JaVaScRiPt&#58;alert(1))"),
    *(
        "![a](data:image/png;base64,AAAA)",
        "<svg onload=alert(1)>",
        "<a href='x' style='x'>",
        "<iframe src=//e.example>",
        "<!--",
        "-->",
    ),
    *(
        "](" * 60,
        "![" * 60,
        "*" * 200,
        "_" * 200,
        "`" * 200,
        "> " * 120,
        "- " * 120,
        "#" * 40,
        "|a|b|\n|-|:-:|\n|c|",
        "[a]: x",
        "[a][b]",
    ),
    *(
        "[x](places/khong-co)",
        "[n](#nguon-x)",
        "&lt;b&gt;",
        "\n\n\n",
        "    code",
        "~~~",
        "```",
        "\x02stx\x03",
        "klzzwxh:0000",
        "\udc80",
    ),
)
"""Pieces that mean something to YAML, Markdown, HTML, terminals or nobody."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts of this project that readers take (and some they refuse), as bytes."""

    pages: tuple[bytes, ...]
    lists: tuple[bytes, ...]
    ledgers: tuple[bytes, ...]


@cache
def corpus() -> Corpus:
    tops = [ROOT / "content", ROOT / "tests" / "demo" / "content", ROOT / "tests" / "fixtures"]
    files = {
        ending: sorted(file for top in tops for file in top.rglob(ending)) for ending in ("*.md", "*.yaml", "qr-ledger.csv")
    }
    small = {
        ending: tuple(file.read_bytes() for file in found if file.stat().st_size < 20_000) for ending, found in files.items()
    }
    return Corpus(small["*.md"], small["*.yaml"], small["qr-ledger.csv"])


@cache
def keys() -> tuple[str, ...]:
    """Every key that any record knows."""
    found: set[str] = set()
    waiting = [*FACTS.values(), *WORDS.values(), Unit, Scheme, Document]
    while waiting:
        model = waiting.pop()
        for name, field in model.model_fields.items():
            found.add(name)
            inside = record_in(field.annotation)
            if inside is not None:
                waiting.append(inside)
    return tuple(sorted(found))
