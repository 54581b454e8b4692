"""Forms from the models: every field with its Vietnamese title, what it holds now, and what can be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ocop.catalogue.models import FACTS, WORDS, Facts, Kind
from ocop.reading.shape import choices_in, is_list, is_words, record_in

from .questions import choices_for, named_choices
from .shelf import Choices, Shelf

Control = Literal["line", "text", "choice", "day", "record", "records", "list", "other"]
_LONG: Final = frozenset(
    {"summary", "ingredients", "usage", "storage", "warnings", "services", "season", "access", "gone_reason", "expires_reason"}
)
_BY_MACHINE: Final = frozenset({"translates", "alts"})
"""A stamp that only `stamp` writes; and what is asked beside each photo."""
_YES_NO: Final[Choices] = (("true", "Có"), ("false", "Không"))


@dataclass(frozen=True, slots=True)
class Field:
    """A field as a form shows it. `id` is its path in the front matter, steps divided by "/"; lists count from 0.

    `items` are the records or values of a list, the last one blank, to be filled in; `inside` the fields of a record.
    """

    id: str
    key: str
    title: str
    description: str
    example: str
    control: Control
    required: bool
    value: str = ""
    choices: Choices = ()
    items: tuple[Field, ...] = ()
    inside: tuple[Field, ...] = ()
    blank: bool = False
    """Nothing of it stands in the file yet."""


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading."""

    id: str
    title: str
    fields: tuple[Field, ...]


def sections(kind: Kind, tree: Mapping[str, Any], shelf: Shelf, *, facts: bool) -> tuple[Section, ...]:
    """Give the form of a page: its words; with `facts` those too, as in the file of the default language."""
    words = {name: field for name, field in WORDS[kind].model_fields.items() if name not in _BY_MACHINE}
    needed = {name: field for name, field in words.items() if field.is_required()}
    rest = {name: field for name, field in words.items() if name not in needed and name != "gone_reason"}
    making = _Making(kind, shelf, _sources(tree))
    found = [Section("ten", "Tên và tóm tắt", making.fields(needed, tree))]
    if facts:
        model = FACTS[kind].model_fields
        own = {name: field for name, field in model.items() if name not in Facts.model_fields}
        short = {name: field for name, field in own.items() if record_in(field.annotation) is None}
        long = {name: field for name, field in own.items() if name not in short}
        found.append(Section("thong-tin", "Thông tin", making.fields(short, tree)))
        if rest:
            found.append(Section("loi", "Lời trên trang", making.fields(rest, tree)))
        found += [Section(name, field.title or name, making.fields({name: field}, tree)) for name, field in long.items()]
        shared = Facts.model_fields
        found.append(Section("sources", "Nguồn", making.fields({"sources": shared["sources"]}, tree)))
        other = [name for name in shared if name not in {"sources", "photos"}]
        last = {name: shared[name] for name in other} | {"gone_reason": words["gone_reason"]}
        found.append(Section("khac", "Rà lại, bản nháp, địa chỉ cũ", making.fields(last, tree)))
    else:
        found.append(Section("loi", "Lời trên trang", making.fields(rest | {"gone_reason": words["gone_reason"]}, tree)))
    return tuple(section for section in found if section.fields)


def photo_section(kind: Kind, tree: Mapping[str, Any], shelf: Shelf) -> Section:
    """Give the form of the photos that a page lists."""
    photos = {"photos": Facts.model_fields["photos"]}
    return Section("photos", "Ảnh", _Making(kind, shelf, ()).fields(photos, tree))


