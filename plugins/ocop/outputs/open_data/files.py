"""Every file of the data: the tables in their forms, their descriptions, the API."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pydantic_core import to_json

from ocop.engine import Output

from ..edition import Edition
from ..json_lists import json_list
from ..late_files import late_file
from . import api
from .addresses import data_address
from .collected import KINDS, lines_of, newest_check
from .file_list import DataFile, file_list
from .forms import write_csv, write_geojson
from .package import CATALOGUE, PACKAGE, catalogue, datapackage
from .page import about
from .tables import Table, tables


def outputs(edition: Edition) -> Iterator[Output]:
    """Give the open data and the API. Each file's bytes are its input: it is written again exactly when they change."""
    made = tables(edition.languages)
    files = file_list(made)
    for table in made:
        for file in files:
            if file.table == table.name:
                path = data_address(file.name, edition).save_as
                yield late_file(path, partial(_file, file, table, edition), edition)
    said = about(edition)
    package = datapackage(made, files, said[edition.default_language], edition)
    yield _output(PACKAGE, to_json(package) + b"\n", edition)
    days = {table.name: newest_check(table.name, edition) for table in made}
    yield _output(CATALOGUE, to_json(catalogue(made, files, said, days, edition)) + b"\n", edition)
    yield from api.outputs(edition)


def _output(name: str, data: bytes, edition: Edition) -> Output:
    return Output(data_address(name, edition).save_as, (data,), partial(bytes, data))


def _file(file: DataFile, table: Table, edition: Edition) -> Output:
    return edition.of_all(KINDS, lambda: _output(file.name, _bytes(file, table, edition), edition))


def _bytes(file: DataFile, table: Table, edition: Edition) -> bytes:
    found = lines_of(table.name, edition)
    match file.format:
        case "csv":
            return write_csv(table, (lines.csv for lines in found))
        case "geojson":
            return write_geojson(table.name, (lines.feature for lines in found))
        case _:
            return json_list(api.head(edition, len(found)), "items", [lines.json for lines in found])
