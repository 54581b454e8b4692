"""How this room raises a rule: severity and words come from the table, the place and the values from here."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from ocop.catalogue.problem import Problem
from ocop.text import fold

from .rules import RULES

_SHORT: Final = 4


def raised(rule: str, path: str, line: int, **values: str) -> Problem:
    """Give the problem of a rule in the table; `KeyError` for an id that is not there (a mistake of ours)."""
    return Problem(path, line, rule, RULES[rule].severity, MappingProxyType(values))


def closest(found: str, allowed: Iterable[str], cutoff: float = 0.6) -> str:
    """Give the one of `allowed` that was most likely meant, or "": first without marks and capitals, then by likeness."""
    choices = list(allowed)
    plain = _plain(found[:200])
    folded = {_plain(choice): choice for choice in choices}
    if plain in folded:
        return folded[plain]
    # Of a short word three letters in common mean nothing: "sao" is not "season".
    near = get_close_matches(plain, folded, n=1, cutoff=cutoff if len(plain) > _SHORT else max(cutoff, 0.75))
    return folded[near[0]] if near else ""


def _plain(text: str) -> str:
    return fold(text).replace(" ", "-").replace("_", "-")
