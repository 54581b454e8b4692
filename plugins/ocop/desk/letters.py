"""A letter to each producer whose certificate has a day to keep: what holds, until when, what to bring by which day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from docx.enum.text import WD_ALIGN_PARAGRAPH

from ocop.text import date_short

from . import papers
from .deadlines import Contact, Deadline, Part
from .office import BLANK, Office

RULE: Final = "Quyết định số 26/2026/QĐ-TTg ngày 22 tháng 5 năm 2026"
ABOUT: Final = "chuẩn bị hồ sơ đánh giá lại sản phẩm OCOP"
_WRITTEN: Final = frozenset({Part.CLOSING, Part.OPEN, Part.EXPIRING, Part.CLOSED, Part.EXTENDED, Part.EXPIRED})
_ASKS: Final = MappingProxyType(
    {
        Part.CLOSING: "Nộp hồ sơ đánh giá lại chậm nhất ngày {closes}",
        Part.OPEN: "Nộp hồ sơ đánh giá lại từ nay đến hết ngày {closes}",
        Part.EXPIRING: "Kỳ nộp đã đóng ngày {closes}; liên hệ ngay để được hướng dẫn",
        Part.CLOSED: "Kỳ nộp đã đóng ngày {closes}; liên hệ để được hướng dẫn",
        Part.EXTENDED: "Được kéo dài đến {ends}; hoàn tất đánh giá lại trước ngày này",
        Part.EXPIRED: "Đã hết hạn; liên hệ để được hướng dẫn lập hồ sơ",
    }
)


def letters(found: Iterable[Deadline], office: Office, today: date) -> Mapping[str, bytes]:
    """Give a .docx for each producer with something to keep, by the slug of the producer."""
    by_producer: dict[str, list[Deadline]] = {}
    for one in found:
        if one.part in _WRITTEN:
            by_producer.setdefault(one.producer.key, []).append(one)
    return {key.rpartition("/")[2]: letter(rows[0].producer, rows, office, today) for key, rows in sorted(by_producer.items())}


def letter(producer: Contact, rows: Sequence[Deadline], office: Office, today: date) -> bytes:
    """Give one letter. The number and the day stay open: they are given when it is signed."""
    document = papers.paper()
    papers.head(document, office, office.symbol or "…………", None, ABOUT)
    papers.addressed(document, producer.title)
    if producer.address:
        papers.text(document, f"Địa chỉ: {producer.address}", italic=True, indent=False).alignment = WD_ALIGN_PARAGRAPH.CENTER
    papers.text(
        document,
        f"Theo {RULE} của Thủ tướng Chính phủ, giấy chứng nhận sản phẩm OCOP có giá trị 36 tháng (khoản 3 Điều 4). Hồ sơ đánh"
        " giá lại nộp không sớm hơn 180 ngày và không muộn hơn 120 ngày trước ngày hết hạn (điểm a khoản 6 Điều 7).",
    )
    papers.text(document, f"Đến ngày {date_short(today, 'vi')}, sổ của danh mục ghi về sản phẩm của quý vị như sau:")
    table = [
        (str(number), one.title, f"{one.decision}, {one.recognition.stars} sao", date_short(one.ends, "vi"), _ask(one))
        for number, one in enumerate(rows, 1)
    ]
    header = ("STT", "Sản phẩm", "Quyết định", "Hết hạn ngày", "Đề nghị")
    papers.grid(document, header, table, (12, 39, 42, 27, 45), "danh mục OCOP, theo các quyết định công nhận")
    if any(one.part in {Part.EXPIRED} for one in rows):
        papers.text(
            document,
            "Sản phẩm đã hết hạn không dùng hạng sao và nhãn hiệu chứng nhận OCOP trên bao bì, biển hiệu, quảng cáo cho đến khi"
            " được công nhận lại.",
        )
    if any(one.part in {Part.EXPIRING, Part.CLOSED} for one in rows):
        papers.text(
            document,
            "Trường hợp không kịp kỳ nộp hồ sơ, quyết định trên cho phép kéo dài giấy đến khi có kết quả, tối đa 180 ngày kể từ"
            " ngày hết hạn (khoản 3 Điều 12); danh mục chỉ ghi kéo dài khi có văn bản.",
        )
    papers.text(
        document,
        "Hồ sơ gửi về Ủy ban nhân dân xã, phường. Cần thông tin đúng hơn những gì ghi ở trên, hoặc cần hướng dẫn lập hồ sơ, xin"
        f" liên hệ: {office.contact or BLANK}.",
    )
    papers.signed(document, office, ("Như trên;",))
    return papers.saved(document, f"{producer.title}: {ABOUT}")


def _ask(one: Deadline) -> str:
    closes = date_short(one.window[1], "vi") if one.window else ""
    if not closes and "{closes}" in _ASKS[one.part]:
        return "Liên hệ để được hướng dẫn đánh giá lại"
    return _ASKS[one.part].format(closes=closes, ends=date_short(one.ends, "vi"))
