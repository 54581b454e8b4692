"""What is changed in a body's element tree before it is written out: links, pictures, headings, ids, table cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Final
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from ocop.text import slugify

from .safety import ALIGN_CLASSES, EXTERNAL_CLASS, EXTERNAL_REL, ID_PREFIX, SCHEMES

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_ALIGN: Final = re.compile(r"text-align:\s*(left|center|right)")
_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_BLANKS: Final = re.compile(r"[\x00-\x20\x7f]+")  # A browser ignores these inside a scheme.
_PLACEHOLDER: Final = re.compile("\x02[^\x03]*\x03|[\ue000\ue001]")


@dataclass(slots=True)
class Job:
    """One rendering: the caller's functions, and what was met on the way."""

    link: Callable[[str], str | None] | None = None
    image: Callable[[str, str], str | None] | None = None
    links: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    pictures: dict[str, str] = field(default_factory=dict)
    """Token in the text → trusted HTML that takes its place after sanitising."""

    def forget(self) -> None:
        """Drop what was met: the tree it was met in is not used."""
        for met in (self.links, self.images, self.dropped, self.pictures):
            met.clear()


class Rewriting(Treeprocessor):
    """Python-Markdown's hook for all of it; `job` is set for each rendering."""

    def __init__(self) -> None:
        super().__init__()
        self.job = Job()

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        _pictures(root, self.job)
        _levels(root)
        _ids(root)
        for element in root.iter():
            if element.tag == "a":
                _link(element, self.job)
            elif element.tag in {"th", "td"}:
                _cell(element)


def _plain(text: str) -> str:
    return _PLACEHOLDER.sub("", text)


def _pictures(parent: Element, job: Job) -> None:
    for child in list(parent):
        if child.tag != "img":
            _pictures(child, job)
            continue
        name = unescape(child.get("src", "").replace(AMP_SUBSTITUTE, "&"))
        job.images.append(name)
        made = job.image(name, _plain(child.get("alt", ""))) if job.image else None
        if made is None:
            job.dropped.append(name)
        token = "" if made is None else f"\ue000{len(job.pictures)}\ue001"
        if made is not None:
            job.pictures[token] = made
        _replace_with_text(parent, child, token)
        if parent.tag == "p" and not len(parent) and not (parent.text or "").strip():
            parent.tag = "div"  # A paragraph with nothing in it is a gap on the page; an empty box is none.


def _replace_with_text(parent: Element, child: Element, text: str) -> None:
    index = list(parent).index(child)
    text += child.tail or ""
    if index:
        before = parent[index - 1]
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(child)


def _levels(root: Element) -> None:
    found = [element for element in root.iter() if element.tag in _HEADINGS]
    for element, level in zip(found, page_levels([int(element.tag[1]) for element in found]), strict=True):
        element.tag = f"h{level}"


def page_levels(typed: Sequence[int]) -> list[int]:
    """Give the levels that headings get on a page, from those that were typed, in order."""
    # The page's own title is h1. The highest level in the body becomes h2, and no level is skipped.
    shift = 2 - min(typed, default=2)
    levels = [1]
    for level in typed:
        levels.append(max(2, min(level + shift, levels[-1] + 1, 6)))
    return levels[1:]


@dataclass(slots=True)
class Ids:
    """The ids of one body: no two alike, and links of the body to them mended."""

    _taken: set[str] = field(default_factory=set)
    _typed: set[str] = field(default_factory=set)
    _numbers: dict[str, int] = field(default_factory=dict)
    """Where counting went on for a heading that occurs again and again."""

    def of_heading(self, text: str) -> str:
        """Give the id of a heading by its plain text."""
        return self.given(slugify(text) or "muc")

    def given(self, typed: str) -> str:
        """Give the id to write out for one that was typed."""
        number, unique = self._numbers.get(typed, 2), typed.removeprefix(ID_PREFIX)
        while unique in self._taken:
            unique = f"{typed}-{number}"
            number += 1
        self._numbers[typed] = number
        self._taken.add(unique)
        self._typed.add(typed)
        return ID_PREFIX + unique

    def mended(self, href: str) -> str:
        """Give the address with the prefix if it is a fragment that names one of these ids; else as it is."""
        fragment = href.removeprefix("#")
        known = href.startswith("#") and (fragment in self._typed or fragment in self._taken)
        return f"#{ID_PREFIX}{fragment}" if known else href


def _ids(root: Element) -> None:
    ids = Ids()
    for element in root.iter():
        if element.get("id"):
            element.set("id", ids.given(element.get("id", "")))
        elif element.tag in _HEADINGS:
            element.set("id", ids.of_heading(_plain("".join(element.itertext()))))
    for element in root.iter("a"):
        if element.get("href", "").startswith("#"):
            element.set("href", ids.mended(element.get("href", "")))


def _link(element: Element, job: Job) -> None:
    href, external = target(unescape(element.get("href", "").replace(AMP_SUBSTITUTE, "&")), job)
    if href is None:
        element.tag = "span"
        element.attrib.clear()
        return
    element.set("href", href)
    if external:
        element.set("rel", EXTERNAL_REL)
        element.set("class", f"{element.get('class', '')} {EXTERNAL_CLASS}".strip())


def target(href: str, job: Job) -> tuple[str | None, bool]:
    """Give (address, whether it leads away) of a link, and list it in `job`; the address is None where none may lead."""
    if not href.startswith(f"#{ID_PREFIX}"):
        job.links.append(href)
    href = (job.link(href) if job.link else None) or href
    bare = _BLANKS.sub("", href).replace("\\", "/")
    scheme = _SCHEME.match(bare)
    if scheme and scheme[1].lower() not in SCHEMES:
        return None, False
    return href, bare.startswith("//") or bool(scheme and scheme[1].lower() in {"http", "https"})


def _cell(element: Element) -> None:
    side = _ALIGN.search(element.attrib.pop("style", "")) or re.fullmatch(
        r"(left|center|right)", element.attrib.pop("align", "")
    )
    if side:
        element.set("class", ALIGN_CLASSES[side[1]])
    if element.tag == "th":
        element.set("scope", "col")
