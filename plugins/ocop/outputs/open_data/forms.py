"""The forms of a table: CSV for spreadsheets, JSON for programs, GeoJSON for maps."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pydantic_core import to_json

from .tables import Cell, Table

_FORMULA: Final = ("=", "+", "-", "@")


def write_csv(table: Table, lines: Iterable[bytes]) -> bytes:
    """Give RFC 4180 text with a byte-order mark: without it Excel takes Vietnamese letters for another encoding."""
    return b"".join([codecs.BOM_UTF8, _written([column.name for column in table.columns]), *lines])


def csv_line(table: Table, row: Mapping[str, Cell]) -> bytes:
    """Give a row. A cell is one line. One that a spreadsheet would run as a formula is led by an apostrophe."""
    cells = [row[column.name] for column in table.columns]
    return _written(["" if cell is None else _cell(cell) for cell in cells])


def feature(row: Mapping[str, Cell]) -> bytes:
    """Give a row that has a position as a feature of GeoJSON (RFC 7946: longitude first); b"" for one that has none."""
    if row["latitude"] is None or row["longitude"] is None:
        return b""
    return to_json(
        {
            "type": "Feature",
            "id": row["id"],
            "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
            "properties": {key: _plain(cell) for key, cell in row.items() if key not in {"latitude", "longitude"} and cell},
        }
    )


def write_geojson(name: str, features: Iterable[bytes]) -> bytes:
    """Give features as a FeatureCollection; those that are b"" are left out."""
    lines = b",\n".join(one for one in features if one)
    return b'{"type":"FeatureCollection","name":%s,"features":[\n%s\n]}\n' % (to_json(name), lines)


def _written(cells: Sequence[str]) -> bytes:
    # By hand: the module csv asks of every letter whether it ends a line, and no cell holds what does.
    line = ",".join([_quoted(cell) if "," in cell or '"' in cell else cell for cell in cells])
    return (line or '""').encode() + b"\r\n"  # a blank line would be no row


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _plain(cell: Cell) -> str | int | float | None:
    return cell if cell is None or isinstance(cell, str | int | float) else cell.isoformat()


def _cell(cell: Cell) -> str:
    if not isinstance(cell, str):
        return str(_plain(cell))
    line = " ".join(cell.split())
    return f"'{line}" if line.startswith(_FORMULA) else line
