"""The lists under content/data/: units, schemes of groups, documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from ocop.catalogue.lists import Document, Scheme, Unit
from ocop.catalogue.models import Record
from ocop.catalogue.problem import Problem
from ocop.catalogue.units import lost_units

from .bundle import Frame
from .files import leads_outside, read_bytes, shown_path
from .letters import breaks_grammar, decoded, letter_problems
from .raised import closest, raised
from .samples import samples_in_values
from .schema import field_name, validated
from .tree import Listing, Location, Scalar, Table, line_at, read_tree

R = TypeVar("R", bound=Record)

FILES: Final = {"units": "units.yaml", "schemes": "groups.yaml", "documents": "laws.yaml"}
"""Top key → file name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record of a list, with the table it was read from."""

    index: int
    table: Table

    def line(self, *location: str | int) -> int:
        """Give the file's line of a key."""
        where: Location = location
        return line_at(self.table, where)


@dataclass(frozen=True, slots=True)
class Lists:
    """What the lists hold, keyed and sorted; None for a list that could not be read."""

    units: Mapping[str, Unit] | None
    schemes: Mapping[str, Scheme] | None
    documents: Mapping[str, Document] | None


def read_lists(frame: Frame, *, sample: bool = True) -> tuple[Lists, tuple[Problem, ...]]:
    """Read all three; `sample` allows data marked as sample. Never raises for what is in them."""
    units, unit_entries, problems = _read("units", Unit, lambda unit: unit.slug, "slug", frame)
    schemes, scheme_entries, more = _read("schemes", Scheme, lambda scheme: scheme.key, "key", frame)
    documents, document_entries, rest = _read("documents", Document, lambda document: document.key, "key", frame)
    found = [*problems, *more, *rest]
    paths = {top: shown_path(frame.content / "data" / name, frame.root) for top, name in FILES.items()}
    if not sample:
        for top, entries in (("units", unit_entries), ("schemes", scheme_entries), ("documents", document_entries)):
            found += [problem for entry in entries.values() for problem in samples_in_values(entry.table, paths[top])]
    if units is not None:
        found += _units(units, unit_entries, paths["units"])
    if documents is not None:
        found += _documents(documents, document_entries, paths["documents"], frame)
    if schemes is not None:
        found += _schemes(schemes, scheme_entries, documents, paths, frame)
    return Lists(units, schemes, documents), tuple(found)


def _read(
    top: str, model: type[R], name: Callable[[R], str], key: str, frame: Frame
) -> tuple[dict[str, R] | None, dict[str, Entry], list[Problem]]:
    file = frame.content / "data" / FILES[top]
    path = shown_path(file, frame.root)
    table, problems = _table(file, path, top, frame)
    if table is None:
        return None, {}, problems
    problems += [
        raised("key-unknown", path, line, found=found, suggestion=closest(found, [top]), allowed=top)
        for found, line in table.lines.items()
        if found != top
    ]
    listing = table.entries.get(top)
    if listing is None:
        return None, {}, [*problems, raised("key-missing", path, 1, field=top, title="", example=f"{top}:")]
    if not isinstance(listing, Listing):
        found = listing.text if isinstance(listing, Scalar) else ""
        return None, {}, [*problems, raised("list-expected", path, table.lines[top], field=top, found=found)]
    records: dict[str, R] = {}
    entries: dict[str, Entry] = {}
    complete = True
    for index, item in enumerate(listing.items):
        if not isinstance(item, Table):
            values = {"field": field_name((top, index)), "found": item.text if isinstance(item, Scalar) else ""}
            problems.append(raised("record-expected", path, item.line, **values, allowed=", ".join(model.model_fields)))
            complete = False
            continue
        record, wrong = validated(model, item, path)
        problems += _at_least(wrong, item.line)
        if record is None:
            complete = False
            continue
        identity, entry = name(record), Entry(index, item)
        if identity in records:
            first = str(entries[identity].line(key))
            problems.append(raised("record-duplicate", path, entry.line(key), found=identity, first=first, field=key))
            continue
        records[identity], entries[identity] = record, entry
    return (dict(sorted(records.items())) if complete else None), entries, problems


def _at_least(problems: Sequence[Problem], line: int) -> list[Problem]:
    # A key missing from a record is missing where the record begins, not on the file's first line.
    return [Problem(one.path, max(one.line, line), one.rule, one.severity, one.values) for one in problems]


def _table(file: Path, path: str, top: str, frame: Frame) -> tuple[Table | None, list[Problem]]:
    try:
        file.lstat()
    except FileNotFoundError:
        return None, [raised("list-missing", path, 1, found=top)]
    except OSError:
        pass  # It may be there; why it cannot be read is told below.
    if leads_outside(file, frame.content):
        return None, [raised("link-outside", path, 1, found=file.name)]
    raw = read_bytes(file, path)
    if isinstance(raw, Problem):
        return None, [raw]
    text = decoded(raw, path)
    if isinstance(text, Problem):
        return None, [text]
    problems = list(letter_problems(text, path))
    if breaks_grammar(text):
        return None, problems
    table, found = read_tree(text, path)
    return table, [*problems, *found]


