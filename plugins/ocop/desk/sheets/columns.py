"""Sheets and columns, derived from the models: a field that is added there is a column here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ocop.catalogue.models import FACTS, WORDS, Kind
from ocop.reading.shape import choices_in, is_list, is_words, record_in

from ..key_order import key_order

SLUG: Final = "slug"
"""Key of the first column of every sheet: the folder of the thing."""
_BY_MACHINE: Final = frozenset({"translates"})
_NAMES: Final = MappingProxyType(
    {
        Kind.PRODUCT: "Sản phẩm",
        Kind.PRODUCER: "Chủ thể",
        Kind.PLACE: "Điểm đến",
        Kind.STORY: "Câu chuyện",
        Kind.NEWS: "Tin",
        Kind.PAGE: "Trang",
    }
)
_REFERENCES: Final = MappingProxyType({"producer": "producers", "unit": "units", "former_unit": "former-units"})
"""Keys whose value is one of a list that the catalogue holds."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `path` in the front matter of a language's file; `language` "" for the file with the facts.

    `form`: "text", "day", "whole", "list" (a line each) or "table" (lines "key: words"). `choices`: what can be typed, where it
    is few; `reference`: the list of the catalogue that it comes from.
    """

    path: tuple[str, ...]
    title: str
    note: str
    form: str
    language: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    reference: str = ""

    @property
    def key(self) -> str:
        """How the second row of a sheet names the column."""
        dotted = ".".join(self.path)
        return f"{self.language}:{dotted}" if self.language else dotted


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: things of a kind, or the items of one of their lists (`field`, else "")."""

    name: str
    kind: Kind
    field: str
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column | None:
        """Give the column of a key."""
        return next((column for column in self.columns if column.key == key), None)


def sheets(others: tuple[str, ...]) -> tuple[Sheet, ...]:
    """Give every sheet; `others` are the languages beside the one with the facts."""
    return tuple(sheet for kind in Kind for sheet in _of_kind(kind, others))


def _of_kind(kind: Kind, others: tuple[str, ...]) -> Iterator[Sheet]:
    fields: Mapping[str, FieldInfo] = {**FACTS[kind].model_fields, **WORDS[kind].model_fields}
    order = [name for name in key_order(kind)(()) if name not in _BY_MACHINE]
    columns = [
        Column((SLUG,), "Khóa (tên thư mục)", "Chữ thường không dấu, gạch nối; không đổi về sau.", "text", required=True)
    ]
    lists = []
    for name in order:
        field = fields[name]
        record = record_in(field.annotation)
        if record is not None and is_list(field.annotation):
            lists.append((name, field, record))
        elif record is not None:
            columns += _of_record(record, (name,), field.title or name)
        else:
            columns.append(_column((name,), field))
    for language in others:
        words = WORDS[kind].model_fields
        columns += [
            _column((name,), words[name], language)
            for name in order
            if name in words and record_in(words[name].annotation) is None
        ]
    base = _NAMES.get(kind, kind.value)
    yield Sheet(base, kind, "", tuple(columns))
    for name, field, record in lists:
        inside = tuple(_of_record(record, (), ""))
        yield Sheet(f"{base} - {field.title}"[:31].strip(), kind, name, (columns[0], *inside))


def _of_record(record: type[BaseModel], path: tuple[str, ...], title: str) -> Iterator[Column]:
    for name, field in record.model_fields.items():
        inside = record_in(field.annotation)
        if inside is None:
            yield _column((*path, name), field, lead=title)
        elif not is_list(field.annotation):
            yield from _of_record(inside, (*path, name), field.title or name)


def _column(path: tuple[str, ...], field: FieldInfo, language: str = "", lead: str = "") -> Column:
    title = field.title or path[-1]
    said = f"{lead}: {title[0].lower()}{title[1:]}" if lead else title
    example = next(iter(field.examples or ()), None)
    shown = (
        ", ".join(map(str, example)) if isinstance(example, list) else "" if isinstance(example, dict) else str(example or "")
    )
    note = " ".join(filter(None, (field.description or "", f"Ví dụ: {shown}" if shown else "")))
    return Column(
        path=path,
        title=f"{said} [{language}]" if language else said,
        note=note,
        form=_form(field),
        language=language,
        required=field.is_required() and not language and not lead,
        choices=("true", "false") if bool in _types(field.annotation) else choices_in(field.annotation),
        reference=_REFERENCES.get(path[-1], "") if len(path) == 1 else "",
    )


def _form(field: FieldInfo) -> str:
    if is_words(field.annotation):
        return "table"
    if is_list(field.annotation):
        return "list"
    types = _types(field.annotation)
    if date in types:
        return "day"
    return "whole" if int in types else "text"


def _types(annotation: Any) -> tuple[Any, ...]:
    return (annotation, *(inner for argument in get_args(annotation) for inner in _types(argument)))
