"""Messages: one line, nothing in a value means anything, rules and docs agree, other rooms raise known rules only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.catalogue.lists import Document, Scheme, Unit
from ocop.catalogue.models import FACTS
from ocop.catalogue.problem import Problem, Severity
from ocop.reading import RULES, format_problem, has_errors, refresh_docs
from ocop.reading.message import filled, shown
from ocop.reading.reference import AUTHORING_FILE, RULES_FILE, field_reference, rules_document
from ocop.reading.shape import choices_in, record_in
from ocop.reading.spoken import _SAID, value_meant

ROOT = Path(__file__).parents[2]
NASTY = "[/b] :star: {x} %s {found} [[{field}]] <b>"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_value_is_shown_and_never_read(rule: str, language: str) -> None:
    names = set(re.findall(r"\{([a-z_]+)\}", " ".join((RULES[rule].vi, RULES[rule].en, RULES[rule].remedy_vi))))
    line = format_problem(Problem("content/x/vi.md", 7, rule, values=dict.fromkeys(names, NASTY)), language)
    assert line.startswith(f"content/x/vi.md:7: {rule}: ")
    assert line.count(" → ") == 1
    assert NASTY in line or not names


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(RULES)), st.text(max_size=200), st.text(max_size=40))
def test_a_problem_is_one_line_that_can_be_written_to_any_pipe(rule: str, value: str, path: str) -> None:
    names = ("found", "field", "allowed", "suggestion", "where", "line", "first")
    line = format_problem(Problem(path, 1, rule, values=dict.fromkeys(names, value)))
    assert len(line.splitlines()) <= 1
    line.encode("utf-8")


def test_a_long_value_is_cut_and_a_long_path_is_not() -> None:
    path = f"content/products/{'a' * 120}/vi.md"
    line = format_problem(Problem(path, 4, "stars-unknown", values={"found": "9" * 200, "field": "stars"}))
    assert line.startswith(f"{path}:4: stars-unknown: stars: “{'9' * 79}…” ")


def test_optional_parts_go_when_their_value_is_missing_or_empty() -> None:
    template = "đầu[[ có {a} và {b}]] cuối {c}"
    assert filled(template, {"a": "1", "b": "2", "c": "3"}) == "đầu có 1 và 2 cuối 3"
    assert filled(template, {"a": "1", "b": "", "c": "3"}) == "đầu cuối 3"
    assert filled(template, {}) == "đầu cuối …"


def test_what_cannot_be_seen_is_escaped() -> None:
    assert shown("a\nb\tc\u200bd\x1b[31m\udcff") == "a\\nb\\tc\\u200bd\\u001b[31m\\udcff"
    assert shown("Bột gạo Sa Đéc – ₫") == "Bột gạo Sa Đéc – ₫"


def test_a_rule_nobody_wrote_still_says_where() -> None:
    assert format_problem(Problem("a.md", 3, "no-such-rule", values={"found": "x"})) == "a.md:3: no-such-rule: found = x"


def test_warnings_alone_stop_nothing() -> None:
    warning, error = (Problem("a", 1, "photo-unused", severity) for severity in (Severity.WARNING, Severity.ERROR))
    assert not has_errors([warning, warning])
    assert has_errors([warning, error])


def test_a_nasty_title_gives_plain_lines(desk: Any) -> None:
    desk.write("products/bot-mau/vi.md", '---\ntitle: "[/b] :star: {x} %s"\n"{stars} [[x]]": "%d {0}"\n---\n')
    lines = [format_problem(problem) for problem in desk.read().problems]
    assert [line.split(": ")[1] for line in lines].count("key-unknown") == 1
    assert any("{stars} [[x]]" in line for line in lines)


def test_remedies_and_both_languages_are_there() -> None:
    for rule in RULES.values():
        assert all((rule.vi, rule.en, rule.remedy_vi, rule.remedy_en))
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.id)


def test_the_docs_are_what_the_code_gives() -> None:
    assert (ROOT / RULES_FILE).read_text("utf-8") == rules_document(), "run `python -m ocop docs`"
    assert field_reference() in (ROOT / AUTHORING_FILE).read_text("utf-8"), "run `python -m ocop docs`"


def test_refreshing_the_docs_changes_what_is_stale_and_keeps_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    authoring = tmp_path / AUTHORING_FILE
    authoring.write_text("# Đầu\n<!-- reference:begin -->\ncũ\n<!-- reference:end -->\nCuối\n", encoding="utf-8")
    assert set(refresh_docs(tmp_path)) == {tmp_path / RULES_FILE, authoring}
    assert refresh_docs(tmp_path) == ()
    text = authoring.read_text("utf-8")
    assert text.startswith("# Đầu\n")
    assert text.endswith("\nCuối\n")
    assert "cũ\n" not in text
    authoring.write_text("không có dấu", encoding="utf-8")
    with pytest.raises(ValueError, match="reference:begin"):
        refresh_docs(tmp_path)


def test_every_rule_that_is_raised_anywhere_is_in_the_table() -> None:
    unknown = {
        rule for file in sorted((ROOT / "plugins/ocop").rglob("*.py")) if file.parent.name != "cli" for rule in _raised(file)
    } - set(RULES)
    assert unknown == set()


def _raised(file: Path) -> Iterator[str]:
    """Give the rule ids in calls that make problems: Problem(path, line, "id"), raised("id", …) and the like."""
    places = {"Problem": 2, "raised": 0, "_refuse": 0, "_matching": 1, "_raise": 0, "_Fault": 0, "_TooMuch": 0, "_change": 0}
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        rule = node.args[places[name]] if name in places and len(node.args) > places[name] else None
        if isinstance(rule, ast.Constant) and isinstance(rule.value, str):
            yield rule.value


def choices(model: Any) -> Iterator[tuple[str, ...]]:
    for field in model.model_fields.values():
        inside = record_in(field.annotation)
        if inside is not None:
            yield from choices(inside)
        elif choices_in(field.annotation):
            yield choices_in(field.annotation)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("Thực phẩm", "food"), ("HTX", "cooperative"), ("đi bộ", "walk"), ("xe may", "motorbike"), ("nửa ngày", "half-day")],
)
def test_a_value_said_in_vietnamese_leads_to_what_is_typed(said: str, meant: str) -> None:
    every = {value for model in (*FACTS.values(), Unit, Scheme, Document) for found in choices(model) for value in found}
    assert meant in every
    assert value_meant(said, next(found for model in FACTS.values() for found in choices(model) if meant in found)) == meant


def test_every_english_word_among_the_values_can_be_said_in_vietnamese() -> None:
    every = {value for model in (*FACTS.values(), Unit, Scheme, Document) for found in choices(model) for value in found}
    assert {value for value in every if re.fullmatch(r"[a-z][a-z-]{2,}", value) and value not in _SAID} == set()
