"""Problems as a report: grouped by file for people; JSON, GitHub's annotations and SARIF 2.1.0 for machines.

Pure: problems in, text out. Whether the reader is a terminal that shows colours is for the command line to know.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

from ocop.catalogue.problem import Problem, Severity

from .message import in_words, shown
from .rules import RULES

SARIF_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_RED, _YELLOW, _BOLD, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[0m"
_WARNING: Final = {"vi": "lưu ý", "en": "warning"}


def text_report(problems: Sequence[Problem], language: str, *, colours: bool = False) -> str:
    """Give the report for people: a group for each file, files with errors first, and within a file errors first, by line.

    Each line keeps its whole `path:line:`, which editors and terminals make a link; warnings say so in words, so that colours
    are never needed. "" for no problems.
    """
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(problem.path, []).append(problem)
    ordered = sorted(groups.items(), key=lambda group: (not _errors(group[1]), group[0]))
    blocks = [_block(path, found, language, colours=colours) for path, found in ordered]
    if not blocks:
        return ""
    total = counted(problems, language)
    return "\n\n".join([*blocks, total]) + "\n"


def counted(problems: Sequence[Problem], language: str) -> str:
    """Give the sentence under a list of problems."""
    errors = _errors(problems)
    return f"{_numbers(errors, language)}, {_numbers(len(problems) - errors, language, Severity.WARNING)}."


def json_report(problems: Sequence[Problem], language: str, counts: Mapping[str, int]) -> str:
    """Give one JSON object: `format` (1), `errors`, `warnings`, `counts` (things read, by kind) and `problems`."""
    errors = _errors(problems)
    listed = []
    for problem in problems:
        what, remedy = in_words(problem, language)
        entry = {"path": shown(problem.path), "line": problem.line, "rule": problem.rule, "severity": problem.severity.value}
        values = {name: shown(value) for name, value in sorted(problem.values.items())}
        listed.append({**entry, "message": what, "remedy": remedy, "values": values})
    report = {"format": 1, "language": language, "errors": errors, "warnings": len(problems) - errors}
    return _json({**report, "counts": dict(counts), "problems": listed})


def github_report(problems: Sequence[Problem], language: str, counts: Mapping[str, int]) -> str:
    """Give GitHub's workflow commands, one line a problem: they become annotations on the changed lines."""
    del counts
    return "".join(_annotation(problem, language) for problem in problems)


def sarif_report(problems: Sequence[Problem], language: str, counts: Mapping[str, int]) -> str:
    """Give a SARIF 2.1.0 log of one run (OASIS standard, errata 01), as code scanning takes it.

    A result's fingerprint does not depend on its line, so that it stays one finding while the file around it changes.
    """
    del counts
    rules = sorted(RULES.values(), key=lambda rule: rule.id)
    index = {rule.id: number for number, rule in enumerate(rules)}
    described = [
        {
            "id": rule.id,
            "shortDescription": {"text": _template(rule.en if language == "en" else rule.vi)},
            "help": {"text": _template(rule.remedy_en if language == "en" else rule.remedy_vi)},
            "defaultConfiguration": {"level": rule.severity.value},
        }
        for rule in rules
    ]
    run = {
        "tool": {"driver": {"name": "ocop check", "language": language, "rules": described}},
        "language": language,
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "root of the project"}}},
        "results": [_result(problem, language, index) for problem in problems],
    }
    return _json({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _block(path: str, found: Sequence[Problem], language: str, *, colours: bool) -> str:
    errors = _errors(found)
    counts = [(errors, Severity.ERROR), (len(found) - errors, Severity.WARNING)]
    head = f"{shown(path)}  ({', '.join(_numbers(count, language, severity) for count, severity in counts if count)})"
    ordered = sorted(found, key=lambda problem: (problem.severity is not Severity.ERROR, problem.line, problem.rule))
    lines = [_line(problem, language, colours=colours) for problem in ordered]
    return "\n".join([f"{_BOLD}{head}{_PLAIN}" if colours else head, *lines])


def _line(problem: Problem, language: str, *, colours: bool) -> str:
    what, remedy = in_words(problem, language)
    is_error = problem.severity is Severity.ERROR
    rule = problem.rule if is_error else f"{problem.rule} ({_WARNING[language]})"
    if colours:
        rule = f"{_RED if is_error else _YELLOW}{rule}{_PLAIN}"
    return f"{shown(problem.path)}:{problem.line}: {rule}: {what}{' → ' if remedy else ''}{remedy}"


def _numbers(count: int, language: str, severity: Severity = Severity.ERROR) -> str:
    if language == "en":
        return f"{count} {severity.value}{'' if count == 1 else 's'}"
    return f"{count} {'lỗi' if severity is Severity.ERROR else 'lưu ý'}"


def _errors(problems: Iterable[Problem]) -> int:
    return sum(problem.severity is Severity.ERROR for problem in problems)


def _annotation(problem: Problem, language: str) -> str:
    what, remedy = in_words(problem, language)
    path, rule = _property(shown(problem.path)), _property(problem.rule)
    said = f"{what} → {remedy}" if remedy else what
    return f"::{problem.severity.value} file={path},line={problem.line},title={rule}::{_data(said)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _result(problem: Problem, language: str, index: Mapping[str, int]) -> dict[str, Any]:
    what, remedy = in_words(problem, language)
    artifact = {"uri": _uri(problem.path), "uriBaseId": "SRCROOT"}
    place = {"artifactLocation": artifact, "region": {"startLine": max(1, problem.line)}}
    known = {"ruleIndex": index[problem.rule]} if problem.rule in index else {}
    return {
        "ruleId": problem.rule,
        **known,
        "level": problem.severity.value,
        "message": {"text": f"{what} → {remedy}" if remedy else what or problem.rule},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"ocopProblem/v1": _fingerprint(problem)},
    }


def _uri(path: str) -> str:
    # A name that is no UTF-8 reaches us with surrogates in it; its own bytes are what the address has to say.
    raw = path.encode("utf-8", "surrogateescape") if _escaped_bytes(path) else shown(path).encode()
    return quote(raw, safe="/")


def _escaped_bytes(path: str) -> bool:
    return all(not "\ud800" <= char <= "\udfff" or "\udc80" <= char <= "\udcff" for char in path)


def _fingerprint(problem: Problem) -> str:
    said = json.dumps([problem.path, problem.rule, sorted(problem.values.items())])
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def _template(text: str) -> str:
    return text.replace("[[", "").replace("]]", "").replace("{", "‹").replace("}", "›")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


Report = Callable[[Sequence[Problem], str, Mapping[str, int]], str]
MACHINE: Final[Mapping[str, Report]] = MappingProxyType({"json": json_report, "github": github_report, "sarif": sarif_report})
"""Formats for machines by name; each takes the problems, a language ("vi", "en") and the counts of what was read."""
