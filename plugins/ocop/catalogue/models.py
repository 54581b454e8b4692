"""What a page may say: facts once (in vi.md), words per language. One definition, many uses.

These frozen pydantic models are the schema: they validate front matter, give the field reference in docs/authoring.md, JSON
Schema for editors, the staff's forms and the Excel template. A field is added here and nowhere else. `title` and `description`
of a field are Vietnamese, for staff; `examples` are things to type.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from .fields import (
    AlcoholByVolume,
    Clock,
    Day,
    Duration,
    Email,
    Flag,
    Gtin,
    Month,
    Quantity,
    Slug,
    Text,
    Url,
    Whole,
)
from .records import (
    Dossier,
    Evidence,
    Extension,
    Group,
    Hours,
    Outlet,
    Phones,
    Photo,
    PlaceType,
    Position,
    Price,
    ProducerType,
    Recognition,
    RecognitionKind,
    Record,
    Revocation,
    Source,
    Stop,
)

__all__ = [
    "FACTS",
    "WORDS",
    "Dossier",
    "EventFacts",
    "EventWords",
    "Evidence",
    "Extension",
    "Facts",
    "Group",
    "Hours",
    "Kind",
    "Language",
    "NewsFacts",
    "NewsWords",
    "Outlet",
    "PageFacts",
    "PageWords",
    "Phones",
    "Photo",
    "PlaceFacts",
    "PlaceType",
    "PlaceWords",
    "Position",
    "Price",
    "ProducerFacts",
    "ProducerType",
    "ProducerWords",
    "ProductFacts",
    "ProductWords",
    "Recognition",
    "RecognitionKind",
    "Record",
    "Revocation",
    "RouteFacts",
    "RouteWords",
    "Source",
    "Stop",
    "StoryFacts",
    "StoryWords",
    "Words",
]

Language = str
"""A language tag such as "vi" or "en": languages are data, not code."""


class Kind(StrEnum):
    """The kinds of things; the value is the folder under content/."""

    PRODUCT = "products"
    PRODUCER = "producers"
    PLACE = "places"
    STORY = "stories"
    NEWS = "news"
    PAGE = "pages"
    ROUTE = "routes"
    EVENT = "events"


class Facts(Record):
    """What every kind shares; all of it typed once, in vi.md."""

    sources: tuple[Source, ...] = Field((), title="Nguồn")
    verified: Day = Field(
        title="Ngày rà lại", description="Ngày gần nhất có người đối chiếu trang với nguồn.", examples=["2026-11-23"]
    )
    photos: tuple[Photo, ...] = Field((), title="Ảnh")
    drawing: Slug | None = Field(
        None, title="Hình vẽ", description="Tên hình vẽ thay ảnh, ví dụ rice-flour.", examples=["rice-flour"]
    )
    aliases: tuple[Text, ...] = Field(
        (), title="Địa chỉ cũ", description="Đường dẫn từng dùng, ví dụ /san-pham/ten-cu/.", examples=[["/san-pham/ten-cu/"]]
    )
    gone: Day | None = Field(
        None,
        title="Ngày ngừng",
        description="Trang vẫn còn, chỉ báo rằng mục này không còn; cần gone_reason.",
        examples=["2026-06-30"],
    )
    draft: Flag = Field(False, title="Bản nháp", description="true: chỉ xem thử, không đưa lên mạng.", examples=["true"])


class ProductFacts(Facts):
    group: Group = Field(title="Nhóm", description="food · drinks · herbs · crafts · ornamentals · tourism.", examples=["food"])
    set: Whole | None = Field(None, title="Bộ sản phẩm", description="Số 1–26 theo Phụ lục 26/2026/QĐ-TTg.", examples=["6"])
    producer: Slug = Field(
        title="Chủ thể", description="Tên thư mục trong content/producers/.", examples=["thuc-pham-bich-chi"]
    )
    unit: Slug = Field(title="Xã, phường hiện nay", examples=["phuong-sa-dec"])
    former_unit: Slug | None = Field(None, title="Xã, phường trước 01/7/2025", examples=["xa-tan-phu-dong"])
    recognitions: tuple[Recognition, ...] = Field((), title="Các lần công nhận")
    dossier: Dossier | None = Field(None, title="Hồ sơ đang hướng dẫn")
    displayed_at: tuple[Slug, ...] = Field(
        (), title="Trưng bày tại", description="Tên thư mục trong content/places/.", examples=[["lang-bot-sa-dec"]]
    )
    visit_at: tuple[Slug, ...] = Field(
        (), title="Thăm tại", description="Tên thư mục trong content/places/.", examples=[["lang-bot-sa-dec"]]
    )
    outlets: tuple[Outlet, ...] = Field((), title="Nơi bán khác")
    prices: tuple[Price, ...] = Field((), title="Giá tham khảo")
    net_quantities: tuple[Quantity, ...] = Field((), title="Khối lượng tịnh, thể tích thực", examples=[["400 g", "1 kg"]])
    shelf_life: Duration | None = Field(None, title="Hạn sử dụng kể từ ngày sản xuất", examples=["12 tháng"])
    alcohol: AlcoholByVolume | None = Field(None, title="Độ cồn", description="Phần trăm thể tích.", examples=["29,5"])
    gtin: Gtin | None = Field(
        None, title="Mã số mã vạch", description="Mã của chính chủ thể, đủ chữ số như trên bao bì.", examples=["9520000000011"]
    )
    declaration: Text | None = Field(None, title="Số tự công bố hoặc công bố", examples=["01/HTXM/2026"])
    traceability_url: Url | None = Field(
        None,
        title="Trang truy xuất nguồn gốc",
        description="Của chủ thể hoặc hệ thống quốc gia.",
        examples=["https://vi-du.example/truy-xuat"],
    )
    hours: tuple[Hours, ...] = Field((), title="Giờ đón khách", description="Chỉ cho nhóm tourism.")
    position: Position | None = Field(None, title="Tọa độ")
    booking_url: Url | None = Field(None, title="Trang đặt chỗ", examples=["https://vi-du.example/dat-cho"])
    season_months: tuple[Month, ...] = Field(
        (),
        title="Các tháng có",
        description="Tháng dương lịch 1–12, chỉ khi nguồn nói rõ; không ghi khi có quanh năm.",
        examples=[["11", "12", "1"]],
    )
    gift: Flag = Field(
        False,
        title="Làm quà",
        description="true: có hộp hoặc giỏ làm quà, theo công bố của chủ thể hoặc nơi bán.",
        examples=["true"],
    )


class ProducerFacts(Facts):
    type: ProducerType = Field(title="Loại hình")
    unit: Slug | None = Field(
        None, title="Xã, phường hiện nay", description="Không ghi khi chưa có nguồn nào.", examples=["phuong-sa-dec"]
    )
    former_unit: Slug | None = Field(None, title="Xã, phường trước 01/7/2025", examples=["xa-tan-phu-dong"])
    address: Text | None = Field(
        None,
        title="Địa chỉ",
        description="Số nhà, đường, khóm hoặc ấp; không ghi xã, phường, tỉnh.",
        examples=["12 đường Mẫu, khóm Mẫu"],
    )
    phones: tuple[Phones, ...] = Field((), title="Điện thoại")
    email: Email | None = Field(None, title="Thư điện tử", examples=["ten@vi-du.vn"])
    website: Url | None = Field(None, title="Trang web", examples=["https://vi-du.example"])
    founded: Whole | None = Field(None, title="Năm thành lập", examples=["1998"])


class PlaceFacts(Facts):
    type: PlaceType = Field(title="Loại nơi chốn")
    unit: Slug | None = Field(None, title="Xã, phường hiện nay", examples=["phuong-sa-dec"])
    former_unit: Slug | None = Field(None, title="Xã, phường trước 01/7/2025", examples=["xa-tan-phu-dong"])
    units: tuple[Slug, ...] = Field(
        (),
        title="Các xã, phường",
        description="Khi nơi này trải trên nhiều xã, phường hiện nay.",
        examples=[["phuong-sa-dec", "xa-tan-duong"]],
    )
    former_units: tuple[Slug, ...] = Field(
        (),
        title="Các xã, phường trước 01/7/2025",
        description="Khi nơi này trải trên nhiều xã, phường cũ; chưa đo tọa độ thì bản đồ đặt ở giữa các nơi ấy.",
        examples=[["phuong-2-sa-dec", "xa-tan-phu-dong"]],
    )
    address: Text | None = Field(
        None, title="Địa chỉ", description="Số nhà, đường, khóm hoặc ấp.", examples=["12 đường Mẫu, khóm Mẫu"]
    )
    position: Position | None = Field(None, title="Tọa độ")
    hours: tuple[Hours, ...] = Field((), title="Giờ mở cửa")
    prices: tuple[Price, ...] = Field((), title="Giá vé")
    phones: tuple[Phones, ...] = Field((), title="Điện thoại")
    website: Url | None = Field(None, title="Trang web", examples=["https://vi-du.example"])


class StoryFacts(Facts):
    about: Text = Field(
        title="Kể về", description="Một sản phẩm hoặc nơi chốn, ví dụ places/lang-bot-sa-dec.", examples=["products/bot-gao"]
    )
    author: Text | None = Field(None, title="Người viết", examples=["Họ và tên"])
    date: Day = Field(title="Ngày đăng", examples=["2026-11-23"])


class NewsFacts(Facts):
    date: Day = Field(title="Ngày đăng", examples=["2026-11-23"])
    about: tuple[Text, ...] = Field((), title="Nói về", examples=[["products/bot-gao"]])


class RouteFacts(Facts):
    length: Literal["half-day", "one-day"] = Field(title="Độ dài", description="half-day nửa ngày · one-day một ngày.")
    stops: tuple[Stop, ...] = Field(title="Các điểm dừng", description="Theo thứ tự đi, ít nhất hai điểm.")
    starts: Clock | None = Field(
        None,
        title="Giờ khởi hành",
        description="Có giờ này và mọi số phút thì giờ đến được đối chiếu với giờ mở cửa.",
        examples=["07:30"],
    )
    suggested_by: Text | None = Field(
        None, title="Người đề xuất", description="Không ghi thì trang nói: gợi ý của ban biên tập.", examples=["Ban biên tập"]
    )


class EventFacts(Facts):
    starts: Day = Field(title="Từ ngày", examples=["2026-12-27"])
    ends: Day = Field(title="Đến hết ngày", examples=["2027-01-04"])
    opens: Clock | None = Field(
        None, title="Giờ bắt đầu", description="Mỗi ngày; không ghi thì lịch ghi cả ngày.", examples=["08:00"]
    )
    closes: Clock | None = Field(None, title="Giờ kết thúc", examples=["21:00"])
    at: Text | None = Field(None, title="Nơi diễn ra", examples=["places/lang-hoa-sa-dec"])
    unit: Slug | None = Field(None, title="Xã, phường hiện nay", examples=["phuong-sa-dec"])
    address: Text | None = Field(None, title="Địa chỉ", examples=["12 đường Mẫu, khóm Mẫu"])
    about: tuple[Text, ...] = Field(
        (), title="Có mặt", description="Sản phẩm, chủ thể, điểm đến liên quan.", examples=[["places/lang-hoa-sa-dec"]]
    )
    organiser: Text | None = Field(None, title="Đơn vị tổ chức", examples=["UBND phường Sa Đéc"])
    website: Url | None = Field(None, title="Trang web", examples=["https://vi-du.example"])
    date: Day = Field(title="Ngày đăng", examples=["2026-11-23"])


class PageFacts(Facts):
    order: Whole = Field(title="Thứ tự trong danh sách trang", examples=["10"])


class Words(Record):
    """What every kind says in one language. A key missing in another language falls back to Vietnamese, with a notice."""

    title: Text = Field(title="Tên", examples=["Bột gạo lọc"])
    summary: Text = Field(
        title="Tóm tắt",
        description="Một, hai câu; hiện trên thẻ và khi chia sẻ.",
        examples=["Bột gạo lọc nhiều nước, phơi nắng, làm tại làng bột Sa Đéc."],
    )
    alts: dict[str, Text] = Field(
        default_factory=dict,
        title="Lời tả ảnh",
        description="Tên tệp: lời tả cho người không thấy ảnh.",
    )
    gone_reason: Text | None = Field(None, title="Vì sao ngừng", examples=["Cơ sở đã ngừng sản xuất."])
    translates: Text | None = Field(
        None, title="Dấu của bản tiếng Việt", description="Do máy ghi; không tự sửa.", examples=["1a2b3c4d5e6f"]
    )


class ProductWords(Words):
    ingredients: Text | None = Field(None, title="Thành phần", examples=["Gạo, nước"])
    usage: Text | None = Field(None, title="Cách dùng", examples=["Hòa với nước lạnh trước khi nấu."])
    storage: Text | None = Field(None, title="Bảo quản", examples=["Nơi khô, thoáng, tránh nắng."])
    warnings: Text | None = Field(None, title="Cảnh báo, dị ứng", examples=["Làm chung xưởng với tôm."])
    services: Text | None = Field(None, title="Dịch vụ", examples=["Tham quan, ăn trưa, học làm bánh"])
    season: Text | None = Field(None, title="Mùa", examples=["Quanh năm"])


class ProducerWords(Words):
    """A producer's words."""


