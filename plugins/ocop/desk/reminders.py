"""The calendar of deadlines as lines for people and as a table for Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from ocop.text import date_short

from .deadlines import TITLES, Deadline
from .tables import Table

NOTE = "Nộp hồ sơ đánh giá lại: từ 180 đến 120 ngày trước ngày hết hạn (26/2026/QĐ-TTg, Điều 7.6a)."


def lines(found: Sequence[Deadline], rounds: Sequence[date], today: date, days: int) -> Iterator[str]:
    """Give the list for people: a part, then a certificate on each line with its decision, its days and whom to ring."""
    yield f"Lịch đánh giá lại tính đến {date_short(today, 'vi')}, giấy hết hạn trong {days} ngày tới và giấy đã hết hạn."
    for part, rows in groupby(found, key=lambda one: one.part):
        listed = list(rows)
        yield f"\n{TITLES[part]} ({len(listed)})"
        for one in listed:
            yield f"  {one.title} ({one.key}), {one.recognition.stars} sao: {when(one, today)}"
            yield f"    Quyết định {one.decision}, {one.recognition.issuer}"
            yield f"    {contact(one)}"
    if not found:
        yield "Không có giấy nào."
    for day in rounds:
        yield f"\nXã, phường gửi hồ sơ lên tỉnh trước ngày {date_short(day, 'vi')} (còn {(day - today).days} ngày)."


def when(one: Deadline, today: date) -> str:
    """Give its days in words."""
    left = one.days_left(today)
    ends = date_short(one.ends, "vi")
    end = f"hết hạn {ends} (còn {left} ngày)" if left > 0 else f"hết hạn từ {ends}"
    if one.window is None:
        return end
    opens, closes = one.window
    if today < opens:
        return f"{end}; nộp hồ sơ {date_short(opens, 'vi')}–{date_short(closes, 'vi')}"
    if today <= closes:
        return f"nộp hồ sơ đến hết {date_short(closes, 'vi')} (còn {(closes - today).days} ngày); {end}"
    return f"{end}; kỳ nộp đóng {date_short(closes, 'vi')}"


def contact(one: Deadline) -> str:
    """Give whom to ring."""
    known = filter(None, (*one.producer.phones, one.producer.email, one.producer.address))
    return f"{one.producer.title}: {', '.join(known) or 'chưa có liên hệ trong danh mục'}"


def table(found: Sequence[Deadline], today: date) -> Table:
    """Give the list as a table."""
    header = (
        *("Tình trạng", "Sản phẩm", "Sao", "Số quyết định", "Ngày quyết định", "Cơ quan cấp"),
        *("Mở kỳ nộp", "Đóng kỳ nộp", "Hết hạn", "Còn (ngày)", "Chủ thể", "Điện thoại", "Thư điện tử", "Địa chỉ", "Trang"),
    )
    rows = tuple(
        (
            *(TITLES[one.part], one.title, one.recognition.stars, one.recognition.decision, one.recognition.date),
            *(one.recognition.issuer, *(one.window or (None, None)), one.ends, one.days_left(today)),
            *(one.producer.title, "\n".join(one.producer.phones), one.producer.email, one.producer.address, one.key),
        )
        for one in found
    )
    title = f"Lịch đánh giá lại sản phẩm OCOP, tính đến {date_short(today, 'vi')}"
    return Table("Lịch đánh giá lại", title, header, rows, "quyết định công nhận ghi trong danh mục")
