"""The open data: complete, described so that programs can judge it, and saying no more than the pages say."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.catalogue.assembled import Catalogue
from ocop.catalogue.status import history_on, status_on
from ocop.outputs.open_data.forms import csv_line, write_csv
from ocop.outputs.open_data.tables import Column, Table, tables
from ocop.reading import read_catalogue
from ocop.text import tel_uri

SITE = "https://danh-muc.example"
DEMO = Path(__file__).resolve().parents[1] / "demo" / "content"
TODAY = date(2026, 11, 23)
TABLES = ("products", "producers", "places", "recognitions")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    reading = read_catalogue(DEMO, root=DEMO.parent, languages=("vi", "en"), default_language="vi", today=TODAY, sample=True)
    assert reading.catalogue
    return reading.catalogue


@pytest.fixture(scope="module")
def data(addressed_site: Path) -> Path:
    return addressed_site / "du-lieu"


def read_csv(data: Path, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((data / f"{table}.csv").read_text("utf-8-sig"), newline="")))


def read_json(data: Path, table: str) -> list[dict[str, Any]]:
    whole = json.loads((data / f"{table}.json").read_text("utf-8"))
    assert whole["count"] == len(whole["items"])
    assert whole["licence"] == "https://creativecommons.org/licenses/by/4.0/"
    assert whole["sample"] is True
    return list(whole["items"])


def test_frictionless_finds_the_package_and_every_row_valid(data: Path) -> None:
    report = frictionless.validate(str(data / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    rows = {task.name: task.stats["rows"] for task in report.tasks if task.name in TABLES}
    assert set(rows) == set(TABLES)
    assert all(rows.values())


def test_a_broken_row_would_be_found(data: Path, tmp_path: Path) -> None:
    for name in ("datapackage.json", *(file.name for file in data.glob("*.*"))):
        (tmp_path / name).write_bytes((data / name).read_bytes())
    text = (tmp_path / "products.csv").read_text("utf-8-sig").replace(",valid,4,", ",valid,bốn,", 1)
    (tmp_path / "products.csv").write_text(text, "utf-8-sig")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_the_package_names_licence_keys_and_every_file_that_is_there(data: Path) -> None:
    package = json.loads((data / "datapackage.json").read_text("utf-8"))
    assert package["licenses"] == [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]
    described = {resource["path"] for resource in package["resources"]}
    assert described == {file.name for file in data.iterdir()} - {"datapackage.json", "catalog.jsonld"}
    keys = {
        resource["name"]: resource["schema"].get("foreignKeys", []) for resource in package["resources"] if "schema" in resource
    }
    assert keys["products"][0]["reference"] == {"resource": "producers", "fields": "id"}
    assert keys["recognitions"][0]["reference"] == {"resource": "products", "fields": "id"}


def test_csv_opens_right_in_excel(data: Path) -> None:
    for table in TABLES:
        raw = (data / f"{table}.csv").read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to see UTF-8"
        assert raw.count(b"\r\n") == raw.count(b"\n")
    products = {row["id"]: row for row in read_csv(data, "products")}
    assert products["bot-gao-loc-rach-sen"]["title_vi"] == "Bột gạo lọc Rạch Sen"
    # Thirteen digits in one would be shown as 9.52E+12, a number that begins with 0 would lose it.
    assert products["bot-gao-loc-rach-sen"]["gtin"] == "9 520000 000011"
    assert all(" " in phone for row in read_csv(data, "producers") for phone in row["phones"].split("; ") if phone)


def test_every_published_thing_has_a_row_in_every_form(data: Path, catalogue: Catalogue) -> None:
    for table, things in (("products", catalogue.products), ("producers", catalogue.producers), ("places", catalogue.places)):
        published = sorted(slug for slug, thing in things.items() if not thing.facts.draft)
        assert [row["id"] for row in read_csv(data, table)] == published
        assert [row["id"] for row in read_json(data, table)] == published
    assert any(thing.facts.draft for thing in catalogue.products.values())


def test_stars_stand_only_with_a_recognition_valid_on_the_day(data: Path, catalogue: Catalogue) -> None:
    for row in read_csv(data, "products"):
        facts = catalogue.products[row["id"]].facts
        status = status_on(facts.recognitions, facts.dossier, TODAY)
        assert row["stars"] == (str(status.stars) if status.stars else ""), row["id"]
        assert row["status"] == status.kind.value
    for record in read_json(data, "products"):
        facts = catalogue.products[record["id"]].facts
        assert record["status"]["stars"] == status_on(facts.recognitions, facts.dossier, TODAY).stars
        assert "stars" not in {key for key in record if key != "status"}


def test_the_table_of_recognitions_has_every_decision_with_what_has_become_of_it(data: Path, catalogue: Catalogue) -> None:
    expected = {
        (slug, item.decision, item.date.isoformat(), str(item.stars), kind.value)
        for slug, product in catalogue.products.items()
        if not product.facts.draft
        for item, kind in history_on(product.facts.recognitions, TODAY)
    }
    rows = read_csv(data, "recognitions")
    assert {(r["product"], r["decision"], r["date"], r["stars"], r["status"]) for r in rows} == expected
    assert len({row["id"] for row in rows}) == len(rows)


def test_geojson_has_exactly_the_measured_positions(data: Path, catalogue: Catalogue) -> None:
    for table, things in (("products", catalogue.products), ("places", catalogue.places)):
        whole = json.loads((data / f"{table}.geojson").read_text("utf-8"))
        assert whole["type"] == "FeatureCollection"
        points = {feature["id"]: feature["geometry"] for feature in whole["features"]}
        assert points == {
            slug: {"type": "Point", "coordinates": [thing.facts.position.lon, thing.facts.position.lat]}  # type: ignore[attr-defined]
            for slug, thing in things.items()
            if thing.facts.position and not thing.facts.draft  # type: ignore[attr-defined]
        }


def test_phone_numbers_are_those_of_the_page_and_consent_stays_inside(data: Path, addressed_site: Path) -> None:
    for record in read_json(data, "producers"):
        page = (addressed_site / "chu-the" / record["id"] / "index.html").read_text("utf-8")
        for number in record["phones"]:
            assert f'href="{tel_uri(number)}"' in page
    assert all("consent" not in file.read_text("utf-8") for file in data.iterdir())


def test_the_dcat_catalogue_names_each_table_file_and_licence(data: Path) -> None:
    whole = json.loads((data / "catalog.jsonld").read_text("utf-8"))
    assert whole["@type"] == "dcat:Catalog"
    files = [item["dcat:downloadURL"]["@id"] for dataset in whole["dcat:dataset"] for item in dataset["dcat:distribution"]]
    assert sorted(files) == sorted(
        f"{SITE}/du-lieu/{file.name}" for file in data.iterdir() if file.name not in {"datapackage.json", "catalog.jsonld"}
    )
    for dataset in whole["dcat:dataset"]:
        assert dataset["dcterms:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
        assert date.fromisoformat(dataset["dcterms:modified"]["@value"]) <= TODAY


def test_the_page_links_to_every_file_and_describes_every_column(addressed_site: Path, data: Path) -> None:
    for path in ("du-lieu-mo", "en/du-lieu-mo"):
        page = (addressed_site / path / "index.html").read_text("utf-8")
        for file in data.iterdir():
            assert f'href="/du-lieu/{file.name}"' in page, (path, file.name)
        for table in tables(("vi", "en")):
            for column in table.columns:
                assert f"<dt>{column.name}</dt>" in page
        assert '"@type":"Dataset"' in page


CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20) | st.sampled_from(
    ["=1+1", "+84", "-x", "@a", 'a"b', "a,b"]
)


@given(st.lists(CELL, min_size=1, max_size=5))
@settings(max_examples=80, deadline=None)
def test_any_text_comes_back_from_csv_and_none_runs_as_a_formula(cells: list[str]) -> None:
    table = Table("t", ("", ""), ("", ""), (Column("id", "string", ("", ""), lambda record: record),))
    made = write_csv(table, [csv_line(table, {"id": cell}) for cell in cells]).decode("utf-8-sig")
    read = [row[0] if row else "" for row in csv.reader(io.StringIO(made, newline=""))][1:]
    assert len(read) == len(cells)
    for cell, back in zip(cells, read, strict=True):
        assert back.removeprefix("'") == " ".join(cell.split()).removeprefix("'")
        assert not back.startswith(("=", "+", "-", "@"))
