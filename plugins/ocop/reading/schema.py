"""From a tree of strings to a frozen record, or to problems on exact lines."""

from __future__ import annotations

from collections.abc import Iterable, Set
from types import MappingProxyType
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from ocop.catalogue.problem import Problem

from .bullets import bullet
from .meant import day_rule, meant
from .raised import raised
from .rules import RULES
from .shape import choices_in, example_of, field_at, model_at
from .spoken import key_meant, value_meant
from .tree import Listing, Location, Node, Scalar, Table, line_at, node_at, plain_at, scalars

R = TypeVar("R", bound=BaseModel)

_RULES: Final = MappingProxyType(
    {
        "extra_forbidden": "key-unknown",
        "enum": "value-not-allowed",
        "literal_error": "value-not-allowed",
        "tuple_type": "list-expected",
        "list_type": "list-expected",
        "model_type": "record-expected",
        "model_attributes_type": "record-expected",
        "dict_type": "record-expected",
    }
)
"""pydantic's kinds of errors → our rules; errors raised in catalogue.fields carry their rule themselves."""


def validated(
    model: type[R], table: Table, path: str, keys: Iterable[str] | None = None
) -> tuple[R | None, tuple[Problem, ...]]:
    """Give the record of `model` that the table holds, or None, and what is wrong with it.

    `keys` are those of the table to look at (all by default), so that facts and words can share one front matter.
    """
    wanted = table.entries.keys() if keys is None else frozenset(keys)
    try:
        return model.model_validate(plain_at(table, wanted)), ()
    except ValidationError as error:
        chosen = _narrowed(table, wanted)
        found = [_problem(model, chosen, path, detail) for detail in error.errors(include_url=False, include_input=False)]
        return None, tuple(problem for problem in found if problem is not None)


def field_name(location: Location) -> str:
    """Give a location as staff read it: `recognitions[1].date`, items counted from 1."""
    name = ""
    for step in location:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else step
    return name


def _narrowed(table: Table, keys: Set[str]) -> Table:
    return Table({key: value for key, value in table.entries.items() if key in keys}, table.lines, table.line)


def _problem(model: type[BaseModel], table: Table, path: str, detail: Any) -> Problem | None:
    location: Location = _without_blanks(table, tuple(detail["loc"]))
    kind: str = detail["type"]
    if kind == "missing":
        return _missing(model, table, path, location)
    last = str(location[-1]) if location else ""
    field = field_at(model, location)
    values = {"field": field_name(location), "found": _typed(node_at(table, location))}
    rule = _RULES.get(kind, kind if kind in RULES else "value-form")
    if rule == "key-unknown":
        allowed = list(model_at(model, location[:-1]).model_fields)
        values |= {
            "found": last,
            "suggestion": key_meant(last, model_at(model, location[:-1]).model_fields),
            "allowed": ", ".join(allowed),
        }
    elif rule == "value-not-allowed":
        choices = choices_in(field.annotation) if field is not None else ()
        values |= {"suggestion": value_meant(values["found"], choices), "allowed": ", ".join(choices)}
    elif rule == "record-expected":
        known = model_at(model, location).model_fields if field is not None and kind != "dict_type" else ()
        values |= {"allowed": ", ".join(known)}
    elif rule == "list-expected" and bullet(values["found"]):
        # "– a", "• a": a word processor's sign, so that the item is no item.
        item = node_at(table, location)
        return raised("yaml-bullet", path, item.line if item else 1, found=values["found"], suggestion=bullet(values["found"]))
    elif rule == "date-form":
        rule, said = day_rule(values["found"])
        values |= said
    else:
        values |= {"suggestion": meant(rule, values["found"])}
    return raised(rule, path, line_at(table, location), **values)


def _missing(model: type[BaseModel], table: Table, path: str, location: Location) -> Problem | None:
    if node_at(table, location) is not None:
        return None  # Typed without a value: told where it was met.
    field = field_at(model, location)
    line = line_at(table, location[:-1]) if len(location) > 1 else 1
    title = (field.title if field else None) or ""
    example = example_of(str(location[-1]), field)
    return raised("key-missing", path, line, field=field_name(location), title=title, example=example)


def _without_blanks(table: Table, location: Location) -> Location:
    # pydantic counts the items it was given; blank ones were left out.
    result: list[str | int] = []
    for step in location:
        node = node_at(table, tuple(result))
        if isinstance(step, int) and isinstance(node, Listing):
            given = [index for index, item in enumerate(node.items) if not (isinstance(item, Scalar) and item.blank)]
            result.append(given[step] if step < len(given) else step)
        else:
            result.append(step)
    return tuple(result)


def _typed(node: Node | None) -> str:
    if node is None:
        return ""
    if isinstance(node, Scalar):
        return node.text
    return ", ".join(scalar.text for scalar, _ in zip(scalars(node), range(4), strict=False))
