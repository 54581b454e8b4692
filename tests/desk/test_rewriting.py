"""Values of a page are changed in its text, and every other byte stays."""

from __future__ import annotations

import difflib
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.catalogue.models import Kind
from ocop.desk.key_order import key_order
from ocop.desk.rewriting import RewritingError, body_of, page_file, rewritten, tree_of
from ocop.engine import passed_over

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    (Kind(path.parents[1].name), path)
    for content in (ROOT / "content", ROOT / "tests/demo/content")
    for path in content.glob("*/*/*.md")
    if not passed_over(path.name)
)
ORDER = key_order(Kind.PRODUCT)

AWKWARD = b"""---
# Ghi ch\xc3\xba \xe1\xbb\x9f \xc4\x91\xe1\xba\xa7u
title:   'B\xe1\xbb\x99t m\xe1\xba\xabu'   # t\xc3\xaan
summary: m\xe1\xbb\x99t c\xc3\xa2u
  g\xe1\xba\xa5p d\xc3\xb2ng
group: crafts
x_unknown: [ a,  b ]
producer: "co-so-\\u006dau"
displayed_at: [ lang-mau,  vuon ]  # ch\xe1\xbb\x97
sources:
- key: a   # th\xe1\xbb\xa9 nh\xe1\xba\xa5t
  title: A
# gi\xe1\xbb\xafa
- key: b
  title: B
  evidence: B1

unit: phuong-mau
verified:
---
Th\xc3\xa2n b\xc3\xa0i.
"""


def changed_lines(before: bytes, after: bytes) -> list[str]:
    lines = difflib.unified_diff(before.decode().splitlines(), after.decode().splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.parametrize(("kind", "path"), PAGES, ids=lambda value: value.parent.name if isinstance(value, Path) else "")
def test_saving_a_page_as_it_is_changes_no_byte(kind: Kind, path: Path) -> None:
    raw = path.read_bytes()
    page = page_file(raw)
    assert page.text.encode() == raw
    assert rewritten(raw, tree_of(page), key_order(kind), body_of(page)) == raw


@pytest.mark.parametrize(("kind", "path"), PAGES, ids=lambda value: value.parent.name if isinstance(value, Path) else "")
def test_one_field_is_one_line(kind: Kind, path: Path) -> None:
    raw = path.read_bytes()
    after = rewritten(raw, {"title": "Tên khác: có dấu #, đ"}, key_order(kind))
    lines = changed_lines(raw, after)
    assert [line[0] for line in lines] == ["-", "+"]
    assert lines[1] == '+title: "Tên khác: có dấu #, đ"'


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({"title": "Bột 'ngon'"}, ["-title:   'Bột mẫu'   # tên", "+title:   'Bột ''ngon'''   # tên"]),
        ({"summary": "một câu"}, ["-  gấp dòng"]),
        ({"verified": "2026-11-23"}, ["-verified:", "+verified: 2026-11-23"]),
        (
            {"displayed_at": ["lang-mau", "vuon", "nha"]},
            ["-displayed_at: [ lang-mau,  vuon ]  # chỗ", "+displayed_at: [ lang-mau,  vuon, nha ]  # chỗ"],
        ),
        ({"displayed_at": ["vuon"]}, ["-displayed_at: [ lang-mau,  vuon ]  # chỗ", "+displayed_at: [ vuon ]  # chỗ"]),
        ({"group": None}, ["-group: crafts"]),
        ({"set": "6"}, ["+set: 6"]),
        ({"storage": "Nơi mát"}, ["+storage: Nơi mát"]),
        (
            {
                "sources": [
                    {"key": "a", "title": "A"},
                    {"key": "b", "title": "B", "url": "https://a.example/#b", "evidence": "B1"},
                ]
            },
            ["+  url: https://a.example/#b"],
        ),
        ({"sources": [{"key": "b", "title": "B", "evidence": "B1"}]}, ["-- key: a   # thứ nhất", "-  title: A"]),
        (
            {"sources": [{"title": "A"}, {"key": "b", "title": "B", "evidence": "B1"}]},
            ["-- key: a   # thứ nhất", "-  title: A", "+- title: A"],
        ),
        (
            {
                "sources": [
                    {"key": "a", "title": "A"},
                    {"key": "b", "title": "B", "evidence": "B1"},
                    {"key": "c", "title": "C: mới", "evidence": "C"},
                ]
            },
            ["+- key: c", '+  title: "C: mới"', "+  evidence: C"],
        ),
        ({"prices": [{"amount": "32000", "per": "pack"}]}, ["+prices:", "+  - amount: 32000", "+    per: pack"]),
        ({"storage": "Một dòng\n\nHai dòng: có dấu"}, ["+storage: |-", "+  Một dòng", "+", "+  Hai dòng: có dấu"]),
    ],
)
def test_the_difference_is_what_was_changed(changes: dict[str, Any], lines: list[str], mark: bytes, newline: bytes) -> None:
    raw = mark + AWKWARD.replace(b"\n", newline)
    after = rewritten(raw, changes, ORDER)
    assert changed_lines(raw, after) == lines
    assert after.count(b"\r\n") == (after.count(b"\n") if newline == b"\r\n" else 0)


