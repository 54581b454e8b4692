"""What a workbook would change: thing by thing, cell by cell. A cell that says what export would say changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from ocop.catalogue.fields import MAX_SLUG
from ocop.catalogue.models import Kind
from ocop.reading.bundle import Frame
from ocop.text import slugify

from .. import scalars
from ..key_order import key_order
from ..rewriting import RewritingError, rewritten
from ..saving import Write
from .cells import cell_of, typed, value_of
from .columns import Column, Sheet
from .incoming import Incoming, Refusal, Row
from .pages import Page, Pages

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that says something else: where it is, the column's heading, what was and what is to be ("" for nothing)."""

    where: str
    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ThingChange:
    """A thing that is new or changed: its cells, and the files to write."""

    kind: Kind
    slug: str
    new: bool
    cells: tuple[CellChange, ...]
    writes: tuple[Write, ...]

    @property
    def key(self) -> str:
        """As front matter names it."""
        return f"{self.kind.value}/{self.slug}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, how many things stay as they are, and what cannot be taken."""

    changes: tuple[ThingChange, ...]
    unchanged: int
    refused: tuple[Refusal, ...]
    rows: Mapping[tuple[Kind, str], Mapping[Sheet, tuple[Row, ...]]] = field(default_factory=dict)


def compare(incoming: Incoming, pages: Pages, frame: Frame) -> Comparison:
    """Compare the rows of a workbook with the pages as they are."""
    refused = list(incoming.refused)
    rows = _by_thing(incoming, pages, refused)
    changes: list[ThingChange] = []
    unchanged = 0
    for (kind, slug), by_sheet in rows.items():
        try:
            change = _thing(kind, slug, by_sheet, incoming, pages.get((kind, slug), {}), frame)
        except RewritingError:
            where = _first(by_sheet)
            refused.append(Refusal(where, f"trang {kind.value}/{slug} không sửa từng giá trị được; sửa trong tệp (chạy check)"))
            continue
        if change is None:
            unchanged += 1
        else:
            changes.append(change)
    return Comparison(tuple(changes), unchanged, tuple(refused), rows)


def _first(by_sheet: Mapping[Sheet, tuple[Row, ...]]) -> str:
    return next((f"{sheet.name}!A{found[0].number}" for sheet, found in by_sheet.items() if found), "")


def _by_thing(incoming: Incoming, pages: Pages, refused: list[Refusal]) -> dict[tuple[Kind, str], dict[Sheet, tuple[Row, ...]]]:
    found: dict[tuple[Kind, str], dict[Sheet, tuple[Row, ...]]] = {}
    mains = {sheet.kind: sheet for sheet in incoming.rows if not sheet.field}
    _main_rows(mains.values(), incoming, pages, found, refused)
    for sheet, rows in incoming.rows.items():
        if not sheet.field:
            continue
        of_slug: dict[str, list[Row]] = {}
        for row in rows:
            of_slug.setdefault(row.slug, []).append(row)
        for slug, listed in of_slug.items():
            if (sheet.kind, slug) not in found and (sheet.kind, slug) not in pages:
                refused.append(Refusal(f"{sheet.name}!A{listed[0].number}", f"không có mục nào với khóa {slug}"))
            else:
                found.setdefault((sheet.kind, slug), {})[sheet] = tuple(listed)
        for (kind, slug), by_sheet in found.items():
            if kind is sheet.kind and sheet not in by_sheet and slug not in of_slug and mains.get(kind) in by_sheet:
                by_sheet[sheet] = ()  # Its main row is there and no row of the list: the list is empty.
    return dict(sorted(found.items(), key=lambda pair: (list(Kind).index(pair[0][0]), pair[0][1])))


def _main_rows(
    sheets: Iterable[Sheet],
    incoming: Incoming,
    pages: Pages,
    found: dict[tuple[Kind, str], dict[Sheet, tuple[Row, ...]]],
    refused: list[Refusal],
) -> None:
    for sheet in sheets:
        for row in incoming.rows[sheet]:
            thing = (sheet.kind, row.slug)
            if thing in found:
                first = found[thing][sheet][0].number
                refused.append(Refusal(f"{sheet.name}!A{row.number}", f"khóa {row.slug} đã có ở hàng {first}"))
            elif thing not in pages and (slugify(row.slug) != row.slug or len(row.slug) > MAX_SLUG):
                proposed = slugify(row.slug) or "bot-gao"
                why = f"“{row.slug}” không làm tên thư mục được; ghi {proposed}"
                refused.append(Refusal(f"{sheet.name}!A{row.number}", why))
            else:
                found[thing] = {sheet: (row,)}


