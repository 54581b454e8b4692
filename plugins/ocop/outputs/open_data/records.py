"""Records of version 1: what the API and the tables say of a thing. Keys and types are a promise (docs/api.md).

The models give the JSON Schemas that are published beside the records. A key is always there; what is not known is null or
empty. New keys may come, none goes and none changes its type: tests/open_data holds that against a recorded list.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Texts = dict[str, str]
"""A text by language tag; a language that has no words of its own is left out."""
Links = dict[str, str]
"""The address of a page by language tag; absolute where the site's address is known."""


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class Named(Record):
    """What the record of every thing begins with."""

    id: str = Field(description="Folder name of the thing: unique within its kind, ASCII, never changes.")
    api: str = Field(description="Address of this record.")
    page: Links = Field(description="Addresses of the thing's pages, by language.")
    title: Texts
    summary: Texts
    verified: dt.date = Field(description="Day on which the page was last compared with its sources.")
    gone: dt.date | None = Field(description="Day since which the thing is no longer there or no longer offered.")


class UnitRef(Record):
    id: str
    code: str = Field(description="Official code; means nothing without its day.")
    title: str = Field(description="Official Vietnamese name.")
    province: str


class SetRef(Record):
    number: int = Field(description="Number of the set of criteria, 1 to 26 (26/2026/QĐ-TTg).")
    title: Texts


class GroupRef(Record):
    id: str = Field(description="food, drinks, herbs, crafts, ornamentals or tourism.")
    title: Texts


class ProducerRef(Record):
    id: str
    title: Texts


class PositionRecord(Record):
    """A point that was measured or documented (WGS 84, decimal degrees)."""

    lat: float
    lon: float
    source: str


class PriceRecord(Record):
    """A reference price as noted on a day; nobody offers to sell at it."""

    amount: int
    currency: Literal["VND"]
    per: str = Field(description="pack, adult, child, person, night or visit.")
    pack: str | None
    date: dt.date


class HoursRecord(Record):
    days: list[str] = Field(description="mon, tue, wed, thu, fri, sat, sun.")
    opens: str | None = Field(description="HH:MM; null with `closes`: closed on these days.")
    closes: str | None


class SourceRecord(Record):
    title: str
    url: str | None
    publisher: str | None
    date: dt.date | None
    evidence: str = Field(description="A original document, B1 state site or press, B2 proposal, C company or travel source.")


class PhotoRecord(Record):
    url: str
    width: int
    height: int
    alt: Texts
    author: str
    licence: str = Field(description="Licence of this photo; that of the data does not cover photos.")


class OutletRecord(Record):
    title: str
    address: str | None
    url: str | None


class StatusRecord(Record):
    """The public status on the day the site was built. Compare `until` with your own day: on that day it is over."""

    kind: str = Field(description="valid, extended, expired, revoked, guided or none.")
    text: Texts
    stars: int | None = Field(description="3, 4 or 5 while the recognition is valid or extended; null otherwise.")
    since: dt.date | None = Field(description="Day of the decision that the status rests on.")
    until: dt.date | None = Field(description="First day on which it no longer holds (or since when it does not).")
    decision: str | None
    issuer: str | None


class ExtensionRecord(Record):
    until: dt.date
    document: str
    url: str | None


class RevocationRecord(Record):
    date: dt.date
    document: str
    url: str | None


class RecognitionRecord(Record):
    """One decision, as a fact of its day: `status` says what has become of it, and `stars` is not the product's rank today."""

    id: str = Field(description="product/date/number of the decision.")
    product: str
    decision: str
    date: dt.date
    issuer: str
    stars: int
    kind: str | None = Field(description="first, upgrade or reassessment.")
    scheme: str | None
    status: str = Field(description="valid, extended, expired, revoked or superseded.")
    expires: dt.date = Field(description="First day after its term, without an extension.")
    extension: ExtensionRecord | None
    revocation: RevocationRecord | None
    certified_title: str | None = Field(description="As printed on the certificate, like the next two.")
    certified_producer: str | None
    certified_address: str | None
    product_code: str | None
    source: SourceRecord | None


class ProductRecord(Named):
    """A product."""

    group: GroupRef
    set: SetRef | None
    producer: ProducerRef
    unit: UnitRef
    former_unit: UnitRef | None = Field(description="Commune or ward before 1 July 2025.")
    status: StatusRecord
    recognitions: list[RecognitionRecord] = Field(description="Every decision known, newest first.")
    ingredients: Texts
    usage: Texts
    storage: Texts
    warnings: Texts
    services: Texts
    season: Texts
    season_months: list[int] = Field(description="Months of its season, 1 to 12; empty where none is documented.")
    gift: bool = Field(description="Whether its producer or a shop offers it packed as a gift.")
    prices: list[PriceRecord]
    net_quantities: list[str]
    shelf_life: str | None
    alcohol: str | None = Field(description="Per cent by volume, decimal comma.")
    gtin: str | None
    declaration: str | None
    traceability_url: str | None
    booking_url: str | None
    hours: list[HoursRecord]
    position: PositionRecord | None
    displayed_at: list[str] = Field(description="Ids of places.")
    visit_at: list[str] = Field(description="Ids of places.")
    outlets: list[OutletRecord]
    codes: list[str] = Field(description="Printed codes; see /api/v1/codes/.")
    photos: list[PhotoRecord]
    sources: list[SourceRecord]


class ProducerRecord(Named):
    """A producer (chủ thể). Contacts only as published on its page."""

    type: str = Field(description="Legal form; unknown where it is not documented.")
    unit: UnitRef | None
    former_unit: UnitRef | None
    address: str | None
    phones: list[str]
    email: str | None
    website: str | None
    founded: int | None
    products: list[str] = Field(description="Ids of products.")
    photos: list[PhotoRecord]
    sources: list[SourceRecord]


class PlaceRecord(Named):
    """A place to see or to buy."""

    type: str = Field(description="craft-village, flower-village, garden, house, temple, project, shop or homestay.")
    units: list[UnitRef]
    former_unit: UnitRef | None
    address: str | None
    position: PositionRecord | None
    hours: list[HoursRecord]
    prices: list[PriceRecord]
    phones: list[str]
    website: str | None
    season: Texts
    services: Texts
    access: Texts
    displayed: list[str] = Field(description="Ids of products on display here.")
    visited_for: list[str] = Field(description="Ids of products whose making can be seen here.")
    photos: list[PhotoRecord]
    sources: list[SourceRecord]
