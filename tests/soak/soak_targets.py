"""What is tried on each input, and what must hold: an answer or located problems, in time, and nothing lost."""

from __future__ import annotations

import io
import os
import random
import re
import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import soak_inputs as inputs
import yaml
from PIL import Image

from ocop.catalogue.assembled import PictureFile
from ocop.catalogue.lists import Document, Scheme, Unit
from ocop.catalogue.models import FACTS, WORDS, Kind, Record
from ocop.catalogue.problem import Problem
from ocop.pictures import inspect
from ocop.prose import Renderer
from ocop.prose.safety import ATTRIBUTES, ID_PREFIX, TAGS
from ocop.qr import check_owners
from ocop.qr.ledger import parse_ledger
from ocop.reading import RULES, format_problem, has_errors
from ocop.reading.frontmatter import PageText, taken_apart
from ocop.reading.letters import breaks_grammar, decoded, letter_problems
from ocop.reading.mending import mended
from ocop.reading.parsed import LOADER
from ocop.reading.schema import validated
from ocop.reading.tree import Table, plain, read_tree

TODAY = date(2026, 11, 23)
SHELF = "OCOP_SOAK_SHELF"
"""Variable that names the folder for files that are made and unmade."""
MODELS = (*FACTS.values(), *WORDS.values(), Unit, Scheme, Document)
WIDE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
"""Spaces that are read as plain ones."""
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e]")


def lines_in(raw: bytes) -> int:
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1


def told(problems: Iterable[Problem], lines: int) -> None:
    """Each problem has a rule, a line of the file, and words that fit on one line."""
    for problem in problems:
        assert problem.rule in RULES, problem.rule
        assert 1 <= problem.line <= lines, (problem.line, lines, problem.rule)
        for language in ("vi", "en"):
            line = format_problem(problem, language)
            assert not CONTROLS.search(line), line
            line.encode("utf-8")


def page(dice: random.Random) -> None:
    """Bytes of a page file → front matter as typed, or problems."""
    raw = inputs.page(dice)
    text = decoded(raw, "x.md")
    if isinstance(text, Problem):
        told([text], lines_in(raw))
        return
    problems = letter_problems(text, "x.md")
    told(problems, lines_in(raw))
    if breaks_grammar(text):
        assert problems
        return
    parts = taken_apart(text, "x.md")
    if not isinstance(parts, PageText):
        told([parts], lines_in(raw))
        return
    assert parts.body_line <= text.count("\n") + 2
    table, found = read_tree(parts.yaml, "x.md", parts.yaml_line)
    told(found, lines_in(raw))
    _same_as_yaml(parts.yaml, table, found)
    kind = dice.choice(list(Kind))
    judged(table, found, parts.yaml_line + parts.yaml.count("\n"), (FACTS[kind], WORDS[kind]))


def tree(dice: random.Random) -> None:
    """Text → a table of strings, the same from both parsers, or problems."""
    text = inputs.yaml(dice).decode("utf-8", "replace").replace("\r", "")
    if breaks_grammar(text):
        text = "".join(char for char in text if not breaks_grammar(char))
    table, problems = read_tree(text, "x.yaml")
    told(problems, lines_in(text.encode()))
    assert table is not None or has_errors(problems)
    _same_as_yaml(text, table, problems)
    judged(table, problems, text.count("\n") + 1, dice.sample(MODELS, 3))


def _same_as_yaml(text: str, table: Table | None, problems: tuple[Problem, ...]) -> None:
    # The other way to read strings only; it has no lines and no rules, so it is asked only where nothing is wrong.
    if table is not None and not problems:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        documents = [one for one in yaml.load_all(WIDE.sub(" ", text), Loader=loader) if one]
        assert documents == ([plain(table)] if plain(table) else [])


def judged(table: Table | None, found: tuple[Problem, ...], last: int, models: Iterable[type[Record]]) -> None:
    if table is None:
        return
    for model in models:
        record, problems = validated(model, table, "x.md")
        told(problems, last)
        if record is None:
            assert has_errors((*found, *problems))  # A key without a value is told where it was met.
        else:
            assert not has_errors(problems)


class _Reader(HTMLParser):
    """Complains of anything a body must never hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS or tag == "div", tag
        for name, value in attributes:
            allowed = (
                ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) | {"rel", "tabindex", "role", "aria-label", "aria-labelledby"}
            )
            assert name in allowed, (tag, name)
            if name == "id":
                assert (value or "").startswith(ID_PREFIX), value
            if name == "href":
                scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", (value or "").lower())
                assert scheme is None or scheme[1] in {"http", "https", "mailto", "tel"}, value

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)


@cache
def renderer() -> Renderer:
    return Renderer({})


def prose(dice: random.Random) -> None:
    """A body → inert HTML."""
    rendered = renderer().render(inputs.markdown(dice))
    reader = _Reader()
    reader.feed(rendered.html)
    reader.close()
    assert all(2 <= heading.level <= 6 for heading in rendered.headings)
    assert len({heading.id for heading in rendered.headings}) == len(rendered.headings)


def ledger(dice: random.Random) -> None:
    """A ledger → its rows, all of them, or problems."""
    raw = inputs.ledger(dice)
    rows, problems = parse_ledger(raw, "content/data/qr-ledger.csv")
    told(problems, lines_in(raw))
    told(check_owners(rows, {"products/a"}, "content/data/qr-ledger.csv"), lines_in(raw))
    if not problems:
        typed = [line for line in raw.decode("utf-8-sig").replace("\r\n", "\n").split("\n")[1:] if line]
        assert len(rows) == len(typed)


def mend(dice: random.Random) -> None:
    """`fix`: once is enough, and what reads well keeps its meaning."""
    raw = inputs.page(dice)
    better = mended(raw)
    if better is not None:
        assert better.raw != raw
        assert mended(better.raw) is None
        assert not any(problem.rule in {"not-nfc"} for problem in letter_problems(better.after, "x.md"))


@cache
def shelf() -> Path:
    """A folder of this process, on the shelf that whoever runs the targets has put up."""
    return Path(tempfile.mkdtemp(dir=os.environ.get(SHELF)))


@cache
def _pictures() -> tuple[tuple[str, bytes], ...]:
    image = Image.effect_noise((64, 48), 40).convert("RGB")
    made = []
    for form, ending in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif"), ("TIFF", "jpg"), ("GIF", "png")):
        buffer = io.BytesIO()
        image.save(buffer, form)
        made.append((ending, buffer.getvalue()))
    return tuple(made)


def picture(dice: random.Random) -> None:
    """A damaged picture → its measures or one problem."""
    ending, raw = dice.choice(_pictures())
    for _ in range(dice.randint(0, 6)):
        raw = dice.choice([inputs._flip, inputs._cut, inputs._truncated, inputs._doubled])(raw, dice)
    file = shelf() / f"a.{ending}"
    file.write_bytes(raw)
    seen = inspect(PictureFile(file, "0" * 32), path_for_problem="content/products/a/a.jpg")
    if isinstance(seen, Problem):
        told([seen], 1)
    else:
        assert seen.width > 0
        assert seen.height > 0


TARGETS: dict[str, Callable[[random.Random], None]] = {
    "page": page,
    "tree": tree,
    "prose": prose,
    "ledger": ledger,
    "mend": mend,
    "picture": picture,
}
assert LOADER is not yaml.SafeLoader or not hasattr(yaml, "CSafeLoader")
