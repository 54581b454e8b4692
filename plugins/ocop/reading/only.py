"""A look at one bundle: what it names, and the problems that concern it and what it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from pathlib import PurePosixPath
from typing import Any, Final

from ocop.catalogue.models import EventFacts, Kind, RouteFacts
from ocop.catalogue.problem import Problem

from .bundle import Bundle
from .raised import closest
from .tree import plain

_NAMING: Final[Mapping[str, Kind | None]] = {
    "producer": Kind.PRODUCER,
    "displayed_at": Kind.PLACE,
    "visit_at": Kind.PLACE,
    "about": None,  # Names the kind itself: places/lang-bot.
}
_LINKED: Final = re.compile(rf"\]\(\s*((?:{'|'.join(kind.value for kind in Kind)})/[a-z0-9-]+)")
_OWNER: Final = ("owner", "found")


def named_by(bundle: Bundle) -> frozenset[str]:
    """Give the keys (`places/lang-bot`) that a bundle names in its front matter or links in a body, right or wrong."""
    named: set[str] = set(_stops(bundle))
    for sheet in bundle.sheets.values():
        named.update(_LINKED.findall(sheet.body))
        for field, kind in _NAMING.items():
            node = sheet.table.entries.get(field)
            if node is not None:
                named |= {slug if kind is None else f"{kind}/{slug}" for slug in _texts(plain(node))}
    return frozenset(named - {bundle.key})


def bundle_key(typed: str, content: str) -> str:
    """Give `products/x` for what a person or a shell types: with `content/` before it, a slash or a file behind it."""
    parts = PurePosixPath(typed.replace("\\", "/")).parts
    inside = PurePosixPath(content).parts
    if parts[: len(inside)] == inside:
        parts = parts[len(inside) :]
    elif parts[:1] == inside[-1:]:
        parts = parts[1:]
    return "/".join(parts[:2])


def concerning(
    problems: Iterable[Problem], keys: Set[str], content: str, named: Mapping[str, frozenset[str]]
) -> tuple[Problem, ...]:
    """Give the problems in these bundles, in those that they name, and in rows of the ledger that belong to them.

    `content` is the content folder as problems name it.
    """
    wanted = keys | {name for key in keys for name in named.get(key, ())}
    folders = frozenset(f"{content}/{key}" for key in wanted)

    def concerns(problem: Problem) -> bool:
        rest = problem.path.removeprefix(f"{content}/").split("/")
        return f"{content}/{'/'.join(rest[:2])}" in folders or any(problem.values.get(name) in keys for name in _OWNER)

    return tuple(problem for problem in problems if concerns(problem))


def likely_key(key: str, known: Iterable[str]) -> str:
    """Give the bundle that was most likely meant, or ""."""
    return closest(key, known)


def _stops(bundle: Bundle) -> Iterable[str]:
    facts = bundle.facts
    if isinstance(facts, RouteFacts):
        yield from (stop.at for stop in facts.stops)
    if isinstance(facts, EventFacts) and facts.at is not None:
        yield facts.at


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
