"""The static JSON API: `/api/v1/`, a record per thing and per code, a list per kind, a schema per kind (docs/api.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ocop.catalogue.models import Kind
from ocop.engine import Output

from .. import codes
from ..edition import Edition
from ..landing import answers
from . import records
from .addresses import API, DATA_PAGE, api_address, data_address
from .collected import KINDS, Collected
from .forms import to_json, write_json
from .package import LICENCE, PACKAGE
from .schemas import SCHEMAS, published_schema, schema_address


def outputs(collected: Collected, edition: Edition) -> Iterator[Output]:
    """Give every file below /api/v1/."""
    for kind, name in KINDS.items():
        schema = schema_address(name, edition)
        for record in collected.named[kind]:
            yield _file(f"{kind.value}/{record.id}.json", with_schema(record, schema))
        entries = [to_json(_brief(record)) for record in collected.named[kind]]
        yield _written(f"{kind.value}/index.json", write_json(head(edition, len(entries)), entries))
    yield from _codes(edition)
    for name in SCHEMAS:
        # Made from code alone, which the engine knows of, so planning does not wait for it.
        address = schema_address(name, edition)
        yield Output(f"{API}/schemas/{name}.json", (name, address), partial(_schema, name, address))
    yield _file("index.json", to_json(_index(collected, edition)))


def with_schema(record: records.Record, schema: str) -> str:
    """Give the JSON of a record, the address of its schema first."""
    return f'{{"$schema":{to_json(schema)},{record.model_dump_json().removeprefix("{")}'


def head(edition: Edition, count: int) -> dict[str, Any]:
    """Give what a list begins with."""
    return {"name": edition.sitename, "sample": edition.sample, "licence": LICENCE, "count": count}


def _brief(record: records.Named) -> dict[str, Any]:
    brief: dict[str, Any] = {"id": record.id, "api": record.api, "title": record.title, "verified": record.verified.isoformat()}
    if isinstance(record, records.ProductRecord):
        until = record.status.until
        brief["status"] = record.status.kind
        brief["stars"] = record.status.stars
        brief["until"] = until.isoformat() if until else None
    return brief


def _codes(edition: Edition) -> Iterator[Output]:
    """Give what stands behind each code: the entries of status.json under an address of their own, no second source."""
    schema = edition.addresses.absolute(edition.addresses.file(codes.schema_of(codes.STATUS)))
    found = codes.statuses(edition)
    for code, entry in found.items():
        yield _file(f"codes/{code}.json", to_json({"$schema": f"{schema}#/$defs/code", **entry}))
    briefs = [
        to_json({"code": code, "api": api_address(f"codes/{code}.json", edition), "owner": entry["owner"]})
        for code, entry in found.items()
    ]
    yield _written("codes/index.json", write_json(head(edition, len(found)), briefs))


def _index(collected: Collected, edition: Edition) -> Mapping[str, Any]:
    book = edition.addresses

    def collection(kind: Kind, name: str) -> dict[str, Any]:
        return {
            "list": api_address(f"{kind.value}/index.json", edition),
            "record": api_address(f"{kind.value}/{{id}}.json", edition).replace("%7B", "{").replace("%7D", "}"),
            "schema": schema_address(name, edition),
            "count": len(collected.named[kind]),
        }

    page = book.absolute(book.of("PAGE", edition.default_language, DATA_PAGE).url)
    return {
        "name": edition.sitename,
        "version": 1,
        "sample": edition.sample,
        "licence": LICENCE,
        "languages": list(edition.languages),
        "documentation": page if DATA_PAGE in edition.catalogue.pages else None,
        "collections": {
            **{kind.value: collection(kind, name) for kind, name in KINDS.items()},
            "codes": {
                "list": api_address("codes/index.json", edition),
                "record": api_address("codes/{id}.json", edition).replace("%7B", "{").replace("%7D", "}"),
                "schema": book.absolute(book.file(codes.schema_of(codes.STATUS))),
                "count": sum(answers(row) for row in edition.ledger),
            },
        },
        "schemas": {name: schema_address(name, edition) for name in SCHEMAS},
        "data": book.absolute(data_address(PACKAGE, edition).url),
    }


def _schema(name: str, address: str) -> bytes:
    return f"{to_json(published_schema(name, address))}\n".encode()


def _file(path: str, json_text: str) -> Output:
    return _written(path, f"{json_text}\n".encode())


def _written(path: str, data: bytes) -> Output:
    return Output(f"{API}/{path}", (data,), partial(bytes, data))
