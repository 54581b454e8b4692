"""What the criteria ask of a page, judged on the fictional catalogue; the same told as lines and as a table for Excel."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop import site
from ocop.catalogue.problem import Problem
from ocop.desk.asks import ASKS, EATEN, GOODS, TOURISM
from ocop.desk.review import Review, review
from ocop.desk.review_text import HEADER, lines, table
from ocop.outputs.edition import Edition

ROOT = Path(__file__).resolve().parents[2]
WHOLE = "products/bot-gao-loc-rach-sen"
BARE = "products/ca-bay-mau-cau-may"
SITE = "products/cheo-ghe-dem-trang-rach-sen"


@pytest.fixture(scope="module")
def edition() -> Edition:
    """The demo catalogue as it is read on 23/11/2026."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OCOP_TODAY", "2026-11-23")
        patch.chdir(ROOT)
        prepared = site.check(site.load(ROOT / "tests/demo/pelicanconf.py", {}))
    assert prepared.edition is not None
    return prepared.edition


@pytest.fixture(scope="module")
def reviews(edition: Edition) -> Mapping[str, Review]:
    return {one.key: one for one in review(edition, ())}


def lacking(one: Review, stars: int) -> set[str]:
    return {answer.ask.id for answer in one.lacking(stars)}


def with_product(edition: Edition, slug: str, **facts: Any) -> Edition:
    product = edition.catalogue.products[slug]
    changed = replace(product, facts=product.facts.model_copy(update=facts))
    return replace(edition, catalogue=replace(edition.catalogue, products={**edition.catalogue.products, slug: changed}))


def test_every_product_that_is_not_gone_is_reviewed_once_in_order_of_title(edition: Edition) -> None:
    found = review(edition, ())
    kept = {product.key for product in edition.catalogue.products.values() if product.facts.gone is None}
    assert [one.key for one in found] == sorted({one.key for one in found}, key=[one.key for one in found].index)
    assert {one.key for one in found} == kept
    assert found[0].title.startswith("Bánh in")


def test_a_page_with_everything_lacks_only_the_code_that_cannot_be_issued_yet(reviews: Mapping[str, Review]) -> None:
    assert lacking(reviews[WHOLE], 3) == set()
    assert lacking(reviews[WHOLE], 5) == {"leaflet"}
    assert reviews[WHOLE].highest == 3
    assert reviews[WHOLE].stars == 4


def test_a_bare_page_lacks_the_minimum_of_every_rank(reviews: Mapping[str, Review]) -> None:
    assert lacking(reviews[BARE], 3) == {"own-story"}
    assert lacking(reviews[BARE], 4) == {"own-story", "story", "leaflet", "pictures", "traceability", "label-code"}
    assert reviews[BARE].highest == 0


def test_what_is_missing_says_what_to_type(reviews: Mapping[str, Review]) -> None:
    todo = {answer.ask.id: answer.todo for answer in reviews[BARE].answers if not answer.is_met}
    assert f"about: {BARE}" in todo["own-story"]
    assert "photos" in todo["pictures"]
    assert "traceability_url" in todo["traceability"]


def test_tourism_is_asked_for_points_only_and_for_other_things(reviews: Mapping[str, Review]) -> None:
    asked = {answer.ask.id for answer in reviews[SITE].answers}
    assert {answer.ask.stars for answer in reviews[SITE].answers} == {0}
    assert {"booking", "second-language", "display", "activities"} <= asked
    assert not asked & {"label-code", "ingredients", "shelf-life"}
    assert reviews[SITE].highest == 0


def test_a_story_like_anothers_is_none(edition: Edition) -> None:
    product = edition.catalogue.products[WHOLE.removeprefix("products/")]
    stories = edition.relations.stories_about[WHOLE]
    copied = [Problem(one.source, 9, "story-alike", values={}) for one in (product, *stories)]
    found = {one.key: one for one in review(edition, copied)}
    assert "own-story" in lacking(found[WHOLE], 3)
    assert "own-story" not in lacking({one.key: one for one in review(edition, copied[1:])}[WHOLE], 3)


@pytest.mark.parametrize(
    ("change", "answered"),
    [
        ({"photos": ()}, "pictures"),
        ({"traceability_url": None}, "traceability"),
        ({"outlets": ()}, "shop"),
        ({"prices": ()}, "prices"),
        ({"net_quantities": ()}, "quantity"),
        ({"shelf_life": None}, "shelf-life"),
    ],
)
def test_each_answer_hangs_on_its_own_key(edition: Edition, change: dict[str, Any], answered: str) -> None:
    def unmet(of: Edition) -> set[str]:
        return {answer.ask.id for one in review(of, ()) if one.key == WHOLE for answer in one.answers if not answer.is_met}

    before = unmet(edition)
    after = unmet(with_product(edition, WHOLE.removeprefix("products/"), **change))
    assert answered in after - before


