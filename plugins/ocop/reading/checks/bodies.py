"""Links and pictures in a body, found without rendering it: their lines count, and thousands of bodies are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ocop.catalogue.models import Kind
from ocop.catalogue.problem import Problem

from ..bundle import Bundle, Sheet
from ..raised import closest, raised
from ..whole import Whole

_CODE: Final = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)[^\n]*$|`+[^`\n]*`+|^(?: {4}|\t)[^\n]*$", re.DOTALL | re.MULTILINE)
_TARGET: Final = re.compile(r"(?P<picture>!?)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?(?P<href>[^\s)>]+)")
_DEFINED: Final = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?(?P<href>[^\s>]+)", re.MULTILINE)
_HTML: Final = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?|![A-Za-z][^<>]*)>|<!--")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_SOURCE: Final = "#nguon-"
_THING: Final = re.compile(rf"({'|'.join(kind.value for kind in Kind)})/([^/#?]*)/?(#.*)?")


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give a problem for each link that leads nowhere, picture that is not listed, and piece of HTML in a body."""
    for sheet in bundle.sheets.values():
        if not any(sign in sheet.body for sign in ("](", "]:", "<")):
            continue
        body = _CODE.sub(_blanked, sheet.body)
        for found in _TARGET.finditer(body):
            line = _line(sheet, body, found.start())
            if found["picture"]:
                yield from _picture(found["href"], bundle, sheet, line)
            else:
                yield from _link(found["href"], bundle, sheet, line, whole)
        for found in _DEFINED.finditer(body):
            yield from _link(found["href"], bundle, sheet, _line(sheet, body, found.start()), whole)
        for found in _HTML.finditer(body):
            yield raised("html-in-body", sheet.path, _line(sheet, body, found.start()), found=found[0])


def _blanked(code: re.Match[str]) -> str:
    return "\n" * code[0].count("\n")


def _line(sheet: Sheet, body: str, index: int) -> int:
    return sheet.body_line + body.count("\n", 0, index)


def _picture(name: str, bundle: Bundle, sheet: Sheet, line: int) -> Iterator[Problem]:
    if bundle.facts is not None and name not in {photo.file for photo in bundle.facts.photos}:
        yield raised("photo-not-listed", sheet.path, line, found=name)


def _link(href: str, bundle: Bundle, sheet: Sheet, line: int, whole: Whole) -> Iterator[Problem]:
    thing = _THING.fullmatch(href)
    scheme = _SCHEME.match(href)
    if scheme and scheme[1].lower() not in _SCHEMES:
        yield raised("link-scheme", sheet.path, line, href=href)
    elif thing:
        key = f"{thing[1]}/{thing[2]}"
        if not whole.has(key):
            suggestion = closest(key, whole.keys((Kind(thing[1]),)))
            yield raised("link-unknown", sheet.path, line, href=href, found=href, suggestion=suggestion)
    elif href.startswith(_SOURCE) and bundle.facts is not None:
        sources = [source.key for source in bundle.facts.sources]
        key = href.removeprefix(_SOURCE)
        if key not in sources:
            near = closest(key, sources)
            suggestion = f"{_SOURCE}{near}" if near else ""
            yield raised("link-unknown", sheet.path, line, href=href, found=href, suggestion=suggestion)
