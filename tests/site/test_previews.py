"""Every page that is to be found has a picture for those who share it, with the rank that holds on the day."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ocop import site
from ocop.outputs import previews
from ocop.outputs.edition import Edition
from ocop.outputs.plan import plan
from ocop.outputs.voice import Voice

DEMO = Path(__file__).parents[1] / "demo" / "pelicanconf.py"
OG = re.compile(r'<meta property="og:image" content="([^"]+)">')


def test_every_page_that_is_listed_has_one_and_it_is_there(demo_site: Path) -> None:
    listed = 0
    for page in demo_site.rglob("*.html"):
        text = page.read_text("utf-8")
        found = OG.search(text)
        path = page.relative_to(demo_site).as_posix()
        if path == "404.html" or path.startswith(("Q/", "01/")):
            assert not found, path
        if not found:
            continue
        listed += 1
        data = (demo_site / found[1].lstrip("/")).read_bytes()
        assert len(data) <= 200_000
        with Image.open(io.BytesIO(data)) as opened:
            assert (opened.format, opened.size) == ("JPEG", (1200, 630))
        for needed in (
            'og:image:width" content="1200',
            'og:image:height" content="630',
            'twitter:card" content="summary_large_image',
        ):
            assert needed in text, path
        assert re.search(r'og:image:alt" content="[^"]+"', text), path
    assert listed > 150


def test_languages_and_ranks_are_told_apart(demo_site: Path) -> None:
    def alt(path: str) -> tuple[str, str]:
        text = (demo_site / path / "index.html").read_text("utf-8")
        named = re.search(r'og:image:alt" content="([^"]*)"', text)
        found = OG.search(text)
        assert named
        assert found
        return unescape(named[1]), found[1]

    vietnamese, english = alt("san-pham/bot-gao-loc-rach-sen"), alt("en/products/bot-gao-loc-rach-sen")
    assert vietnamese[0].endswith("OCOP 4 sao")
    assert english[0].endswith("OCOP 4 stars")
    assert vietnamese[1] != english[1]


def edition_on(day: str, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> Edition:
    monkeypatch.setenv("OCOP_TODAY", day)
    edition = site.check(site.load(DEMO, settings)).edition
    assert edition
    return edition


def test_a_rank_that_ends_is_gone_from_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    for day in ("2026-11-23", "2031-01-01"):
        edition = edition_on(day, monkeypatch)
        product = edition.catalogue.products["bot-gao-loc-rach-sen"]
        preview = previews.preview_of("Bột gạo lọc", product, Voice(edition, "vi"))
        assert preview
        seen.append((preview.stars, preview.rank, previews.output_of(preview, edition).path))
    assert [(stars, rank) for stars, rank, _ in seen] == [(4, "OCOP 4 sao"), (0, "")]
    assert seen[0][2] != seen[1][2], "whoever shared the page asks for the new picture"


def test_a_title_that_our_typefaces_lack_letters_for_stays_in_the_first_language(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = edition_on("2026-11-23", monkeypatch)
    product = edition.catalogue.products["bot-gao-loc-rach-sen"]
    preview = previews.preview_of("사덱 쌀가루", product, Voice(edition, "en"))
    assert preview
    assert (preview.title, preview.rank) == (product.words["vi"].title, "OCOP 4 sao")


def test_a_setting_leaves_them_out(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = edition_on("2026-11-23", monkeypatch, OCOP_PREVIEWS=False)
    assert not [output.path for output in plan(edition) if output.path.endswith("-1200.jpg")]
