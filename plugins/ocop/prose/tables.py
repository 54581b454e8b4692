"""Tables in a body: wide ones scroll in a box of their own, which a keyboard can reach."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import Final

_TABLE: Final = re.compile(r"<table\b[^>]*>.*?</table>", re.DOTALL)
_HEADER: Final = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


def wrapped(html: str) -> str:
    """Put each table of sanitised HTML into a focusable region, named by its header cells (so in the body's own language)."""
    return _TABLE.sub(_region, html)


def _region(found: re.Match[str]) -> str:
    return region(found[0], (unescape(_TAG.sub("", cell)).strip() for cell in _HEADER.findall(found[0])))


def region(table: str, headers: Iterable[str]) -> str:
    """Put one table into its region; `headers` are the plain texts of its header cells."""
    name = ", ".join(text for text in headers if text)
    # A region without a name is no landmark and only noise to a screen reader: then it is a plain box.
    role = f' role="region" aria-label="{escape(name)}"' if name else ""
    return f'<div class="ocop-table" tabindex="0"{role}>{table}</div>'
