"""The static API of version 1: every record as its schema says, and a promise that keys and types do not change.

`api-v1.json` is that promise: every key of every record with its type. A key may be added (to both); none may go or change.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ocop.outputs.open_data.schemas import SCHEMAS, record_schema

SITE = "https://danh-muc.example"
PROMISE = Path(__file__).with_name("api-v1.json")
KINDS = {"products": "product", "producers": "producer", "places": "place"}


def types(schema: dict[str, Any], node: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """Every key below a node, with its type as one word or several joined by |."""
    if "$ref" in node:
        node = schema["$defs"][node["$ref"].rpartition("/")[2]]
    kinds = [types_of(schema, option) for option in node.get("anyOf", [node])]
    yield path, "|".join(sorted(kinds))
    for option in node.get("anyOf", [node]):
        inner = schema["$defs"][option["$ref"].rpartition("/")[2]] if "$ref" in option else option
        for key, value in inner.get("properties", {}).items():
            yield from types(schema, value, f"{path}.{key}")
        if "items" in inner:
            yield from types(schema, inner["items"], f"{path}[]")


def types_of(schema: dict[str, Any], node: dict[str, Any]) -> str:
    if "$ref" in node:
        node = schema["$defs"][node["$ref"].rpartition("/")[2]]
    return str(node.get("format") or node["type"])


def promised() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in SCHEMAS:
        schema = record_schema(name)
        found.update(types(schema, schema, name))
    return dict(sorted(found.items()))


def test_version_1_keeps_every_key_and_type_it_ever_had() -> None:
    now, then = promised(), json.loads(PROMISE.read_text("utf-8"))
    assert {key: now.get(key) for key in then} == then


def test_a_new_key_is_added_to_the_promise() -> None:
    assert sorted(set(promised()) - set(json.loads(PROMISE.read_text("utf-8")))) == []


def test_every_key_is_always_there() -> None:
    for name in SCHEMAS:
        schema = record_schema(name)
        for part in (schema, *schema["$defs"].values()):
            if part.get("type") == "object" and "properties" in part:
                assert set(part["properties"]) - {"$schema"} == set(part["required"]), (name, part["title"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_is_as_its_schema_says(addressed_site: Path, kind: str) -> None:
    folder = addressed_site / "api" / "v1"
    schema = json.loads((folder / "schemas" / f"{KINDS[kind]}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"{SITE}/api/v1/schemas/{KINDS[kind]}.json"
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    listed = json.loads((folder / kind / "index.json").read_text("utf-8"))["items"]
    files = sorted(file.stem for file in (folder / kind).glob("*.json") if file.stem != "index")
    assert [item["id"] for item in listed] == files
    for item in listed:
        assert item["api"] == f"{SITE}/api/v1/{kind}/{item['id']}.json"
        record = json.loads((folder / kind / f"{item['id']}.json").read_text("utf-8"))
        validator.validate(record)
        assert record["$schema"] == schema["$id"]
        assert record["title"] == item["title"]
        for url in record["page"].values():
            assert (addressed_site / url.removeprefix(SITE).strip("/") / "index.html").is_file()


def test_the_tables_hold_the_same_records(addressed_site: Path) -> None:
    for kind in KINDS:
        for record in json.loads((addressed_site / "du-lieu" / f"{kind}.json").read_text("utf-8"))["items"]:
            assert record == json.loads((addressed_site / "api" / "v1" / kind / f"{record['id']}.json").read_text("utf-8"))


def test_recognitions_are_as_their_schema_says(addressed_site: Path) -> None:
    schema = json.loads((addressed_site / "api" / "v1" / "schemas" / "recognition.json").read_text("utf-8"))
    for record in json.loads((addressed_site / "du-lieu" / "recognitions.json").read_text("utf-8"))["items"]:
        jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(record)


def test_a_code_says_what_status_json_says(addressed_site: Path) -> None:
    entries = {item["code"]: item for item in json.loads((addressed_site / "status.json").read_text("utf-8"))["codes"]}
    folder = addressed_site / "api" / "v1" / "codes"
    assert {file.stem for file in folder.glob("*.json")} == {*entries, "index"}
    for code, entry in entries.items():
        record = json.loads((folder / f"{code}.json").read_text("utf-8"))
        assert record.pop("$schema") == f"{SITE}/status.schema.json#/$defs/code"
        assert record == entry


def test_the_index_leads_to_everything(addressed_site: Path) -> None:
    index = json.loads((addressed_site / "api" / "v1" / "index.json").read_text("utf-8"))
    assert index["version"] == 1
    assert index["sample"] is True
    addresses = [index["documentation"], index["data"], *index["schemas"].values()]
    for name, collection in index["collections"].items():
        addresses += [collection["list"], collection["schema"]]
        listed = json.loads((addressed_site / collection["list"].removeprefix(f"{SITE}/")).read_text("utf-8"))
        assert len(listed["items"]) == collection["count"], name
        first = listed["items"][0]
        assert collection["record"].replace("{id}", first.get("id") or first["code"]) == first["api"]
    for address in addresses:
        path = addressed_site / address.removeprefix(f"{SITE}/")
        assert (path / "index.html" if address.endswith("/") else path).is_file(), address


def test_no_rank_without_a_valid_recognition_anywhere_but_in_the_history(addressed_site: Path) -> None:
    def stars(value: object, path: str = "") -> Iterator[tuple[str, object]]:
        if isinstance(value, dict):
            for key, item in value.items():
                if key == "stars":
                    yield path, item
                yield from stars(item, f"{path}.{key}")
        elif isinstance(value, list):
            for item in value:
                yield from stars(item, path)

    for file in sorted((addressed_site / "api" / "v1" / "products").glob("*.json")):
        record = json.loads(file.read_text("utf-8"))
        if file.stem == "index":
            assert all((item["stars"] is not None) == (item["status"] in {"valid", "extended"}) for item in record["items"])
            continue
        ranked = record["status"]["kind"] in {"valid", "extended"}
        assert [found for path, found in stars(record) if path == ".status"] == [record["status"]["stars"]]
        assert (record["status"]["stars"] is not None) == ranked
        assert {path for path, _ in stars(record)} <= {".status", ".recognitions"}
