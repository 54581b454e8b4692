"""The static JSON API: `/api/v1/`, a record per thing and per code, a list per kind, a schema per kind (docs/api.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from pydantic_core import to_json

from ocop.catalogue.models import Kind
from ocop.engine import Output
from ocop.qr import LedgerRow

from .. import codes
from ..edition import Edition
from ..json_lists import json_list
from ..landing import answering
from ..late_files import late_file
from ..order import turns_of
from .addresses import API, DATA_PAGE, api_address, data_address
from .collected import KINDS, said, slugs
from .package import LICENCE, PACKAGE
from .schemas import SCHEMAS, published_schema, schema_address


def outputs(edition: Edition) -> Iterator[Output]:
    """Give every file below /api/v1/."""
    turns = turns_of(edition)
    for kind in KINDS:
        for slug in slugs(kind, edition):
            near = turns.get(f"{kind.value}/{slug}", 0)
            yield late_file(f"{API}/{kind.value}/{slug}.json", partial(_record, kind, slug, edition), edition, near=near)
        yield late_file(f"{API}/{kind.value}/index.json", partial(_list, kind, edition), edition)
    yield from _codes(edition)
    for name in SCHEMAS:
        # Made from code alone, which the engine knows of, so planning does not wait for it.
        address = schema_address(name, edition)
        yield Output(f"{API}/schemas/{name}.json", (name, address), partial(_schema, name, address))
    yield _file("index.json", to_json(_index(edition)))


def _record(kind: Kind, slug: str, edition: Edition) -> Output:
    return _file(f"{kind.value}/{slug}.json", said(kind, slug, edition).lines.json)


def _list(kind: Kind, edition: Edition) -> Output:
    entries = edition.of_all(KINDS, lambda: [said(kind, slug, edition).brief for slug in slugs(kind, edition)])
    return _written(f"{kind.value}/index.json", json_list(head(edition, len(entries)), "items", entries))


def head(edition: Edition, count: int) -> dict[str, Any]:
    """Give what a list begins with."""
    return {"name": edition.sitename, "sample": edition.sample, "licence": LICENCE, "count": count}


def _codes(edition: Edition) -> Iterator[Output]:
    """Give what stands behind each code: the entries of status.json under an address of their own, no second source."""
    rows = answering(edition)
    turns = turns_of(edition)
    for row in rows:
        path, near = f"{API}/codes/{row.code}.json", turns.get(row.owner, 0)
        yield late_file(path, partial(_code, row, edition), edition, near=near)
    briefs = [
        to_json({"code": row.code, "api": api_address(f"codes/{row.code}.json", edition), "owner": row.owner}) for row in rows
    ]
    yield _written("codes/index.json", json_list(head(edition, len(rows)), "items", briefs))


def _code(row: LedgerRow, edition: Edition) -> Output:
    schema = edition.addresses.absolute(edition.addresses.file(codes.schema_of(codes.STATUS)))
    entry = codes.status_of(row, edition).removeprefix(b"{")
    return _file(f"codes/{row.code}.json", b'{"$schema":%s,%s' % (to_json(f"{schema}#/$defs/code"), entry))


def _index(edition: Edition) -> Mapping[str, Any]:
    book = edition.addresses

    def collection(kind: Kind, name: str) -> dict[str, Any]:
        return {
            "list": api_address(f"{kind.value}/index.json", edition),
            "record": api_address(f"{kind.value}/{{id}}.json", edition).replace("%7B", "{").replace("%7D", "}"),
            "schema": schema_address(name, edition),
            "count": len(slugs(kind, edition)),
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
                "count": len(answering(edition)),
            },
        },
        "schemas": {name: schema_address(name, edition) for name in SCHEMAS},
        "data": book.absolute(data_address(PACKAGE, edition).url),
    }


def _schema(name: str, address: str) -> bytes:
    return to_json(published_schema(name, address)) + b"\n"


def _file(path: str, json_text: bytes) -> Output:
    return _written(path, json_text + b"\n")


def _written(path: str, data: bytes) -> Output:
    return Output(f"{API}/{path}", (data,), partial(bytes, data))