def test_bonsai_owe_the_code_on_the_label_for_five_stars_only(edition: Edition) -> None:
    slug = "hoa-hong-leo-bo-say"
    ranks = {}
    for number in (23, 24, 25, None):
        changed = with_product(edition, slug, set=number)
        one = next(one for one in review(changed, ()) if one.key == f"products/{slug}")
        ranks[number] = [answer.ask.stars for answer in one.answers if answer.ask.id == "label-code"]
        assert len({(answer.ask.id) for answer in one.answers}) == len(one.answers)
    assert ranks == {23: [4], 24: [5], 25: [4], None: [4]}


def test_the_asks_are_those_of_the_annex() -> None:
    minimum = {(ask.id, ask.stars, ask.criterion): ask.sets for ask in ASKS if ask.stars}
    assert minimum["own-story", 3, "5.3"] == GOODS
    assert {key for key, sets in minimum.items() if key[1] == 4 and sets == GOODS} == {
        ("story", 4, "5.1"),
        ("leaflet", 4, "5.1"),
        ("pictures", 4, "5.1"),
        ("traceability", 4, "5.1"),
    }
    assert minimum["label-code", 4, "2.3"] == GOODS - {24}
    assert minimum["shop", 5, "4.1"] == GOODS - {24, 25}
    assert not any(TOURISM in sets for sets in minimum.values())
    assert EATEN < GOODS
    assert {number for ask in ASKS for number in ask.sets} == set(range(1, 27))


def test_the_lines_name_each_product_and_count_at_the_end(edition: Edition) -> None:
    found = review(edition, ())
    said = list(lines(found))
    assert [line for line in said if re.match(r"\S.*\(products/", line)] == [
        next(line for line in said if f"({one.key})" in line) for one in found
    ]
    assert f"{len(found)} sản phẩm." in said[-2]
    assert "Sao do hội đồng chấm" in said[-1]
    assert not any("None" in line for line in said)


@pytest.mark.parametrize("separator", [",", ";"])
def test_the_table_reads_back_as_it_was(edition: Edition, separator: str) -> None:
    found = review(edition, ())
    raw = table(found, separator)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=separator))
    assert tuple(rows[0]) == HEADER
    assert {len(row) for row in rows} == {len(HEADER)}
    told = [(one.title, one.key, answer.ask.words, answer.found, answer.todo) for one in found for answer in one.answers]
    assert [(row[0], row[1], row[10], row[12], row[13]) for row in rows[1:]] == told
    assert {row[11] for row in rows[1:]} == {"có", "chưa"}
    assert not any(re.fullmatch(r"\d+\.\d+", cell) for row in rows for cell in row)  # Excel: 5.3 is a day of March.


@settings(max_examples=60, deadline=None)
@given(title=st.text(min_size=1, max_size=30).filter(lambda text: "\x00" not in text))
def test_no_title_becomes_a_formula_or_breaks_a_row(reviews: Mapping[str, Review], title: str) -> None:
    rows = list(csv.reader(io.StringIO(table([replace(reviews[BARE], title=title)]).decode("utf-8-sig"), newline="")))
    assert {len(row) for row in rows} == {len(HEADER)}
    assert all(row[0].removeprefix("'") == title.removeprefix("'") for row in rows[1:])
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.fixture
def ocop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., subprocess.CompletedProcess[str]]:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "plugins"))
    monkeypatch.setenv("OCOP_NO_VENV", "1")
    monkeypatch.setenv("OCOP_TODAY", "2026-11-23")
    monkeypatch.setenv("PYTHONUTF8", "1")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ocop", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
        )

    return run


def test_the_command_writes_the_table_and_says_where(ocop: Any, tmp_path: Path) -> None:
    target = tmp_path / "bao-cao" / "ra soat.csv"
    done = ocop("review", "-s", "tests/demo/pelicanconf.py", "-o", str(target))
    assert done.returncode == 0, done.stderr
    assert str(target) in done.stdout.splitlines()[-1]
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "Bột gạo lọc Rạch Sen (products/bot-gao-loc-rach-sen): còn hiệu lực, 4 sao, đến 15/03/2028" in done.stdout


def test_a_table_that_cannot_be_written_is_told(ocop: Any, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("", "utf-8")
    done = ocop("review", "-s", "tests/demo/pelicanconf.py", "-o", str(tmp_path / "tep" / "x.csv"))
    assert done.returncode == 1
    assert "Không ghi được" in done.stderr
    assert "Traceback" not in done.stderr
