"""Laws are named in one list with their days (data/laws.yaml); elsewhere a link leads to it, so one place has to be mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ocop.catalogue.lists import Document
from ocop.catalogue.problem import Problem
from ocop.text import slugify

from ..bundle import Bundle
from ..files import shown_path
from ..passages import BODY, Passage, passages, without_code
from ..positions import line_counter
from ..raised import raised
from ..whole import Whole

LAWS_PAGE: Final = "van-ban"
"""Slug of the page that shows the list of documents; each has the document's key as its id."""
# What only national law is numbered like: a decision about one product ("1370/QĐ-UBND-HC") is none.
_NUMBER: Final = re.compile(
    r"(?<![\w/])\d{1,4}/(?:\d{4}/)?(?:QĐ-TTg|CT-TTg|NĐ-CP|NQ-CP|NQ-TW|UBTVQH\d+|NQ-UBTVQH\d*|QH\d{1,2}|TT(?:LT)?-[A-ZĐ]+(?:-[A-ZĐ]+)*)"
    r"(?![\w/])"
)
_SPOKEN: Final = re.compile(
    r"(?<!\w)(?:Nghị định|Thông tư|Nghị quyết|Quyết định|Luật|Decree|Circular|Resolution|Decision)\s+(?:số\s+|No\.?\s*)?"
    r"(?P<number>\d{1,4}/\d{4})(?![\w/])"
)
_PART_OF_MORE: Final = re.compile(r"[\w/]")
_LINK: Final = re.compile(rf"\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?pages/{LAWS_PAGE}#[^)]*\)")
_SHORT_KINDS: Final = (
    *(("NĐ-", "nd"), ("Nghị định", "nd"), ("Decree", "nd"), ("NQ-", "nq"), ("Nghị quyết", "nq"), ("Resolution", "nq")),
    *(
        ("TT-", "tt"),
        ("Thông tư", "tt"),
        ("Circular", "tt"),
        ("QH", "luat"),
        ("Luật", "luat"),
        ("QĐ-", "qd"),
        ("Quyết định", "qd"),
    ),
    *(("Decision", "qd"), ("CT-", "ct")),
)
# The slash first, so that a text is only looked at where it has one.
_HINT: Final = re.compile(r"/(?<=\d/)(?:\d{4}\b|[A-ZĐ]{2})")
_LAW: Final = re.compile(r"L(?:uật |aw\b)")


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give a problem for each law that is named in words where a link could lead to the list."""
    if whole.documents is None:
        return
    for sheet in bundle.sheets.values():
        for passage in passages(sheet, bundle):
            if _hints(passage.text):
                yield from _cited(passage, sheet.path, whole, whole.documents)


def _hints(text: str) -> bool:
    return _LAW.search(text) is not None or ("/" in text and _HINT.search(text) is not None)


def _cited(passage: Passage, path: str, whole: Whole, documents: Mapping[str, Document]) -> Iterator[Problem]:
    text = passage.text
    if passage.field == BODY:
        text = _LINK.sub(lambda link: " " * len(link[0]), without_code(text))
    told: set[int] = set()
    line_of = line_counter(passage.text, passage.line)
    for index, found, key in _met(text, documents):
        line = line_of(index)
        if line in told:
            continue
        told.add(line)
        values = {"field": passage.field, "found": found, "page": LAWS_PAGE, "key": key or _key_for(found)}
        missing = "" if key else shown_path(whole.frame.content / "data" / "laws.yaml", whole.frame.root)
        yield raised("law-cited", path, line, **values, missing=missing)


def _met(text: str, documents: Mapping[str, Document]) -> Iterator[tuple[int, str, str]]:
    by_number = {document.number: key for key, document in documents.items()}
    for found in _NUMBER.finditer(text):
        yield found.start(), found[0], by_number.get(found[0], "")
    for number, key in by_number.items():
        # One of the list in a form that others have too (1162/QĐ-VPĐP-OCOP).
        index = -1 if _NUMBER.fullmatch(number) else text.find(number)
        if index >= 0 and not _PART_OF_MORE.search(text[max(index - 1, 0) : index] + text[index + len(number) :][:1]):
            yield index, number, key
    for found in _SPOKEN.finditer(text):
        short = next((key for number, key in by_number.items() if number.startswith(f"{found['number']}/")), "")
        yield found.start(), " ".join(found[0].split()), short
    for key, document in documents.items():
        # "Luật Bảo vệ dữ liệu cá nhân": a law is known by its name.
        for name in document.subject.values():
            if name.startswith("Luật ") or name.endswith(" Law"):
                index = text.find(name)
                if index >= 0:
                    yield index, name, key


def _key_for(found: str) -> str:
    """Give a key as the list's own are: qd-26-2026 for 26/2026/QĐ-TTg, luat-91-2025 for 91/2025/QH15."""
    number, *rest = found.rpartition(" ")[2].split("/")
    kind = next((short for sign, short in _SHORT_KINDS if sign in found), "vb")
    return slugify(" ".join([kind, number, *(part for part in rest if part.isdigit())]))
