"""The forms of a table: CSV for spreadsheets, JSON for programs, GeoJSON for maps."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from .tables import Cell, Table

_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_SPACE: Final = re.compile(r"\s+")


def write_csv(table: Table, rows: Iterable[Mapping[str, Cell]]) -> bytes:
    """Give RFC 4180 text with a byte-order mark: without it Excel takes Vietnamese letters for another encoding.

    A cell is one line. One that a spreadsheet would run as a formula is led by an apostrophe.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    for row in rows:
        writer.writerow([_cell(row[column.name]) for column in table.columns])
    return file.getvalue().encode("utf-8-sig")


def write_json(head: Mapping[str, Any], entries: Sequence[str]) -> bytes:
    """Give an object of `head` and its `items`, one a line; `entries` are JSON already."""
    start, lines = to_json(head).removesuffix("}"), ",\n".join(entries)
    return f'{start},"items":[\n{lines}\n]}}\n'.encode()


def write_geojson(name: str, rows: Iterable[Mapping[str, Cell]]) -> bytes:
    """Give the rows that have a position as a FeatureCollection (RFC 7946: longitude first); the rest is left out."""
    lines = ",\n".join(
        to_json(
            {
                "type": "Feature",
                "id": row["id"],
                "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
                "properties": {key: _plain(cell) for key, cell in row.items() if key not in {"latitude", "longitude"} and cell},
            }
        )
        for row in rows
        if row["latitude"] is not None and row["longitude"] is not None
    )
    return f'{{"type":"FeatureCollection","name":{to_json(name)},"features":[\n{lines}\n]}}\n'.encode()


def to_json(value: object) -> str:
    """Give compact JSON in the letters of the language."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _plain(cell: Cell) -> str | int | float | None:
    return cell if cell is None or isinstance(cell, str | int | float) else cell.isoformat()


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(_plain(cell))
    line = _SPACE.sub(" ", cell).strip()
    return f"'{line}" if _FORMULA.match(line) else line
