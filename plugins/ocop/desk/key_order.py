"""In which order keys stand in front matter: that of the models."""

from __future__ import annotations

from pydantic import BaseModel

from ocop.catalogue.models import FACTS, WORDS, Facts, Kind
from ocop.reading.shape import record_in

from .rewriting import Order


def key_order(kind: Kind) -> Order:
    """Give the order for pages of a kind: title and summary, then facts, then the other words."""
    facts, words = FACTS[kind].model_fields, WORDS[kind].model_fields
    needed = [name for name, field in words.items() if field.is_required()]
    shared = [name for name in facts if name in Facts.model_fields]
    own = [name for name in facts if name not in shared]
    top = (*needed, *own, *shared, *(name for name in words if name not in needed))
    fields = {**facts, **words}

    def order(path: tuple[str, ...]) -> tuple[str, ...]:
        if not path:
            return top
        inside: type[BaseModel] | None = record_in(fields[path[0]].annotation) if path[0] in fields else None
        for key in path[1:]:
            field = inside.model_fields.get(key) if inside is not None else None
            inside = record_in(field.annotation) if field is not None else None
        return tuple(inside.model_fields) if inside is not None else ()

    return order
