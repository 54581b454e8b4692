"""The tables: their columns, each with a name, a type and what it says in words, and how a record fills a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Final, Literal

from ocop import text

from . import records

Cell = str | int | float | date | None
ColumnType = Literal["string", "integer", "number", "date", "year"]

STATUSES: Final = ("valid", "extended", "expired", "revoked", "guided", "none")
HISTORY: Final = ("valid", "extended", "expired", "revoked", "superseded")


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `meaning` is in Vietnamese and English; `points_to` is the table and column that its values are from."""

    name: str
    type: ColumnType
    meaning: tuple[str, str]
    value: Callable[[Any], Cell]
    required: bool = False
    choices: tuple[str, ...] = ()
    points_to: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the open data. `positioned`: its rows can have a position, so it is also published as GeoJSON."""

    name: str
    title: tuple[str, str]
    about: tuple[str, str]
    columns: tuple[Column, ...]
    positioned: bool = False


def tables(languages: Sequence[str]) -> tuple[Table, ...]:
    """Give the four tables for a site in these languages; words have a column per language."""
    return (
        Table(
            "products",
            ("Sản phẩm", "Products"),
            (
                "Mỗi dòng một sản phẩm, với tình trạng công nhận ở ngày dựng trang.",
                "One product a row, with the status of its recognition on the day the site was built.",
            ),
            (*_named(languages), *_PRODUCT, *_POSITION, *_CHECKED),
            positioned=True,
        ),
        Table(
            "producers",
            ("Chủ thể", "Producers"),
            ("Mỗi dòng một chủ thể.", "One producer a row."),
            (*_named(languages), *_PRODUCER, *_CHECKED),
        ),
        Table(
            "places",
            ("Điểm đến", "Places"),
            ("Mỗi dòng một nơi xem, mua hoặc tham quan.", "One place to see, buy or visit a row."),
            (*_named(languages), *_PLACE, *_POSITION, *_CHECKED),
            positioned=True,
        ),
        Table(
            "recognitions",
            ("Các lần công nhận", "Recognitions"),
            (
                "Mỗi dòng một quyết định; cột status cho biết nay còn hiệu lực hay không. Hạng sao ở đây là của quyết định, "
                "không phải hạng hiện nay của sản phẩm.",
                "One decision a row; the column status says whether it still holds. Stars here are those of the decision, "
                "not the product's rank today.",
            ),
            _RECOGNITION,
        ),
    )


def row(table: Table, record: records.Record) -> dict[str, Cell]:
    """Give the row of a table from a record."""
    return {column.name: column.value(record) for column in table.columns}


def _of(name: str, key: str = "") -> Callable[[Any], Any]:
    """Give what tells a field of a record, or what `key` names in that field; None where it is not there."""
    first = attrgetter(name)

    def value(record: Any) -> Any:
        found = first(record)
        if found is None:
            return None
        return found.get(key) if isinstance(found, dict) else getattr(found, key)

    return value if key else first


def _joined(key: str) -> Callable[[Any], str]:
    return lambda record: "; ".join(getattr(record, key))


def _named(languages: Sequence[str]) -> tuple[Column, ...]:
    def in_each(key: str, vietnamese: str, english: str) -> Iterable[Column]:
        return (
            Column(f"{key}_{lang}", "string", (f"{vietnamese} ({lang})", f"{english} ({lang})"), _of(key, lang))
            for lang in languages
        )

    return (
        Column("id", "string", ("Mã của dòng, không đổi", "Id of the row; never changes"), _of("id"), required=True),
        *in_each("title", "Tên", "Name"),
        *in_each("summary", "Tóm tắt", "Summary"),
        *in_each("page", "Trang", "Page"),
        Column("api", "string", ("Địa chỉ bản ghi JSON", "Address of the JSON record"), _of("api")),
    )


def _price(price: records.PriceRecord) -> str:
    what = f" {price.pack}" if price.pack else ""
    return f"{price.amount} {price.currency}/{price.per}{what} ({price.date.isoformat()})"


_CHECKED: Final = (
    Column("verified", "date", ("Ngày rà lại gần nhất", "Day of the last check against the sources"), _of("verified")),
    Column("gone", "date", ("Ngày ngừng, nếu đã ngừng", "Day since which it is no longer there"), _of("gone")),
)
_POSITION: Final = (
    Column("latitude", "number", ("Vĩ độ WGS 84, nếu đã đo", "Latitude, WGS 84, where measured"), _of("position", "lat")),
    Column("longitude", "number", ("Kinh độ WGS 84, nếu đã đo", "Longitude, WGS 84, where measured"), _of("position", "lon")),
    Column("position_source", "string", ("Nguồn của tọa độ", "Source of the position"), _of("position", "source")),
)
_PRODUCT: Final = (
    Column("group", "string", ("Nhóm sản phẩm", "Group"), _of("group", "id"), required=True),
    Column("set_number", "integer", ("Số bộ tiêu chí, 1–26", "Number of the set of criteria, 1–26"), _of("set", "number")),
    Column(
        "producer",
        "string",
        ("Chủ thể (cột id của bảng chủ thể)", "Producer (id in the table of producers)"),
        _of("producer", "id"),
        required=True,
        points_to=("producers", "id"),
    ),
    Column("unit", "string", ("Xã, phường hiện nay", "Commune or ward today"), _of("unit", "title")),
    Column("unit_code", "string", ("Mã xã, phường hiện nay", "Code of that unit"), _of("unit", "code")),
    Column(
        "former_unit",
        "string",
        ("Xã, phường trước 01/7/2025", "Commune or ward before 1 July 2025"),
        _of("former_unit", "title"),
    ),
    Column(
        "status",
        "string",
        ("Tình trạng công nhận", "Status of the recognition"),
        _of("status", "kind"),
        required=True,
        choices=STATUSES,
    ),
    Column(
        "stars",
        "integer",
        ("Hạng sao, chỉ khi còn hiệu lực", "Stars, only while the recognition is valid"),
        _of("status", "stars"),
    ),
    Column("decision_date", "date", ("Ngày quyết định mới nhất", "Day of the newest decision"), _of("status", "since")),
    Column(
        "until",
        "date",
        ("Ngày hết hiệu lực", "First day on which it no longer holds"),
        _of("status", "until"),
    ),
    Column("decision", "string", ("Số quyết định", "Number of the decision"), _of("status", "decision")),
    Column("issuer", "string", ("Cơ quan cấp", "Issued by"), _of("status", "issuer")),
    Column(
        "gtin",
        "string",
        ("Mã số mã vạch, viết cách nhóm", "Barcode number, in groups"),
        lambda record: _grouped(record.gtin) if record.gtin else None,
    ),
    Column("net_quantities", "string", ("Khối lượng, thể tích", "Net quantities"), _joined("net_quantities")),
    Column("shelf_life", "string", ("Hạn sử dụng", "Shelf life"), _of("shelf_life")),
    Column(
        "alcohol",
        "string",
        ("Độ cồn", "Alcohol"),
        lambda record: f"{record.alcohol} % vol." if record.alcohol else None,
    ),
    Column(
        "prices",
        "string",
        ("Giá tham khảo và ngày ghi", "Reference prices and the day they were noted"),
        lambda record: "; ".join(_price(price) for price in record.prices),
    ),
    Column(
        "traceability_url",
        "string",
        ("Trang truy xuất nguồn gốc", "Traceability record of the producer"),
        _of("traceability_url"),
    ),
    Column("displayed_at", "string", ("Trưng bày tại (mã điểm đến)", "On display at (ids of places)"), _joined("displayed_at")),
    Column("visit_at", "string", ("Thăm tại (mã điểm đến)", "To visit at (ids of places)"), _joined("visit_at")),
    Column(
        "season_months",
        "string",
        ("Các tháng vào mùa, 1–12", "Months of its season, 1–12"),
        lambda record: "; ".join(str(month) for month in record.season_months),
    ),
    Column(
        "gift",
        "string",
        ("Có gói làm quà: yes, hoặc để trống", "Packed as a gift: yes, or empty"),
        lambda record: "yes" if record.gift else None,
    ),
    Column("codes", "string", ("Mã in trên bao bì", "Codes on the pack"), _joined("codes")),
)
_PRODUCER: Final = (
    Column("type", "string", ("Loại hình", "Legal form"), _of("type"), required=True),
    Column("unit", "string", ("Xã, phường hiện nay", "Commune or ward today"), _of("unit", "title")),
    Column("unit_code", "string", ("Mã xã, phường hiện nay", "Code of that unit"), _of("unit", "code")),
    Column("address", "string", ("Địa chỉ", "Address"), _of("address")),
    Column(
        "phones",
        "string",
        ("Điện thoại đã công bố", "Phone numbers as published"),
        lambda record: "; ".join(text.phone(number) for number in record.phones),
    ),
    Column("email", "string", ("Thư điện tử", "E-mail"), _of("email")),
    Column("website", "string", ("Trang web", "Website"), _of("website")),
    Column("founded", "year", ("Năm thành lập", "Founded"), _of("founded")),
    Column("products", "string", ("Sản phẩm (mã)", "Products (ids)"), _joined("products")),
)
_PLACE: Final = (
    Column("type", "string", ("Loại nơi chốn", "Kind of place"), _of("type"), required=True),
    Column(
        "units",
        "string",
        ("Xã, phường hiện nay", "Communes or wards today"),
        lambda record: "; ".join(unit.title for unit in record.units),
    ),
    Column("address", "string", ("Địa chỉ", "Address"), _of("address")),
    Column(
        "phones",
        "string",
        ("Điện thoại đã công bố", "Phone numbers as published"),
        lambda record: "; ".join(text.phone(number) for number in record.phones),
    ),
    Column("website", "string", ("Trang web", "Website"), _of("website")),
    Column("displayed", "string", ("Sản phẩm trưng bày (mã)", "Products on display (ids)"), _joined("displayed")),
    Column("visited_for", "string", ("Sản phẩm xem làm tại chỗ (mã)", "Products made here (ids)"), _joined("visited_for")),
)
_RECOGNITION: Final = (
    Column("id", "string", ("Mã của dòng, không đổi", "Id of the row; never changes"), _of("id"), required=True),
    Column(
        "product",
        "string",
        ("Sản phẩm (cột id của bảng sản phẩm)", "Product (id in the table of products)"),
        _of("product"),
        required=True,
        points_to=("products", "id"),
    ),
    Column("decision", "string", ("Số quyết định", "Number of the decision"), _of("decision"), required=True),
    Column("date", "date", ("Ngày quyết định", "Day of the decision"), _of("date"), required=True),
    Column("issuer", "string", ("Cơ quan cấp", "Issued by"), _of("issuer"), required=True),
    Column("stars", "integer", ("Hạng sao trong quyết định", "Stars in the decision"), _of("stars"), required=True),
    Column("kind", "string", ("Hình thức", "First recognition, upgrade or re-assessment"), _of("kind")),
    Column(
        "status",
        "string",
        ("Nay là gì", "What has become of it"),
        _of("status"),
        required=True,
        choices=HISTORY,
    ),
    Column("expires", "date", ("Hết thời hạn", "First day after its term"), _of("expires"), required=True),
    Column("extended_until", "date", ("Được kéo dài đến", "Extended until"), _of("extension", "until")),
    Column("extension_document", "string", ("Văn bản kéo dài", "Document of the extension"), _of("extension", "document")),
    Column("revoked_on", "date", ("Ngày thu hồi", "Revoked on"), _of("revocation", "date")),
    Column("revocation_document", "string", ("Văn bản thu hồi", "Document of the revocation"), _of("revocation", "document")),
    Column("certified_title", "string", ("Tên ghi trên giấy", "Name as certified"), _of("certified_title")),
    Column("certified_producer", "string", ("Chủ thể ghi trên giấy", "Producer as certified"), _of("certified_producer")),
    Column("certified_address", "string", ("Địa chỉ ghi trên giấy", "Address as certified"), _of("certified_address")),
    Column("product_code", "string", ("Mã sản phẩm", "Product code"), _of("product_code")),
    Column("source", "string", ("Nguồn", "Source"), _of("source", "title")),
    Column("source_url", "string", ("Địa chỉ nguồn", "Address of the source"), _of("source", "url")),
    Column("evidence", "string", ("Bậc chứng cứ của nguồn", "How well the source documents it"), _of("source", "evidence")),
)


def _grouped(gtin: str) -> str:
    """Give the digits as printed under the bars, in groups: a spreadsheet would show thirteen digits as 9.52E+12."""
    first = len(gtin) % 6 or 6
    return " ".join((gtin[:first], *(gtin[start : start + 6] for start in range(first, len(gtin), 6))))
