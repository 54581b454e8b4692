"""Changes tried on a copy of the content before anything is written: what `check` would say of them, by sheet and cell."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ocop.catalogue.assembled import Catalogue
from ocop.catalogue.models import Kind
from ocop.catalogue.problem import Problem, Severity
from ocop.reading import Reading, read_catalogue
from ocop.reading.bundle import Frame
from ocop.reading.frontmatter import PageText, taken_apart
from ocop.reading.message import in_words
from ocop.reading.tree import Listing, Node, Scalar, Table, read_tree

from .columns import Sheet
from .comparing import Comparison, ThingChange
from .incoming import Incoming, Refusal, Row

Key = tuple[Kind, str]


def refusals(
    comparison: Comparison, incoming: Incoming, frame: Frame, today: date, *, sample: bool
) -> tuple[tuple[Refusal, ...], Catalogue | None]:
    """Give why `check` would refuse the content with these changes, as far as it does not refuse it now, and the catalogue."""
    with tempfile.TemporaryDirectory(prefix="ocop-import-") as folder:
        root = Path(folder)
        content = root / frame.content.relative_to(frame.root)
        _copy(frame.content, content)
        for change in comparison.changes:
            for write in change.writes:
                target = content / write.path.relative_to(frame.content)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.unlink(missing_ok=True)  # It may be the same file as the original.
                if write.after is not None:
                    target.write_bytes(write.after)
        reading = _reading(replace(frame, content=content, root=root), today, sample=sample)
    after = _errors(reading)
    if not after:
        return (), reading.catalogue
    before = {_name(problem) for problem in _errors(_reading(frame, today, sample=sample))}
    new = [problem for problem in after if _name(problem) not in before]
    by_path = {
        write.path.relative_to(frame.root).as_posix(): (change, write.after)
        for change in comparison.changes
        for write in change.writes
    }
    return tuple(_refusal(problem, by_path, comparison.rows, incoming) for problem in new), None


def _copy(source: Path, target: Path) -> None:
    """Copy the content; what is never written to is linked where the system can."""

    def link(original: str, copy: str) -> None:
        try:
            os.link(original, copy)
        except OSError:
            shutil.copy2(original, copy)

    shutil.copytree(source, target, copy_function=link, symlinks=True)


def _reading(frame: Frame, today: date, *, sample: bool) -> Reading:
    return read_catalogue(
        frame.content,
        root=frame.root,
        languages=frame.languages,
        default_language=frame.default_language,
        today=today,
        sample=sample,
    )


def _errors(reading: Reading) -> list[Problem]:
    return [problem for problem in reading.problems if problem.severity is Severity.ERROR]


def _name(problem: Problem) -> tuple[object, ...]:
    return problem.path, problem.rule, tuple(sorted(problem.values.items()))


def _refusal(
    problem: Problem,
    by_path: Mapping[str, tuple[ThingChange, bytes | None]],
    rows: Mapping[Key, Mapping[Sheet, tuple[Row, ...]]],
    incoming: Incoming,
) -> Refusal:
    why = ": ".join(filter(None, in_words(problem)))
    hit = by_path.get(problem.path)
    if hit is None:
        return Refusal(f"{problem.path}:{problem.line}", why)
    change, raw = hit
    location = _field(problem) or _location(raw or b"", problem.line)
    where = _cell(location, problem.path.rpartition("/")[2].removesuffix(".md"), rows[change.kind, change.slug], incoming)
    return Refusal(where or f"{problem.path}:{problem.line}", why)


def _field(problem: Problem) -> tuple[str | int, ...]:
    steps = problem.values.get("field", "").replace("[", ".").replace("]", "").split(".")
    return tuple(int(step) - 1 if step.isdigit() else step for step in steps if step)


def _location(raw: bytes, line: int) -> tuple[str | int, ...]:
    """Give the deepest key or item that stands on a line."""
    page = taken_apart(raw.decode("utf-8", "replace"), "")
    table = read_tree(page.yaml, "", page.yaml_line)[0] if isinstance(page, PageText) else None
    return _deepest(table, line) if table is not None else ()


def _deepest(node: Node, line: int) -> tuple[str | int, ...]:
    if isinstance(node, Scalar):
        return ()
    inside: Iterable[tuple[str | int, Node, int]]
    if isinstance(node, Table):
        inside = [(key, value, node.lines[key]) for key, value in node.entries.items()]
    else:
        inside = [(index, item, item.line) for index, item in enumerate(node.items)] if isinstance(node, Listing) else []
    before = [entry for entry in inside if entry[2] <= line]
    if not before:
        return ()
    key, value, _ = before[-1]
    return (key, *_deepest(value, line))


def _cell(location: tuple[str | int, ...], language: str, by_sheet: Mapping[Sheet, tuple[Row, ...]], incoming: Incoming) -> str:
    names = [step for step in location if isinstance(step, str)]
    index = next((step for step in location if isinstance(step, int)), 0)
    for sheet, rows in by_sheet.items():
        if sheet.field and names and names[0] == sheet.field and rows:
            row = rows[min(max(index, 0), len(rows) - 1)]
            return incoming.cell(sheet, row.number, ".".join(names[1:]))
    for sheet, rows in by_sheet.items():
        if not sheet.field and rows:
            key = ".".join(names)
            other = f"{language}:{key}"
            return incoming.cell(sheet, rows[0].number, other if sheet.column(other) else key)
    return next((f"{sheet.name}!A{rows[0].number}" for sheet, rows in by_sheet.items() if rows), "")
