"""What a report consists of: parts with sections, whose items are sentences, tables, a chart, or room to write in."""

from __future__ import annotations

from dataclasses import dataclass

from ..tables import Table


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Room:
    """What only the office can write: the sentence says what belongs here."""

    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns over years."""

    title: str
    values: tuple[tuple[str, int], ...]


Item = Said | Room | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part (I, II) with its sections."""

    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report: what it is about (one or two lines), the sentence that opens it, its parts, and the one that closes it."""

    about: tuple[str, ...]
    opening: str
    parts: tuple[Part, ...]
    closing: str

    def tables(self) -> tuple[Table, ...]:
        """Give all its tables in order."""
        items = (item for part in self.parts for section in part.sections for item in section.items)
        return tuple(item for item in items if isinstance(item, Table))

    def charts(self) -> tuple[Chart, ...]:
        """Give its charts."""
        items = (item for part in self.parts for section in part.sections for item in section.items)
        return tuple(item for item in items if isinstance(item, Chart))
