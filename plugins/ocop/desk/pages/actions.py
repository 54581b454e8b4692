"""The desk's buttons for commands of staff: a table to add to. Each runs the command of the same name, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from ocop.catalogue.models import Kind

from ..questions import name_of
from ..shelf import Choices, Shelf


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a command is told. `option` such as --days; "" for an argument. `choices` from what stands in content/."""

    name: str
    title: str
    option: str = ""
    control: Literal["line", "day", "number", "choice", "file"] = "line"
    usual: str = ""
    required: bool = False
    choices: Callable[[Shelf], Choices] | None = None
    accept: str = ""
    """Endings of files that may be sent in, such as ".xlsx,.csv"."""


@dataclass(frozen=True, slots=True)
class Action:
    """A button. `settings`: the command takes -s, `public`: --public. `asks`: it shows what it would do, and --yes answers.

    `sure`: what is added once a person has seen it. `files`: patterns below the project of what it makes, offered to open.
    """

    id: str
    title: str
    about: str
    command: tuple[str, ...]
    asked: tuple[Asked, ...] = ()
    settings: bool = True
    public: bool = False
    asks: bool = False
    sure: tuple[str, ...] = ("--yes",)
    files: tuple[str, ...] = ()


def _owners(shelf: Shelf) -> Choices:
    return shelf.things(Kind.PRODUCT, Kind.PLACE, keyed=True)


def _products(shelf: Shelf) -> Choices:
    return shelf.things(Kind.PRODUCT)


def _places(shelf: Shelf) -> Choices:
    return shelf.things(Kind.PLACE)


def _kinds(shelf: Shelf) -> Choices:
    del shelf
    return tuple((kind.value, name_of(kind)) for kind in Kind)


ACTIONS: Final[tuple[Action, ...]] = (
    Action("check", "Kiểm tra", "Đọc mọi trang, báo mọi lỗi; không ghi gì.", ("check",)),
    Action(
        "review",
        "Rà theo tiêu chí",
        "Từng sản phẩm: trang đã có gì, còn thiếu gì cho 3, 4, 5 sao; bảng cho Excel.",
        ("review",),
        files=("reports/ra-soat-san-pham.csv",),
    ),
    Action(
        "fix",
        "Sửa chữ và xuống dòng",
        "BOM, dấu xuống dòng của Windows, chữ tách dấu, ƣ → ư. Cho xem trước rồi mới ghi.",
        ("fix",),
        asks=True,
    ),
    Action(
        "stamp",
        "Ghi dấu bản dịch",
        "Sau khi đọc lại bản tiếng Anh: ghi rằng nó khớp bản tiếng Việt hiện nay. Cho xem trước rồi mới ghi.",
        ("stamp",),
        asks=True,
    ),
    Action(
        "qr-draft",
        "Giữ chỗ mã QR",
        "Ghi vào sổ mã một mã nháp cho sản phẩm hoặc điểm đến. Cho xem trước rồi mới ghi.",
        ("qr", "draft"),
        asked=(Asked("owner", "Của", control="choice", required=True, choices=_owners),),
        public=True,
        asks=True,
    ),
    Action(
        "export",
        "Xuất ra Excel",
        "Cả danh mục thành một bảng .xlsx: sửa ở đó rồi nhập lại.",
        ("export",),
        files=("reports/danh-muc.xlsx",),
    ),
    Action(
        "import",
        "Nhập từ Excel, CSV",
        "Cho xem mục mới, đổi, giữ nguyên, bị từ chối; rồi ghi tất cả hoặc không ghi gì.",
        ("import",),
        asked=(
            Asked("file", "Tệp", control="file", required=True, accept=".xlsx,.csv"),
            Asked("kind", "Với .csv: hàng là gì", option="--kind", control="choice", choices=_kinds),
        ),
        asks=True,
        sure=("--write",),
    ),
    Action(
        "remind",
        "Nhắc hạn giấy chứng nhận",
        "Giấy nào trong kỳ nộp hồ sơ, sắp đóng, đã đóng, hết hạn; lịch .ics, bảng .xlsx, thư .docx.",
        ("remind",),
        asked=(Asked("days", "Kể cả giấy hết hạn trong bấy nhiêu ngày tới", "--days", "number", "180"),),
        files=("reports/nhac-han/*", "reports/nhac-han/*/*"),
    ),
    Action(
        "report",
        "Báo cáo 06 tháng, năm",
        "Kết quả, chỉ tiêu, số liệu theo hạng, nhóm, xã phường, loại hình; .docx, .xlsx, Markdown.",
        ("report",),
        asked=(
            Asked("from", "Từ ngày", "--from", "day"),
            Asked("to", "Đến ngày", "--to", "day"),
            Asked("as-of", "Số liệu như biết đến hết ngày", "--as-of", "day"),
        ),
        files=("reports/bao-cao/*", "reports/bao-cao/*/*"),
    ),
    Action(
        "buyers",
        "Danh sách chào hàng",
        "Quy cách, giá kèm ngày, giấy còn hiệu lực trong ngày, liên hệ đã được đồng ý; .xlsx, .csv.",
        ("buyers",),
        files=("reports/danh-sach-chao-hang.*",),
    ),
    Action(
        "fair",
        "Gói đi hội chợ",
        "Tờ rơi, thẻ kệ, mã QR của một sản phẩm, hoặc của mọi sản phẩm trưng bày tại một điểm đến; một tệp .zip.",
        ("fair",),
        asked=(
            Asked("product", "Sản phẩm", control="choice", choices=_products),
            Asked("place", "Điểm đến", "--place", "choice", choices=_places),
        ),
        files=("labels/hoi-cho-*.zip",),
    ),
    Action("doctor", "Máy và câu hỏi", "Máy còn thiếu gì, cách có được; câu hỏi đang chờ chủ sở hữu.", ("doctor",)),
    Action(
        "labels",
        "Tem, thẻ kệ, tờ rơi",
        "Mọi thứ để in, vào thư mục labels/.",
        ("labels",),
        files=("labels/tat-ca/*.pdf", "labels/tat-ca/*.zip"),
    ),
)
"""In the order of the page. Another command is one more entry here."""
