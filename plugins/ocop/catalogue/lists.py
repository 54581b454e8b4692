"""Lists under content/data/: present and former units, groups by scheme, the register of documents."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .fields import Day, Degrees, Slug, Text, Url, Whole
from .models import Evidence, Group, Record


class Unit(Record):
    """A commune, ward or town as it was over a span of days. A code means nothing without its day (ocop.md §2)."""

    slug: Slug = Field(title="Khóa", description="Tên mà các trang dùng để nhắc đến đơn vị này.", examples=["phuong-sa-dec"])
    code: Text = Field(
        title="Mã đơn vị",
        description="Mã chỉ có nghĩa khi đi kèm ngày: mã cũ có thể nay thuộc đơn vị khác.",
        examples=["29905"],
    )
    title: Text = Field(title="Tên", examples=["Phường Sa Đéc"])
    type: Literal["ward", "commune"] = Field(title="Loại", description="ward phường · commune xã.")
    valid_from: Day | None = Field(None, title="Có từ ngày", examples=["2025-07-01"])
    valid_to: Day | None = Field(
        None,
        title="Còn đến hết ngày",
        description="Ngày cuối cùng còn đơn vị này; không ghi: nay vẫn còn.",
        examples=["2025-06-30"],
    )
    successor: Slug | None = Field(None, title="Nay thuộc", description="Khóa của đơn vị kế tục.", examples=["phuong-sa-dec"])
    province: Text = Field(title="Tỉnh", examples=["tỉnh Đồng Tháp"])
    city: Text | None = Field(
        None, title="Thành phố, huyện", description="Chỉ có ở đơn vị trước 01/7/2025.", examples=["thành phố Sa Đéc"]
    )
    centre_lat: Degrees | None = Field(None, title="Vĩ độ của tâm", examples=["10.329"])
    centre_lon: Degrees | None = Field(None, title="Kinh độ của tâm", examples=["105.739"])
    source: Text = Field(title="Nguồn", examples=["1663/NQ-UBTVQH15"])
    url: Url | None = Field(None, title="Địa chỉ nguồn", examples=["https://vi-du.example/van-ban"])
    evidence: Evidence = Field(
        title="Bậc chứng cứ", description="A văn bản gốc · B1 báo, cổng nhà nước · B2 đề xuất · C doanh nghiệp, du lịch."
    )


class ProductSet(Record):
    """One of the 26 sets of criteria (26/2026/QĐ-TTg, Phụ lục I, II)."""

    number: Whole = Field(title="Số", description="1–26 theo Phụ lục 26/2026/QĐ-TTg.", examples=["6"])
    titles: dict[str, Text] = Field(title="Tên theo ngôn ngữ", examples=[{"vi": "Chế biến từ gạo, ngũ cốc"}])


class GroupEntry(Record):
    """A group as a scheme names it, and the present group it is browsed under."""

    key: Slug = Field(title="Khóa", examples=["food"])
    browsed_as: Group = Field(
        title="Xếp vào nhóm hiện nay", description="food · drinks · herbs · crafts · ornamentals · tourism."
    )
    titles: dict[str, Text] = Field(title="Tên theo ngôn ngữ", examples=[{"vi": "Thực phẩm", "en": "Food"}])
    sets: tuple[ProductSet, ...] = Field((), title="Các bộ sản phẩm")


class Scheme(Record):
    """A classification and the days on which decisions were made under it."""

    key: Text = Field(
        title="Khóa", description="Số văn bản viết gọn, như trong scheme của một lần công nhận.", examples=["26/2026"]
    )
    document: Slug = Field(title="Văn bản", description="Khóa của văn bản trong laws.yaml.", examples=["qd-26-2026"])
    valid_from: Day = Field(title="Áp dụng từ ngày", examples=["2023-02-24"])
    valid_to: Day | None = Field(None, title="Áp dụng đến hết ngày", examples=["2026-05-21"])
    groups: tuple[GroupEntry, ...] = Field(title="Các nhóm")


class Document(Record):
    """A legal or official document. Names of laws appear in pages from here only."""

    key: Slug = Field(title="Khóa", description="Tên ngắn để các trang và danh sách khác nhắc đến.", examples=["qd-26-2026"])
    number: Text = Field(title="Số văn bản", examples=["26/2026/QĐ-TTg"])
    date: Day = Field(title="Ngày ban hành", examples=["2026-05-22"])
    issuer: Text = Field(title="Cơ quan ban hành", examples=["Thủ tướng Chính phủ"])
    subject: dict[str, Text] = Field(title="Nội dung theo ngôn ngữ", examples=[{"vi": "Bộ tiêu chí và quy trình đánh giá"}])
    status: Literal["in-force", "lapsed", "suspended", "unknown"] = Field(
        title="Hiệu lực", description="in-force còn · lapsed hết · suspended tạm ngưng · unknown chưa rõ."
    )
    in_force_from: Day | None = Field(None, title="Có hiệu lực từ ngày", examples=["2026-05-22"])
    in_force_to: Day | None = Field(None, title="Có hiệu lực đến hết ngày", examples=["2026-07-21"])
    replaced_by: Slug | None = Field(
        None, title="Được thay bằng", description="Khóa của văn bản thay thế.", examples=["qd-26-2026"]
    )
    note: dict[str, Text] = Field(
        default_factory=dict, title="Ghi chú theo ngôn ngữ", examples=[{"vi": "Hết hiệu lực theo văn bản mới."}]
    )
    url: Url | None = Field(None, title="Địa chỉ văn bản", examples=["https://vi-du.example/trang"])
    evidence: Evidence = Field(
        title="Bậc chứng cứ", description="A văn bản gốc · B1 báo, cổng nhà nước · B2 đề xuất · C doanh nghiệp, du lịch."
    )
