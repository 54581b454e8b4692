"""Plain bodies take a fast path, and nobody can tell by what comes out (docs/adr/0039)."""

from __future__ import annotations

import itertools
import random
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.prose import Renderer, renderer
from ocop.prose.plain_check import SAMPLES, agree
from ocop.prose.plain_subset import _UNKNOWN, plain_prose
from ocop.prose.safety import sanitised

TESTS = Path(__file__).parents[1]
WHOLE = Renderer(fast=False)
WORDS = ("bột gạo", "Sa Đéc", "Hoa & Ếch", "36 tháng", '"chữ"', "2026.", "1,5 kg")
MARKS = (
    *(
        "*",
        "**",
        "***",
        "* ",
        "- ",
        "+ ",
        "1. ",
        "2) ",
        "# ",
        "##",
        "> ",
        "|",
        " | ",
        "|---|---|",
        "|:-|-:|",
        "---",
        "===",
        "![",
        "!",
    ),
    *(
        "[",
        "]",
        "](",
        ")",
        "[a](b)",
        "[a](places/x)",
        "[a](odd)",
        "[a](bad)",
        "[a](#bot-gao)",
        "[a](https://b.vn/c)",
        '[a](b "c")',
        "[a]: b",
        "[a][b]",
    ),
    *(
        " ",
        "  ",
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        "\n\n\n",
        "\n    ",
        "\n- ",
        "\n1. ",
        "\t",
        "\u00a0",
        "&",
        "&amp;",
        "<b>",
        "_",
        "`",
        "\\",
    ),
)


def link(href: str) -> str | None:
    return {"places/x": "/diem-den/x/", "odd": "/a?b=1&c=2", "bad": "javascript:x"}.get(href)


def image(name: str, alt: str) -> str | None:
    return f"<picture>{name} {alt}</picture>" if alt else None


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from((*WORDS * 6, *MARKS)), max_size=14).map("".join))
def test_both_ways_give_the_same(body: str) -> None:
    fast = plain_prose(body, link=link, image=image)
    assert fast is None or fast == WHOLE.render(body, link=link, image=image)


@pytest.mark.parametrize(
    ("pieces", "most"),
    [
        (("a", " ", "*", "**", "\n", "[*b*](/c/)", ":"), 5),
        (("a", " ", "[", "]", "](b)", "(", ")", "[x](/y/)", "!", "*"), 4),
        (("a", "\n", "\n\n", "- ", "1. ", "# ", "> ", "*", "=", "-", "|"), 4),
        (("a", " ", "|", "\n|", "|-|:-|\n", "|\n", ":", " * ", "[x](/y/)"), 5),
    ],
    ids=("emphasis", "links", "blocks", "tables"),
)
def test_every_short_text_comes_out_the_same(pieces: tuple[str, ...], most: int) -> None:
    for length in range(1, most + 1):
        for body in map("".join, itertools.product(pieces, repeat=length)):
            fast = plain_prose(body)
            assert fast is None or fast == WHOLE.render(body), repr(body)


@pytest.mark.parametrize(
    "body",
    [
        *SAMPLES,
        *("# Một\nhai", "một\nhai\nba", "- a\n- b\nc", "* **a**: b", "3. a\n4. b", "- a\n\n1. b\n\n- c", "> a\n> *b*", "a & b"),
        *("| a | b |\n|---|--:|\n| [c](d) | **e** |", "[a](b) [c](https://d.vn/?e=f#g)", "**[a](b)**", "[*a* b](c)", "a*b*c"),
        *("![a](b.jpg)", "![](b.jpg)", "# C# và [a](#c-va-a)", "\n\na\n\n\n\nb\n"),
    ],
)
def test_plain_constructs_are_taken(body: str) -> None:
    fast = plain_prose(body, link=link, image=image)
    assert fast is not None
    assert fast == WHOLE.render(body, link=link, image=image)


@pytest.mark.parametrize(
    "body",
    [
        *(
            "",
            "\n",
            " a",
            "a ",
            "a  \nb",
            "    a",
            "a\tb",
            "a\u00a0b",
            "<b>a</b>",
            "a &lt; b",
            "a &b",
            "\\*a",
            "`a`",
            "a_b_c",
            "a > b",
        ),
        *(
            "a\n===",
            "a\n---",
            "---",
            "* * *",
            "# a #",
            "#",
            "- # a",
            "- - a",
            "- 1. a",
            "- a\n\n- b",
            "1. a\n\n2. b",
            "- a\n    - b",
        ),
        *("- a\n1. b", "> a\nb", "> - a", "> a\n\n> b", "a | b\n--|--\nc | d", "|a|\n|-|\n|b|", "|a|b|\n|-|-|", "a\n| b | c |"),
        *(
            "***a***",
            "**a *b* c**",
            "*a",
            "2 * 3",
            "** a**",
            "**a [b](c)",
            "[a][b]",
            "[a]: b",
            "[a]",
            "[a](<b>)",
            '[a](b "c")',
            "[](a)",
        ),
        *(
            "[a](b(c))",
            "[a](//b.vn)",
            "[a](javascript:b)",
            "[a](https://b.vn:80/)",
            "[a](b&c)",
            "[a](b c)",
            "![a]",
            "a ![b](c.jpg)",
        ),
        *("a\x00b", "a\x01b", "a\rb", "a\u2028b", "١. a", "[a](https://b)", "[a](https://xn--b.vn)", "[a](ftp://b.vn)"),
    ],
)
def test_what_is_in_doubt_is_left_to_python_markdown(body: str) -> None:
    assert plain_prose(body) is None
    taker = Renderer()
    assert taker.render(body) == WHOLE.render(body)
    assert (taker.taken.fast, taker.taken.whole) == (0, 1)


