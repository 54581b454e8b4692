"""JSON files that list many entries, each on a line of its own, so that a change shows as one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import to_json


def json_list(head: Mapping[str, Any], name: str, entries: Iterable[bytes]) -> bytes:
    """Give an object of `head` and, under `name`, the entries, which are JSON already."""
    return b'%s,"%s":[\n%s\n]}\n' % (to_json(head).removesuffix(b"}"), name.encode(), b",\n".join(entries))
