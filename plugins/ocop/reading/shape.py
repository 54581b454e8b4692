"""What the models say of themselves: keys, allowed values, records within records. Used to validate and to document."""

from __future__ import annotations

from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .tree import Location


def record_in(annotation: object) -> type[BaseModel] | None:
    """Give the record that an annotation is, holds optionally or lists; None for plain values."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        found = record_in(argument)
        if found is not None:
            return found
    return None


def choices_in(annotation: object) -> tuple[str, ...]:
    """Give the values that can be typed where they are few: those of an enumeration or a Literal."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return tuple(str(member.value) for member in annotation)
    if get_origin(annotation) is Literal:
        return tuple(str(value) for value in get_args(annotation))
    for argument in get_args(annotation):
        found = choices_in(argument)
        if found:
            return found
    return ()


def is_list(annotation: object) -> bool:
    """Say whether an annotation is a list of values."""
    if get_origin(annotation) in {Union, UnionType}:
        return any(is_list(argument) for argument in get_args(annotation))
    return get_origin(annotation) is tuple


def is_words(annotation: object) -> bool:
    """Say whether an annotation is a table with free keys (alts, titles)."""
    return get_origin(annotation) is dict


def field_at(model: type[BaseModel], location: Location) -> FieldInfo | None:
    """Give the field that a location in the front matter leads to, or None."""
    field: FieldInfo | None = None
    inside: type[BaseModel] | None = model
    for step in location:
        if isinstance(step, int):
            continue
        if inside is None or step not in inside.model_fields:
            return field if field is not None and is_words(field.annotation) else None
        field = inside.model_fields[step]
        inside = record_in(field.annotation)
    return field


def model_at(model: type[BaseModel], location: Location) -> type[BaseModel]:
    """Give the record that stands at a location; the model itself for ()."""
    field = field_at(model, location)
    inside = record_in(field.annotation) if field is not None else None
    return inside or model


def example_of(name: str, field: FieldInfo | None) -> str:
    """Give a line to type for a field: its own example, its first choice, or "…"."""
    if field is None:
        return f"{name}: …"
    examples: list[Any] = list(field.examples or ())
    if examples:
        first = examples[0]
        return f"{name}: [{', '.join(map(str, first))}]" if isinstance(first, list) else f"{name}: {first}"
    choices = choices_in(field.annotation)
    return f"{name}: {choices[0]}" if choices else f"{name}: …"
