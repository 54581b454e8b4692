"""Files beside the pages that ask for what they show while they are made."""

from __future__ import annotations

from collections.abc import Callable

from ocop.engine import Late, Output, late

from .edition import Edition


def late_file(path: str, whole: Callable[[], Output], edition: Edition, *, known: str = "", near: int = 0) -> Late:
    """Give a file that is not looked into before it is made; `known` is what the plan knows of it, in one line.

    `near` is the turn of the product that it is about: what shows the same is made one after another.
    """
    return late(path, whole, f"{edition.lists_print} {known}", near)
