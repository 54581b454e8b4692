"""Lists: a CollectionPage whose ItemList names addresses in order, nothing else: the pages themselves say the rest."""

from __future__ import annotations

from collections.abc import Iterable

from ..voice import Voice
from .nodes import Node


def list_node(title: str, url: str, urls: Iterable[str], voice: Voice, *, first: int = 1) -> Node:
    """Give the node of one page of a list; `urls` are root-relative, `first` the place of the first one in the whole list."""
    absolute = voice.edition.addresses.absolute
    return {
        "@type": "CollectionPage",
        "@id": absolute(url),
        "name": title,
        "url": absolute(url),
        "inLanguage": voice.lang,
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "url": absolute(item)} for number, item in enumerate(urls, first)
            ],
        },
    }
