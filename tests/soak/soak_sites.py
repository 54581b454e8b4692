"""A whole catalogue with accidents in it: files spoiled, renamed, taken away, turned into links or folders."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import soak_inputs as inputs
from soak_corpus import ROOT
from soak_targets import lines_in, shelf, told

from ocop import site
from ocop.catalogue.models import Kind
from ocop.outputs import prepare as room
from ocop.outputs.counting import thing_pages
from ocop.outputs.plan import plan
from ocop.outputs.prepare import EditionSettings, prepare
from ocop.outputs.settings import edition_settings
from ocop.outputs.theme import Theme
from ocop.reading import has_errors
from ocop.reading.formats import MACHINE, text_report


@cache
def _site() -> tuple[EditionSettings, Theme]:
    loaded = site.load(ROOT / "tests" / "demo" / "pelicanconf.py", {})
    kept: list[Theme] = []

    def keep(settings: EditionSettings, theme: Callable[[], Theme]) -> Any:
        kept.append(theme())
        return prepare(settings, lambda: kept[0])

    before, room.prepare = room.prepare, keep
    try:
        site.check(loaded)
    finally:
        room.prepare = before
    return edition_settings(loaded.settings, {"MARKDOWN": None, **dict.fromkeys(_DEFAULTS, "")}), kept[0]


_DEFAULTS = ("PAGE_URL", "PAGE_SAVE_AS", "PAGE_LANG_URL", "PAGE_LANG_SAVE_AS")


HEAD = "---\ntitle: {title}\nsummary: Để thử (mẫu).\n{more}verified: 2026-11-01\n---\n\nThân bài (mẫu).\n"
MORE = {
    "products/bot-nhap": "group: food\nproducer: co-so-mau\nunit: phuong-mau\ndraft: true\n",
    "products/bot-hai": "group: food\nset: 6\nproducer: co-so-mau\nunit: phuong-mau\nvisit_at: [lang-mau]\n",
    "stories/chuyen-mau": "about: products/bot-hai\ndate: 2026-01-01\n",
    "news/tin-mau": "about: [products/bot-mau]\ndate: 2026-01-01\n",
    "pages/trang-mau": "order: 1\n",
}


def _base(root: Path) -> None:
    shutil.copytree(ROOT / "tests" / "fixtures" / "base" / "content", root / "content")
    for key, more in MORE.items():
        folder = root / "content" / key
        folder.mkdir(parents=True)
        (folder / "vi.md").write_text(HEAD.format(title=f"Mẫu {key[-3:]}", more=more), "utf-8")
        (folder / "en.md").write_text("---\ntitle: Sample\nsummary: To try.\n---\n\nBody.\n", "utf-8")


def whole(dice: random.Random) -> None:
    """A catalogue with accidents in it → pages for every thing that is no draft, or located problems."""
    root = shelf() / "whole"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    _base(root)
    content = root / "content"
    for _ in range(dice.choice([1, 1, 2, 3])):
        dice.choice(DISASTERS)(content, dice)
    settings, theme = _site()
    settings = replace(settings, content=content, root=root, cache=shelf() / "cache", drafts=dice.random() < 0.5)
    prepared = prepare(settings, lambda: theme)
    assert (prepared.edition is None) == has_errors(prepared.problems)
    for problem in prepared.problems:
        file = root / problem.path
        whole_file = file.is_file() and file.suffix in {".md", ".yaml", ".csv"}
        told([problem], lines_in(file.read_bytes()) if whole_file else 1)
    for language in ("vi", "en"):
        text_report(prepared.problems, language).encode("utf-8")
        for report in MACHINE.values():
            report(prepared.problems, language, prepared.counts).encode("utf-8")
    documents = sum(prepared.counts[kind.value] for kind in Kind)
    folders = [entry for kind in Kind if (content / kind.value).is_dir() for entry in (content / kind.value).iterdir()]
    assert documents == sum(entry.is_dir() and not entry.name.startswith((".", "~$")) for entry in folders) or prepared.problems
    edition = prepared.edition
    if edition is None:
        return
    planned = {output.path: output for output in plan(edition)}
    pages = [path for _, path in thing_pages(edition)]
    assert set(pages) <= planned.keys()
    drafts = 0 if settings.drafts else prepared.counts["drafts"]
    assert len(set(pages)) == len(pages) == (documents - drafts) * len(edition.languages)
    for path in dice.sample(pages, min(3, len(pages))):
        made = planned[path].make()
        assert made.startswith(b"<!doctype html>")
        assert made.rstrip().endswith(b"</html>")


def _some_file(content: Path, dice: random.Random) -> Path:
    return dice.choice(
        sorted(file for file in content.rglob("*") if file.is_file() and file.suffix in {".md", ".yaml", ".csv"})
    )


def _spoil(content: Path, dice: random.Random) -> None:
    file = _some_file(content, dice)
    file.write_bytes(inputs.spoiled(file.read_bytes(), dice))


def _written(content: Path, dice: random.Random) -> None:
    """A body that a reader may refuse or not; nothing else."""
    pages = [file for file in sorted(content.glob("*/*/*.md")) if file.is_file()]
    if pages:
        target = dice.choice(pages)
        target.write_bytes(target.read_bytes() + b"\n" + inputs.markdown(dice).encode())


def _turned_draft(content: Path, dice: random.Random) -> None:
    pages = [file for file in sorted(content.glob("*/*/vi.md")) if file.is_file()]
    if pages:
        target = dice.choice(pages)
        target.write_bytes(target.read_bytes().replace(b"verified:", b"draft: true\nverified:", 1))


def _more(content: Path, dice: random.Random) -> None:
    slug = dice.choice(["a", "0", "x-1", "mot-san-pham-co-ten-rat-dai" * 2, "index", "en", "q", "page-2"])
    folder = content / "products" / slug
    if (content / "products").is_file() or folder.exists():
        return
    folder.mkdir(parents=True)
    more = "group: food\nproducer: co-so-mau\nunit: phuong-mau\n"
    (folder / "vi.md").write_text(HEAD.format(title=dice.choice(["Ơi", "Đậu", "1", "“Ăn”"]), more=more), "utf-8")


def _replace(content: Path, dice: random.Random) -> None:
    _some_file(content, dice).write_bytes(inputs.page(dice))


def _odd_name(content: Path, dice: random.Random) -> None:
    names = [
        "con",
        "NUL",
        "lpt1",
        "Bột Gạo",
        "a" * 200,
        "-a",
        "a--b",
        "a.b",
        "..a",
        "a\nb",
        "a\x07",
        "a\u202eb",
        "A",
        "a ",
        "vi.md",
    ]
    name: str | bytes = dice.choice([*names, b"\xff\xfe", b"a\x80"])
    top = content / dice.choice([*(kind.value for kind in Kind), "data", ""])
    if not top.is_dir():
        return
    place = top / os.fsdecode(name)
    if dice.random() < 0.5:
        place.mkdir(exist_ok=True)
        (place / "vi.md").write_bytes(inputs.page(dice))
    elif not place.exists():
        place.write_bytes(b"x")


def _gone(content: Path, dice: random.Random) -> None:
    target = dice.choice(sorted(content.rglob("*")) or [content])
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    elif target.exists() or target.is_symlink():
        target.unlink()


def _link(content: Path, dice: random.Random) -> None:
    target = _some_file(content, dice)
    target.unlink()
    target.symlink_to(dice.choice(["/etc/hostname", "../../../..", "vi.md", "khong-co", ".", str(content)]))


def _turned(content: Path, dice: random.Random) -> None:
    """A folder where a file should be."""
    target = _some_file(content, dice)
    target.unlink()
    target.mkdir()


DISASTERS = (
    *(_spoil, _spoil, _spoil, _spoil, _replace, _odd_name, _gone, _link, _turned),
    *(_written, _written, _turned_draft, _turned_draft, _more, _more),
)
