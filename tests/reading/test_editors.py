"""What editors are given: schemas that judge as the checker does, snippets for every key, and the settings that wire them."""

from __future__ import annotations

import datetime as dt
import fnmatch
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker
from pydantic import TypeAdapter, ValidationError

from ocop.catalogue import fields
from ocop.catalogue.models import FACTS, WORDS, Kind
from ocop.catalogue.problem import Problem, Severity
from ocop.reading.editors import editor_files
from ocop.reading.formats import text_report
from ocop.reading.json_schema import schemas
from ocop.reading.scalar_schemas import SCALARS
from ocop.reading.snippets import snippets

ROOT = Path(__file__).parents[2]
BROKEN = ROOT / "tests" / "fixtures" / "broken"
LISTS = {"units.yaml": "units.json", "groups.yaml": "groups.json", "laws.yaml": "laws.json"}
STRUCTURAL = {
    *("key-unknown", "key-missing", "fact-in-translation", "value-not-allowed", "value-form", "value-empty"),
    *(
        "list-expected",
        "record-expected",
        "not-text",
        "text-empty",
        "slug-form",
        "stars-unknown",
        "flag-form",
        "gone-reason-missing",
    ),
    *(
        "date-form",
        "date-ambiguous",
        "date-impossible",
        "time-form",
        "number-form",
        "money-form",
        "coordinate-form",
        "phone-form",
        "url-form",
    ),
    *(
        "email-form",
        "decision-form",
        "duration-form",
        "quantity-form",
        "alcohol-form",
        "focus-form",
        "gtin-form",
        "front-matter-form",
    ),
}
"""Rules that a schema can tell."""
LOST_BY_THE_PARSER = {
    "money-form": "32.000 is 32",
    "value-form": "a number of thousands of digits is a number",
}
"""Fixtures of structural rules whose slip is no longer there when an editor's parser has read it."""


SLIPS = (
    Problem("content/products/a/vi.md", 4, "stars-unknown", Severity.ERROR, {"found": "6", "field": "stars"}),
    Problem(
        "content/products/a/vi.md",
        1,
        "word-missing",
        Severity.WARNING,
        {"language": "en", "missing": "title", "found": "en.md"},
    ),
)


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2 core, as editors read it: null, true, numbers; everything else is text."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
}.items():
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)
EditorLoader.add_constructor(
    "tag:yaml.org,2002:int",
    lambda loader, node: int(loader.construct_scalar(node).lstrip("+"), 0 if "x" in node.value or "o" in node.value else 10),
)
EditorLoader.add_constructor(
    "tag:yaml.org,2002:float", lambda loader, node: float(node.value.replace(".inf", "inf").replace(".nan", "nan"))
)


def as_an_editor_reads(text: str) -> Any:
    return yaml.load(text, Loader=EditorLoader)


@cache
def validator(name: str) -> Draft7Validator:
    return Draft7Validator(dict(schemas()[name]), format_checker=FormatChecker())


def schema_of(page: Path) -> str:
    """The schema for a file of a catalogue, by where it is."""
    if page.parent.name == "data":
        return LISTS[page.name]
    return f"{page.parents[1].name}.json" if page.name == "vi.md" else f"{page.parents[1].name}.words.json"


def yaml_of(page: Path) -> str:
    text = page.read_text("utf-8")
    return text if page.suffix == ".yaml" else text.split("\n---", 1)[0].removeprefix("---\n")


def said(page: Path) -> list[str]:
    found = validator(schema_of(page)).iter_errors(as_an_editor_reads(yaml_of(page)))
    return [f"{page.relative_to(ROOT)}: {'/'.join(map(str, one.absolute_path))}: {one.message[:200]}" for one in found]


@pytest.mark.parametrize("content", ["content", "tests/demo/content", "tests/fixtures/base/content"])
def test_every_page_and_list_that_the_checker_takes_is_taken(content: str) -> None:
    pages = [*sorted((ROOT / content).glob("*/*/*.md")), *(ROOT / content / "data" / name for name in LISTS)]
    assert len(pages) > 5
    assert [line for page in pages for line in said(page)] == []


