"""What is asked of a new thing: the fields that a page cannot do without, in the words of the models."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel

from ocop.catalogue.models import FACTS, WORDS, Facts, Group, Kind, PlaceType, ProducerType
from ocop.reading.message import in_words
from ocop.reading.raised import closest
from ocop.reading.schema import validated
from ocop.reading.shape import choices_in, is_list
from ocop.reading.spoken import said, value_meant
from ocop.reading.tree import Listing, Node, Scalar, Table
from ocop.text import fold, nfc

from .shelf import Choices, Shelf

SINGULAR: Final = MappingProxyType(
    {
        "product": Kind.PRODUCT,
        "producer": Kind.PRODUCER,
        "place": Kind.PLACE,
        "story": Kind.STORY,
        "news": Kind.NEWS,
    }
)
"""What can be begun with questions, by the word that is typed."""
NAMES: Final = MappingProxyType(
    {
        Kind.PRODUCT: "sản phẩm",
        Kind.PRODUCER: "chủ thể",
        Kind.PLACE: "điểm đến",
        Kind.STORY: "câu chuyện",
        Kind.NEWS: "tin",
        Kind.PAGE: "trang",
        Kind.ROUTE: "lộ trình",
        Kind.EVENT: "sự kiện",
    }
)
_ALSO: Final = MappingProxyType(
    {
        Kind.PRODUCT: ("set",),
        Kind.PRODUCER: ("unit", "address"),
        Kind.PLACE: ("unit", "address"),
        Kind.STORY: ("author",),
        Kind.NEWS: ("about",),
    }
)
"""Asked though a page can do without them; an empty answer leaves them out."""
_DAYS: Final = frozenset({"verified", "date"})


@dataclass(frozen=True, slots=True)
class Question:
    """One field to ask for. `choices` where there is a list to choose from; `usual` is what an empty answer means."""

    key: str
    title: str
    description: str
    required: bool
    choices: Choices = ()
    usual: str = ""


class AnswerError(ValueError):
    """An answer that cannot be: what is wrong and what to type, in Vietnamese."""


def name_of(kind: Kind) -> str:
    """Give what staff call a kind of thing."""
    return NAMES.get(kind, kind.value)


def questions(kind: Kind, shelf: Shelf, today: date) -> tuple[Question, ...]:
    """Give what is asked, in order; the slug is asked apart, after the title."""
    needed = [name for model in (WORDS[kind], FACTS[kind]) for name, field in model.model_fields.items() if field.is_required()]
    own = [name for name in needed if name not in Facts.model_fields]
    keys = [*own, *_ALSO.get(kind, ()), *(name for name in needed if name in Facts.model_fields)]
    found = []
    for key in dict.fromkeys(keys):
        field = _model(kind, key).model_fields[key]
        usual = today.isoformat() if key in _DAYS else ""
        choices = choices_for(kind, key, shelf)
        found.append(Question(key, field.title or key, field.description or "", key in needed, choices, usual))
    return tuple(found)


def choices_for(kind: Kind, key: str, shelf: Shelf) -> Choices:
    """Give what a field can be chosen from: values of the model with their names, or things and lists of the catalogue."""
    about = (Kind.PRODUCT, Kind.PLACE) if kind is Kind.STORY else (Kind.PRODUCT, Kind.PRODUCER, Kind.PLACE)
    listed: Mapping[str, Callable[[], Choices]] = {
        "producer": lambda: shelf.things(Kind.PRODUCER),
        "unit": lambda: shelf.units_of(former=False),
        "units": lambda: shelf.units_of(former=False),
        "former_unit": lambda: shelf.units_of(former=True),
        "displayed_at": lambda: shelf.things(Kind.PLACE),
        "visit_at": lambda: shelf.things(Kind.PLACE),
        "set": shelf.sets,
        "about": lambda: shelf.things(*about, keyed=True),
    }
    if key in listed:
        return listed[key]()
    field = _model(kind, key).model_fields.get(key)
    return named_choices(choices_in(field.annotation)) if field is not None else ()


def named_choices(values: tuple[str, ...]) -> Choices:
    """Give the values of the model with what staff call them."""
    return tuple((value, _capital(said(value))) for value in values)


def _capital(name: str) -> str:
    return (name[:1].upper() + name[1:]).replace("qđ-ttg", "QĐ-TTg")


def understood(kind: Kind, question: Question, typed: str, shelf: Shelf) -> str:
    """Give an answer as it is written into the page; "" where it may be left out.

    A choice can be named, numbered from 1 or typed. Raises AnswerError.
    """
    answer = nfc(" ".join(typed.split())) or question.usual
    if not answer:
        if question.required:
            raise AnswerError(f"{question.title}: phải có.")
        return ""
    if question.choices:
        answer = _chosen(question, answer)
    model = _model(kind, question.key)
    field = model.model_fields[question.key]
    node: Node = Scalar(answer, 1)
    if is_list(field.annotation):
        node = Listing((node,), 1)
    _, problems = validated(model, Table({question.key: node}, {question.key: 1}, 1), "", [question.key])
    for problem in problems:
        if problem.rule != "key-missing":
            raise AnswerError(" → ".join(part for part in in_words(problem) if part))
    return answer


def _chosen(question: Question, answer: str) -> str:
    typed = [value for value, _ in question.choices]
    if answer in typed:
        return answer
    if answer.isdecimal() and question.key != "set" and 1 <= int(answer) <= len(typed):
        return typed[int(answer) - 1]
    names = {fold(name): value for value, name in question.choices}
    meant = names.get(fold(answer)) or (value_meant(answer, typed) if set(typed) <= _VALUES else "")
    if meant:
        return meant
    near = closest(answer, [name for _, name in question.choices])
    listed = ", ".join(name for _, name in question.choices[:8])
    hint = f" Có phải “{near}”?" if near else f" Chọn một trong: {listed}{'…' if len(typed) > 8 else ''}."
    raise AnswerError(f"{question.title}: không có “{answer}”.{hint}")


_VALUES: Final = frozenset(str(member) for kind in (Group, ProducerType, PlaceType) for member in kind)


def _model(kind: Kind, key: str) -> type[BaseModel]:
    found: Mapping[Kind, type[BaseModel]] = FACTS if key in FACTS[kind].model_fields else WORDS
    return found[kind]
