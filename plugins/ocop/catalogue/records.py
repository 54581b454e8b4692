"""What pages are made of: the values of few choices, and the records that stand within facts.

Frozen pydantic models, as those of `models.py`, which gives all of them to the other rooms; see there.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from .fields import (
    Clock,
    Day,
    DecisionNumber,
    Degrees,
    FocalPoint,
    Phone,
    Quantity,
    Slug,
    Stars,
    Text,
    Url,
    Vnd,
    Whole,
)


class Group(StrEnum):
    """The six groups since 24/02/2023 (148/QĐ-TTg, kept by 26/2026/QĐ-TTg, Phụ lục I)."""

    FOOD = "food"
    DRINKS = "drinks"
    HERBS = "herbs"
    CRAFTS = "crafts"
    ORNAMENTALS = "ornamentals"
    TOURISM = "tourism"


class Evidence(StrEnum):
    """How well a fact is documented (ocop.md §3.4)."""

    A = "A"
    """Signed decision, annex, or official data read in full."""
    B1 = "B1"
    """Government site or established press reporting the fact."""
    B2 = "B2"
    """Proposal, plan or scoring before a result: never shown as recognised."""
    C = "C"
    """Company, trade or travel source: description only."""


class RecognitionKind(StrEnum):
    """How a recognition came about (26/2026/QĐ-TTg, Điều 5–7)."""

    FIRST = "first"
    UPGRADE = "upgrade"
    REASSESSMENT = "reassessment"


class ProducerType(StrEnum):
    """Legal forms of a chủ thể (26/2026/QĐ-TTg; ocop.md §1.4)."""

    ENTERPRISE = "enterprise"
    COOPERATIVE = "cooperative"
    COOPERATIVE_GROUP = "cooperative-group"
    BUSINESS_HOUSEHOLD = "business-household"
    PRODUCING_HOUSEHOLD = "producing-household"
    FARM = "farm"
    ASSOCIATION = "association"
    UNKNOWN = "unknown"


class PlaceType(StrEnum):
    """What sort of place a traveller finds."""

    CRAFT_VILLAGE = "craft-village"
    FLOWER_VILLAGE = "flower-village"
    GARDEN = "garden"
    HOUSE = "house"
    TEMPLE = "temple"
    PROJECT = "project"
    SHOP = "shop"
    HOMESTAY = "homestay"


class Record(BaseModel):
    """Frozen and closed: an unknown key is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def __reduce__(self) -> tuple[Callable[..., Record], tuple[type[Record], tuple[object, ...], tuple[str, ...]]]:
        """Travel without the names of all fields, of which most have nothing to say."""
        return _unpacked, (type(self), tuple(self.__dict__.values()), tuple(self.__pydantic_fields_set__))


def _unpacked(model: type[Record], values: tuple[object, ...], given: tuple[str, ...]) -> Record:
    """Give the record of these values, in the order of its fields, of which these were given."""
    record = model.__new__(model)
    fields = dict(zip(model.__pydantic_fields__, values, strict=True))
    state = {"__dict__": fields, "__pydantic_fields_set__": set(given)}
    record.__setstate__({**state, "__pydantic_extra__": None, "__pydantic_private__": None})
    return record


class Source(Record):
    """Where a fact comes from. The page prints it; the body can point at it by `#nguon-<key>`."""

    key: Slug = Field(title="Khóa", description="Tên ngắn để dẫn trong bài: [nguồn](#nguon-khoa).", examples=["bao-dau-tu"])
    title: Text = Field(title="Tên tài liệu", examples=["Quyết định 1370/QĐ-UBND-HC"])
    url: Url | None = Field(
        None, title="Địa chỉ", description="Trang công khai, nếu có.", examples=["https://vi-du.example/trang"]
    )
    publisher: Text | None = Field(None, title="Nơi công bố", examples=["Báo Đầu tư"])
    date: Day | None = Field(None, title="Ngày công bố", examples=["2023-12-29"])
    evidence: Evidence = Field(
        title="Bậc chứng cứ", description="A văn bản gốc · B1 báo, cổng nhà nước · B2 đề xuất · C doanh nghiệp, du lịch."
    )


class Photo(Record):
    """A picture file in the bundle. Its alternative text is words, so it is under `alts`."""

    file: Text = Field(title="Tên tệp", examples=["goi-bot.jpg"])
    author: Text = Field(title="Người chụp", examples=["Họ và tên"])
    licence: Text = Field(title="Giấy phép", examples=["CC BY 4.0", "Chủ thể cho phép đăng"])
    date: Day | None = Field(None, title="Ngày chụp", examples=["2026-10-05"])
    role: Literal["photo", "pack"] = Field(
        "photo", title="Vai trò", description="pack: ảnh bao bì, để so với món hàng cầm trên tay."
    )
    focus: FocalPoint | None = Field(
        None,
        title="Tâm ảnh",
        description="Chỗ phải còn thấy khi ảnh bị cắt: phần trăm từ trái, phần trăm từ trên. Không ghi thì là giữa ảnh.",
        examples=["50 30"],
    )


class Price(Record):
    """A reference price: never without its date (ocop.md §6.3)."""

    amount: Vnd = Field(title="Giá (đồng)", examples=["32000"])
    per: Literal["pack", "adult", "child", "person", "night", "visit"] = Field(title="Tính theo")
    pack: Quantity | None = Field(None, title="Quy cách", examples=["400 g"])
    date: Day = Field(title="Ngày ghi giá", examples=["2026-11-01"])


