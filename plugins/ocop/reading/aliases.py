"""Old addresses: their form, and that each is kept in one place only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import urlsplit

from ocop.catalogue.problem import Problem

from .bundle import Bundle, Frame
from .raised import raised

_ALIAS: Final = re.compile(r"(?:/(?!\.{1,2}/)[A-Za-z0-9._~%-]+)+/", re.ASCII)


def alias_problems(bundles: Iterable[Bundle], frame: Frame) -> Iterator[Problem]:
    """Give a problem for each alias that is no root-relative path between slashes, or that occurred before."""
    first: dict[str, str] = {}
    for bundle in bundles:
        sheet = bundle.sheets.get(frame.default_language)
        if sheet is None or bundle.facts is None:
            continue
        for index, alias in enumerate(bundle.facts.aliases):
            line = sheet.line("aliases", index)
            if not _ALIAS.fullmatch(alias):
                yield raised("alias-form", sheet.path, line, found=alias, suggestion=_likely(alias))
            elif alias.lower() in first:
                yield raised("alias-duplicate", sheet.path, line, found=alias, other=first[alias.lower()])
            first.setdefault(alias.lower(), f"{sheet.path}:{line}")


def _likely(alias: str) -> str:
    try:
        path = urlsplit(alias).path
    except ValueError:
        return ""
    guess = "/" + path.strip("/ ") + "/"
    return guess if _ALIAS.fullmatch(guess) and guess != alias else ""
