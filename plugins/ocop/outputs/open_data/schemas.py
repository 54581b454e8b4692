"""The JSON Schema (2020-12) of each kind of record, from the models that make the records."""

from __future__ import annotations

from typing import Any, Final

from ..edition import Edition
from . import records
from .addresses import api_address

SCHEMAS: Final[dict[str, type[records.Record]]] = {
    "product": records.ProductRecord,
    "producer": records.ProducerRecord,
    "place": records.PlaceRecord,
    "recognition": records.RecognitionRecord,
}


def schema_address(name: str, edition: Edition) -> str:
    """Give the address of a schema."""
    return api_address(f"schemas/{name}.json", edition)


def record_schema(name: str) -> dict[str, Any]:
    """Give the schema of a record. Readers have to take keys that it does not name: new ones may come."""
    made = SCHEMAS[name].model_json_schema(mode="serialization")
    made["properties"] = {"$schema": {"type": "string"}, **made["properties"]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def published_schema(name: str, address: str) -> dict[str, Any]:
    """Give the schema as it is published, with its own address."""
    made = record_schema(name)
    return {"$schema": made.pop("$schema"), "$id": address, **made}
