"""Lists: a CollectionPage whose ItemList names things and addresses in order; their own pages say the rest."""

from __future__ import annotations

from collections.abc import Iterable

from ..voice import Voice
from .nodes import Node


def list_node(title: str, url: str, items: Iterable[tuple[str, str]], voice: Voice, *, first: int = 1) -> Node:
    """Give the node of one page of a list.

    `items` are (name, root-relative address), `first` is the place of the first one in the whole list.
    """
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
                {"@type": "ListItem", "position": number, "name": name, "url": absolute(address)}
                for number, (name, address) in enumerate(items, first)
            ],
        },
    }
