"""Which pages are measured: one of each kind and state, with the English twin. Addresses hold for the pinned day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of pages that have a limit of their own, or none."""

    LANDING = "landing"
    PRODUCT = "product"
    LIST = "list"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the demo or of the real site, by its address."""

    site: str
    address: str
    kind: Kind
    what: str


def _pages(site: str, *rows: tuple[str, Kind, str]) -> tuple[Page, ...]:
    return tuple(Page(site, address, kind, what) for address, kind, what in rows)


MEASURED = (
    *_pages(
        "real",
        ("/", Kind.OTHER, "home"),
        ("/en/", Kind.OTHER, "home, English"),
        ("/san-pham/", Kind.LIST, "list"),
        ("/en/products/", Kind.LIST, "list, English"),
        ("/san-pham/happyland-hung-thy/", Kind.PRODUCT, "product without photo"),
        ("/en/products/happyland-hung-thy/", Kind.PRODUCT, "product without photo, English"),
        ("/diem-den/lang-bot-sa-dec/", Kind.OTHER, "place"),
        ("/en/places/lang-bot-sa-dec/", Kind.OTHER, "place, English"),
        ("/cau-chuyen/nghe-lam-bot-gao-sa-dec/", Kind.OTHER, "story"),
        ("/en/stories/nghe-lam-bot-gao-sa-dec/", Kind.OTHER, "story, English"),
        ("/Q/SD0001/", Kind.LANDING, "landing"),
        ("/a-z/", Kind.OTHER, "A–Z"),
        ("/en/a-z/", Kind.OTHER, "A–Z, English"),
        ("/tim/", Kind.OTHER, "search"),
        ("/en/search/", Kind.OTHER, "search, English"),
        ("/ban-do/", Kind.OTHER, "map"),
        ("/lo-trinh/hoa-va-bot/", Kind.OTHER, "route"),
        ("/404.html", Kind.OTHER, "404"),
    ),
    *_pages(
        "demo",
        ("/", Kind.OTHER, "home with photos"),
        ("/san-pham/", Kind.LIST, "list with photos"),
        ("/san-pham/cuc-mam-xoi-bo-say/", Kind.PRODUCT, "product with a photo"),
        ("/en/products/cuc-mam-xoi-bo-say/", Kind.PRODUCT, "product with a photo, English"),
        ("/san-pham/bot-gao-loc-rach-sen/", Kind.PRODUCT, "product with ten photos"),
        ("/diem-den/nha-co-vam-nang/", Kind.OTHER, "place with a photo"),
        ("/en/map/", Kind.OTHER, "map, English"),
        ("/lo-trinh/mot-sang-tren-bo-say/", Kind.OTHER, "route with times"),
        ("/en/events/hoi-banh-vam-nang-2026/", Kind.OTHER, "event, English"),
        ("/su-kien/", Kind.OTHER, "events"),
        ("/cau-chuyen/theo-con-nuoc-lam-bot/", Kind.OTHER, "story with a picture"),
        ("/Q/SD9001/", Kind.LANDING, "landing with a photo"),
    ),
)
"""Measured by Lighthouse, three times each."""

STATES = _pages(
    "demo",
    ("/en/", Kind.OTHER, "home, English"),
    ("/en/products/", Kind.LIST, "list, English"),
    ("/san-pham/2/", Kind.LIST, "second page of a list"),
    ("/san-pham/nui-gao-mau-rach-sen/", Kind.PRODUCT, "extended"),
    ("/san-pham/banh-in-dau-xanh-vam-nang/", Kind.PRODUCT, "expired"),
    ("/san-pham/nuoc-tuong-xom-lam/", Kind.PRODUCT, "revoked"),
    ("/san-pham/mat-ong-hoa-nhan-go-tram/", Kind.PRODUCT, "guided"),
    ("/san-pham/ca-bay-mau-cau-may/", Kind.PRODUCT, "the least a product can say"),
    ("/san-pham/mut-gung-ben-ghe/", Kind.PRODUCT, "gone"),
    ("/san-pham/sua-gao-lut-rach-sen/", Kind.PRODUCT, "draft"),
    ("/san-pham/bot-gao-lut-huyet-rong-rang/", Kind.PRODUCT, "a very long name"),
    ("/en/products/chieu-lac-cau-may/", Kind.PRODUCT, "not translated"),
    ("/san-pham/vuon-noi-bo-say/", Kind.PRODUCT, "tourism"),
    ("/chu-the/htx-bot-rach-sen/", Kind.OTHER, "producer"),
    ("/chu-the/", Kind.LIST, "producers"),
    ("/diem-den/", Kind.LIST, "places"),
    ("/diem-den/vuon-noi-bo-say/", Kind.OTHER, "place with hours and prices"),
    ("/diem-den/mieu-ba-cau-may/", Kind.OTHER, "place without photo"),
    ("/cau-chuyen/", Kind.LIST, "stories"),
    ("/tin-tuc/thu-hoi-hai-giay-chung-nhan/", Kind.OTHER, "news"),
    ("/moi-kieu-viet/", Kind.OTHER, "every Markdown construct"),
    ("/van-ban/", Kind.OTHER, "documents"),
    ("/a-z/", Kind.OTHER, "A–Z"),
    ("/Q/SD9002/", Kind.LANDING, "landing, another state"),
    ("/Q/SD9036/", Kind.LANDING, "landing of a place"),
)
"""Looked at by axe besides those: every state that a page of the demo can have."""


def kind_of(address: str) -> Kind:
    """The kind of any page by its address, for limits that hold for all pages."""
    parts = [part for part in address.removeprefix("/en").split("/") if part]
    if parts[:1] == ["Q"]:
        return Kind.LANDING
    if len(parts) == 2 and parts[0] in ("san-pham", "products") and not parts[1].isdigit():
        return Kind.PRODUCT
    if parts and parts[0] in ("san-pham", "products", "chu-the", "producers", "diem-den", "places", "cau-chuyen", "stories"):
        return Kind.LIST if len(parts) == 1 or parts[0] in ("san-pham", "products") else Kind.OTHER
    return Kind.OTHER
