"""Structured data (schema.org as JSON-LD): what a page says, once more for machines (front-end.md §7).

A page has one script element with a `@graph` of nodes. A rank appears only while its recognition is valid, as a certification;
never `aggregateRating`: stars of the State are not visitors' reviews (ocop.md §1.8). A position only where it was measured.
"""

from __future__ import annotations

from .articles import article_node
from .datasets import dataset_node
from .lists import list_node
from .nodes import Node, Spelt, breadcrumbs, document, identity, script_safe
from .places import place_nodes
from .producers import producer_node
from .products import product_nodes
from .trips import event_node, trip_node
from .website import page_node, website_node

__all__ = [
    "Node",
    "Spelt",
    "article_node",
    "breadcrumbs",
    "dataset_node",
    "document",
    "event_node",
    "identity",
    "list_node",
    "page_node",
    "place_nodes",
    "producer_node",
    "product_nodes",
    "script_safe",
    "trip_node",
    "website_node",
]