def test_a_body_is_changed_line_by_line() -> None:
    raw = b"---\ntitle: A\n---\nMot\r\nHai\nBa\r\n"
    assert rewritten(raw, {}, ORDER, "Mot\nHai b\nBa\n") == b"---\ntitle: A\n---\nMot\r\nHai b\nBa\r\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"---\ntitle: &a x\nsummary: *a\n---\n",
        b"---\ntitle: !!str x\n---\n",
        b"---\ntitle: x\ntitle: y\n---\n",
        b"---\ntitle: [x\n---\n",
        b"---\n- x\n---\n",
        b"title: x\n",
        b"---\ntitle: x\n",
        b"---\ntitle: \xff\n---\n",
    ],
)
def test_what_cannot_be_read_is_not_changed(raw: bytes) -> None:
    with pytest.raises(RewritingError):
        rewritten(raw, {"title": "z"}, ORDER)


LETTERS = st.text(string.ascii_letters + "đệừ 012:#-'\"[]{},&*!|>%@`?~\\\n", max_size=24).map(
    lambda text: "\n".join(line.strip() for line in text.split("\n")).strip()
)
WORDS = LETTERS.filter(bool)
RECORD = st.dictionaries(st.sampled_from(["key", "title", "url", "extra"]), WORDS, min_size=1)
VALUE = WORDS | st.lists(WORDS, min_size=1, max_size=4) | st.lists(RECORD, min_size=1, max_size=4) | RECORD
TREES = st.dictionaries(st.sampled_from(["title", "summary", "group", "sources", "verified", "storage", "other"]), VALUE)


def test_an_item_goes_and_the_next_key_comes_at_once() -> None:
    raw = b"---\ntitle: a\nalts:\n  - x\n  - y\n---\n"
    after = rewritten(raw, {"alts": ["x"], "group": "food"}, lambda _: ("title", "alts", "group"))
    assert after == b"---\ntitle: a\nalts:\n  - x\ngroup: food\n---\n"
    crlf = rewritten(raw.replace(b"\n", b"\r\n"), {"alts": ["x"], "group": "food"}, lambda _: ("title", "alts", "group"))
    assert crlf == after.replace(b"\n", b"\r\n")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(TREES, TREES)
def test_any_page_becomes_any_other_and_back(one: dict[str, Any], other: dict[str, Any]) -> None:
    keys = dict.fromkeys({*one, *other})
    first = rewritten(b"---\n---\nThan\n", one, ORDER)
    second = rewritten(first, keys | other, ORDER)
    assert tree_of(page_file(first)) == one
    assert tree_of(page_file(second)) == other
    assert tree_of(page_file(rewritten(second, keys | one, ORDER))) == one


@settings(max_examples=100, deadline=None, derandomize=True)
@given(TREES)
def test_any_change_of_an_awkward_page_reads_back(changes: dict[str, Any]) -> None:
    before = tree_of(page_file(AWKWARD))
    after = rewritten(AWKWARD, changes, ORDER)
    assert tree_of(page_file(after)) == {**before, **changes}
    untouched = [line for line in AWKWARD.split(b"\n") if line.startswith((b"x_unknown", b"producer", b"# Ghi"))]
    assert all(line in after.split(b"\n") for line in untouched)
