"""What a page may say: facts once (in vi.md), words per language. One definition, many uses.

These frozen pydantic models are the schema: they validate front matter, give the field reference in docs/authoring.md, JSON
Schema for editors, the staff's forms and the Excel template. A field is added here and nowhere else. `title` and `description`
of a field are Vietnamese, for staff; `examples` are things to type.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from .fields import (
    AlcoholByVolume,
    Clock,
    Day,
    DecisionNumber,
    Degrees,
    Duration,
    Email,
    Flag,
    FocalPoint,
    Gtin,
    Month,
    Phone,
    Quantity,
    Slug,
    Stars,
    Text,
    Url,
    Vnd,
    Whole,
)

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

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Record):
    """Where a fact comes from. The page prints it; the body can point at it by `#nguon-<key>`."""

    key: Slug = Field(title="Khóa", description="Tên ngắn để dẫn trong bài: [nguồn](#nguon-khoa).", examples=["bao-dau-tu"])
    title: Text = Field(title="Tên tài liệu", examples=["Quyết định 1370/QĐ-UBND-HC"])
    url: Url | None = Field(None, title="Địa chỉ", description="Trang công khai, nếu có.")
    publisher: Text | None = Field(None, title="Nơi công bố", examples=["Báo Đầu tư"])
    date: Day | None = Field(None, title="Ngày công bố", examples=["2023-12-29"])
    evidence: Evidence = Field(
        title="Bậc chứng cứ", description="A văn bản gốc · B1 báo, cổng nhà nước · B2 đề xuất · C doanh nghiệp, du lịch."
    )


class Photo(Record):
    """A picture file in the bundle. Its alternative text is words, so it is under `alts`."""

    file: Text = Field(title="Tên tệp", examples=["goi-bot.jpg"])
    author: Text = Field(title="Người chụp")
    licence: Text = Field(title="Giấy phép", examples=["CC BY 4.0", "Chủ thể cho phép đăng"])
    date: Day | None = Field(None, title="Ngày chụp")
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
    date: Day = Field(title="Ngày ghi giá")


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
    source: Text = Field(title="Nguồn đo")


class Phones(Record):
    """A public phone number. A household's number needs the day it consented (Luật 91/2025/QH15)."""

    number: Phone = Field(title="Số điện thoại", examples=["0277 3000 000"])
    consent: Day | None = Field(None, title="Ngày đồng ý đăng")


class Extension(Record):
    """A recognition kept past its term, by a document only (26/2026/QĐ-TTg, Điều 12.3)."""

    until: Day = Field(title="Kéo dài đến")
    document: Text = Field(title="Văn bản")
    url: Url | None = Field(None, title="Địa chỉ văn bản")


class Revocation(Record):
    """A recognition withdrawn, by a document only (26/2026/QĐ-TTg, Điều 8)."""

    date: Day = Field(title="Ngày thu hồi")
    document: Text = Field(title="Văn bản")
    url: Url | None = Field(None, title="Địa chỉ văn bản")


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
    certified_title: Text | None = Field(None, title="Tên được công nhận")
    certified_producer: Text | None = Field(None, title="Chủ thể ghi trên giấy")
    certified_address: Text | None = Field(
        None, title="Địa chỉ ghi trên giấy", description="Chép nguyên văn, kể cả tên xã, phường cũ."
    )
    product_code: Text | None = Field(None, title="Mã sản phẩm")
    expires: Day | None = Field(None, title="Có giá trị đến", description="Chỉ ghi khi khác 36 tháng; phải có expires_reason.")
    expires_reason: Text | None = Field(None, title="Vì sao khác 36 tháng")
    extension: Extension | None = Field(None, title="Được kéo dài")
    revocation: Revocation | None = Field(None, title="Bị thu hồi")
    source: Slug = Field(title="Nguồn", description="Khóa của một mục trong sources.")


class Dossier(Record):
    """A product whose file is being prepared: it has no stars and shows none."""

    year: Whole = Field(title="Năm", examples=["2023"])
    source: Slug = Field(title="Nguồn", description="Khóa của một mục trong sources.")


class Outlet(Record):
    """A place to buy that is not a page of this catalogue."""

    title: Text = Field(title="Tên nơi bán")
    address: Text | None = Field(None, title="Địa chỉ")
    url: Url | None = Field(None, title="Trang bán hàng")


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
    aliases: tuple[Text, ...] = Field((), title="Địa chỉ cũ", description="Đường dẫn từng dùng, ví dụ /san-pham/ten-cu/.")
    gone: Day | None = Field(
        None, title="Ngày ngừng", description="Trang vẫn còn, chỉ báo rằng mục này không còn; cần gone_reason."
    )
    draft: Flag = Field(False, title="Bản nháp", description="true: chỉ xem thử, không đưa lên mạng.")


