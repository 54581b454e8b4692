"""Lists under content/data/: present and former units, groups by scheme, the register of documents."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .fields import Day, Degrees, Slug, Text, Url, Whole
from .models import Evidence, Group, Record


class Unit(Record):
    """A commune, ward or town as it was over a span of days. A code means nothing without its day (ocop.md §2)."""

    slug: Slug
    code: Text
    title: Text
    type: Literal["ward", "commune"]
    valid_from: Day | None = None
    valid_to: Day | None = Field(None, description="Last day on which it existed; absent: it exists.")
    successor: Slug | None = None
    province: Text
    city: Text | None = None
    centre_lat: Degrees | None = None
    centre_lon: Degrees | None = None
    source: Text
    url: Url | None = None
    evidence: Evidence


class ProductSet(Record):
    """One of the 26 sets of criteria (26/2026/QĐ-TTg, Phụ lục I, II)."""

    number: Whole
    titles: dict[str, Text]


class GroupEntry(Record):
    """A group as a scheme names it, and the present group it is browsed under."""

    key: Slug
    browsed_as: Group
    titles: dict[str, Text]
    sets: tuple[ProductSet, ...] = ()


class Scheme(Record):
    """A classification and the days on which decisions were made under it."""

    key: Text
    document: Slug = Field(description="Key of the document in laws.yaml.")
    valid_from: Day
    valid_to: Day | None = None
    groups: tuple[GroupEntry, ...]


class Document(Record):
    """A legal or official document. Names of laws appear in pages from here only."""

    key: Slug
    number: Text
    date: Day
    issuer: Text
    subject: dict[str, Text]
    status: Literal["in-force", "lapsed", "suspended", "unknown"]
    in_force_from: Day | None = None
    in_force_to: Day | None = None
    replaced_by: Slug | None = None
    note: dict[str, Text] = Field(default_factory=dict)
    url: Url | None = None
    evidence: Evidence
