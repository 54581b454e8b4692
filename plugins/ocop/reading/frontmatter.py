"""A page file: front matter between two lines of ---, then the body. Line numbers stay those of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ocop.catalogue.problem import Problem

from .raised import raised

MAX_FRONT_MATTER: Final = 1024 * 1024
"""Characters between the two lines of ---."""
_FENCE: Final = re.compile(r"---[ \t\u00a0]*")
_CLOSING: Final = re.compile(r"\n---[ \t\u00a0]*(?![^\n])")
# A wide or unbreakable space that a word processor left where Markdown wants a plain one: at the start of a line, after a mark.
_SPACES: Final = " \u00a0\u2000-\u200a\u202f\u3000"
_MARK: Final = re.compile(
    rf"^[{_SPACES}]*+(?:(?:[-*+>]|#{{1,6}}|\d{{1,9}}[.)])[{_SPACES}]++)?(?=\S)",  # Possessive: each space is looked at once.
    re.MULTILINE,
)
_WIDE: Final = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
_NEARLY_FENCE: Final = re.compile(r"\s*(?:-{2,}|[–—-]*[–—][–—-]*|[*_=]{3,}|\.\.\.)\s*")


@dataclass(frozen=True, slots=True)
class PageText:
    """A file taken apart. `yaml_line` and `body_line` are the lines of the file on which the two parts begin."""

    yaml: str
    yaml_line: int
    body: str
    body_line: int


def taken_apart(text: str, path: str, *, plain: bool = False) -> PageText | Problem:
    """Divide the text of a page file, as `letters.decoded` gives it; `plain`: it is known to be (`letters.is_plain`)."""
    first = text.partition("\n")[0]
    if not _FENCE.fullmatch(first):
        return raised("front-matter-missing", path, 1, found=first)
    closing = _CLOSING.search(text, len(first))
    if closing is None:
        return _unclosed(text.split("\n"), path)
    yaml = text[len(first) + 1 : closing.start()]
    if len(yaml) > MAX_FRONT_MATTER:
        allowed = f"{MAX_FRONT_MATTER // 1024} KiB"
        return raised("front-matter-too-large", path, 2, found=f"{len(yaml) // 1024} KiB", allowed=allowed)
    body_line = text.count("\n", 0, closing.start()) + 3
    body = text[closing.end() + 1 :]
    return PageText(yaml, 2, body if plain else _plain_marks(body), body_line)


def _plain_marks(body: str) -> str:
    if not _WIDE.search(body):
        return body
    return _MARK.sub(lambda found: _WIDE.sub(" ", found[0]), body)


def _unclosed(lines: list[str], path: str) -> Problem:
    # Where the writer would look: at a line that was meant to close (Word turns --- into a dash), else at the first gap.
    for number, line in enumerate(lines[1:], 2):
        if _NEARLY_FENCE.fullmatch(line):
            return raised("front-matter-unclosed", path, number, found=line.strip())
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            return raised("front-matter-unclosed", path, number)
    return raised("front-matter-unclosed", path, len(lines))
