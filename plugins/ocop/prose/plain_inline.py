"""Text within a plain block: links, `**strong**`, `*em*`. Whatever else could mean something is in doubt."""

from __future__ import annotations

import re
from typing import Final

from .safety import EXTERNAL_CLASS, EXTERNAL_REL

LINK_MARK: Final = "\x00"
"""Stands for what a link's tag says, which is known once all ids are."""

SIGNS: Final = re.compile(r"[!&*\[\]_]")
"""One of these is in all text that `inline` changes or doubts."""
_TAGS: Final = {"*": "em", "**": "strong"}
_STARS: Final = re.compile(r"(\*+)")
# Addresses that Python-Markdown reads to the bracket's end, that need no escaping and that the sanitiser surely lets through as
# they are: it takes away an absolute address that it cannot parse, so hosts are names of plain letters without a port.
_REST: Final = r"[A-Za-z0-9/._#?=%+-]*"
_ADDRESS: Final = (
    rf"(?:(?!//)[A-Za-z0-9/.#?]{_REST}"
    rf"|https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]+(?:[/#?]{_REST})?"
    r"|(?:mailto|tel):[A-Za-z0-9+][A-Za-z0-9.+@-]*)"
)
_LINK: Final = re.compile(rf"\[([^\[\]\s](?:[^\[\]]*[^\[\]\s])?)\]\(({_ADDRESS})\)")
_SURE: Final = re.compile(_ADDRESS)


class DoubtError(Exception):
    """Python-Markdown may read this otherwise."""


def inline(text: str, hrefs: list[str]) -> str:
    """Give the HTML of a block's text, with `LINK_MARK` for each link, whose address is put into `hrefs`.

    The text holds no `<`, backslash or backtick, and `&` only before a space. Raises DoubtError.
    """
    if "![" in text:
        raise DoubtError
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "[" in text:
        text = _linked(text, hrefs)
    if "[" in text or "]" in text or "_" in text:  # What is left of them: addresses are not there any more.
        raise DoubtError
    return _emphasised(text) if "*" in text else text


def _linked(text: str, hrefs: list[str]) -> str:
    parts: list[str] = []
    end = 0
    for found in _LINK.finditer(text):
        label = found[1]
        # Emphasis within a link's words is paired there, before the words around it are looked at.
        parts += (text[end : found.start()], f"<a{LINK_MARK}>", _emphasised(label) if "*" in label else label, "</a>")
        hrefs.append(found[2])
        end = found.end()
    return "".join((*parts, text[end:]))


def _emphasised(html: str) -> str:
    # Two equal runs of one or two stars, nothing but text between them and no space on their inner sides: the only ones whose
    # pairing is plain. Three and more, runs within runs and stars that stand for themselves follow the library's own rules.
    parts = _STARS.split(html)
    if len(parts) % 4 != 1:
        raise DoubtError
    for index in range(1, len(parts), 4):
        opening, words, closing = parts[index : index + 3]
        tag = _TAGS.get(opening)
        if tag is None or closing != opening or words[0].isspace() or words[-1].isspace():
            raise DoubtError
        parts[index], parts[index + 2] = f"<{tag}>", f"</{tag}>"
    return "".join(parts)


def link_attributes(href: str | None, external: bool) -> str:
    """Give what a link's tag says after its name; `href` is None where it may lead nowhere. Raises DoubtError."""
    if href is None or not _SURE.fullmatch(href):
        raise DoubtError
    return f' class="{EXTERNAL_CLASS}" href="{href}" rel="{EXTERNAL_REL}"' if external else f' href="{href}"'
