"""The fast path: bodies of surely known constructs, without Python-Markdown and the sanitiser (docs/adr/0039).

What it gives is equal, byte for byte, to what the whole way gives; where that is not certain it gives nothing. Text is safe by
construction: a body that holds `<`, a backslash, a backtick or any unusual character is not taken, `>` only as the mark of a
quotation, `&` only before a space, and every tag written here is on the allow-list.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from .body import Heading, ImageMaker, LinkResolver, Prose
from .bounds import LONGEST_SEARCH
from .plain_inline import LINK_MARK, SIGNS, DoubtError, inline, link_attributes
from .safety import ALIGN_CLASSES
from .tables import region
from .tree import Ids, Job, page_levels, target

# Letters, digits and signs that mean themselves or one of the constructs below: no spaces but the plain one, no digits but
# ASCII's, no controls, no private use.
_UNKNOWN: Final = re.compile(
    "[^\\n -;=>?@A-Z\\[\\]_a-z|\u00a1-\u00ac\u00ae-\u024f\u0300-\u036f\u0400-\u0481\u1e00-\u1eff\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf\u2190-\u22ff\u25a0-\u26ff\u3001-\u3029\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3]"
)
_HEADING: Final = re.compile(r"(#{1,6})([^#\n](?:[^\n]*[^#\n])?)(?:\n|\Z)")
_BULLET: Final = re.compile(r"[*+-] +")
_NUMBER: Final = re.compile(r"([0-9]+)\. +")
# What a first line or a later one must not begin with, lest it be a heading, a rule, a list, a table or a quotation.
_MARK: Final = r"[#=+\-|>]|\*[ ]|[0-9]+\.[ ]"
_MARKED: Final = re.compile(_MARK)
_MARKED_LATER: Final = re.compile(rf"\n(?:{_MARK})")
_PICTURE: Final = re.compile(r"!\[([^\[\]*_\n]*)\]\(([A-Za-z0-9][A-Za-z0-9.-]*)\)")
_PICTURE_MARK: Final = "\x01"
_SEPARATOR: Final = re.compile(r" *(:?)-+(:?) *")
_TAG: Final = re.compile(r"<[^>]*>")
_SIDES: Final = {
    ("", ""): "",
    (":", ""): f' class="{ALIGN_CLASSES["left"]}"',
    ("", ":"): f' class="{ALIGN_CLASSES["right"]}"',
    (":", ":"): f' class="{ALIGN_CLASSES["center"]}"',
}


class _Draft:
    """What is gathered from block to block, before ids, levels and addresses are known."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.headings: list[tuple[int, int, str]] = []
        """Index among the pieces, level as typed, HTML of the text."""
        self.hrefs: list[str] = []
        self.pictures: list[tuple[str, str]] = []
        """File name and alternative text of each."""
        self.last = ""
        """What the last block was: a list or a quotation goes on in the next of its kind."""


def plain_prose(markdown: str, *, link: LinkResolver | None = None, image: ImageMaker | None = None) -> Prose | None:
    """Give what a `Renderer` of the default settings gives for the body; None if anything in it is in doubt.

    `link` and `image` are asked before None is given only if an address that `link` gives is unusual.
    """
    text = markdown.strip("\n")
    if not text or _UNKNOWN.search(text) or _is_spaced(text) or _is_ambiguous(text):
        return None
    draft = _Draft()
    try:
        for block in text.split("\n\n"):
            _block(block.strip("\n"), draft)
        return _finished(draft, Job(link=link, image=image))
    except DoubtError:
        return None


def _is_spaced(text: str) -> bool:
    # Spaces at the start of a line nest it, at its end they break it.
    return text[0] == " " or text[-1] == " " or "\n " in text or " \n" in text


def _is_ambiguous(text: str) -> bool:
    """Say whether there may be a definition of a link, an entity, a stray `>`, or brackets without end."""
    if "]:" in text or text.count("[") * len(text) >= LONGEST_SEARCH:
        return True
    if "&" in text and text.count("&") != text.count("& "):
        return True
    return ">" in text and text.count(">") != text.count("\n> ") + text.startswith("> ")


