"""A rendered body as plain paragraphs, for paper: links become words; pictures, tables and footnotes stay on the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final, Literal

Kind = Literal["text", "heading", "item"]
_BLOCKS: Final[dict[str, Kind]] = {
    "p": "text",
    "li": "item",
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "heading"),
}
_LEFT_OUT: Final = frozenset({"table", "figure", "pre", "script", "style"})
_EMPTY: Final = re.compile(r"\s*\(\s*[,;]?\s*\)")
"""What is left of "(nguồn)" when the link to a source of the page is gone."""
_SPACE: Final = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text: `heading`, `item` of a list, or `text`."""

    kind: Kind
    text: str


def paragraphs(html: str) -> tuple[Paragraph, ...]:
    """Give the paragraphs of safe HTML, in order, without empty ones."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return tuple(reader.found)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Paragraph] = []
        self._kind: Kind = "text"
        self._text = ""
        self._skipped = 0
        self._in_source = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LEFT_OUT:
            self._skipped += 1
        elif tag == "a":
            self._in_source = (dict(attrs).get("href") or "").startswith("#nguon-")
        elif tag == "br":
            self._text += " "
        elif tag in _BLOCKS and not (tag == "p" and self._kind == "item"):
            self.end()
            self._kind = _BLOCKS[tag]

    def handle_endtag(self, tag: str) -> None:
        if tag in _LEFT_OUT:
            self._skipped -= 1
        elif tag == "a":
            self._in_source = False
        elif tag in _BLOCKS and not (tag == "p" and self._kind == "item"):
            self.end()

    def handle_data(self, data: str) -> None:
        if not self._skipped and not self._in_source:
            self._text += data

    def end(self) -> None:
        text = _EMPTY.sub("", _SPACE.sub(" ", self._text)).strip()
        if text:
            self.found.append(Paragraph(self._kind, text))
        self._text, self._kind = "", "text"
