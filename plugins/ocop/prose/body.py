"""What a rendered body is, and whom a renderer asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

LinkResolver = Callable[[str], str | None]
ImageMaker = Callable[[str, str], str | None]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body: `level` 2–6, `id` without `#`, `text` plain."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A rendered body. `links` and `images` are as written, in order, each time they occur; `dropped` are images left out."""

    html: str
    links: tuple[str, ...]
    headings: tuple[Heading, ...]
    images: tuple[str, ...]
    dropped: tuple[str, ...] = ()
