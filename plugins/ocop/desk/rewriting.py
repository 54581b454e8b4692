"""Change values of a page file and nothing else: comments, order, quotes, line ends and what we do not know all stay.

Not by loading and writing the YAML again, which keeps a reader's styles only where they are its own: each change is a
replacement of the value's own letters (docs/adr/0029). The result is read again and compared before anybody gets it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

from ocop.reading.tree import read_tree

from .marks import Entries, marked, plain
from .replacing import Replacements

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_FENCE: Final = re.compile(r"---[ \t\u00a0]*")
_SPACES: Final = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
"""As `reading.tree`: to a person these are spaces."""

Tree = dict[str, Any]
"""Strings, lists and tables of them."""
Order = Callable[[tuple[str, ...]], tuple[str, ...]]
"""From the keys that lead to a table to the order of its keys, so that a new one stands where a reader expects it."""


class RewritingError(ValueError):
    """The file cannot be changed value by value: its front matter cannot be read, or the change could not be proved."""


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page file taken apart, every byte kept: `head` up to the front matter, `front`, `fence`, `body`."""

    head: str
    front: str
    fence: str
    body: str

    @property
    def newline(self) -> str:
        """Give the line end that the file uses."""
        return "\r\n" if "\r\n" in self.head else "\n"

    @property
    def text(self) -> str:
        """Give the whole text."""
        return self.head + self.front + self.fence + self.body


def page_file(raw: bytes) -> PageFile:
    """Take a file apart. Raises RewritingError where it is not UTF-8 or has no closed front matter."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RewritingError("not UTF-8") from error
    lines = _LINE.findall(text)
    if not _FENCE.fullmatch(lines[0].lstrip("\ufeff").rstrip("\r\n")):
        raise RewritingError("no front matter")
    at = len(lines[0])
    for line in lines[1:]:
        if _FENCE.fullmatch(line.rstrip("\r\n")):
            return PageFile(lines[0], text[len(lines[0]) : at], line, text[at + len(line) :])
        at += len(line)
    raise RewritingError("the front matter is not closed")


def tree_of(page: PageFile) -> Tree:
    """Give what the front matter says. Raises RewritingError where its grammar is wrong."""
    return _tree(page.front)


def body_of(page: PageFile) -> str:
    """Give the body with Unix line ends."""
    return _unix(page.body)


def rewritten(raw: bytes, changes: Mapping[str, Any], order: Order, body: str | None = None) -> bytes:
    """Give the bytes with top-level keys set to other values (None or an empty one: without the key), and another body.

    Values are trees of strings. What is the same as before is not touched. Raises RewritingError.
    """
    page = page_file(raw)
    wanted = tree_of(page)
    before = _cleaned(wanted)
    for key, value in changes.items():
        lasting = _cleaned(value)
        if lasting:
            wanted[key] = lasting
        else:
            wanted.pop(key, None)
    front = page.front
    if _cleaned(wanted) != before:
        front = _replaced(page, wanted, order)
        if _cleaned(_tree(front)) != _cleaned(wanted):
            raise RewritingError("the change does not read back as it was meant")
    new_body = page.body if body is None or _unix(body) == _unix(page.body) else _merged(page, _unix(body))
    return (page.head + front + page.fence + new_body).encode("utf-8")


def _replaced(page: PageFile, wanted: Tree, order: Order) -> str:
    front = _SPACES.sub(" ", page.front)  # As long as the text itself: marks of the one are marks of the other.
    root = marked(front) or Entries((), len(front), len(front), flow=False)
    replacements = Replacements(front, page.newline, order)
    try:
        replacements.of_root(root, wanted)
        return replacements.applied(page.front)
    except (ValueError, IndexError) as error:
        raise RewritingError(str(error)) from error


def _tree(front: str) -> Tree:
    table, problems = read_tree(_unix(front), "")
    if table is None or any(problem.rule.startswith(("yaml-", "key-")) for problem in problems):
        raise RewritingError("the front matter cannot be read")
    try:
        root = marked(_SPACES.sub(" ", front))
    except (yaml.YAMLError, TypeError) as error:
        raise RewritingError("the front matter cannot be read") from error
    return {} if root is None else dict(plain(root))


def _cleaned(value: Any) -> Any:
    """Leave out what is empty, at every depth, and spaces that reading takes for plain ones."""
    if isinstance(value, str):
        return _SPACES.sub(" ", _unix(value))
    if isinstance(value, Mapping):
        cleaned = {str(key): _cleaned(each) for key, each in value.items()}
        return {key: each for key, each in cleaned.items() if each not in ("", None, [], {})}
    if isinstance(value, list | tuple):
        return [each for each in map(_cleaned, value) if each not in ("", None, [], {})]
    return value


def _merged(page: PageFile, body: str) -> str:
    """Give the new body with the line ends of lines that stay, and the file's own for the others."""
    old = [line for line in _LINE.findall(page.body) if line]
    new = [line for line in _LINE.findall(body) if line]
    matcher = difflib.SequenceMatcher(None, [_unix(line) for line in old], new, autojunk=False)
    merged: list[str] = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            merged += old[start:end]
        else:
            merged += [line.replace("\n", page.newline) for line in new[new_start:new_end]]
    return "".join(merged)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