@dataclass(frozen=True, slots=True)
class _Making:
    kind: Kind
    shelf: Shelf
    sources: Choices

    def fields(self, fields: Mapping[str, FieldInfo], tree: Mapping[str, Any], path: str = "") -> tuple[Field, ...]:
        return tuple(
            self.field(f"{path}/{name}" if path else name, name, field, tree.get(name)) for name, field in fields.items()
        )

    def field(self, at: str, key: str, field: FieldInfo, value: Any) -> Field:
        example = field.examples[0] if field.examples else ""
        shown = Field(
            at,
            key,
            field.title or key,
            field.description or "",
            ", ".join(example) if isinstance(example, list) else str(example),
            "line",
            field.is_required(),
            blank=value is None,
        )
        inside = record_in(field.annotation)
        if is_words(field.annotation):
            return replace(shown, control="other")
        if inside is not None and is_list(field.annotation):
            return self._records(shown, inside, value)
        if inside is not None:
            if not isinstance(value, dict | None):
                return replace(shown, control="other")
            return replace(shown, control="record", inside=self._inside(inside, value or {}, at))
        if is_list(field.annotation):
            return self._list(shown, field, value)
        return self._scalar(shown, field, value)

    def _inside(self, model: type[BaseModel], value: Mapping[str, Any], at: str) -> tuple[Field, ...]:
        found = self.fields(model.model_fields, value, at)
        # Of what is not there nothing is needed.
        return found if value else tuple(replace(field, required=False) for field in found)

    def _records(self, shown: Field, model: type[BaseModel], value: Any) -> Field:
        if not isinstance(value, list | None) or not all(isinstance(item, dict) for item in value or ()):
            return replace(shown, control="other")
        present = value or []
        items = tuple(
            Field(
                f"{shown.id}/{index}",
                str(index),
                _name(item) or f"Mục {index + 1}",
                "",
                "",
                "record",
                required=False,
                inside=self._inside(model, item, f"{shown.id}/{index}"),
                blank=index == len(present),
            )
            for index, item in enumerate([*present, {}])
        )
        return replace(shown, control="records", items=items)

    def _list(self, shown: Field, field: FieldInfo, value: Any) -> Field:
        if not isinstance(value, list | None) or not all(isinstance(item, str) for item in value or ()):
            return replace(shown, control="other")
        one = replace(shown, required=False, description="")
        present = value or []
        items = tuple(
            replace(
                self._scalar(replace(one, id=f"{shown.id}/{index}", key=str(index)), field, item),
                blank=index == len(present),
                key=shown.key,
            )
            for index, item in enumerate([*present, None])
        )
        return replace(shown, control="list", items=items)

    def _scalar(self, shown: Field, field: FieldInfo, value: Any) -> Field:
        if not isinstance(value, str | None):
            return replace(shown, control="other")
        text = value or ""
        choices = self._choices(shown, field)
        if choices:
            if text and text not in {typed for typed, _ in choices}:
                choices = (*choices, (text, f"{text} (không có trong danh sách)"))
            return replace(shown, control="choice", value=text, choices=choices)
        if _is(field.annotation, date) and (not text or _is_day(text)):
            return replace(shown, control="day", value=text)
        long = shown.key in _LONG or "\n" in text or len(text) > 90
        return replace(shown, control="text" if long else "line", value=text)

    def _choices(self, shown: Field, field: FieldInfo) -> Choices:
        if shown.key == "source" and _is_key(field):
            return self.sources
        if _is(field.annotation, bool):
            return _YES_NO
        top = shown.id.partition("/")[0]
        if top in FACTS[self.kind].model_fields and shown.id.count("/") <= int(shown.key.isdecimal()):
            return choices_for(self.kind, top, self.shelf)
        return named_choices(choices_in(field.annotation))


def _sources(tree: Mapping[str, Any]) -> Choices:
    listed = tree.get("sources")
    items = [item for item in (listed if isinstance(listed, list) else []) if isinstance(item, dict)]
    return tuple((key, f"{key}: {item.get('title', '')}") for item in items if isinstance(key := item.get("key"), str))


def _is_key(field: FieldInfo) -> bool:
    """Say whether a field holds the key of something, not words."""
    return any(getattr(each, "pattern", None) for each in field.metadata)


def _name(item: Mapping[str, Any]) -> str:
    """Give what an item of a list is called: its title, else the first thing that it says."""
    said = item.get("title") or next(iter(item.values()), "")
    return said if isinstance(said, str) else ""


def _is(annotation: object, wanted: type) -> bool:
    return annotation is wanted or any(_is(argument, wanted) for argument in get_args(annotation))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
