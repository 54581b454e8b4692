"""From a table with marks and the values that are wanted to replacements of letters in its text, as few as say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from . import scalars
from .marks import Entries, Items, Marked, Pair, Value, plain
from .pairing import paired


class Replacements:
    """Collects replacements of one text; `applied` makes them all at once. `order` as `rewriting.Order`."""

    def __init__(self, text: str, newline: str, order: Callable[[tuple[str, ...]], tuple[str, ...]]) -> None:
        self.text = text
        self.newline = newline
        self.order = order
        self.found: list[tuple[int, int, str]] = []

    def applied(self, text: str) -> str:
        """Give the text with every replacement made. Raises ValueError where two of them touch the same letters."""
        parts: list[str] = []
        at = 0
        for start, end, instead in sorted(map(self._settled, self.found), key=lambda one: one[:2]):
            if start < at:
                raise ValueError("two changes meet")
            parts += text[at:start], instead
            at = end
        return "".join([*parts, text[at:]])

    def _settled(self, one: tuple[int, int, str]) -> tuple[int, int, str]:
        """Give an insertion its place where the line that it was to follow goes: behind the last line that stays."""
        start, end, instead = one
        while start == end:
            line = next((first for first, last, said in self.found if not said and first < start < last), 0)
            if not line or self.text[line - 1] not in "\r\n":
                break
            start = end = line - (2 if self.text.startswith("\r\n", line - 2) else 1)
        return start, end, instead

    def of_root(self, root: Entries, wanted: Mapping[str, Any]) -> None:
        """Collect what makes the front matter say `wanted`."""
        kept = [pair for pair in root.pairs if pair.key in wanted or _is_blank(pair.value)]
        if root.pairs and (kept or root.flow):
            self._of_table(root, wanted, ())
            return
        # Nothing of it stays: the lines of the old pairs go, the new ones stand at the end.
        end = self._line_end(root.end, with_break=True) if root.pairs else len(self.text)
        start = self._line_start(root.start) if root.pairs else end
        lines = [scalars.pair(key, wanted[key], 0, self.newline) for key in self._ordered(wanted, ())]
        self._put(start, end, "".join(f"{line}{self.newline}" for line in lines))

    def _of_value(  # noqa: PLR0913 (where a value stands)
        self,
        node: Marked,
        wanted: Any,
        path: tuple[str, ...],
        indent: int,
        *,
        flow: bool,
        begins: int = 0,
        dashed: bool = False,
    ) -> None:
        """Collect what makes one value another.

        `indent`: the column of the lines below its key or dash; `begins`: behind the colon of its key; `dashed`: an item.
        """
        if not _differs(plain(node), wanted):
            return
        if isinstance(node, Items) and isinstance(wanted, list) and node.items:
            self._of_list(node, wanted, path)
        elif isinstance(node, Entries) and isinstance(wanted, dict) and node.pairs:
            self._of_table(node, wanted, path)
        elif isinstance(node, Value) and isinstance(wanted, str):
            self._of_scalar(node, wanted, indent, flow=flow)
        elif flow:  # Another form from here on: a list where a word stood, or a word where a list did.
            self._put(node.start, node.end, scalars.flowing(wanted))
        elif dashed:
            dash = self._dash(node.start)
            self._put_whole(dash, node.end, scalars.item(wanted, self._column(dash), self.newline))
        else:
            self._put_whole(begins, node.end, scalars.typed(wanted, indent, self.newline))

    def _put_whole(self, start: int, end: int, instead: str) -> None:
        """Replace to the end of the line; a comment that stood there stays on the first line."""
        line_end = self._line_end(end)
        first, newline, rest = instead.partition(self.newline)
        self._put(start, line_end, f"{first}{self.text[end:line_end]}{newline}{rest}")

    def _of_scalar(self, node: Value, wanted: str, indent: int, *, flow: bool) -> None:
        lead = " " if node.blank and not self.text[: node.start].endswith(" ") else ""
        lines = None if flow or node.style in {"'", '"'} else scalars.block(wanted, indent, self.newline)
        if lines is None:
            style = node.style if node.style in {"'", '"'} else ""
            self._put(node.start, node.end, lead + scalars.inline(wanted, style, flow=flow))
        elif node.style in {"|", ">"}:
            self._put(node.start, node.end, "".join(lines))
        else:
            end = self._line_end(node.end)  # A comment behind the old value stays behind the sign.
            self._put(node.start, node.end, lead + lines[0])
            self._put(end, end, lines[1])

    def _of_table(self, node: Entries, wanted: Mapping[str, Any], path: tuple[str, ...]) -> None:
        column = self._column(node.start)
        goes = [pair.key not in wanted and not _is_blank(pair.value) for pair in node.pairs]
        for pair, gone in zip(node.pairs, goes, strict=True):
            if not gone and pair.key in wanted:
                begins = self.text.find(":", pair.end) + 1
                indent = column + scalars.STEP
                self._of_value(pair.value, wanted[pair.key], (*path, pair.key), indent, flow=node.flow, begins=begins)
        spans = [(pair.start, max(pair.end, pair.value.end)) for pair in node.pairs]
        new = [key for key in self._ordered(wanted, path) if key not in {pair.key for pair in node.pairs}]
        if all(goes):
            self._put(node.start, node.end, self._table(wanted, path, column, flow=node.flow))
            return
        self._remove(spans, goes, flow=node.flow)
        for anchor, keys in self._placed(new, node.pairs, goes, path):
            if node.flow:
                said = "".join(f", {scalars.flowing({key: wanted[key]})[1:-1]}" for key in keys)
                if anchor is None:
                    first = spans[goes.index(False)][0]
                    self._put(first, first, f"{said[2:]}, ")
                else:
                    self._put(spans[anchor][1], spans[anchor][1], said)
            else:
                lines = [scalars.pair(key, wanted[key], column, self.newline) for key in keys]
                self._put_lines(lines, spans, goes, anchor, column)

    def _table(self, wanted: Mapping[str, Any], path: tuple[str, ...], column: int, *, flow: bool) -> str:
        ordered = {key: wanted[key] for key in self._ordered(wanted, path)}
        return scalars.flowing(ordered) if flow else scalars.table(ordered, column, self.newline)

    def _of_list(self, node: Items, wanted: Sequence[Any], path: tuple[str, ...]) -> None:
        column = self._column(node.start)
        shown = [index for index, item in enumerate(node.items) if not _is_blank(item)]
        pairs = paired([plain(node.items[index]) for index in shown], wanted)
        partner = {shown[old]: new for old, new in pairs}
        goes = [index in shown and index not in partner for index in range(len(node.items))]
        for index, new in partner.items():
            indent = column + scalars.STEP
            self._of_value(node.items[index], wanted[new], path, indent, flow=node.flow, dashed=True)
        if all(goes):
            said = scalars.flowing(wanted) if node.flow else self._lines(wanted, column)
            self._put(node.start, node.end, said)
            return
        spans = [(item.start if node.flow else self._dash(item.start), item.end) for item in node.items]
        self._remove(spans, goes, flow=node.flow)
        anchor: int | None = None
        by_new = {new: old for old, new in partner.items()}
        waiting: dict[int | None, list[Any]] = {}
        for index, value in enumerate(wanted):
            if index in by_new:
                anchor = by_new[index]
            else:
                waiting.setdefault(anchor, []).append(value)
        for at, new_items in waiting.items():
            if not node.flow:
                self._put_lines([scalars.item(value, column, self.newline) for value in new_items], spans, goes, at, column)
            elif at is None:
                first = spans[goes.index(False)][0]
                self._put(first, first, "".join(f"{scalars.flowing(value)}, " for value in new_items))
            else:
                self._put(spans[at][1], spans[at][1], "".join(f", {scalars.flowing(value)}" for value in new_items))

    def _lines(self, wanted: Sequence[Any], column: int) -> str:
        return f"{self.newline}{' ' * column}".join(scalars.item(value, column, self.newline) for value in wanted)

    def _put_lines(
        self, lines: Sequence[str], spans: Sequence[tuple[int, int]], goes: Sequence[bool], anchor: int | None, column: int
    ) -> None:
        """Put lines of their own below an anchor, or above the first that stays."""
        indent = " " * column
        if anchor is None:
            first = spans[goes.index(False)][0]
            self._put(first, first, "".join(f"{line}{self.newline}{indent}" for line in lines))
        else:
            end = self._line_end(spans[anchor][1])
            self._put(end, end, "".join(f"{self.newline}{indent}{line}" for line in lines))

    def _remove(self, spans: Sequence[tuple[int, int]], goes: Sequence[bool], *, flow: bool) -> None:
        """Remove runs of neighbours, each as a whole, with the comments on their own lines' ends."""
        index = 0
        while index < len(spans):
            if not goes[index]:
                index += 1
                continue
            last = index
            while last + 1 < len(spans) and goes[last + 1]:
                last += 1
            start, end = spans[index][0], spans[last][1]
            if flow:
                start, end = (spans[index - 1][1], end) if index else (start, spans[last + 1][0])
            elif not self.text[self._line_start(start) : start].strip():
                start, end = self._line_start(start), self._line_end(end, with_break=True)
            else:  # Behind a dash: what follows moves up to it.
                end = self._line_end(end, with_break=True)
                end += len(self.text[end:]) - len(self.text[end:].lstrip(" "))
            self._put(start, end, "")
            index = last + 1

    def _placed(
        self, new: Sequence[str], pairs: Sequence[Pair], goes: Sequence[bool], path: tuple[str, ...]
    ) -> list[tuple[int | None, list[str]]]:
        """Give where each new key goes: below the key that comes before it in the model."""
        rank = {key: place for place, key in enumerate(self.order(path))}
        placed: dict[int | None, list[str]] = {}
        last = max(index for index, gone in enumerate(goes) if not gone)
        for key in new:
            before = [
                (rank[pair.key], index)
                for index, (pair, gone) in enumerate(zip(pairs, goes, strict=True))
                if not gone and pair.key in rank and key in rank and rank[pair.key] < rank[key]
            ]
            anchor = max(before)[1] if before else None if key in rank else last
            placed.setdefault(anchor, []).append(key)
        return list(placed.items())

    def _ordered(self, wanted: Mapping[str, Any], path: tuple[str, ...]) -> list[str]:
        rank = {key: place for place, key in enumerate(self.order(path))}
        return sorted(wanted, key=lambda key: rank.get(key, len(rank)))

    def _dash(self, start: int) -> int:
        return self.text.rindex("-", 0, start)

    def _column(self, index: int) -> int:
        return index - self._line_start(index)

    def _line_start(self, index: int) -> int:
        return max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1

    def _line_end(self, index: int, *, with_break: bool = False) -> int:
        while index < len(self.text) and self.text[index] not in "\r\n":
            index += 1
        if with_break and index < len(self.text):
            index += 2 if self.text.startswith("\r\n", index) else 1
        return index

    def _put(self, start: int, end: int, instead: str) -> None:
        self.found.append((start, end, instead))


def _differs(old: Any, wanted: Any) -> bool:
    return bool(old != wanted)


def _is_blank(node: Marked) -> bool:
    return isinstance(node, Value) and node.blank