def _units(units: Mapping[str, Unit], entries: Mapping[str, Entry], path: str) -> Iterator[Problem]:
    lost = set(lost_units(units))
    for slug, unit in units.items():
        entry = entries[slug]
        if unit.successor is not None and unit.successor not in units:
            values = {"field": "successor", "found": unit.successor, "suggestion": closest(unit.successor, units)}
            yield raised("record-unknown", path, entry.line("successor"), **values, where=path)
        elif slug in lost and _runs_in_a_circle(units, slug):
            yield raised("record-circle", path, entry.line("successor"), field="successor", found=slug)
        if unit.valid_to is not None and unit.successor is None:
            yield raised("successor-missing", path, entry.line("valid_to"), found=slug)
        yield from _span(slug, (unit.valid_from, unit.valid_to), entry.line("valid_from"), path)
    yield from _overlaps(units, entries, path)


def _runs_in_a_circle(units: Mapping[str, Unit], slug: str) -> bool:
    step: str | None = units[slug].successor
    for _ in units:
        if step is None or step not in units:
            return False
        if step == slug:
            return True
        step = units[step].successor
    return False


def _overlaps(units: Mapping[str, Unit], entries: Mapping[str, Entry], path: str) -> Iterator[Problem]:
    by_code: dict[str, list[Unit]] = {}
    for unit in sorted(units.values(), key=lambda unit: entries[unit.slug].index):
        for other in by_code.get(unit.code, ()):
            if _first(unit) <= _last(other) and _first(other) <= _last(unit):
                values = {"code": unit.code, "found": unit.slug, "other": other.slug}
                yield raised("span-overlap", path, entries[unit.slug].line("code"), **values)
        by_code.setdefault(unit.code, []).append(unit)


def _first(unit: Unit) -> date:
    return unit.valid_from or date.min


def _last(unit: Unit) -> date:
    return unit.valid_to or date.max


def _documents(documents: Mapping[str, Document], entries: Mapping[str, Entry], path: str, frame: Frame) -> Iterator[Problem]:
    for key, document in documents.items():
        entry = entries[key]
        if document.replaced_by is not None and document.replaced_by not in documents:
            values = {"field": "replaced_by", "found": document.replaced_by, "where": path}
            suggestion = closest(document.replaced_by, documents)
            yield raised("record-unknown", path, entry.line("replaced_by"), **values, suggestion=suggestion)
        yield from _titled(document.subject, ("subject",), entry, path, frame)
        yield from _span(key, (document.in_force_from, document.in_force_to), entry.line("in_force_from"), path)


def _schemes(
    schemes: Mapping[str, Scheme],
    entries: Mapping[str, Entry],
    documents: Mapping[str, Document] | None,
    paths: Mapping[str, str],
    frame: Frame,
) -> Iterator[Problem]:
    path = paths["schemes"]
    for key, scheme in schemes.items():
        entry = entries[key]
        if documents is not None and scheme.document not in documents:
            values = {"field": "document", "found": scheme.document, "where": paths["documents"]}
            suggestion = closest(scheme.document, documents)
            yield raised("record-unknown", path, entry.line("document"), **values, suggestion=suggestion)
        yield from _span(key, (scheme.valid_from, scheme.valid_to), entry.line("valid_from"), path)
        first: dict[int, int] = {}
        for index, group in enumerate(scheme.groups):
            yield from _titled(group.titles, ("groups", index, "titles"), entry, path, frame)
            for place, product_set in enumerate(group.sets):
                inside: Location = ("groups", index, "sets", place)
                line = entry.line(*inside, "number")
                if product_set.number in first:
                    values = {"found": str(product_set.number), "first": str(first[product_set.number])}
                    yield raised("set-duplicate", path, line, **values)
                first.setdefault(product_set.number, line)
                yield from _titled(product_set.titles, (*inside, "titles"), entry, path, frame)


def _titled(titles: Mapping[str, str], location: Location, entry: Entry, path: str, frame: Frame) -> Iterator[Problem]:
    if frame.default_language not in titles:
        values = {"field": field_name(location), "language": frame.default_language}
        yield raised("title-language-missing", path, entry.line(*location), **values)


def _span(found: str, span: tuple[date | None, date | None], line: int, path: str) -> Iterator[Problem]:
    first, last = span
    if first is not None and last is not None and first > last:
        values = {"found": found, "first": first.isoformat(), "last": last.isoformat()}
        yield raised("span-order", path, line, **values)
