"""What HTML a body may hold: an allow-list, and nothing else (docs/adr/0005-prose-is-untrusted.md)."""

from __future__ import annotations

import re
from typing import Final

import nh3

ID_PREFIX: Final = "m-"
"""Every id of a body starts with it, so that none can shadow an id of the page."""
EXTERNAL_REL: Final = "external noopener"
EXTERNAL_CLASS: Final = "ocop-external"
ALIGN_CLASSES: Final = {side: f"ocop-align-{side}" for side in ("left", "center", "right")}
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})

# fmt: off
TAGS: Final = frozenset({
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dfn", "div", "dl", "dt",
    "em", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "u", "ul", "var",
})
# fmt: on
ATTRIBUTES: Final = {
    "*": {"class", "id", "lang", "dir"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
_OURS: Final = frozenset({EXTERNAL_CLASS, *ALIGN_CLASSES.values()})
_CLASS: Final = re.compile(r"[A-Za-z][\w-]*", re.ASCII)


def _attribute(_tag: str, name: str, value: str) -> str | None:
    # A class of the theme in a body could draw what only templates may draw, such as a row of stars.
    if name != "class":
        return value
    kept = [word for word in value.split() if _CLASS.fullmatch(word) and (word in _OURS or not word.startswith("ocop"))]
    return " ".join(kept) or None


_CLEANER: Final = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    tag_attribute_values={"a": {"rel": {EXTERNAL_REL}}},
    attribute_filter=_attribute,
    url_schemes=set(SCHEMES),
    link_rel=None,
    id_prefix=ID_PREFIX,
)


def sanitised(html: str) -> str:
    """Give the HTML with everything outside the allow-list gone: no scripts, styles, handlers, frames or images."""
    return _CLEANER.clean(html)
