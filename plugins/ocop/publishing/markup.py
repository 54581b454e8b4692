"""One HTML page as the gate sees it: its addresses, its ids, and what is wrong with its mark-up.

The check is stricter than HTML: every element but the void ones must be closed where it was opened, because the templates are
ours and an element left open is how a page breaks on another browser.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

# fmt: off
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
CLOSES_P = frozenset((
    "address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "dd", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "menu", "nav",
    "ol", "p", "pre", "search", "section", "table", "ul",
))
"""Start tags before which a browser silently closes an open <p> (HTML standard, "in body" insertion mode)."""
P_SCOPE = frozenset(("button", "caption", "foreignobject", "object", "table", "td", "template", "th"))
NOT_IN_ITSELF = frozenset(("a", "button", "form", "label"))
ADDRESSES = frozenset(("href", "src", "action", "formaction", "poster", "data", "xlink:href"))
ADDRESS_LISTS = frozenset(("srcset", "imagesrcset"))
ID_REFERENCES = frozenset((
    "for", "form", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details",
))
# fmt: on
META_ADDRESSES = frozenset(("og:url", "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:url"))
MOST_FAULTS = 5
"""Faults reported for one page: after the first few the rest are their consequences."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a page: `weak` ones (structured data, previews) matter only when they lead into this site."""

    line: int
    value: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the mark-up: the rule's id and what its message quotes."""

    line: int
    rule: str
    found: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Markup:
    """What a page holds that the gate asks about."""

    addresses: tuple[Address, ...]
    ids: frozenset[str]
    faults: tuple[Fault, ...]
    findable: bool = True
    """Whether search engines may list it: no `noindex`, and it does not send its reader on."""
    canonical: str = ""
    """The address that it says is its own."""


def read_markup(text: str) -> Markup:
    """Read one whole HTML page. Never raises for what it finds."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.result()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.addresses: list[Address] = []
        self.references: list[Address] = []
        self.ids: set[str] = set()
        self.faults: list[Fault] = []
        self.open: list[tuple[str, int]] = []
        self.foreign = 0
        self.has_doctype = self.has_lang = self.has_charset = False
        self.findable, self.canonical = True, ""
        self.title: list[str] | None = None
        self.data: list[str] | None = None

    # what the parser calls

    def handle_decl(self, decl: str) -> None:
        self.has_doctype = self.has_doctype or decl.lower().startswith("doctype html")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._element(tag, attrs)
        if tag not in VOID or self.foreign:
            self.open.append((tag, self.getpos()[0]))
            if tag in {"svg", "math"}:
                self.foreign += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._element(tag, attrs)
        if tag not in VOID and not self.foreign and tag not in {"svg", "math"}:
            self._fault("html-unclosed", tag)  # browsers read <div/> as <div>

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1][0] == tag:
            self.open.pop()
        elif any(tag == name for name, _ in self.open):
            name, line = self.open[-1]
            self._fault("html-unclosed", name, line=line)
            while self.open.pop()[0] != tag:
                pass
        else:
            self._fault("html-stray", tag)
        if tag in {"svg", "math"}:
            self.foreign = sum(name in {"svg", "math"} for name, _ in self.open)
        elif tag == "script" and self.data is not None:
            self._structured("".join(self.data))
            self.data = None

    def handle_data(self, data: str) -> None:
        if self.data is not None:
            self.data.append(data)
        elif self.title is not None and not self.foreign and self.open and self.open[-1][0] == "title":
            self.title.append(data)

    # what is made of it

    def result(self) -> Markup:
        for name, line in reversed(self.open):
            self._fault("html-unclosed", name, line=line)
        for reference in self.references:
            if reference.value not in self.ids:
                self._fault("fragment-dead", f"#{reference.value}", line=reference.line)
        faults = self.faults[:MOST_FAULTS]
        if not self.has_doctype:
            faults.append(Fault(1, "html-no-doctype"))
        if not self.has_lang:
            faults.append(Fault(1, "html-no-lang"))
        if not self.has_charset:
            faults.append(Fault(1, "html-no-charset"))
        if not "".join(self.title or ()).strip():
            faults.append(Fault(1, "html-no-title"))
        return Markup(tuple(self.addresses), frozenset(self.ids), tuple(faults), self.findable, self.canonical)

    def _element(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = set()
        for name, value in attrs:
            names.add(name)
            if value is None:
                continue
            if name == "id":
                if value in self.ids:
                    self._fault("html-duplicate-id", value)
                self.ids.add(value)
            elif name in ADDRESSES:
                self._address(value)
            elif name in ADDRESS_LISTS:
                for candidate in _candidates(value):
                    self._address(candidate)
            elif name in ID_REFERENCES:
                line = self.getpos()[0]
                self.references += [Address(line, one) for one in value.split()]
            elif name == "name" and tag == "a":
                self.ids.add(value)
        if not self.foreign:
            self._nesting(tag)
            self._document(tag, dict(attrs), names)

    def _nesting(self, tag: str) -> None:
        if tag in CLOSES_P:
            for name, _ in reversed(self.open):
                if name == "p":
                    self._fault("html-nested", tag, within="p")
                    break
                if name in P_SCOPE:
                    break
        elif tag in NOT_IN_ITSELF and any(name == tag for name, _ in self.open):
            self._fault("html-nested", tag, within=tag)

    def _document(self, tag: str, attrs: dict[str, str | None], names: set[str]) -> None:
        if tag == "html":
            self.has_lang = bool((attrs.get("lang") or "").strip())
        elif tag == "title":
            self.title = self.title or []
        elif tag == "img" and "alt" not in names:
            self._fault("image-no-alt", attrs.get("src") or "")
        elif tag == "script" and attrs.get("type") == "application/ld+json":
            self.data = []
        elif tag == "link" and "canonical" in (attrs.get("rel") or "").split():
            self.canonical = attrs.get("href") or ""
        elif tag == "meta":
            self._meta(attrs)

    def _meta(self, attrs: dict[str, str | None]) -> None:
        content = attrs.get("content") or ""
        if (attrs.get("charset") or "").lower() == "utf-8":
            self.has_charset = True
        elif (attrs.get("name") or "").lower() == "robots":
            self.findable = self.findable and "noindex" not in content.lower()
        elif (attrs.get("property") or attrs.get("name") or "") in META_ADDRESSES:
            self._address(content, weak=True)
        elif (attrs.get("http-equiv") or "").lower() == "refresh":
            self.findable = False
            found = re.search(r"url\s*=\s*['\"]?([^'\"]+)", content, re.IGNORECASE)
            if found:
                self._address(found.group(1))

    def _structured(self, text: str) -> None:
        try:
            values = list(_strings(json.loads(text)))
        except ValueError:
            self._fault("html-bad-json", text.strip()[:40])
            return
        for value in values:
            self._address(value.partition("#")[0], weak=True)  # a fragment there names a thing, not a place in a page

    def _address(self, value: str, *, weak: bool = False) -> None:
        self.addresses.append(Address(self.getpos()[0], value.strip(), weak))

    def _fault(self, rule: str, found: str, *, within: str = "", line: int = 0) -> None:
        self.faults.append(Fault(line or self.getpos()[0], rule, found, within))


def _candidates(srcset: str) -> Iterator[str]:
    """The addresses of a srcset; one that itself holds commas (data:) is given whole and then not checked."""
    if srcset.lstrip().startswith("data:"):
        return
    for candidate in srcset.split(","):
        words = candidate.split()
        if words:
            yield words[0]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value.startswith(("http://", "https://")):
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
