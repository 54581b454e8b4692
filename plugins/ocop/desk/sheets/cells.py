"""From a value of the front matter to a cell and back: days are days, whole numbers numbers, the rest text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from ocop.text import nfc

from ..tables import Value
from .columns import Column

LONGEST: Final = 32_000
"""Letters of a cell; Excel's limit is 32,767."""
TOO_LONG: Final = "(dài hơn một ô: sửa trong tệp của trang)"
_WHOLE: Final = re.compile(r"0|[1-9]\d{0,14}", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FIRST_DAY: Final = date(1900, 3, 1)
"""Excel's calendar is wrong before it."""


def cell_of(tree: Any, column: Column) -> Value:
    """Give what the cell of a column holds for the front matter of a page, or of a list's item."""
    value = tree
    for step in column.path:
        value = value.get(step) if isinstance(value, Mapping) else None
    if value is None:
        return None
    if isinstance(value, Mapping):
        text = "\n".join(f"{key}: {words}" for key, words in value.items())
    elif isinstance(value, list):
        text = "\n".join(str(one) for one in value)
    else:
        text = str(value)
    if column.form == "whole" and _WHOLE.fullmatch(text):
        return int(text)
    if column.form == "day" and _DAY.fullmatch(text):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return text
        return day if day >= _FIRST_DAY else text
    return text if len(text) <= LONGEST else TOO_LONG


def typed(value: object, column: Column) -> str:
    """Give the text that a cell stands for, as it would be typed in a page; "" for an empty one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat() if isinstance(value, date) else value.isoformat("minutes")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    text = nfc(str(value)).replace("\r\n", "\n").replace("\r", "\n").strip()
    return "\n".join(line.strip() for line in text.split("\n")) if column.form in {"list", "table"} else text


def value_of(text: str, column: Column) -> Any:
    """Give the value for the front matter: a string, a list, a table; None for nothing."""
    if not text:
        return None
    if column.form == "list":
        return [line for line in text.split("\n") if line]
    if column.form == "table":
        pairs = (line.partition(":") for line in text.split("\n") if line)
        return {key.strip(): words.strip() for key, _, words in pairs}
    return text
