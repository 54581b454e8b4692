"""Old addresses: their form, and that each is kept in one place only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from ocop.catalogue.problem import Problem

from ..bundle import Bundle
from ..raised import raised
from ..whole import Whole

_ALIAS: Final = re.compile(r"(?:/(?!\.{1,2}/)[A-Za-z0-9._~%-]+)+/", re.ASCII)


class Row(NamedTuple):
    """An alias, and where it was typed."""

    alias: str
    path: str
    line: int


def gather(bundle: Bundle, whole: Whole) -> Iterator[Row]:
    """Give the aliases of a bundle."""
    sheet = bundle.sheets.get(whole.frame.default_language)
    if sheet is not None and bundle.facts is not None:
        for index, alias in enumerate(bundle.facts.aliases):
            yield Row(alias, sheet.path, sheet.line("aliases", index))


def compare(rows: Sequence[tuple[str, tuple[Any, ...]]], whole: Whole) -> Iterator[Problem]:
    """Give a problem for each alias that is no root-relative path between slashes, or that occurred before."""
    del whole
    first: dict[str, str] = {}
    for _, (alias, path, line) in rows:
        if not _ALIAS.fullmatch(alias):
            yield raised("alias-form", path, line, found=alias, suggestion=_likely(alias))
        elif alias.lower() in first:
            yield raised("alias-duplicate", path, line, found=alias, other=first[alias.lower()])
        first.setdefault(alias.lower(), f"{path}:{line}")


def _likely(alias: str) -> str:
    try:
        path = urlsplit(alias).path
    except ValueError:
        return ""
    guess = "/" + path.strip("/ ") + "/"
    return guess if _ALIAS.fullmatch(guess) and guess != alias else ""