def _block(block: str, draft: _Draft) -> None:
    while block.startswith("#") and (heading := _HEADING.match(block)):
        if "|" in block:
            raise DoubtError  # It might be the first row of a table.
        draft.headings.append((len(draft.pieces), len(heading[1]), inline(heading[2].strip(), draft.hrefs)))
        draft.pieces.append("")
        draft.last = "heading"
        block = block[heading.end() :]
    if not block:
        return
    last, draft.last = draft.last, "other"
    first = block[0]
    if "|" in block:
        draft.pieces.append(_table(block, draft))
    elif first in "*+-" and _BULLET.match(block):
        draft.last = "ul"
        draft.pieces.append(f"<ul>\n{_items(block, _BULLET, draft)}\n</ul>")
    elif number := _NUMBER.match(block):
        draft.last = "ol"
        start = "" if number[1] == "1" else f' start="{number[1]}"'
        draft.pieces.append(f"<ol{start}>\n{_items(block, _NUMBER, draft)}\n</ol>")
    elif first == ">":
        draft.last = "quote"
        draft.pieces.append(f"<blockquote>\n<p>{_flowing(_unquoted(block), draft)}</p>\n</blockquote>")
    elif first == "!" and (picture := _PICTURE.fullmatch(block)):
        draft.pictures.append((picture[2], picture[1]))
        draft.pieces.append(_PICTURE_MARK)
    else:
        draft.pieces.append(f"<p>{_flowing(block, draft)}</p>")
    if last == draft.last != "other":
        raise DoubtError


def _flowing(text: str, draft: _Draft) -> str:
    if _MARKED.match(text) or ("\n" in text and _MARKED_LATER.search(text)):
        raise DoubtError
    return inline(text, draft.hrefs)


def _unquoted(block: str) -> str:
    lines = block.split("\n")
    if not all(line.startswith("> ") and line[2] != " " for line in lines):
        raise DoubtError
    return "\n".join(line[2:] for line in lines)


def _items(block: str, marker: re.Pattern[str], draft: _Draft) -> str:
    items: list[str] = []
    for line in block.split("\n"):
        found = marker.match(line)
        if found:
            items.append(line[found.end() :])
        else:
            items[-1] += f"\n{line}"
    return "\n".join([f"<li>{_flowing(item, draft)}</li>" for item in items])


def _table(block: str, draft: _Draft) -> str:
    lines = block.split("\n")
    rows = [row.removeprefix("|").removesuffix("|").split("|") for row in lines]
    if not all(row.startswith("|") for row in lines) or len(rows) < 3 or len(rows[0]) < 2 or len(rows[0]) != len(rows[1]):
        raise DoubtError
    separators = [_SEPARATOR.fullmatch(cell) for cell in rows[1]]
    classes = [_SIDES[found[1], found[2]] for found in separators if found]
    if len(classes) < len(separators):
        raise DoubtError
    worded = _read if SIGNS.search(block) else _bare  # Most tables hold no sign: then no cell need be searched for one.
    headers = [worded(cell, draft) for cell in rows[0]]
    out = ["<table>\n<thead>\n<tr>"]
    out += [f'<th{side} scope="col">{html}</th>' for html, side in zip(headers, classes, strict=True)]
    out.append("</tr>\n</thead>\n<tbody>")
    for row in rows[2:]:
        cells = [*row, *[""] * len(classes)]  # Too few cells are filled up, too many are left out.
        out.append("<tr>")
        out += [f"<td{side}>{worded(cell, draft)}</td>" for cell, side in zip(cells, classes, strict=False)]
        out.append("</tr>")
    out.append("</tbody>\n</table>")
    return region("\n".join(out), map(_plain, headers))


def _read(cell: str, draft: _Draft) -> str:
    return inline(cell.strip(" "), draft.hrefs)


def _bare(cell: str, draft: _Draft) -> str:
    del draft
    return cell.strip(" ")


def _finished(draft: _Draft, job: Job) -> Prose:
    ids = Ids()
    headings = []
    levels = page_levels([level for _, level, _ in draft.headings])
    for (index, _, html), level in zip(draft.headings, levels, strict=True):
        words = _plain(html)
        heading = Heading(level, ids.of_heading(words), words)
        headings.append(heading)
        draft.pieces[index] = f'<h{level} id="{heading.id}">{html}</h{level}>'
    pictures = [_picture(name, alt, job) for name, alt in draft.pictures]
    attributes = [link_attributes(*target(ids.mended(href), job)) for href in draft.hrefs]
    html = "\n".join(draft.pieces)
    if draft.hrefs:
        html = _filled(html, LINK_MARK, attributes)
    if draft.pictures:
        html = _filled(html, _PICTURE_MARK, pictures)
    return Prose(html, tuple(job.links), tuple(headings), tuple(job.images), tuple(job.dropped))


def _filled(html: str, mark: str, values: list[str]) -> str:
    before, *others = html.split(mark)
    return "".join((before, *(part for pair in zip(values, others, strict=True) for part in pair)))


def _plain(html: str) -> str:
    return unescape(_TAG.sub("", html)) if "<" in html or "&" in html else html


def _picture(name: str, alt: str, job: Job) -> str:
    job.images.append(name)
    made = job.image(name, alt) if job.image else None
    if made is None:
        job.dropped.append(name)
        return "<div></div>"
    return made
