"""Which files the open data has, and what each is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .tables import Table

MEDIA_TYPES: Final = {"csv": "text/csv", "json": "application/json", "geojson": "application/geo+json"}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of a table: `name` below the folder of the data."""

    name: str
    table: str
    format: str

    @property
    def media_type(self) -> str:
        """Give its media type."""
        return MEDIA_TYPES[self.format]


def file_list(tables: tuple[Table, ...]) -> tuple[DataFile, ...]:
    """Give the files of the tables in their order: CSV, JSON, and GeoJSON where rows can have a position."""
    return tuple(DataFile(f"{table.name}.{form}", table.name, form) for table in tables for form in _forms(table))


def _forms(table: Table) -> Iterator[str]:
    yield from ("csv", "json")
    if table.positioned:
        yield "geojson"
