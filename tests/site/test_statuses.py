"""Only a recognition valid on the day gives stars, anywhere: page, card, list, title, structured data, preview, code."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ocop.catalogue.assembled import Catalogue
from ocop.catalogue.status import status_on
from ocop.qr import read_ledger
from ocop.reading import read_catalogue

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "tests" / "demo" / "content"
TODAY = date(2026, 11, 23)
RANK = re.compile(r"OCOP [345] (?:sao|stars)|[345] sao OCOP")
CARD = re.compile(r'<li class="ocop-card.*?</li>', re.DOTALL)
PANEL = re.compile(r'<section class="ocop-status.*?</section>', re.DOTALL)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    reading = read_catalogue(DEMO, root=DEMO.parent, languages=("vi", "en"), default_language="vi", today=TODAY, sample=True)
    assert reading.catalogue
    return reading.catalogue


def stars_today(catalogue: Catalogue) -> dict[str, int]:
    return {
        slug: status_on(product.facts.recognitions, product.facts.dossier, TODAY).stars or 0
        for slug, product in catalogue.products.items()
    }


def head_of(page: str) -> str:
    return page[: page.index("<style>")] + "".join(
        re.findall(r'<script type="application/ld\+json">.*?</script>', page, re.DOTALL)
    )


def test_the_demo_shows_products_with_and_without_a_rank(catalogue: Catalogue) -> None:
    stars = stars_today(catalogue)
    assert set(stars.values()) == {0, 3, 4, 5}
    assert list(stars.values()).count(0) >= 8


@pytest.mark.parametrize(("folder", "word"), [("san-pham", "sao"), ("en/products", "stars")])
def test_a_product_page_says_its_rank_in_its_panel_exactly_when_it_has_one(
    catalogue: Catalogue, demo_site: Path, folder: str, word: str
) -> None:
    for slug, stars in stars_today(catalogue).items():
        page = (demo_site / folder / slug / "index.html").read_text("utf-8")
        panel = PANEL.search(page)
        assert panel, slug
        shown = set(re.findall(rf"OCOP ([345]) {word}", panel[0]))
        assert shown == ({str(stars)} if stars else set()), slug
        assert ('class="ocop-stars"' in panel[0]) == bool(stars), slug


def test_without_a_rank_no_head_no_structured_data_no_preview_speaks_of_one(catalogue: Catalogue, demo_site: Path) -> None:
    for slug, stars in stars_today(catalogue).items():
        for folder in ("san-pham", "en/products"):
            head = head_of((demo_site / folder / slug / "index.html").read_text("utf-8"))
            if not stars:
                assert not RANK.search(head), slug
                assert "hasCertification" not in head, slug
                assert "award" not in head, slug
            assert "aggregateRating" not in head, slug


def test_every_card_of_a_product_shows_its_own_rank_or_none(catalogue: Catalogue, demo_site: Path) -> None:
    stars = stars_today(catalogue)
    seen = set()
    for page in demo_site.rglob("index.html"):
        for card in CARD.findall(page.read_text("utf-8")):
            found = re.search(r'href="/(?:san-pham|en/products)/([a-z0-9-]+)/"', card)
            if not found or found[1] not in stars:
                continue
            seen.add(found[1])
            shown = {int(n) for n in re.findall(r"OCOP ([345]) (?:sao|stars)", card)}
            assert shown == ({stars[found[1]]} if stars[found[1]] else set()), (page, found[1])
    assert len(seen) >= 30


def test_rank_pages_hold_exactly_the_products_with_that_rank_today(catalogue: Catalogue, demo_site: Path) -> None:
    stars = stars_today(catalogue)
    for rank in (3, 4, 5):
        pages = sorted((demo_site / "san-pham" / "hang" / f"{rank}-sao").rglob("index.html"))
        listed = {
            slug
            for page in pages
            for slug in re.findall(r'<h[23] class="ocop-card__name"><a href="/san-pham/([a-z0-9-]+)/"', page.read_text("utf-8"))
        }
        assert listed == {slug for slug, own in stars.items() if own == rank and catalogue.products[slug].facts.gone is None}


def test_the_page_of_a_printed_code_says_the_status_of_its_product(catalogue: Catalogue, demo_site: Path) -> None:
    rows, problems = read_ledger(DEMO / "data" / "qr-ledger.csv", root=DEMO)
    assert not problems
    stars = stars_today(catalogue)
    for row in rows:
        page = (demo_site / "Q" / row.code / "index.html").read_text("utf-8")
        kind, _, slug = row.owner.partition("/")
        own = stars[slug] if kind == "products" else 0
        assert {int(n) for n in re.findall(r"OCOP ([345]) (?:sao|stars)", page)} == ({own} if own else set()), row.code


def test_history_names_past_ranks_in_words_and_draws_no_star(demo_site: Path) -> None:
    page = (demo_site / "san-pham" / "banh-trang-lo-trau-xom-lam" / "index.html").read_text("utf-8")
    history = page[page.index('class="ocop-time"') :]
    assert "3 sao" in history
    assert "Hết hiệu lực từ 07/12/2024" in history
    assert "#i-star" not in history[: history.index("</ol>")]


def test_a_revoked_upgrade_revives_nothing(demo_site: Path) -> None:
    page = (demo_site / "san-pham" / "nuoc-tuong-xom-lam" / "index.html").read_text("utf-8")
    panel = PANEL.search(page)
    assert panel
    assert "thu hồi" in panel[0]
    assert "03/02/2026" in panel[0]
    assert not RANK.search(panel[0])


def test_structured_data_is_json_and_certifies_only_with_dates(catalogue: Catalogue, demo_site: Path) -> None:
    stars = stars_today(catalogue)
    for slug in catalogue.products:
        page = (demo_site / "san-pham" / slug / "index.html").read_text("utf-8")
        data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[0])
        certified = next((node["hasCertification"] for node in data["@graph"] if "hasCertification" in node), None)
        assert bool(certified) == bool(stars[slug]), slug
        if certified:
            assert stars[slug] == certified["certificationRating"]["ratingValue"]
            assert certified["validFrom"] <= TODAY.isoformat() < certified["expires"]


@pytest.mark.parametrize("day", ["2023-12-28", "2026-11-23", "2030-01-01"])
def test_any_day_can_be_asked_for(day: str, ocop: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path) -> None:
    # A past day has fewer recognitions, so content of later days is in its future: the reader warns of nothing else.
    done = ocop("build", "-s", "tests/demo/pelicanconf.py", "-o", str(tmp_path / "site"), today=day)
    assert "Traceback" not in done.stderr
    if day >= "2026-11-23":
        assert done.returncode == 0, done.stderr