class ProductFacts(Facts):
    group: Group = Field(title="Nhóm", description="food · drinks · herbs · crafts · ornamentals · tourism.", examples=["food"])
    set: Whole | None = Field(None, title="Bộ sản phẩm", description="Số 1–26 theo Phụ lục 26/2026/QĐ-TTg.", examples=["6"])
    producer: Slug = Field(title="Chủ thể", description="Tên thư mục trong content/producers/.")
    unit: Slug = Field(title="Xã, phường hiện nay", examples=["phuong-sa-dec"])
    former_unit: Slug | None = Field(None, title="Xã, phường trước 01/7/2025", examples=["xa-tan-phu-dong"])
    recognitions: tuple[Recognition, ...] = Field((), title="Các lần công nhận")
    dossier: Dossier | None = Field(None, title="Hồ sơ đang hướng dẫn")
    displayed_at: tuple[Slug, ...] = Field((), title="Trưng bày tại", description="Tên thư mục trong content/places/.")
    visit_at: tuple[Slug, ...] = Field((), title="Thăm tại", description="Tên thư mục trong content/places/.")
    outlets: tuple[Outlet, ...] = Field((), title="Nơi bán khác")
    prices: tuple[Price, ...] = Field((), title="Giá tham khảo")
    net_quantities: tuple[Quantity, ...] = Field((), title="Khối lượng tịnh, thể tích thực", examples=[["400 g", "1 kg"]])
    shelf_life: Duration | None = Field(None, title="Hạn sử dụng kể từ ngày sản xuất", examples=["12 tháng"])
    alcohol: AlcoholByVolume | None = Field(None, title="Độ cồn", description="Phần trăm thể tích.", examples=["29,5"])
    gtin: Gtin | None = Field(
        None, title="Mã số mã vạch", description="Mã của chính chủ thể, đủ chữ số như trên bao bì.", examples=["9520000000011"]
    )
    declaration: Text | None = Field(None, title="Số tự công bố hoặc công bố")
    traceability_url: Url | None = Field(
        None, title="Trang truy xuất nguồn gốc", description="Của chủ thể hoặc hệ thống quốc gia."
    )
    hours: tuple[Hours, ...] = Field((), title="Giờ đón khách", description="Chỉ cho nhóm tourism.")
    position: Position | None = Field(None, title="Tọa độ")
    booking_url: Url | None = Field(None, title="Trang đặt chỗ")
    season_months: tuple[Month, ...] = Field(
        (),
        title="Các tháng có",
        description="Tháng dương lịch 1–12, chỉ khi nguồn nói rõ; không ghi khi có quanh năm.",
        examples=[["11", "12", "1"]],
    )
    gift: Flag = Field(
        False, title="Làm quà", description="true: có hộp hoặc giỏ làm quà, theo công bố của chủ thể hoặc nơi bán."
    )


class ProducerFacts(Facts):
    type: ProducerType = Field(title="Loại hình")
    unit: Slug | None = Field(None, title="Xã, phường hiện nay", description="Không ghi khi chưa có nguồn nào.")
    former_unit: Slug | None = Field(None, title="Xã, phường trước 01/7/2025")
    address: Text | None = Field(None, title="Địa chỉ", description="Số nhà, đường, khóm hoặc ấp; không ghi xã, phường, tỉnh.")
    phones: tuple[Phones, ...] = Field((), title="Điện thoại")
    email: Email | None = Field(None, title="Thư điện tử")
    website: Url | None = Field(None, title="Trang web")
    founded: Whole | None = Field(None, title="Năm thành lập")


class PlaceFacts(Facts):
    type: PlaceType = Field(title="Loại nơi chốn")
    unit: Slug | None = Field(None, title="Xã, phường hiện nay")
    former_unit: Slug | None = Field(None, title="Xã, phường trước 01/7/2025")
    units: tuple[Slug, ...] = Field((), title="Các xã, phường", description="Khi nơi này trải trên nhiều xã, phường hiện nay.")
    address: Text | None = Field(None, title="Địa chỉ", description="Số nhà, đường, khóm hoặc ấp.")
    position: Position | None = Field(None, title="Tọa độ")
    hours: tuple[Hours, ...] = Field((), title="Giờ mở cửa")
    prices: tuple[Price, ...] = Field((), title="Giá vé")
    phones: tuple[Phones, ...] = Field((), title="Điện thoại")
    website: Url | None = Field(None, title="Trang web")


class StoryFacts(Facts):
    about: Text = Field(
        title="Kể về", description="Một sản phẩm hoặc nơi chốn, ví dụ places/lang-bot-sa-dec.", examples=["products/bot-gao"]
    )
    author: Text | None = Field(None, title="Người viết")
    date: Day = Field(title="Ngày đăng")


