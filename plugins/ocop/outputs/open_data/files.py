"""Every file of the data: the tables in their forms, their descriptions, the API."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ocop.engine import Output

from ..edition import Edition
from . import api
from .addresses import data_address
from .collected import KINDS, Collected, collect
from .file_list import DataFile, file_list
from .forms import to_json, write_csv, write_geojson, write_json
from .package import CATALOGUE, PACKAGE, catalogue, datapackage
from .page import about
from .schemas import schema_address
from .tables import Table, rows, tables


def outputs(edition: Edition) -> Iterator[Output]:
    """Give the open data and the API. Each file's bytes are its input: it is written again exactly when they change."""
    collected = collect(edition)
    made = tables(edition.languages)
    files = file_list(made)
    for table in made:
        for file in files:
            if file.table == table.name:
                yield _output(file.name, _bytes(file, table, collected, edition), edition)
    said = about(edition)
    package = datapackage(made, files, said[edition.default_language], edition)
    yield _output(PACKAGE, f"{to_json(package)}\n".encode(), edition)
    days = {table.name: collected.newest_check(table.name) for table in made}
    yield _output(CATALOGUE, f"{to_json(catalogue(made, files, said, days, edition))}\n".encode(), edition)
    yield from api.outputs(collected, edition)


def _output(name: str, data: bytes, edition: Edition) -> Output:
    return Output(data_address(name, edition).save_as, (data,), partial(bytes, data))


def _bytes(file: DataFile, table: Table, collected: Collected, edition: Edition) -> bytes:
    found = collected.of(table.name)
    match file.format:
        case "csv":
            return write_csv(table, rows(table, found))
        case "geojson":
            return write_geojson(table.name, rows(table, found))
        case _:
            names = {kind.value: name for kind, name in KINDS.items()}
            schema = schema_address(names.get(table.name, "recognition"), edition)
            return write_json(api.head(edition, len(found)), [api.with_schema(record, schema) for record in found])
