"""YAML without implicit types, by either parser: what was typed, on its line."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.reading.tree import line_at, plain, read_tree

LOADERS = [pytest.param(yaml.SafeLoader, id="python")]
if hasattr(yaml, "CSafeLoader"):
    LOADERS.append(pytest.param(yaml.CSafeLoader, id="c"))


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "typed",
    ["null", "~", "no", "Yes", "8:30", "0277123456", "0x1F", "1e3", "1_000", "2023-12-29", ".inf", "1.0", "true", "=", "<<"],
)
def test_every_value_is_the_text_that_was_typed(typed: str, loader: type[Any]) -> None:
    table, problems = read_tree(f"a: {typed}\nb: [{typed}]\n{typed}: c\n", "x.md", loader=loader)
    assert problems == ()
    assert table is not None
    assert plain(table) == {"a": typed, "b": [typed], typed: "c"}


@pytest.mark.parametrize("loader", LOADERS)
def test_lines_are_those_of_the_file(loader: type[Any]) -> None:
    text = "a: 1\nb:\n  - c: |\n      hai\n      dòng\n    d: x\n  - e: >-\n      gấp\n      lại\nf:\n  xuống dòng\n"
    table, _ = read_tree(text, "x.md", 2, loader)
    assert table is not None
    assert plain(table) == {"a": "1", "b": [{"c": "hai\ndòng\n", "d": "x"}, {"e": "gấp lại"}], "f": "xuống dòng"}
    places = {("a",): 2, ("b",): 3, ("b", 0, "c"): 4, ("b", 0, "d"): 7, ("b", 1): 8, ("b", 1, "e"): 8, ("f",): 11}
    assert {place: line_at(table, place) for place in places} == places
    assert line_at(table, ("b", 9, "nothing")) == 3


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "rule", "line", "suggestion"),
    [
        ("a: b\ntitle: Bột: gạo\n", "yaml-colon", 2, 'title: "Bột: gạo"'),
        ('title: Bột "lọc": gạo\n', "yaml-colon", 1, "title: 'Bột \"lọc\": gạo'"),
        ("title:Bột\n", "front-matter-form", 1, None),
        ("title:Bột\na: b\n", "yaml-colon-space", 1, "title: Bột"),
        ("a: b\ntitle:Bột\nc: d\n", "yaml-colon-space", 2, "title: Bột"),
        ("a: b\nMột câu lạc lõng\nc: d\n", "yaml-colon-missing", 2, None),
        ("a: b\n  c: d\n", "yaml-indent", 2, None),
        ("a:\n  - b\n c: d\n", "yaml-indent", 3, None),
        ("- a\nb: c\n", "yaml-indent", 2, None),
        ("a: @b\n", "yaml-quote-needed", 1, 'a: "@b"'),
        ("- a: %b\n", "yaml-quote-needed", 1, '- a: "%b"'),
        ("a: 'b' c\n", "yaml-quote-needed", 1, 'a: "b c"'),
        ('a: "b" và "c"\nd: e\n', "yaml-quote-needed", 1, "a: 'b và \"c\"'"),
        ("a: - b\n", "yaml-quote-needed", 1, 'a: "- b"'),
        ('a: b\nc: "d\ne: f\n', "yaml-quote-open", 2, None),
        ("a: [b, c\nd: e\n", "yaml-bracket-open", 1, None),
        ("a: {b: c\n", "yaml-bracket-open", 1, None),
        ('a: "\\q"\n', "yaml-escape", 1, None),
        ("a: &b c\n", "yaml-anchor", 1, 'a: "&b c"'),
        ("a: *b\n", "yaml-alias", 1, 'a: "*b"'),
        ("a: *Bột*\n", "yaml-quote-needed", 1, 'a: "*Bột*"'),
        ("a: !b c\n", "yaml-tag", 1, 'a: "!b c"'),
        ("a: !!str c\n", "yaml-tag", 1, 'a: "!!str c"'),
        ("a: b\n...\nc: d\n", "yaml-syntax", 2, None),
    ],
)
def test_a_slip_is_told_on_its_line_with_the_line_to_type(
    text: str, rule: str, line: int, suggestion: str | None, loader: type[Any]
) -> None:
    _, problems = read_tree(text, "x.md", loader=loader)
    assert [(problem.rule, problem.line) for problem in problems] == [(rule, line)]
    assert (problems[0].values.get("suggestion") or None) == suggestion


def test_all_duplicate_and_empty_keys_are_told_at_once() -> None:
    table, problems = read_tree("a: 1\nb:\na: 2\nc:\n  d:\n  d: 1\nb: 3\n", "x.md", 2)
    assert [(problem.rule, problem.line) for problem in problems] == [
        ("value-empty", 3),
        ("key-duplicate", 4),
        ("value-empty", 6),
        ("key-duplicate", 7),
        ("key-duplicate", 8),
    ]
    assert table is not None
    assert plain(table) == {"a": "1", "c": {}}


def test_a_bomb_of_aliases_is_only_refused() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    _, problems = read_tree(bomb, "x.md")
    assert {problem.rule for problem in problems} == {"yaml-anchor", "yaml-alias"}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", ["[" * 50_000, "{" * 50_000, "- " * 50_000, "? " * 20_000, "a: " * 20_000, "- - " * 65 + "x"])
def test_deep_nesting_ends_in_one_problem(text: str, loader: type[Any]) -> None:
    table, problems = read_tree(text, "x.md", loader=loader)
    assert table is None
    assert len(problems) == 1


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab:-[]{},&*!|>'\"%@`#? \n\\ộ0~="), max_size=60))
def test_any_text_gives_a_table_or_a_located_problem(text: str) -> None:
    lines = text.count("\n") + 1
    for loader in (parameter.values[0] for parameter in LOADERS):
        table, problems = read_tree(text, "x.md", 5, loader)
        assert table is not None or problems
        assert all(5 <= problem.line < 5 + lines for problem in problems)
