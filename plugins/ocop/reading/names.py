"""Near misses: what a person meant who typed a name, an old name or a code where the catalogue has a slug."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ocop.catalogue.lists import Unit
from ocop.catalogue.models import Kind
from ocop.catalogue.problem import Problem
from ocop.catalogue.units import present_unit
from ocop.text import fold

from .raised import closest, raised
from .whole import Whole

_UNIT_FIELD: Final = re.compile(r"(?:former_)?unit|(?:former_)?units\[\d+\]")
_THING_FIELDS: Final[Mapping[str, Kind]] = {"producer": Kind.PRODUCER, "displayed_at": Kind.PLACE, "visit_at": Kind.PLACE}
_SHORT_FORMS: Final = ((re.compile(r"^p\.? ?(?=\d)"), "phuong "), (re.compile(r"^(?:p|x)\. ?(?=\D)"), ""))
_TYPES: Final = re.compile(r"^(?:phuong|xa|thi tran) ")


def unit_meant(typed: str, units: Mapping[str, Unit]) -> Unit | None:
    """Give the unit that `typed` names: by slug, code, title or part of it, or nearly so; a present one before a former one."""
    ordered = sorted(units.values(), key=lambda unit: (unit.valid_to is not None, unit.slug))
    plain = _plain(typed)
    for form, instead in _SHORT_FORMS:
        plain = form.sub(instead, plain)
    for names in (_exact, _loose):
        for unit in ordered:
            if plain in names(unit):
                return unit
    # A number in a name is no slip: Phường 9 is not nearly Phường 1.
    names_of = ((name, unit) for unit in reversed(ordered) for name in (*_exact(unit), *_loose(unit)))
    by_name = {name: unit for name, unit in names_of if not any(char.isdigit() for char in name)}
    near = closest(plain, by_name, 0.8)
    return by_name[near] if near else None


def thing_meant(typed: str, kinds: Iterable[Kind], whole: Whole) -> str:
    """Give the key of the thing whose title `typed` is, or nearly; "" when there is none."""
    titles: dict[str, str] = {}
    for kind in kinds:
        for key, words in whole.words(kind):
            titles.setdefault(_plain(words.title), key)
    near = closest(_plain(typed), titles, 0.75)
    return titles[near] if near else ""


def unit_problem(field: str, typed: str, path: str, line: int, whole: Whole) -> Problem:
    """Give the problem of a unit that is not in the list under that name: a former one leads to its present one."""
    units = whole.units or {}
    meant = unit_meant(typed, units)
    if meant is not None and meant.valid_to is not None and not field.startswith("former_unit"):
        return former_unit(field, typed, meant, path, line, units)
    suggestion = meant.slug if meant is not None else ""
    return raised("unit-unknown", path, line, field=field, found=typed, where=whole.units_path, suggestion=suggestion)


def former_unit(  # noqa: PLR0913, PLR0917 (what was typed, where, and what it means)
    field: str, typed: str, unit: Unit, path: str, line: int, units: Mapping[str, Unit]
) -> Problem:
    """Give the problem of a former unit where a present one belongs, with codes and days: a code is nothing without its day."""
    try:
        present: Unit | None = present_unit(units, unit.slug)
    except (KeyError, ValueError):
        present = None  # Told where the list is read.
    values = {"field": field, "found": typed, "code": unit.code, "former": unit.slug}
    values |= {"until": unit.valid_to.isoformat()} if unit.valid_to else {}
    if present is not None:
        values |= {"suggestion": present.slug, "title": present.title, "present_code": present.code}
    return raised("unit-former", path, line, **values)


def reworded(problem: Problem, whole: Whole) -> Problem:
    """Give a problem about the form of a slug as one about the thing that was named, where that can be told."""
    if problem.rule != "slug-form":
        return problem
    field, found = problem.values.get("field", ""), problem.values.get("found", "")
    if whole.units and _UNIT_FIELD.fullmatch(field):
        return unit_problem(field, found, problem.path, problem.line, whole)
    kind = _THING_FIELDS.get(field.partition("[")[0])
    key = thing_meant(found, (kind,), whole) if kind else ""
    if not key:
        return problem
    return raised("slug-form", problem.path, problem.line, field=field, found=found, suggestion=key.partition("/")[2])


def _plain(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").split())


def _exact(unit: Unit) -> tuple[str, ...]:
    return _plain(unit.slug), unit.code, _plain(unit.title)


def _loose(unit: Unit) -> tuple[str, ...]:
    title = _plain(unit.title)
    bare = _TYPES.sub("", title)
    return (bare if not bare.isdigit() else title, f"{title} sa dec", f"{title} cu", f"{bare} cu")
