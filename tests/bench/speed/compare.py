"""What a reader and a machine get from a page: title, text in order, links, pictures, structured data. Markup is left out."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

SILENT = frozenset({"style", "script", "template"})
NUMBERED = re.compile(r"/page/(\d+)/")
"""Hugo puts a word before the number of a list's page."""
ADDRESSES = {"a": "href", "link": "href", "img": "src", "script": "src"}
META = ("description", "robots", "og:title", "og:description", "og:type", "og:site_name", "og:locale", "og:url")


@dataclass(slots=True)
class Said:
    """What a page says; two pages with the same information are equal."""

    words: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    data: Any = None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said = Said()
        self._silent = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        name = of.get("name") or of.get("property", "")
        if tag == "meta" and name in META:
            self.said.meta[name] = plain_address(of["content"])
        if tag in ADDRESSES and of.get(ADDRESSES[tag]):
            self.said.links.append((f"{tag} {of.get('rel', '')}", plain_address(of[ADDRESSES[tag]])))
        if tag in SILENT:
            self._silent = "data" if of.get("type") == "application/ld+json" else tag

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            if self._silent == "data":
                self.said.data = json.loads(plain_address("".join(self._text)))
            self._silent, self._text = "", []

    def handle_data(self, data: str) -> None:
        if self._silent:
            self._text.append(data)
        else:
            self.said.words += data.split()


def plain_address(text: str) -> str:
    """Give addresses without Hugo's word before a number."""
    return NUMBERED.sub(r"/\1/", text)


def said(page: str) -> Said:
    """Read a page."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    found = reader.said
    found.links.sort()  # in a head the order of links means nothing; in a body the words around them hold it
    return found


def pages(folder: Path) -> dict[str, Path]:
    """Give the pages of a site by address."""
    return {plain_address(f"/{path.parent.relative_to(folder).as_posix()}/"): path for path in folder.rglob("index.html")}


def differences(ours: Path, theirs: Path, addresses: Sequence[str]) -> Iterator[str]:
    """Give each page that does not say the same, and where it begins to differ."""
    mine, other = pages(ours), pages(theirs)
    for address in addresses:
        if address not in other:
            yield f"{address}: missing"
            continue
        first, second = said(mine[address].read_text("utf-8")), said(other[address].read_text("utf-8"))
        for name in ("words", "links", "meta", "data"):
            left, right = getattr(first, name), getattr(second, name)
            if left != right:
                yield f"{address}: {name}: {_parting(left, right)}"


def sample(folder: Path, number: int, seed: int) -> list[str]:
    """Give so many pages at random, the same for the same seed: lists, too."""
    found = sorted(pages(folder))
    return sorted(random.Random(seed).sample(found, min(number, len(found))))


def _parting(left: Any, right: Any) -> str:
    if isinstance(left, list) and isinstance(right, list):
        at = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
        return f"ours {left[max(0, at - 4) : at + 6]}, theirs {right[max(0, at - 4) : at + 6]}"
    return f"ours {left}, theirs {right}"