class PlaceWords(Words):
    season: Text | None = Field(None, title="Mùa đẹp", examples=["Quanh năm"])
    services: Text | None = Field(None, title="Dịch vụ", examples=["Tham quan, ăn trưa, học làm bánh"])
    access: Text | None = Field(None, title="Đi lại", examples=["Từ chợ Sa Đéc đi về phía bắc 2 km."])


class StoryWords(Words):
    """A story's words."""


class NewsWords(Words):
    """A news item's words."""


class PageWords(Words):
    """A static page's words."""


class RouteWords(Words):
    notes: dict[str, Text] = Field(
        default_factory=dict,
        title="Lời ở từng điểm",
        description="Điểm dừng (như ở stops): một câu nên xem gì ở đó.",
    )
    season: Text | None = Field(None, title="Mùa đẹp", examples=["Quanh năm"])
    before: Text | None = Field(None, title="Trước khi đi", examples=["Mang nón, giày đế thấp."])


class EventWords(Words):
    programme: Text | None = Field(None, title="Có gì", examples=["Trưng bày hoa kiểng, bánh dân gian."])
    access: Text | None = Field(None, title="Đi lại", examples=["Từ chợ Sa Đéc đi về phía bắc 2 km."])


FACTS: dict[Kind, type[Facts]] = {
    Kind.PRODUCT: ProductFacts,
    Kind.PRODUCER: ProducerFacts,
    Kind.PLACE: PlaceFacts,
    Kind.STORY: StoryFacts,
    Kind.NEWS: NewsFacts,
    Kind.PAGE: PageFacts,
    Kind.ROUTE: RouteFacts,
    Kind.EVENT: EventFacts,
}
WORDS: dict[Kind, type[Words]] = {
    Kind.PRODUCT: ProductWords,
    Kind.PRODUCER: ProducerWords,
    Kind.PLACE: PlaceWords,
    Kind.STORY: StoryWords,
    Kind.NEWS: NewsWords,
    Kind.PAGE: PageWords,
    Kind.ROUTE: RouteWords,
    Kind.EVENT: EventWords,
}
