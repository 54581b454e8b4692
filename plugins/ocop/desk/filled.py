"""A form that was sent in → the values that changed. What a person did not touch is not a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ocop.text import nfc

from .forms import Field, Section

VALUE: Final = "v/"
REMOVE: Final = "x/"
"""Beginnings of the names of inputs, before a field's id: its value; a tick that takes an item away."""


def changes(sections: Iterable[Section], tree: Mapping[str, Any], form: Mapping[str, str]) -> dict[str, Any]:
    """Give the top-level keys whose values were changed, with the new ones; empty ones are to be taken out."""
    found: dict[str, Any] = {}
    for section in sections:
        for field in section.fields:
            old = tree.get(field.key)
            new = _value(field, old, form)
            if new != old and not (_empty(new) and _empty(old)):
                found[field.key] = new
    return found


def same(one: str, other: str) -> bool:
    """Say whether two texts are the same but for the line ends that browsers send."""
    return _unix(one).strip() == _unix(other).strip()


def typed(text: str) -> str:
    """Give a text from a browser as it is written into a file: composed letters, Unix line ends, no space around it."""
    return nfc("\n".join(line.rstrip() for line in _unix(text).split("\n")).strip())


def _value(field: Field, old: Any, form: Mapping[str, str]) -> Any:
    if field.control == "record":
        return _record(field, old, form)
    if field.control == "records":
        return _items(field, old, form, _record)
    if field.control == "list":
        return _items(field, old, form, _scalar)
    return _scalar(field, old, form) if field.control != "other" else old


def _scalar(field: Field, old: Any, form: Mapping[str, str]) -> Any:
    sent = form.get(VALUE + field.id)
    return old if sent is None or same(sent, field.value) else typed(sent)


def _record(field: Field, old: Any, form: Mapping[str, str]) -> dict[str, Any]:
    new = dict(old or {})  # Keys that the form does not show stay.
    for inside in field.inside:
        value = _value(inside, new.get(inside.key), form)
        if _empty(value):
            if inside.key in new and not _empty(new[inside.key]):
                del new[inside.key]
        else:
            new[inside.key] = value
    return new


def _items(field: Field, old: Any, form: Mapping[str, str], one: Any) -> list[Any] | None:
    present = list(old or [])
    kept = []
    for index, item in enumerate(field.items):
        if form.get(REMOVE + item.id):
            continue
        before = present[index] if index < len(present) else None
        value = one(item, before, form)
        if not _empty(value):
            kept.append(value)
    return kept if kept or old is not None else None


def _empty(value: Any) -> bool:
    return value in ("", None, [], {})


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
