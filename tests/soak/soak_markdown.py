"""Bodies that are nearly plain: real blocks, put together and spoiled, for the fast path against Python-Markdown (ADR 39)."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from functools import cache

from soak_corpus import corpus

from ocop.prose import Renderer
from ocop.prose.plain_subset import plain_prose

OWN = (
    *("# Một", "## Hai *ba*", "### Bốn [năm](#mot)", "##Sáu", "# Một #", "#### C# x", "#", "# 1. a", "# - a", "## **Một**"),
    *("một\nhai", "**một** hai *ba*", "a*b*c **d**e", "***a***", "**a *b* c**", "* a", "*a\nb*", "2 * 3 * 4", "**a**b**c**"),
    *(
        "- a\n- b",
        "- a\nb\n- c",
        "* **a**: b\n* c",
        "+ a\n- b\n* c",
        "1. a\n2. b",
        "3. a\n4. b",
        "0. a\n1. b",
        "007. a",
        "1.a\n2.b",
    ),
    *(
        "- # a",
        "- - a",
        "- 1. a",
        "1. - a",
        "- a\n\n- b",
        "1. a\n\n- b\n\n2. c",
        "- a\n1. b",
        "- a\n---",
        "- ---",
        "-",
        "- ",
        "1.",
    ),
    *("| a | b |\n|---|---|\n| c | d |", "|a|b|\n|:-|-:|\n|c|", "| a |\n|---|\n| b |", "a | b\n--|--\nc | d", "|a|b|\n|-|-|"),
    *(
        "| a | b |\n|---|---|\n| [c](x) | **d** | e |\n# f",
        "|a|b|\n|:-:|:|\n|c|d|",
        "||\n|-|-|\n|||",
        "| | |\n|--|--|\n| a | b |",
    ),
    *("[a](b)", "[a](#mot)", "[a](#m-mot)", "[a](places/x) [b](/c/)", "[*a* b](c)", "**[a](b)**", "*a [b](c) d*", "*a [b*](c)"),
    *(
        "[a](https://b.vn/c?d=1#e)",
        "[a](//b.vn)",
        "[a](javascript:b)",
        "[a](b 'c')",
        '[a](b "c")',
        "[a][b]",
        "[a]: b",
        "[a] (b)",
    ),
    *(
        "[a](<b>)",
        "[ a ](b)",
        "[](b)",
        "[a]()",
        "[a](b)(c)",
        "[[a](b)](c)",
        "[a\nb](c)",
        "[a](b\nc)",
        "(xem [a](b))",
        "[a](mailto:b@c)",
    ),
    *(
        "> a\n> b",
        "> a",
        ">a",
        "> a\nb",
        "> > a",
        "> - a",
        "> # a",
        "![a](b.jpg)",
        "![](b.jpg)",
        "a ![b](c.jpg) d",
        "![*a*](b.jpg)",
    ),
    *(
        "a\n===",
        "a\n---",
        "---",
        "***",
        "* * *",
        "- - -",
        "===",
        "a\n-",
        "a\n=",
        "a\n- b",
        "a\n# b",
        "a\n1. b",
        "a\n> b",
        "a | b",
    ),
)
"""Blocks, each at an edge of something."""
SIGNS = (
    *(
        "*",
        "*",
        "**",
        "***",
        "* ",
        " *",
        "** ",
        "[",
        "]",
        "(",
        ")",
        "](",
        "[a](b)",
        "![",
        "|",
        "|",
        "||",
        "|-|-|",
        "#",
        " #",
        "# ",
    ),
    *(
        "-",
        "- ",
        "--",
        "+",
        "+ ",
        "=",
        "==",
        "> ",
        ">",
        "1. ",
        "2.",
        "10. ",
        ".",
        ":",
        ":-",
        "-:",
        "]:",
        "!",
        '"',
        "'",
        '"a"',
        " ",
    ),
    *(
        "\n",
        "\n",
        "\n\n",
        "\n\n\n",
        "\n- ",
        "\n* ",
        "\n1. ",
        "\n# ",
        "\n> ",
        "\n---\n",
        "\n===\n",
        "\n|",
        "  ",
        "  \n",
        "\n ",
        "\n  ",
    ),
    *(
        "\n    ",
        "\t",
        "/",
        "//",
        "?",
        "%",
        "%20",
        "@",
        "https://a.vn",
        "https://",
        "tel:",
        ":80",
        "é",
        "Đ",
        "₫",
        "★",
        "–",
        "“",
        "’",
    ),
    *(
        "²",
        "½",
        "\u0301",
        "\u0323",
        "й",
        "火",
        "ß",
        "İ",
        "ﬁ",
        "١",
        "１",
        "\u2028",
        "\u00a0",
        "\u2003",
        "\u200b",
        "\u00ad",
        "\x0c",
    ),
    *(
        "\x85",
        "\r",
        "\\",
        "`",
        "_",
        "__",
        "<",
        "&",
        "&amp;",
        "& ",
        "~",
        "^",
        "{",
        "\x02",
        "\ue000",
        "\x00",
        "\x01",
        "\ufeff",
        "🌾",
    ),
)
MILD = tuple(sign for sign in SIGNS if plain_prose(f"a{sign}b") or sign.strip() in {"*", "**", "[", "]", "](", "# ", "|", ">"})
"""Those that leave a body on the fast path, or nearly."""


@cache
def blocks(plain: bool) -> tuple[str, ...]:
    """Give blocks of all bodies of this project, and our own, those that are plain alone or the others."""
    bodies = (page.decode("utf-8", "replace").partition("\n---\n")[2] for page in corpus().pages)
    typed = {block.strip("\n")[:300].rstrip() for text in bodies for block in text.split("\n\n")}
    found = [*sorted(typed - {""}), *OWN * 4]
    return tuple(block for block in found if (plain_prose(block) is not None) == plain)


@cache
def renderer() -> Renderer:
    return Renderer(fast=False)


def body(dice: random.Random) -> str:
    """Give up to five blocks, after up to three accidents."""
    parts = [dice.choice(blocks(dice.random() < 0.97)) for _ in range(dice.choice((1, 1, 2, 2, 3, 5)))]
    text = ("\n" if dice.random() < 0.05 else "\n\n").join(parts)
    for _ in range(dice.choice((0, 0, 1, 1, 1, 1, 2, 3))):
        text = dice.choice(ACCIDENTS)(text, dice)
    return text + dice.choice(("", "\n", "\n", "\n\n"))


def compared(text: str) -> str | None:
    """Try both ways where the fast one takes the body; give "fast" then."""
    asked: list[list[object]] = [[], []]
    fast = plain_prose(text, link=_link(asked[0]), image=_image(asked[0]))
    if fast is None:
        return None
    whole = renderer().render(text, link=_link(asked[1]), image=_image(asked[1]))
    assert fast == whole, f"{text!r}\n{fast}\n{whole}"
    assert asked[0] == asked[1], f"{text!r}\n{asked}"
    return "fast"


def markdown(dice: random.Random) -> str | None:
    """A body, both ways → the same."""
    return compared(body(dice))


def _link(asked: list[object]) -> Callable[[str], str | None]:
    answers = (None, None, None, "", "/x/", "https://a.vn/b?c=1", "#mot", "/a?b=1&c=2", "javascript:a", "//a.vn", "a b", 'a"b')

    def answer(href: str) -> str | None:
        asked.append(href)
        return answers[zlib.crc32(href.encode()) % len(answers)]

    return answer


def _image(asked: list[object]) -> Callable[[str, str], str | None]:
    def answer(name: str, alt: str) -> str | None:
        asked.append((name, alt))
        return (None, "", f"<picture>\n<img src='{name}'></picture>")[zlib.crc32((name + alt).encode()) % 3]

    return answer


def _two(text: str, dice: random.Random) -> tuple[int, int]:
    first = dice.randrange(len(text) + 1)
    return first, min(len(text), first + dice.choice((1, 1, 2, 3, 8, 40)))


def _inserted(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(MILD if dice.random() < 0.9 else SIGNS) + text[at:]


def _cut(text: str, dice: random.Random) -> str:
    first, last = _two(text, dice)
    return text[:first] + text[last:]


def _doubled(text: str, dice: random.Random) -> str:
    first, last = _two(text, dice)
    return text[:last] + text[first:last] + text[last:]


def _moved(text: str, dice: random.Random) -> str:
    first, last = _two(text, dice)
    at = dice.randrange(len(text) + 1)
    return text[:at] + text[first:last] + text[at:]


def _lines(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    first, second = dice.randrange(len(lines)), dice.randrange(len(lines))
    change = dice.randrange(5)
    if change == 0:
        lines[first], lines[second] = lines[second], lines[first]
    elif change == 1:
        del lines[first]
    elif change == 2:
        lines.insert(second, lines[first])
    elif change == 3:
        lines[first] = dice.choice(MILD) + lines[first]
    else:
        lines[first] += dice.choice(MILD)
    return "\n".join(lines)


def _wrapped(text: str, dice: random.Random) -> str:
    first, last = _two(text, dice)
    opening, closing = dice.choice((("*", "*"), ("**", "**"), ("[", "](x)"), ("[", "](places/y)"), ("(", ")"), ("*", "**")))
    return text[:first] + opening + text[first:last] + closing + text[last:]


def _broken(text: str, dice: random.Random) -> str:
    spaces = [index for index, char in enumerate(text) if char == " "]
    if not spaces:
        return text
    at = dice.choice(spaces)
    return text[:at] + dice.choice(("\n", "\n\n", "  ", "")) + text[at + 1 :]


ACCIDENTS = (_inserted, _inserted, _cut, _doubled, _moved, _lines, _lines, _wrapped, _broken)