class Hours(Record):
    """Opening hours of a run of weekdays, ISO order mon…sun."""

    days: Text = Field(
        title="Thứ", description="mon, tue, wed, thu, fri, sat, sun hoặc khoảng mon-fri.", examples=["mon-sun", "sat"]
    )
    opens: Clock | None = Field(None, title="Mở cửa", description="Không ghi cả hai giờ nếu nghỉ.", examples=["07:30"])
    closes: Clock | None = Field(None, title="Đóng cửa", examples=["17:00"])


class Position(Record):
    """A measured or documented point; never guessed (ocop.md §3.3)."""

    lat: Degrees = Field(title="Vĩ độ", examples=["10.3039"])
    lon: Degrees = Field(title="Kinh độ", examples=["105.7571"])
    source: Text = Field(title="Nguồn đo", examples=["đo bằng điện thoại tại cổng, 2026-11-01"])


class Phones(Record):
    """A public phone number. A household's number needs the day it consented (Luật 91/2025/QH15)."""

    number: Phone = Field(title="Số điện thoại", examples=["0277 3000 000"])
    consent: Day | None = Field(None, title="Ngày đồng ý đăng", examples=["2026-10-05"])


class Extension(Record):
    """A recognition kept past its term, by a document only (26/2026/QĐ-TTg, Điều 12.3)."""

    until: Day = Field(title="Kéo dài đến", examples=["2027-06-27"])
    document: Text = Field(title="Văn bản", examples=["Công văn của Sở Nông nghiệp và Môi trường, số và ngày"])
    url: Url | None = Field(None, title="Địa chỉ văn bản", examples=["https://vi-du.example/trang"])


class Revocation(Record):
    """A recognition withdrawn, by a document only (26/2026/QĐ-TTg, Điều 8)."""

    date: Day = Field(title="Ngày thu hồi", examples=["2026-06-30"])
    document: Text = Field(title="Văn bản", examples=["58/QĐ-UBND-HC"])
    url: Url | None = Field(None, title="Địa chỉ văn bản", examples=["https://vi-du.example/trang"])


class Recognition(Record):
    """One decision about one product. Stars belong to it, not to the product, and only while it is valid."""

    decision: DecisionNumber = Field(title="Số quyết định", examples=["1370/QĐ-UBND-HC"])
    date: Day = Field(title="Ngày quyết định", examples=["2023-12-29"])
    issuer: Text = Field(title="Cơ quan cấp", description="Chép đúng như in trên quyết định.", examples=["UBND tỉnh Đồng Tháp"])
    stars: Stars = Field(title="Hạng sao", examples=["4"])
    kind: RecognitionKind | None = Field(
        None, title="Hình thức", description="first lần đầu · upgrade nâng hạng · reassessment đánh giá lại."
    )
    scheme: Literal["1048", "148", "26/2026"] | None = Field(
        None, title="Bộ tiêu chí", description="Không ghi thì lấy theo ngày quyết định."
    )
    certified_title: Text | None = Field(None, title="Tên được công nhận", examples=["Bột gạo lọc, gói 400 g"])
    certified_producer: Text | None = Field(None, title="Chủ thể ghi trên giấy", examples=["Hợp tác xã Mẫu"])
    certified_address: Text | None = Field(
        None,
        title="Địa chỉ ghi trên giấy",
        description="Chép nguyên văn, kể cả tên xã, phường cũ.",
        examples=["Ấp Mẫu, xã Tân Phú Đông, thành phố Sa Đéc"],
    )
    product_code: Text | None = Field(None, title="Mã sản phẩm", examples=["82-29905-1-2026"])
    expires: Day | None = Field(
        None, title="Có giá trị đến", description="Chỉ ghi khi khác 36 tháng; phải có expires_reason.", examples=["2026-12-31"]
    )
    expires_reason: Text | None = Field(None, title="Vì sao khác 36 tháng", examples=["Ngày in trên giấy chứng nhận"])
    extension: Extension | None = Field(None, title="Được kéo dài")
    revocation: Revocation | None = Field(None, title="Bị thu hồi")
    source: Slug = Field(title="Nguồn", description="Khóa của một mục trong sources.", examples=["quyet-dinh-1370"])


class Dossier(Record):
    """A product whose file is being prepared: it has no stars and shows none."""

    year: Whole = Field(title="Năm", examples=["2023"])
    source: Slug = Field(title="Nguồn", description="Khóa của một mục trong sources.", examples=["bao-cao-2023"])


class Outlet(Record):
    """A place to buy that is not a page of this catalogue."""

    title: Text = Field(title="Tên nơi bán", examples=["Cửa hàng tại nhà"])
    address: Text | None = Field(None, title="Địa chỉ", examples=["Chợ Sa Đéc"])
    url: Url | None = Field(None, title="Trang bán hàng", examples=["https://vi-du.example/trang"])


class Stop(Record):
    """A stop of a route. Times are typed only where somebody has measured them; an editor's suggestion has none."""

    at: Text = Field(title="Điểm dừng", description="Một điểm đến, chủ thể hoặc sản phẩm.", examples=["places/lang-hoa-sa-dec"])
    mode: Literal["walk", "bicycle", "motorbike", "car", "boat"] | None = Field(
        None, title="Đi bằng", description="Từ điểm trước đến đây: walk · bicycle · motorbike · car · boat."
    )
    minutes: Whole | None = Field(None, title="Phút đi", description="Từ điểm trước đến đây, đã đo.", examples=["15"])
    stay: Whole | None = Field(None, title="Phút ở lại", examples=["45"])
