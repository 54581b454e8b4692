"""Snippets for VS Code, told by the models: what completes keys in front matter, where no YAML extension looks.

A snippet leaves values empty, so that an example can never be published by mistake: `check` refuses an empty value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, Final

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ocop.catalogue.models import FACTS, WORDS, Facts, Kind

from .shape import choices_in, is_list, is_words, record_in

TODAY: Final = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"
Snippet = dict[str, Any]


def snippets(default_language: str = "vi") -> Mapping[str, Snippet]:
    """Give the snippets by name, as .vscode/ocop.code-snippets holds them: a page of each kind, then each key."""
    found: dict[str, Snippet] = {}
    for kind in Kind:
        page = [f"**/content/{kind.value}/*/{default_language}.md"]
        found[f"ocop {kind.value}"] = _snippet("ocop", _page(kind), f"Trang mới trong content/{kind.value}/", page)
    # Keys in order of the models; one snippet for all the places where a key means the same.
    places: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for kind in Kind:
        for model, file in ((FACTS[kind], f"{default_language}.md"), (WORDS[kind], "*.md")):
            for name, field in _fields(model):
                key = (name, _description(field), tuple(_lines(name, field, count(1))))
                glob = f"**/content/{kind.value}/*/{file}"
                if glob not in places.setdefault(key, []):
                    places[key].append(glob)
    for (name, description, lines), globs in places.items():
        found[_unused(f"{name}: {description.partition('. ')[0]}", found)] = _snippet(name, list(lines), description, globs)
    return found


def _unused(label: str, found: Mapping[str, Snippet]) -> str:
    number = 1
    while (shown := label if number == 1 else f"{label} ({number})") in found:
        number += 1
    return shown


def _snippet(prefix: str, body: list[str], description: str, include: list[str]) -> Snippet:
    return {"scope": "markdown", "prefix": prefix, "body": body, "description": description, "include": include}


def _page(kind: Kind) -> list[str]:
    stops = count(1)
    needed = [*_required(WORDS[kind]), *(pair for pair in _required(FACTS[kind]) if pair[0] not in Facts.model_fields)]
    needed += [("verified", Facts.model_fields["verified"])]
    return ["---", *(line for name, field in needed for line in _lines(name, field, stops)), "---", "", "$0"]


def _required(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    return [(name, field) for name, field in model.model_fields.items() if field.is_required()]


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    """Give the keys of a model and of the records inside it."""
    for name, field in model.model_fields.items():
        yield name, field
        inside = record_in(field.annotation)
        if inside is not None:
            yield from _fields(inside)


def _lines(name: str, field: FieldInfo, stops: Iterator[int]) -> list[str]:
    inside = record_in(field.annotation)
    if inside is not None:
        lines = [line for key, part in _required(inside) for line in _lines(key, part, stops)]
        if is_list(field.annotation):
            return [f"{name}:", *(f"{'  - ' if index == 0 else '    '}{line}" for index, line in enumerate(lines))]
        return [f"{name}:", *(f"  {line}" for line in lines)]
    if is_words(field.annotation):
        return [f"{name}:", f"  ${next(stops)}: ${next(stops)}"]
    stop = next(stops)
    if is_list(field.annotation):
        return [f"{name}:", f"  - ${stop}"]
    if name == "verified":
        return [f"{name}: {TODAY}"]
    choices = ("true", "false") if field.annotation is bool else choices_in(field.annotation)
    return [f"{name}: ${{{stop}|{','.join(choices)}|}}" if choices else f"{name}: ${stop}"]


def _description(field: FieldInfo) -> str:
    example = field.examples[0] if field.examples else ""
    shown = f"[{', '.join(map(str, example))}]" if isinstance(example, list) else str(example)
    parts = [field.title or "", field.description or "", f"Ví dụ: {shown}" if shown else ""]
    return ". ".join(part.rstrip(".") for part in parts if part)
