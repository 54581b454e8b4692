"""What is read without the parser is what the parser gives."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.reading.nodes import Table
from ocop.reading.parsed import parsed_tree
from ocop.reading.simple import LONGEST, simple_table
from ocop.reading.tree import read_tree

ROOT = Path(__file__).parents[2]
PIECES = (
    *("a: ", "a:", "b: ", "b:", "c_d.jpg: ", "ộ: ", "1:", "true: ", "- ", "-", "--", "---", "...", "? ", ": ", ":", " ", "  "),
    *(
        "    ",
        "\n",
        "\n",
        "\n",
        "\n  ",
        "\n- ",
        "\n  - ",
        "\n\n",
        "x",
        "Gạo",
        "2025-12-10",
        "400 g",
        "8:30",
        "a#b",
        " # c",
        "#",
    ),
    *("[", "]", "[x, y]", "[x]", "[]", "[ ]", "[x,]", ",", ", ", "{", "}", "{a: b}", '"', "'", '"x: y"', "''", '""', "\\", "|"),
    *(">", "&a", "*a", "!t", "%", "@", "`", "~", "null", "<<", "=", "\u00a0", "\u2028", "\u0085", "\ufeff", "\t", "\r", "😀"),
    *("https://x.example/?a=b#c", "(x)", "“x”", "x, y", "- -", "-x", "?x", ":x", "x:", "x :", "x: y", "\u3000", "+", "/", "."),
)

VALUES = (
    *("x", "một hai", "400 g", "8:30", "2025-12-10", "Gạo, nước", "(x)", "https://x.example/?a=b#c", "x - y", "5%", "x's"),
    *(
        "[x, y z]",
        "[]",
        "[x]",
        '"x: y"',
        "'x'",
        '""',
        "“x”",
        "x # y",
        "x: y",
        "[x",
        '"x',
        "x:",
        "- x",
        "[x, ]",
        "[x: y]",
        "[%x]",
        "",
    ),
)


def same(text: str) -> bool:
    """Say whether it was read without the parser; what was then read must be what the parser gives."""
    simple = simple_table(text, 5)
    if simple is not None:
        assert parsed_tree(text, "x.md", 5) == (simple, ()), text
    return simple is not None


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_pieces_side_by_side(text: str) -> None:
    same(text)


def test_lines_of_front_matter_moved_and_spoiled() -> None:
    dice = Random(2)
    read = sum(same("\n".join(lines(dice))) for _ in range(2_000))
    assert read > 200


def lines(dice: Random, column: int = 0) -> list[str]:
    """Give lines that mostly are front matter, with a slip here and there."""
    made: list[str] = []
    keys = dice.sample(["a", "b", "c.jpg", "d_e", "1", "ộ", "f g"], dice.randrange(1, 4))
    inside = " " * (column + dice.choice((0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2)))
    for key in keys:
        sort = dice.randrange(6) if column < 6 else 0
        if sort < 3:
            made.append(f"{inside}{key}: {dice.choice(VALUES)}{dice.choice(('', '', '', ' '))}")
        elif sort == 3:
            made += [f"{inside}{key}:", *lines(dice, column + dice.choice((1, 2, 4)))]
        else:
            moved = column + dice.choice((0, 2, 2, 3))
            made.append(f"{inside}{key}:")
            for _ in range(dice.randrange(1, 3)):
                below = lines(dice, moved + 2) if sort == 4 else [" " * (moved + 2) + dice.choice(VALUES)]
                below[0] = f"{below[0][:moved]}- {below[0][moved + 2 :]}"
                made += below
        if not dice.randrange(20):
            made.append(dice.choice(("", "  ", "# x", "x", "- x", "  - x", "...")))
    return made


def test_what_lies_in_the_repository_and_what_is_nearly_that() -> None:
    dice = Random(3)
    read = 0
    for file in sorted(ROOT.glob("**/content/*/*/vi.md"))[::9]:
        text = file.read_text("utf-8", "replace").split("\n---\n")[0].removeprefix("---\n")
        read += same(text)
        for _ in range(12):
            start = dice.randrange(len(text) + 1)
            same(text[:start] + dice.choice((*PIECES, "")) + text[start + dice.choice((0, 0, 1, 2, 9)) :])
    assert read > 10


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a: b", True),
        ("a: b\n\nc: [x, y]\n", True),
        ("a:\n- b\n- c: d\n  e:\n    f: g\nh: 'i'\n", True),
        ("", False),
        ("a:", False),
        ("a: b\na: c", False),
        ("a: b\n  c", False),
        ("a: b\n  - c", False),
        ("a: b\n c: d", False),
        ("a: |\n  b", False),
        ('a: "\\u0041"', False),
        ("a: &b c", False),
        ("a: b # c", False),
        ("a: b\n...\nc: d", False),
        ("- a", False),
        ("a: " + "b" * LONGEST, False),
        ("".join(f"{'  ' * depth}a:\n" for depth in range(70)) + "  " * 70 + "a: b", False),
    ],
)
def test_only_what_is_sure_is_read_without_the_parser(text: str, plain: bool) -> None:
    assert same(text) is plain


@pytest.mark.parametrize("size", [100, 2_000])
def test_nothing_that_is_read_without_the_parser_is_more_than_it_allows(size: int) -> None:
    for text in ("a: [" + "a," * (LONGEST // 2 - 5) + "a]", "a:\n" + "- a\n" * size, "a:\n" + "- a:\n  - a: b\n" * (size // 2)):
        assert same(text)
        assert isinstance(read_tree(text, "x.md")[0], Table)
