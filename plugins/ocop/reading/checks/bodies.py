"""Links and pictures in a body, found without rendering it: their lines count, and thousands of bodies are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ocop.catalogue.models import Kind
from ocop.catalogue.problem import Problem
from ocop.prose import bracket_flood, render, too_deep
from ocop.prose.bounds import DEEPEST

from ..bundle import Bundle, Sheet
from ..passages import without_code
from ..positions import line_counter
from ..raised import closest, raised
from ..whole import Whole
from .laws import LAWS_PAGE

MOST_LETTERS: Final = 128 * 1024
MOST_LINES: Final = 5_000
"""Some twenty thousand words. Python-Markdown takes seconds for the worst that is shorter, minutes for what is longer."""
_TARGET: Final = re.compile(r"\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*(?:<(?P<framed>[^<>\n]*)>|(?P<href>[^\s)>]*))")
_FRAMED: Final = re.compile(r"\]\(\s*<[^<>\n]*>|^ {0,3}\[[^\]\n]+\]:\s*<[^<>\n]*>", re.MULTILINE)
_ESCAPED: Final = re.compile(r"\\[\\\[\]!<]")
_DEFINED: Final = re.compile(r"^ {0,3}\[(?!\^)(?P<label>[^\]\n]+)\]:\s*<?(?P<href>[^\s>]+)", re.MULTILINE)
_PICTURE_BY_LABEL: Final = re.compile(r"!\[(?P<words>[^\[\]]*)\](?:\s?\[(?P<label>[^\]\n]*)\])?(?!\()")
_AUTOMATIC: Final = re.compile(r"<(?P<href>[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*)>")
_HTML: Final = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?|![A-Za-z][^<>]*)>|<!--")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_SOURCE: Final = "#nguon-"
_THING: Final = re.compile(rf"({'|'.join(kind.value for kind in Kind)})/([^/#?]*)/?(#.*)?")
_WEB: Final = re.compile(r"(?:www\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:vn|com|net|org|info|gov|edu)(?:/\S*)?")


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give a problem for each link that leads nowhere, picture that is not listed, piece of HTML, flood of marks in a body."""
    for sheet in bundle.sheets.values():
        floods, body = list(_floods(sheet)), sheet.body
        yield from floods
        if not floods and ("](" in body or "]:" in body or "<" in body):
            yield from _written(bundle, sheet, whole)


def _written(bundle: Bundle, sheet: Sheet, whole: Whole) -> Iterator[Problem]:
    body = without_code(sheet.body)
    body = _ESCAPED.sub("  ", body) if "\\" in body else body
    line_of = line_counter(body, sheet.body_line)
    for found in _TARGET.finditer(body):
        line = line_of(found.start())
        href = found["framed"] if found["href"] is None else found["href"]
        if body.endswith("!", 0, found.start()):
            yield from _picture(href, bundle, sheet, line)
        else:
            yield from _link(href, bundle, sheet, line, whole)
        for inside in _TARGET.finditer(found["words"]):  # A picture that is a link.
            yield from _picture(inside["framed"] or inside["href"] or "", bundle, sheet, line)
    if "]:" in body:
        pictures = {(found["label"] or found["words"]).strip().lower() for found in _PICTURE_BY_LABEL.finditer(body)}
        for found in _DEFINED.finditer(body):
            line = line_of(found.start())
            if found["label"].strip().lower() in pictures:
                yield from _picture(found["href"], bundle, sheet, line)
            else:
                yield from _link(found["href"], bundle, sheet, line, whole)
    if "<" in body:
        for found in _AUTOMATIC.finditer(body):
            yield from _link(found["href"], bundle, sheet, line_of(found.start()), whole)
        for found in _HTML.finditer(_FRAMED.sub(lambda target: " " * len(target[0]), body)):
            yield raised("html-in-body", sheet.path, line_of(found.start()), found=found[0])


def _floods(sheet: Sheet) -> Iterator[Problem]:
    length = len(sheet.body)
    if length > MOST_LETTERS or (length > MOST_LINES and sheet.body.count("\n") > MOST_LINES):
        found = {"found": str(length), "lines": str(sheet.body.count("\n"))}
        allowed = {"allowed": str(MOST_LETTERS), "most": str(MOST_LINES)}
        yield raised("body-too-long", sheet.path, sheet.body_line, **found, **allowed)
        return
    flood = bracket_flood(sheet.body)
    if flood is not None:
        line = line_counter(sheet.body, sheet.body_line)(flood[0])
        yield raised("brackets-unclosed", sheet.path, line, found=str(flood[1]))
    deep = too_deep(sheet.body)
    if deep is not None:
        line = line_counter(sheet.body, sheet.body_line)(deep)
        yield raised("body-too-deep", sheet.path, line, allowed=str(DEEPEST))


def _picture(name: str, bundle: Bundle, sheet: Sheet, line: int) -> Iterator[Problem]:
    if _SCHEME.match(name) or name.startswith("//"):
        yield raised("picture-elsewhere", sheet.path, line, found=name)
    elif bundle.facts is not None:
        listed = {photo.file for photo in bundle.facts.photos}
        if name not in listed:
            yield raised("photo-not-listed", sheet.path, line, found=name, suggestion=closest(name, listed))


def _link(href: str, bundle: Bundle, sheet: Sheet, line: int, whole: Whole) -> Iterator[Problem]:
    thing = _THING.fullmatch(href)
    scheme = _SCHEME.match(href)
    suggestion: str | None = None
    if scheme and scheme[1].lower() not in _SCHEMES:
        yield raised("link-scheme", sheet.path, line, href=href)
    elif scheme or href.startswith("/"):
        return  # Another site, or an address of this one: the publishing gate follows those.
    elif thing:
        suggestion = _thing(thing, whole)
    elif href.startswith(_SOURCE):
        if bundle.facts is not None:
            suggestion = _among(href, _SOURCE, [source.key for source in bundle.facts.sources])
    elif href.startswith("#"):
        suggestion = _among(
            href.replace("#m-", "#", 1), "#", [one.id.removeprefix("m-") for one in render(sheet.body).headings]
        )
    else:
        suggestion = f"https://{href}" if _WEB.fullmatch(href) else closest(href, whole.keys(tuple(Kind)), 0.75)
    if suggestion is not None:
        yield raised("link-unknown", sheet.path, line, href=href, found=href, suggestion=suggestion)


def _thing(link: re.Match[str], whole: Whole) -> str | None:
    """Give what was meant by a link to a thing of the catalogue that is not there; None for one that is."""
    key, fragment = f"{link[1]}/{link[2]}", link[3] or ""
    if not whole.has(key):
        return closest(key, whole.keys((Kind(link[1]),)))
    if key == f"{Kind.PAGE.value}/{LAWS_PAGE}" and fragment and whole.documents is not None:
        return _among(fragment, f"{key}#", whole.documents)
    return None


def _among(href: str, start: str, keys: Iterable[str]) -> str | None:
    """Give the nearest of `keys` to what follows the # in a link, with `start` before it; None where it is one of them."""
    known = list(keys)
    wanted = href.removeprefix(start) if start.startswith("#") else href.removeprefix("#")
    if wanted in known:
        return None
    near = closest(wanted, known)
    return f"{start}{near}" if near else ""
