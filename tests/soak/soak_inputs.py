"""Inputs that break readers, made from a seed: pages as people write them, then spoiled; YAML of any shape; plain noise."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Sequence

from soak_corpus import NASTY, corpus, keys


def page(dice: random.Random) -> bytes:
    """A page file."""
    return _one_of(dice, [(5, _spoiled_page), (3, _built_page), (1, _noise), (1, _letters)])


def yaml(dice: random.Random) -> bytes:
    """Front matter or a list."""
    return _one_of(dice, [(3, _built_yaml), (3, _spoiled_list), (2, _spoiled_head), (1, _letters), (1, _deep)])


def markdown(dice: random.Random) -> str:
    """A body, as it comes out of a file: no surrogates."""
    if dice.random() < 0.5:
        return spoiled(dice.choice(corpus().pages).partition(b"\n---\n")[2], dice).decode("utf-8", "replace")[:6000]
    text = "".join(dice.choice(["\n", " ", "", "\n\n", "x"]) + _piece(dice) for _ in range(dice.randint(1, 14)))
    return text.encode("utf-8", "replace").decode("utf-8")[:6000]


def ledger(dice: random.Random) -> bytes:
    """A ledger of codes."""
    return spoiled(dice.choice(corpus().ledgers), dice) if dice.random() < 0.8 else _letters(dice)


def spoiled(raw: bytes, dice: random.Random) -> bytes:
    """The bytes after one to four accidents."""
    for _ in range(dice.choice([1, 1, 1, 2, 2, 3, 4])):
        raw = dice.choice(ACCIDENTS)(raw, dice)[:200_000]
    return raw


def _spoiled_page(dice: random.Random) -> bytes:
    return spoiled(dice.choice(corpus().pages), dice)


def _spoiled_list(dice: random.Random) -> bytes:
    return spoiled(dice.choice(corpus().lists), dice)


def _spoiled_head(dice: random.Random) -> bytes:
    return spoiled(dice.choice(corpus().pages).partition(b"\n---\n")[0], dice)


def _noise(dice: random.Random) -> bytes:
    return dice.randbytes(dice.randint(0, 400))


def _letters(dice: random.Random) -> bytes:
    return "".join(_piece(dice) for _ in range(dice.randint(0, 12))).encode("utf-8", "surrogatepass")


def _built_page(dice: random.Random) -> bytes:
    body = markdown(dice).encode("utf-8", "surrogatepass")
    return b"---\n" + _built_yaml(dice) + b"---\n" + body


def _built_yaml(dice: random.Random) -> bytes:
    lines = [f"{dice.choice(keys())}:{_value(dice, 0)}" for _ in range(dice.randint(0, 12))]
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogatepass")


def _value(dice: random.Random, depth: int) -> str:
    kind = dice.random()
    pad = "  " * (depth + 1)
    if depth < 4 and kind < 0.2:
        return "".join(f"\n{pad}- {dice.choice(keys())}:{_value(dice, depth + 1)}" for _ in range(dice.randint(1, 3)))
    if depth < 4 and kind < 0.3:
        return "".join(f"\n{pad}{dice.choice(keys())}:{_value(dice, depth + 1)}" for _ in range(dice.randint(1, 3)))
    if kind < 0.4:
        return f" [{', '.join(_scalar(dice) for _ in range(dice.randint(0, 4)))}]"
    return f" {_scalar(dice)}"


def _scalar(dice: random.Random) -> str:
    value = dice.choice(["a", "Bột gạo", "4", "2026-01-10", "true", "food", "phuong-bo-say", *NASTY])
    quote = dice.choice(["", "", "'", '"'])
    return f"{quote}{value}{quote}"


def _deep(dice: random.Random) -> bytes:
    times = dice.choice([10, 64, 65, 1000, 20_000])
    start, end = dice.choice([("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("&a [*a, ", "]"), ("'", ""), ("> ", "")])
    return f"title: {start * times}{end * times}\n".encode()


def _piece(dice: random.Random) -> str:
    if dice.random() < 0.6:
        return dice.choice(NASTY)
    return "".join(
        chr(dice.choice([dice.randint(32, 126), dice.randint(0xC0, 0x1EF9), dice.randint(0, 0x10FFFF)])) for _ in range(6)
    )


def _one_of(dice: random.Random, weighted: Sequence[tuple[int, Callable[[random.Random], bytes]]]) -> bytes:
    makers = [maker for weight, maker in weighted for _ in range(weight)]
    return dice.choice(makers)(dice)


def _flip(raw: bytes, dice: random.Random) -> bytes:
    index = dice.randrange(len(raw) + 1)
    return raw[:index] + dice.randbytes(1) + raw[index + 1 :]


def _cut(raw: bytes, dice: random.Random) -> bytes:
    first, last = sorted(dice.randrange(len(raw) + 1) for _ in range(2))
    return raw[:first] + raw[last:]


def _doubled(raw: bytes, dice: random.Random) -> bytes:
    first, last = sorted(dice.randrange(len(raw) + 1) for _ in range(2))
    return raw[:last] + raw[first:last] + raw[last:]


def _truncated(raw: bytes, dice: random.Random) -> bytes:
    return raw[: dice.randrange(len(raw) + 1)]


def _lines(raw: bytes, dice: random.Random) -> bytes:
    lines = raw.split(b"\n")
    first, second = dice.randrange(len(lines)), dice.randrange(len(lines))
    change = dice.randrange(4)
    if change == 0:
        lines[first], lines[second] = lines[second], lines[first]
    elif change == 1:
        del lines[first]
    elif change == 2:
        lines.insert(second, lines[first])
    else:
        lines[first] = dice.choice([b" ", b"  ", b"\t", "\u00a0".encode(), b"- "]) + lines[first]
    return b"\n".join(lines)


def _inserted(raw: bytes, dice: random.Random) -> bytes:
    index = dice.randrange(len(raw) + 1)
    return raw[:index] + _piece(dice).encode("utf-8", "surrogatepass") + raw[index:]


def _revalued(raw: bytes, dice: random.Random) -> bytes:
    lines = raw.split(b"\n")
    typed = [index for index, line in enumerate(lines) if b": " in line]
    if typed:
        index = dice.choice(typed)
        value = _scalar(dice).encode("utf-8", "surrogatepass")
        lines[index] = lines[index].partition(b": ")[0] + b": " + value
    return b"\n".join(lines)


def _rekeyed(raw: bytes, dice: random.Random) -> bytes:
    lines = raw.split(b"\n")
    typed = [index for index, line in enumerate(lines) if b": " in line]
    if typed:
        index = dice.choice(typed)
        lines[index] = dice.choice(keys()).encode() + b": " + lines[index].partition(b": ")[2]
    return b"\n".join(lines)


def _recoded(raw: bytes, dice: random.Random) -> bytes:
    text = raw.decode("utf-8", "replace")
    ends = dice.choice([b"\r\n", b"\r", b"\n\r", b"\n\n", "\u2028".encode()])
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: text.encode(dice.choice(["utf-16", "utf-16-be", "utf-32", "utf-8-sig"]), "surrogatepass"),
        lambda: text.encode(dice.choice(["cp1258", "cp1252", "latin-1"]), "ignore"),
        lambda: unicodedata.normalize(dice.choice(["NFD", "NFKD"]), text).encode("utf-8", "surrogatepass"),
        lambda: raw.replace(b"\n", ends),
        lambda: text.replace(" ", "\u00a0").encode("utf-8", "surrogatepass"),
        lambda: text.replace('"', "“").replace("'", "’").encode("utf-8", "surrogatepass"),
        lambda: raw.replace(b": ", b":").replace(b"  ", b"\t"),
    )
    return dice.choice(ways)()


ACCIDENTS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_flip, _cut, _doubled, _truncated, _lines, _lines, _inserted, _inserted, _revalued, _revalued, _revalued),
    *(_rekeyed, _recoded),
)