def _thing(  # noqa: PLR0913, PLR0917 (a thing, what came, what is there)
    kind: Kind,
    slug: str,
    by_sheet: Mapping[Sheet, tuple[Row, ...]],
    incoming: Incoming,
    files: Mapping[str, Page],
    frame: Frame,
) -> ThingChange | None:
    default = frame.default_language
    trees: dict[str, Tree] = {tag: deepcopy(page.tree) for tag, page in files.items()}
    cells: list[CellChange] = []
    for sheet, rows in by_sheet.items():
        if sheet.field:
            cells += _listed(sheet, rows, incoming, trees.setdefault(default, {}))
        else:
            for column in sheet.columns[1:]:
                if column.key in rows[0].cells:
                    tree = trees.setdefault(column.language or default, {})
                    cells += _set(tree, column, rows[0], incoming, sheet)
    if not cells and files:
        return None
    writes = tuple(_writes(kind, slug, trees, files, frame))
    return ThingChange(kind, slug, not files, tuple(cells), writes)


def _set(tree: Tree, column: Column, row: Row, incoming: Incoming, sheet: Sheet) -> Iterator[CellChange]:
    old, new = typed(cell_of(tree, column), column), row.cells[column.key]
    if old == new:
        return
    yield CellChange(incoming.cell(sheet, row.number, column.key), column.title, old, new)
    *outer, last = column.path
    for step in outer:
        inside = tree.get(step)
        if not isinstance(inside, dict):
            inside = tree[step] = {}
        tree = inside
    value = value_of(new, column)
    if value is None:
        tree.pop(last, None)
    else:
        tree[last] = value


def _listed(sheet: Sheet, rows: Sequence[Row], incoming: Incoming, tree: Tree) -> list[CellChange]:
    """Make a list what its rows say. Rows are matched by their place; an item keeps what its row has no column for."""
    there = tree.get(sheet.field) or []
    old = [item for item in there if isinstance(item, dict)]
    if len(old) != len(there):
        return []  # Items of another form: `check` tells of them.
    cells: list[CellChange] = []
    items: list[Tree] = []
    partners = _partners(sheet, rows, old)
    for row, partner in zip(rows, partners, strict=True):
        item: Tree = deepcopy(old[partner]) if partner is not None else {}
        for column in sheet.columns[1:]:
            if column.key in row.cells:
                cells += _set(item, column, row, incoming, sheet)
        items.append(_without_empty(item))
    for index, item in enumerate(old):
        if index not in partners:
            said = ", ".join(filter(None, (typed(cell_of(item, column), column) for column in sheet.columns[1:4])))
            cells.append(CellChange(f"{sheet.name}", "bỏ một dòng", said, ""))
    if not cells and items == old:
        return []
    if not cells:
        cells.append(CellChange(sheet.name, "thứ tự", "", "đổi thứ tự"))
    tree[sheet.field] = items
    return cells


def _partners(sheet: Sheet, rows: Sequence[Row], old: Sequence[Tree]) -> list[int | None]:
    """Give for each row the item that it was: one that says the same, else the next that is left when the numbers agree."""

    def says(item: Tree, row: Row) -> bool:
        return all(typed(cell_of(item, one), one) == row.cells[one.key] for one in sheet.columns[1:] if one.key in row.cells)

    partners: list[int | None] = []
    for row in rows:
        partners.append(next((i for i, item in enumerate(old) if i not in partners and says(item, row)), None))
    left = [index for index in range(len(old)) if index not in partners]
    alone = [index for index, partner in enumerate(partners) if partner is None]
    for place, index in zip(alone, left, strict=False):
        partners[place] = index
    return partners


def _without_empty(tree: Tree) -> Tree:
    kept = {key: _without_empty(value) if isinstance(value, dict) else value for key, value in tree.items()}
    return {key: value for key, value in kept.items() if value not in ("", None, [], {})}


def _writes(kind: Kind, slug: str, trees: Mapping[str, Tree], files: Mapping[str, Page], frame: Frame) -> Iterator[Write]:
    order = key_order(kind)
    for tag, tree in trees.items():
        cleaned = _without_empty(tree)
        page = files.get(tag)
        if page is None:
            if cleaned or tag == frame.default_language:
                path = frame.content / kind.value / slug / f"{tag}.md"
                yield Write(path, None, _new(cleaned, order(())).encode("utf-8"))
            continue
        changes = {key: cleaned.get(key) for key in {*page.tree, *cleaned} if page.tree.get(key) != cleaned.get(key)}
        if changes:
            yield Write(page.path, page.raw, rewritten(page.raw, changes, order))


def _new(tree: Tree, order: Sequence[str]) -> str:
    keys = sorted(tree, key=lambda key: order.index(key) if key in order else len(order))
    lines = [scalars.pair(key, tree[key], 0, "\n") for key in keys]
    return "\n".join(["---", *lines, "---", ""])
