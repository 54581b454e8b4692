"""Which item of a list became which: so that a changed one is changed in its place, with its comments."""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from typing import Any


def paired(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int, int]]:
    """Give which old item became which new one, in order: the same ones, then those of one name, then neighbours."""
    pairs: list[tuple[int, int]] = []
    matcher = difflib.SequenceMatcher(None, _keys(old), _keys(new), autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and end - start == new_end - new_start):
            pairs += zip(range(start, end), range(new_start, new_end), strict=True)
        elif tag == "replace":
            names = difflib.SequenceMatcher(
                None, [_name(item) for item in old[start:end]], [_name(item) for item in new[new_start:new_end]], autojunk=False
            )
            for one, other, size in names.get_matching_blocks():
                pairs += ((start + one + step, new_start + other + step) for step in range(size))
    return pairs


def _keys(items: Sequence[Any]) -> list[str]:
    return [json.dumps(item, ensure_ascii=False, sort_keys=True) for item in items]


def _name(item: Any) -> str:
    """Give what tells an item from its neighbours: the first thing that it says of itself."""
    if isinstance(item, dict):
        return str(next(iter(item.values()), ""))
    return str(item)
