"""What the parser refused, told as the slip it most likely is. The parser's own words are never shown."""

from __future__ import annotations

import re
from typing import Final

import yaml

from ocop.catalogue.problem import Problem

from .bullets import bullet
from .raised import raised

_ENTRY: Final = re.compile(r"(?P<head>\s*(?:- +)*[^\s:#'\"\[{][^:]*:) +(?P<value>\S.*)")
_NO_SPACE: Final = re.compile(r"(?P<head>\s*(?:- +)*[A-Za-z_]\w*:)(?P<value>[^\s:/].*)")
_AFTER_QUOTE: Final = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*[^\s#,\]}].*""")
_SMART: Final = re.compile("[“”„‟«»](?P<inside>[^“”„‟«»]*)[“”„‟«»]")
_LONGEST: Final = 1_000
"""Characters of a line that are looked at: what goes wrong does so early, and patterns of this kind take the square."""
_END: Final = "..."  # Ends a YAML document; typed by people who mean to go on.
_INDENTS: Final = ("expected", "mapping values", "not allowed")
_NEEDS_QUOTES: Final = tuple("@`%*&!|>{}[],?")


def quoted(line: str) -> str:
    """Give the line with its value in quotes, or "" where it has no key and value to keep apart."""
    line = line.strip()
    found = (_ENTRY.fullmatch(line) or _NO_SPACE.fullmatch(line)) if len(line) < _LONGEST else None
    if not found:
        return ""
    value = found["value"].strip()
    smart = _SMART.fullmatch(value)
    if smart:  # A word processor made them of the straight ones that were meant.
        value = smart["inside"].strip()
    if len(value) > 1 and value[0] in "\"'":
        value = value[1:].replace(value[0], "", 1)  # Text went on after the closing quote: one pair around all of it.
    if '"' not in value and "\\" not in value:
        return f'{found["head"]} "{value}"'
    return f"{found['head']} '{value.replace(chr(39), chr(39) * 2)}'"


def slip(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Problem:
    """Give the problem behind a parser's error: its line in the file, the slip, and the line as it should be typed."""
    lines = [line[:_LONGEST] for line in text.split("\n")]
    if not isinstance(error, yaml.MarkedYAMLError):
        return raised("yaml-syntax", path, first_line, found=lines[0].strip())
    said = f"{error.context or ''} {error.problem or ''}"
    if "document start" in said and _END in lines:
        return raised("yaml-syntax", path, first_line + lines.index(_END), found=_END)
    index = _index(error, said, lines)
    line = lines[index].strip()
    rule = _rule(said, line)
    before = index - 1
    if rule in {"yaml-indent", "yaml-colon-missing"} and before >= 0 and _NO_SPACE.fullmatch(lines[before]):
        # "title:Bột" reads as a lone word; the parser stumbles one line later.
        index, line, rule = before, lines[before].strip(), "yaml-colon-space"
    loose = _bullet(index, lines)
    if loose is not None:
        found = lines[loose].strip()
        return raised("yaml-bullet", path, first_line + loose, found=found, suggestion=bullet(found))
    suggestion = quoted(line) if rule in {"yaml-colon", "yaml-quote-needed"} else ""
    if rule == "yaml-colon-space" and len(line) < _LONGEST:
        suggestion = _NO_SPACE.sub(r"\g<head> \g<value>", line)
    return raised(rule, path, first_line + index, found=line, suggestion=suggestion)


def _bullet(index: int, lines: list[str]) -> int | None:
    # A word processor turns a hyphen at the start of a line into a dash or a dot; the parser may stumble one line later.
    for number in (index, index - 1):
        if number >= 0 and bullet(lines[number]):
            return number
    return None


def _index(error: yaml.MarkedYAMLError, said: str, lines: list[str]) -> int:
    from_start = ("quoted scalar", "simple key", "flow sequence", "flow mapping")
    mark = error.problem_mark
    if error.context_mark is not None and any(words in said for words in from_start):
        mark = error.context_mark
    index = min(int(mark.line), len(lines) - 1) if mark is not None else 0
    while index and not lines[index].strip():
        index -= 1
    return index


def _rule(said: str, line: str) -> str:
    return _rule_of_marks(said, line) or _rule_of_lines(said, line)


def _rule_of_marks(said: str, line: str) -> str:
    """Slips in quotes, brackets and signs at the start of a value."""
    entry = _ENTRY.fullmatch(line)
    value = entry["value"] if entry else ""
    text_after_quote = _AFTER_QUOTE.fullmatch(value)
    if "quoted scalar" in said and "unexpected end of stream" in said:
        return "yaml-quote-open"
    if "escape" in said:
        return "yaml-escape"
    if ("flow sequence" in said or "flow mapping" in said) and not _AFTER_QUOTE.search(value):
        return "yaml-bracket-open"
    return "yaml-quote-needed" if text_after_quote or value.startswith((*_NEEDS_QUOTES, "- ")) else ""


def _rule_of_lines(said: str, line: str) -> str:
    """Slips in colons and indentation."""
    entry = _ENTRY.fullmatch(line)
    if _NO_SPACE.fullmatch(line):
        return "yaml-colon-space"
    if entry and "mapping values" in said and (": " in entry["value"] or entry["value"].endswith(":")):
        return "yaml-colon"
    if "simple key" in said or not (entry or line.endswith(":") or line.startswith("-")):
        return "yaml-colon-missing"
    return "yaml-indent" if any(words in said for words in _INDENTS) else "yaml-syntax"
