"""The demo catalogue shows the states its map (README.md) promises, on the day it is pinned to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ocop.catalogue.assembled import Catalogue, Product
from ocop.catalogue.models import Group, PlaceType, ProducerType
from ocop.catalogue.status import PublicStatus, status_on
from ocop.qr.ledger import read_ledger
from ocop.reading import Reading, read_catalogue

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
DAY = date(2026, 11, 23)
README = (HERE / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_catalogue(HERE / "content", root=ROOT, languages=("vi", "en"), default_language="vi", today=DAY, sample=True)


@pytest.fixture(scope="module")
def catalogue(reading: Reading) -> Catalogue:
    assert reading.catalogue is not None, [str(problem) for problem in reading.problems]
    return reading.catalogue


def rows(heading: str) -> Iterator[list[str]]:
    """The cells of the table under a heading of the map, without its head."""
    section = README.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    for line in lines[1:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


def shown(product: Product) -> str:
    """The status of a product in the words of the map."""
    facts = product.facts
    if facts.draft:
        return "draft"
    if facts.gone:
        return f"gone, since {facts.gone}"
    status = status_on(facts.recognitions, facts.dossier, DAY)
    if status.kind in {PublicStatus.VALID, PublicStatus.EXTENDED}:
        return f"{status.kind} {status.stars}, until {status.until}"
    if status.kind in {PublicStatus.EXPIRED, PublicStatus.REVOKED}:
        return f"{status.kind}, since {status.until}"
    return str(status.kind)


def test_every_product_has_the_status_of_the_map(catalogue: Catalogue) -> None:
    mapped = {cells[0].strip("`"): cells[2] for cells in rows("Products")}
    assert {slug: shown(product) for slug, product in catalogue.products.items()} == mapped


def test_the_group_and_set_of_the_map_are_the_products_own(catalogue: Catalogue) -> None:
    mapped = {cells[0].strip("`"): cells[1] for cells in rows("Products")}
    facts = {slug: product.facts for slug, product in catalogue.products.items()}
    assert {slug: f"{fact.group} {fact.set}" for slug, fact in facts.items()} == mapped


def test_every_status_group_and_type_is_shown(catalogue: Catalogue) -> None:
    facts = [product.facts for product in catalogue.products.values()]
    assert {status_on(fact.recognitions, fact.dossier, DAY).kind for fact in facts} == set(PublicStatus)
    assert {fact.group for fact in facts} == set(Group)
    assert {producer.facts.type for producer in catalogue.producers.values()} == set(ProducerType)
    assert {place.facts.type for place in catalogue.places.values()} == set(PlaceType)


def test_there_are_no_errors_and_only_the_warnings_that_are_meant(reading: Reading) -> None:
    found = [(problem.path.removeprefix("tests/demo/content/"), problem.rule) for problem in reading.problems]
    assert sorted(found) == sorted((cells[0].strip("`"), cells[1].strip("`")) for cells in rows("Problems that are meant"))


def test_every_code_of_the_ledger_has_an_owner_with_a_page(catalogue: Catalogue) -> None:
    ledger, problems = read_ledger(HERE / "content/data/qr-ledger.csv", root=ROOT)
    assert problems == ()
    published = {thing.key for thing in catalogue.things() if not thing.facts.draft}
    assert {row.owner for row in ledger} <= published
    assert len(ledger) == int(re.findall(r"(\d+) drafts", README)[0])


def test_the_words_of_a_product_name_no_star(catalogue: Catalogue) -> None:
    for product in catalogue.products.values():
        for language, words in product.words.items():
            said = f"{words.title} {words.summary} {product.bodies.get(language, '')}"
            assert not re.search(r"\d\s*sao|\d[- ]star|OCOP", said), (product.slug, language)


def test_the_fiction_shows_in_every_producers_name(catalogue: Catalogue) -> None:
    assert all(producer.words["vi"].title.endswith("(mẫu)") for producer in catalogue.producers.values())