def broken() -> Iterator[Any]:
    for folder in sorted(BROKEN.iterdir()):
        lines = (folder / "expected.txt").read_text("utf-8") if (folder / "expected.txt").exists() else ""
        rules = {found[1]: set() for found in re.finditer(r"^(content/\S+?):\d+: ", lines, re.MULTILINE)}
        for found in re.finditer(r"^(content/\S+?):\d+: ([a-z0-9-]+): ", lines, re.MULTILINE):
            rules[found[1]].add(found[2])
        for page in sorted([*folder.glob("content/*/*/*.md"), *folder.glob("content/data/*.yaml")]):
            told = rules.get(page.relative_to(folder).as_posix(), set())
            if page.parents[1].name not in {*(kind.value for kind in Kind), "content"} or "language-unknown" in told:
                continue  # Nothing that an editor is told to look at.
            yield pytest.param(page, told, id=f"{folder.name}-{page.parent.name}-{page.name}")


@pytest.mark.parametrize(("file", "rules"), list(broken()))
def test_a_broken_page_is_refused_where_the_slip_is_one_of_structure(file: Path, rules: set[str]) -> None:
    try:
        typed = as_an_editor_reads(yaml_of(file))
    except (yaml.YAMLError, UnicodeDecodeError, ValueError):
        return  # Not YAML: an editor's parser says so itself.
    found = list(validator(schema_of(file)).iter_errors(typed))
    if rules & STRUCTURAL - LOST_BY_THE_PARSER.keys():
        assert found, rules
    elif not rules & STRUCTURAL and not any(rule.startswith(("yaml-", "front-matter-", "key-", "not-")) for rule in rules):
        assert [one.message[:200] for one in found] == []


def taken(scalar: Any, text: str) -> bool:
    try:
        TypeAdapter(scalar).validate_python(text)
    except ValidationError:
        return False
    return True


TYPED = {
    "Slug": st.from_regex(r"[a-z0-9-]{1,12}|[0-9]{1,4}|[A-Za-zộ ]{1,6}", fullmatch=True),
    "Day": st.one_of(
        st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)).map(str),
        st.from_regex(r"\d{1,4}[-/]\d{1,2}[-/]\d{1,4}", fullmatch=True),
    ),
    "Clock": st.from_regex(r"\d{1,2}[:h.]\d{2}", fullmatch=True),
    "Whole": st.from_regex(r"-?[1-9]\d{0,6}|0|\d\.\d{3}|sáu", fullmatch=True),
    "Vnd": st.from_regex(r"[1-9]\d{0,8}|0|\d{1,3}(\.\d{3}){2}|5 ?đ", fullmatch=True),
    "Degrees": st.from_regex(r"-?\d{1,3}[.,]\d{1,8}", fullmatch=True),
    "Stars": st.sampled_from([*"0123456", "4 sao", "năm"]),
    "Flag": st.sampled_from(["true", "false", "no", "yes", "1"]),
    "Phone": st.from_regex(r"(\+84|0)[ .]?[2-9]\d{2} \d{3,4}[ .]?\d{3}|(\+84|0)[2-9]\d{8,9}|1[89]00 ?\d{3,7}", fullmatch=True),
    "Url": st.sampled_from(["https://a.vn", "http://a.vn/b?c=d#e", "a.vn", "ftp://a.vn", "https://a b.vn", "https://a"]),
    "Email": st.sampled_from(["a@b.vn", "a@b", "a b@c.vn", "@b.vn"]),
    "DecisionNumber": st.sampled_from(["1370/QĐ-UBND-HC", "26/2026/QĐ-TTg", "267/VPĐP-OCOP", "QĐ 12", "12", "1a/A", "1/qđ"]),
    "Duration": st.from_regex(r"\d{1,5} ?(ngày|tháng|năm|tuần)", fullmatch=True),
    "Quantity": st.from_regex(r"\d{1,6}([,.]\d{1,4})? ?(g|kg|ml|l|gr|cái|hũ)", fullmatch=True),
    "AlcoholByVolume": st.from_regex(r"\d{1,3}(,\d{1,3})?%?", fullmatch=True),
    "FocalPoint": st.from_regex(r"\d{1,3}%? \d{1,3}", fullmatch=True),
    "Gtin": st.one_of(st.just("9520000000011"), st.from_regex(r"\d{7,15}|[\d ]{8,14}", fullmatch=True)),
    "Text": st.sampled_from(["Bột gạo", "5", "1.5", "true", "no", " ", "8:30", "0x1F", "a: b"]),
}
COARSER = {
    "Whole": "0644 is 644 and 1.000 is 1 to a parser",
    "Vnd": "as Whole",
    "Slug": "a parser's number may have lost a zero",
    "Degrees": "10 is as good as 10.0",
    "Phone": "a parser's number has lost its zero or plus",
    "Gtin": "the check digit and numbers for inside use are for check",
    "Day": "whether a year has a 29 February",
    "AlcoholByVolume": "007 is 7 to a parser",
}
"""Scalars of which a schema may take more than the checker."""


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_schema_takes_what_the_checker_takes_and_refuses_what_it_refuses(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(TYPED)))
    text = data.draw(TYPED[name])
    quoted = data.draw(st.booleans()) or text[:1] == "@" or ": " in text or not text.strip()
    scalar = getattr(fields, name)
    schema = next(schema for alias, schema in SCALARS if alias == scalar)
    seen = as_an_editor_reads(json.dumps(text) if quoted else text)
    judged = Draft7Validator(schema, format_checker=FormatChecker()).is_valid(seen)
    if taken(scalar, text):
        assert judged, (name, text, seen)
    elif name not in COARSER:
        assert not judged, (name, text, seen)