class NewsFacts(Facts):
    date: Day = Field(title="Ngày đăng")
    about: tuple[Text, ...] = Field((), title="Nói về", examples=[["products/bot-gao"]])


class Stop(Record):
    """A stop of a route. Times are typed only where somebody has measured them; an editor's suggestion has none."""

    at: Text = Field(title="Điểm dừng", description="Một điểm đến, chủ thể hoặc sản phẩm.", examples=["places/lang-hoa-sa-dec"])
    mode: Literal["walk", "bicycle", "motorbike", "car", "boat"] | None = Field(
        None, title="Đi bằng", description="Từ điểm trước đến đây: walk · bicycle · motorbike · car · boat."
    )
    minutes: Whole | None = Field(None, title="Phút đi", description="Từ điểm trước đến đây, đã đo.", examples=["15"])
    stay: Whole | None = Field(None, title="Phút ở lại", examples=["45"])


class RouteFacts(Facts):
    length: Literal["half-day", "one-day"] = Field(title="Độ dài", description="half-day nửa ngày · one-day một ngày.")
    stops: tuple[Stop, ...] = Field(title="Các điểm dừng", description="Theo thứ tự đi, ít nhất hai điểm.")
    starts: Clock | None = Field(
        None, title="Giờ khởi hành", description="Có giờ này và mọi số phút thì giờ đến được đối chiếu với giờ mở cửa."
    )
    suggested_by: Text | None = Field(
        None, title="Người đề xuất", description="Không ghi thì trang nói: gợi ý của ban biên tập."
    )


class EventFacts(Facts):
    starts: Day = Field(title="Từ ngày", examples=["2026-12-27"])
    ends: Day = Field(title="Đến hết ngày", examples=["2027-01-04"])
    opens: Clock | None = Field(None, title="Giờ bắt đầu", description="Mỗi ngày; không ghi thì lịch ghi cả ngày.")
    closes: Clock | None = Field(None, title="Giờ kết thúc")
    at: Text | None = Field(None, title="Nơi diễn ra", examples=["places/lang-hoa-sa-dec"])
    unit: Slug | None = Field(None, title="Xã, phường hiện nay")
    address: Text | None = Field(None, title="Địa chỉ")
    about: tuple[Text, ...] = Field((), title="Có mặt", description="Sản phẩm, chủ thể, điểm đến liên quan.")
    organiser: Text | None = Field(None, title="Đơn vị tổ chức")
    website: Url | None = Field(None, title="Trang web")
    date: Day = Field(title="Ngày đăng")


class PageFacts(Facts):
    order: Whole = Field(title="Thứ tự trong danh sách trang")


class Words(Record):
    """What every kind says in one language. A key missing in another language falls back to Vietnamese, with a notice."""

    title: Text = Field(title="Tên", examples=["Bột gạo lọc"])
    summary: Text = Field(title="Tóm tắt", description="Một, hai câu; hiện trên thẻ và khi chia sẻ.")
    alts: dict[str, Text] = Field(
        default_factory=dict, title="Lời tả ảnh", description="Tên tệp: lời tả cho người không thấy ảnh."
    )
    gone_reason: Text | None = Field(None, title="Vì sao ngừng")
    translates: Text | None = Field(None, title="Dấu của bản tiếng Việt", description="Do máy ghi; không tự sửa.")


class ProductWords(Words):
    ingredients: Text | None = Field(None, title="Thành phần")
    usage: Text | None = Field(None, title="Cách dùng")
    storage: Text | None = Field(None, title="Bảo quản")
    warnings: Text | None = Field(None, title="Cảnh báo, dị ứng")
    services: Text | None = Field(None, title="Dịch vụ")
    season: Text | None = Field(None, title="Mùa")


class ProducerWords(Words):
    """A producer's words."""


class PlaceWords(Words):
    season: Text | None = Field(None, title="Mùa đẹp")
    services: Text | None = Field(None, title="Dịch vụ")
    access: Text | None = Field(None, title="Đi lại")


class StoryWords(Words):
    """A story's words."""


class NewsWords(Words):
    """A news item's words."""


class PageWords(Words):
    """A static page's words."""


class RouteWords(Words):
    notes: dict[str, Text] = Field(
        default_factory=dict, title="Lời ở từng điểm", description="Điểm dừng (như ở stops): một câu nên xem gì ở đó."
    )
    season: Text | None = Field(None, title="Mùa đẹp")
    before: Text | None = Field(None, title="Trước khi đi")


class EventWords(Words):
    programme: Text | None = Field(None, title="Có gì")
    access: Text | None = Field(None, title="Đi lại")


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
