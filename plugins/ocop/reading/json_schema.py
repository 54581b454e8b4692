"""JSON Schema (draft 7) of each kind of page and each list, told by the models: for editors, which complete and mark errors.

An editor's YAML parser gives 4, 2.5, true and null where we read the text that was typed (docs/adr/0002). So a schema takes
what such a parser makes of a text that we take, and refuses what we refuse wherever the parser has left enough to tell by. What
it has not left is for `check`: whether `0277…` had its zero, whether 32.000 was typed for 32.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ocop.catalogue.lists import Document, Scheme, Unit
from ocop.catalogue.models import FACTS, WORDS, Kind

from .scalar_schemas import SCALARS, TEXT, Schema
from .shape import choices_in, is_list, is_words, record_in

DRAFT: Final = "http://json-schema.org/draft-07/schema#"

_TITLES: Final = {
    Kind.PRODUCT: "Sản phẩm",
    Kind.PRODUCER: "Chủ thể",
    Kind.PLACE: "Điểm đến",
    Kind.STORY: "Câu chuyện",
    Kind.NEWS: "Tin tức",
    Kind.PAGE: "Trang tĩnh",
    Kind.ROUTE: "Lộ trình",
    Kind.EVENT: "Sự kiện",
}
_LISTS: Final[Mapping[str, tuple[str, type[BaseModel], str]]] = MappingProxyType(
    {
        "units": ("units", Unit, "Xã, phường hiện nay và trước đây"),
        "groups": ("schemes", Scheme, "Nhóm sản phẩm theo từng bộ tiêu chí"),
        "laws": ("documents", Document, "Văn bản"),
    }
)
_WITH: Final = {"gone": ["gone_reason"]}
"""A key that asks for another one in the same page."""
_WORDS: Final = {"goi-bot.jpg": "Gói bột gạo đặt trên nia tre"}
"""An example of the one table with free keys that most pages have: alts."""
_NUMERAL: Final = re.compile(r"0|[1-9]\d*", re.ASCII)


def schemas() -> Mapping[str, Schema]:
    """Give every schema by file name: `products.json` for vi.md, `products.words.json` for other languages, `units.json`."""
    found: dict[str, Schema] = {}
    for kind in Kind:
        title = _TITLES[kind]
        facts, words = FACTS[kind].model_fields, WORDS[kind].model_fields
        asked = {key: needed for key, needed in _WITH.items() if key in facts}
        found[f"{kind.value}.json"] = {
            **_head(f"{title}: phần đầu của vi.md", FACTS[kind], WORDS[kind]),
            **_object({**words, **facts}),
            "dependencies": asked,
        }
        found[f"{kind.value}.words.json"] = {
            **_head(f"{title}: phần đầu của bản dịch, như en.md", WORDS[kind]),
            **_object(words, required=False),
        }
    for name, (top, record, title) in _LISTS.items():
        needed = {key: _examples(one)[0] for key, one in record.model_fields.items() if one.is_required()}
        shown = {"title": title, "description": title, "examples": [[needed]]}
        listed = {**shown, "type": "array", "items": _reference(record)}
        found[f"{name}.json"] = {
            **_head(f"{title}: content/data/{name}.yaml", record),
            "type": "object",
            "properties": {top: listed},
            "required": [top],
            "additionalProperties": False,
        }
    return MappingProxyType(found)


def _head(title: str, *models: type[BaseModel]) -> Schema:
    definitions: dict[str, Schema] = {}
    for record, field in (found for model in models for found in _records(model)):
        # A record is called what the first field that holds it is called.
        definitions.setdefault(record.__name__, {"title": field.title, **_object(record.model_fields)})
    listed = next(((one, words) for _, one, words in _LISTS.values() if one in models), None)
    if listed is not None:
        definitions[listed[0].__name__] = {"title": listed[1], **_object(listed[0].model_fields)}
    return {"$schema": DRAFT, "title": title, "definitions": dict(sorted(definitions.items()))}


def _records(model: type[BaseModel]) -> Iterator[tuple[type[BaseModel], FieldInfo]]:
    for field in model.model_fields.values():
        inside = record_in(field.annotation)
        if inside is not None:
            yield inside, field
            yield from _records(inside)


def _object(chosen: Mapping[str, FieldInfo], *, required: bool = True) -> Schema:
    needed = [name for name, field in chosen.items() if required and field.is_required()]
    return {
        "type": "object",
        "properties": {name: _property(field) for name, field in chosen.items()},
        **({"required": needed} if needed else {}),
        "additionalProperties": False,
    }


def _property(field: FieldInfo) -> Schema:
    # Completion lists show descriptions only.
    said = {"title": field.title, "description": field.description or field.title, "examples": _examples(field)}
    known = {name: value for name, value in said.items() if value}
    value = _value(field)
    return {**known, **({"type": "array", "items": value} if is_list(field.annotation) else value)}


def _examples(field: FieldInfo) -> list[Any]:
    """Give things to type: the field's own, the values it may have, or a record of what has to be in one."""
    if field.examples:
        return list(field.examples)
    record = record_in(field.annotation)
    if record is not None:
        needed = {name: one for name, one in record.model_fields.items() if one.is_required()}
        shown = {name: _examples(one)[0] for name, one in needed.items() or tuple(record.model_fields.items())[:1]}
        return [[shown]] if is_list(field.annotation) else [shown]
    return [_WORDS] if is_words(field.annotation) else list(choices_in(field.annotation))


def _value(field: FieldInfo) -> Schema:
    record = record_in(field.annotation)
    if record is not None:
        return _reference(record)
    choices = choices_in(field.annotation)
    if choices:
        # "148" is a number to a parser when it is typed without quotes.
        return {"enum": [*choices, *(int(choice) for choice in choices if _NUMERAL.fullmatch(choice))]}
    if is_words(field.annotation):
        return {"type": "object", "additionalProperties": TEXT}
    metadata = [*field.metadata, *_metadata_in(field.annotation)]
    return next((schema for alias, schema in SCALARS if alias.__metadata__[0] in metadata), TEXT)


def _metadata_in(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    if get_origin(annotation) is not Literal:
        for argument in get_args(annotation):
            yield from _metadata_in(argument)


def _reference(record: type[BaseModel]) -> Schema:
    # In draft 7 what stands beside a $ref is not read: titles and descriptions need the ref in a schema of its own.
    return {"allOf": [{"$ref": f"#/definitions/{record.__name__}"}]}