def test_every_scalar_of_the_catalogue_has_a_schema() -> None:
    known = {name for name, value in vars(fields).items() if hasattr(value, "__metadata__")}
    assert {name for name in known for alias, _ in SCALARS if alias == getattr(fields, name)} == known == set(TYPED)


def test_what_an_editor_shows_is_vietnamese_and_complete() -> None:
    def properties(schema: Any) -> Iterator[tuple[str, Any]]:
        if isinstance(schema, dict):
            for name, value in schema.get("properties", {}).items():
                yield name, value
            for value in schema.values():
                yield from properties(value)
        elif isinstance(schema, list):
            for value in schema:
                yield from properties(value)

    seen = [(file, *pair) for file, schema in schemas().items() for pair in properties(schema)]
    for said in ("title", "description", "examples"):
        assert [(file, name) for file, name, value in seen if not value.get(said)] == [], said
    for file, schema in schemas().items():
        Draft7Validator.check_schema(dict(schema))
        for one in properties(schema):
            for example in one[1].get("examples", ()):
                resolved = {**one[1], "definitions": schema["definitions"]}
                assert Draft7Validator(resolved).is_valid(example), (file, one[0], example)


def test_the_files_are_what_the_models_tell() -> None:
    """`make schema` writes them anew."""
    assert [path for path, text in editor_files().items() if (ROOT / path).read_text("utf-8") != text] == []


def test_every_key_has_a_snippet_in_every_file_that_takes_it() -> None:
    offered = {(one["prefix"], glob) for one in snippets().values() for glob in one["include"]}
    for kind in Kind:
        for model, file in ((FACTS[kind], "vi.md"), (WORDS[kind], "*.md")):
            assert {(name, f"**/content/{kind.value}/*/{file}") for name in model.model_fields} <= offered
    assert fnmatch.fnmatch("/du-an/content/products/a/vi.md", "**/content/products/*/vi.md")


def test_a_new_page_from_a_snippet_says_what_is_still_empty_and_no_more(desk: Any) -> None:
    for kind in Kind:
        body = "\n".join(snippets()[f"ocop {kind.value}"]["body"])
        body = body.replace("$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", "2026-11-23").replace("$0", "Thân bài.")
        typed = re.sub(r"\$(\d)|\$\{\d\|([^,|]*)[^}]*\}", lambda stop: stop[2] or "", body)
        desk.write(f"{kind.value}/mau-moi/vi.md", typed)
    told = {(one.path.split("/")[1], one.rule) for one in desk.read().problems if "mau-moi" in one.path}
    assert {rule for _, rule in told if rule not in {"value-empty"}} <= {"translation-missing", "unit-missing"}
    assert {kind for kind, _ in told} == {kind.value for kind in Kind}


def test_vs_code_knows_the_schemas_and_reads_the_checkers_lines() -> None:
    wired = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    for path, globs in wired.items():
        assert (ROOT / path).is_file()
        for glob in globs:
            assert (ROOT / glob.removeprefix("**/")).is_file()
    assert {Path(path).name for path in wired} == set(LISTS.values())
    task = json.loads((ROOT / ".vscode/tasks.json").read_text("utf-8"))["tasks"][0]
    report = text_report(SLIPS, "vi").splitlines()
    for matcher, problem in zip(task["problemMatcher"], SLIPS, strict=True):
        matched = [found for line in report if (found := re.fullmatch(matcher["pattern"]["regexp"], line))]
        assert [(one[1], int(one[2]), one[3]) for one in matched] == [(problem.path, problem.line, problem.rule)]
        assert matcher["severity"] == problem.severity.value