@pytest.mark.parametrize(
    "given", ["javascript:x", "//b.vn", "/a?b=1&c=2", 'a"b', "a b", "<", "https://b.vn:80", "\x00", "\x01"]
)
def test_an_address_from_the_caller_is_never_written_out_unseen(given: str) -> None:
    assert Renderer().render("[a](b)", link=lambda _: given) == WHOLE.render("[a](b)", link=lambda _: given)
    assert plain_prose("[a](b)", link=lambda _: given) is None


def test_what_is_taken_means_itself_to_every_reader() -> None:
    known = [char for char in map(chr, range(0x110000)) if not _UNKNOWN.match(char)]
    beyond = [char for char in known if not char.isascii()]
    assert len(beyond) > 30_000
    assert not any(
        char.isspace() or char.isdecimal() or not char.isprintable() for char in beyond if unicodedata.category(char) != "Cn"
    )
    assert {char for char in known if char.isascii() and not char.isprintable()} == {"\n"}
    text = "".join(char for char in known if char not in "&>")
    assert sanitised(f"<p>{text}</p>") == f"<p>{text}</p>"


def test_bodies_of_the_benchmark_and_nearly_all_real_ones_are_taken(module_at: Callable[[Path], ModuleType]) -> None:
    many = module_at(TESTS / "bench" / "many.py")
    words, dice = many.vocabulary(), random.Random(20261123)
    made = [many.body(words, dice, {"places": ["place-00001"]}) for _ in range(100)]
    assert all(plain_prose(body) for body in made)
    files = [*(TESTS.parent / "content").rglob("*.md"), *(TESTS / "demo" / "content").rglob("*.md")]
    real = [text for file in files if (text := file.read_text("utf-8").partition("\n---\n")[2].strip("\n"))]
    taken = [prose for body in real if (prose := plain_prose(body))]
    assert len(taken) > 0.9 * len(real)
    assert [plain_prose(body) or WHOLE.render(body) for body in (*real, *made)] == [
        WHOLE.render(body) for body in (*real, *made)
    ]


def test_a_renderer_counts_which_way_bodies_went() -> None:
    counting = Renderer()
    for body in ("a", "`b`", "**c**", "<d>", "e"):
        counting.render(body)
    assert (counting.taken.fast, counting.taken.whole) == (3, 2)


@pytest.mark.parametrize(
    "given",
    [
        {"tab_length": 2},
        {"extension_configs": {"markdown.extensions.tables": {"use_align_attribute": True}}},
        {"extensions": ["markdown.extensions.def_list"]},
        {"extension_configs": {"markdown.extensions.nl2br": {}}},
    ],
)
def test_other_settings_of_markdown_close_the_fast_path(given: dict[str, object]) -> None:
    other = Renderer(given)
    assert other.render("một\nhai") == Renderer(given, fast=False).render("một\nhai")
    assert other.taken.fast == 0


def test_what_pelican_adds_to_every_setting_does_not_close_it() -> None:
    usual = Renderer({"extensions": ["markdown.extensions.meta"], "extension_configs": {}})
    usual.render("a")
    assert usual.taken.fast == 1


def test_it_can_be_switched_off() -> None:
    off = Renderer(fast=False)
    off.render("a")
    assert (off.taken.fast, off.taken.whole) == (0, 1)


def test_the_samples_are_tried_before_the_first_body_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[bool] = []
    monkeypatch.setattr(renderer, "agree", lambda *ways: tried.append(agree(*ways)) or tried[-1])
    taker = Renderer()
    assert tried == []
    taker.render("a")
    taker.render("b")
    assert (tried, taker.taken.fast) == ([True], 2)
    Renderer().render("a")
    assert tried == [True, True], "another renderer tries for itself"
    Renderer(fast=False).render("a")
    assert len(tried) == 2


def test_a_library_that_writes_otherwise_closes_the_fast_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "sanitised", lambda html: sanitised(html).replace("</li>", ""))
    careful = Renderer()
    assert careful.render("- a\n- b").html == "<ul>\n<li>a\n<li>b\n</ul>"
    assert careful.taken.fast == 0
