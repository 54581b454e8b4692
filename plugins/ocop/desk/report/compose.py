"""A report put together in the order of the office's own: I.1–I.5 what was done, II what comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from ocop.catalogue.assembled import Catalogue
from ocop.catalogue.models import PlaceType
from ocop.catalogue.rounds import filing_days
from ocop.catalogue.status import PublicStatus, status_on
from ocop.text import date_long, date_short, sort_key

from ..deadlines import TITLES, deadlines
from ..office import BLANK, Office
from ..tables import Table
from . import counts
from .numbers import Span, by_kind, by_year, expired, guided, holding, recognised, revoked
from .parts import Chart, Item, Part, Report, Room, Said, Section

LOOK_AHEAD = 180
"""Days after the report for which the calendar is given."""


def compose(catalogue: Catalogue, span: Span, targets: Mapping[int, int], office: Office) -> Report:
    """Give the report of a span."""
    place = office.name or BLANK
    return Report(
        about=(
            f"Kết quả thực hiện Chương trình OCOP {named(span)}",
            "và phương hướng, nhiệm vụ thời gian tới",
        ),
        opening=f"{place} báo cáo kết quả thực hiện Chương trình Mỗi xã một sản phẩm (OCOP) từ {date_long(span.first, 'vi')}"
        f" đến {date_long(span.last, 'vi')}; số liệu lấy từ danh mục OCOP, tính đến hết {date_long(span.counted_to, 'vi')},"
        " như sau:",
        parts=(
            Part(
                "I. KẾT QUẢ THỰC HIỆN",
                (
                    Section("1. Công tác chỉ đạo, điều hành quản lý", _documents(catalogue, span)),
                    Section("2. Công tác triển khai thực hiện mô hình chỉ đạo điểm", _pilot(catalogue)),
                    Section("3. Công tác tuyên truyền, vận động", _told(catalogue, span)),
                    Section("4. Công tác triển khai đánh giá, phân hạng sản phẩm OCOP", _assessed(catalogue, span, targets)),
                    Section("5. Khó khăn", _hard(catalogue, span)),
                ),
            ),
            Part(
                "II. PHƯƠNG HƯỚNG, NHIỆM VỤ",
                (
                    Section("1. Chỉ tiêu", _target(span, targets)),
                    Section("2. Nhiệm vụ, giải pháp", _next(catalogue, span)),
                ),
            ),
        ),
        closing=f"Trên đây là báo cáo kết quả thực hiện Chương trình Mỗi xã một sản phẩm (OCOP) {named(span)}./.",
    )


def named(span: Span) -> str:
    """Give "06 tháng đầu năm 2026", "năm 2026", or the days."""
    first, last = span.first, span.last
    if first.year == last.year and (first.month, first.day) == (1, 1):
        if (last.month, last.day) == (12, 31):
            return f"năm {first.year}"
        if (last.month, last.day) == (6, 30):
            return f"06 tháng đầu năm {first.year}"
    if first.year == last.year and (first.month, first.day, last.month, last.day) == (7, 1, 12, 31):
        return f"06 tháng cuối năm {first.year}"
    return f"từ {date_short(first, 'vi')} đến {date_short(last, 'vi')}"


def _documents(catalogue: Catalogue, span: Span) -> tuple[Item, ...]:
    found = sorted(
        (one for one in catalogue.documents.values() if span.holds(one.date)), key=lambda one: (one.date, one.number)
    )
    room = Room("văn bản của cơ quan đã ban hành, triển khai trong kỳ (số, ngày, nội dung)")
    if not found:
        return (Said("Sổ văn bản của danh mục không ghi văn bản nào ban hành trong kỳ."), room)
    rows = tuple((one.number, one.date, one.issuer, one.subject["vi"]) for one in found)
    header = ("Số văn bản", "Ngày", "Cơ quan ban hành", "Nội dung")
    source = "sổ văn bản của danh mục (content/data/laws.yaml)"
    return (Table("Văn bản", "Văn bản ban hành trong kỳ", header, rows, source), room)


def _pilot(catalogue: Catalogue) -> tuple[Item, ...]:
    projects = [one for one in catalogue.places.values() if one.facts.type is PlaceType.PROJECT]
    said = [Said(f"{one.words['vi'].title}: {one.words['vi'].summary}") for one in projects]
    return (*said, Room("tình hình mô hình chỉ đạo điểm trong kỳ"))


def _told(catalogue: Catalogue, span: Span) -> tuple[Item, ...]:
    rows = [
        *(("Tin", one.words["vi"].title, one.facts.date) for one in catalogue.news.values() if span.holds(one.facts.date)),
        *(
            ("Câu chuyện", one.words["vi"].title, one.facts.date)
            for one in catalogue.stories.values()
            if span.holds(one.facts.date)
        ),
    ]
    rows.sort(key=lambda row: (row[2], sort_key(row[1])))
    items: list[Item] = [Said(f"Đăng trên danh mục {len(rows)} tin, bài trong kỳ.")]
    if rows:
        items.append(Table("Tin, bài", "Tin, bài đăng trong kỳ", ("Loại", "Tên", "Ngày đăng"), tuple(rows), "danh mục OCOP"))
    found = guided(catalogue, span)
    items.append(Said(f"Hướng dẫn lập hồ sơ cho {len(found)} sản phẩm."))
    if found:
        items.append(counts.dossiers(catalogue, span))
    return (*items, Room("lớp tập huấn, số người dự, hoạt động vận động khác"))


def _assessed(catalogue: Catalogue, span: Span, targets: Mapping[int, int]) -> tuple[Item, ...]:
    new, over, withdrawn = recognised(catalogue, span), expired(catalogue, span), revoked(catalogue, span)
    kinds = by_kind(new)
    parts = ", ".join(f"{words[0].lower()}{words[1:]} {kinds[kind]}" for kind, words in counts.KINDS.items() if kinds[kind])
    total = len(holding(catalogue, span.counted_to))
    items: list[Item] = [
        counts.plan_and_done(catalogue, span, targets),
        Said(
            f"Trong kỳ có {len(new)} lượt công nhận{f' ({parts})' if parts else ''}, {len(over)} giấy hết hạn, {len(withdrawn)}"
            f" giấy bị thu hồi. Đến {date_short(span.counted_to, 'vi')} có {total} sản phẩm còn hiệu lực."
        ),
    ]
    for name, title, found, day in (
        ("Công nhận", "Công nhận trong kỳ", new, "Ngày quyết định"),
        ("Hết hạn", "Hết hạn trong kỳ, chưa được công nhận lại khi hết hạn", over, "Ngày hết hạn"),
        ("Thu hồi", "Thu hồi trong kỳ", withdrawn, "Ngày thu hồi"),
    ):
        if found:
            items.append(counts.events(name, title, found, catalogue, day))
    years = tuple((str(year), count) for year, count in by_year(catalogue, span).items())
    return (*items, Chart("Số lượt công nhận theo năm của quyết định", years), *counts.stock(catalogue, span))


def _hard(catalogue: Catalogue, span: Span) -> tuple[Item, ...]:
    day = span.counted_to
    lapsed = [
        one
        for one in catalogue.products.values()
        if status_on(one.facts.recognitions, one.facts.dossier, day).kind is PublicStatus.EXPIRED
        and not (one.facts.gone and one.facts.gone <= day)
    ]
    unreachable = [one for one in catalogue.producers.values() if not one.facts.phones and not one.facts.email]
    return (
        Said(
            f"Đến {date_short(day, 'vi')} có {len(lapsed)} sản phẩm hết hạn mà chưa được công nhận lại; {len(unreachable)}"
            f" trong {len(catalogue.producers)} chủ thể chưa có liên hệ trong danh mục."
        ),
        Room("khó khăn, nguyên nhân"),
    )


def _target(span: Span, targets: Mapping[int, int]) -> tuple[Item, ...]:
    following = (span.last + timedelta(days=1)).year
    if following in targets:
        return (Said(f"Phấn đấu năm {following} có {targets[following]} sản phẩm đạt 3 sao trở lên."),)
    return (Room(f"chỉ tiêu năm {following} (ghi vào OCOP_TARGETS để lần sau tự điền)"),)


def _next(catalogue: Catalogue, span: Span) -> tuple[Item, ...]:
    day: date = span.counted_to
    near = [one for one in deadlines(catalogue, day, LOOK_AHEAD) if one.ends > day]
    rows = tuple(
        (one.title, one.producer.title, TITLES[one.part], one.window[1] if one.window else None, one.ends) for one in near
    )
    items: list[Item] = [
        Said(f"Trong {LOOK_AHEAD} ngày tới có {len(near)} giấy hết hạn, cần theo dõi, hướng dẫn đánh giá lại.")
    ]
    if rows:
        header = ("Sản phẩm", "Chủ thể", "Tình trạng", "Hạn nộp hồ sơ", "Hết hạn")
        items.append(Table("Lịch tới", "Giấy hết hạn trong thời gian tới", header, rows, counts.DECISIONS))
    days = " và ".join(date_short(one, "vi") for one in filing_days(day, day + timedelta(days=LOOK_AHEAD)))
    if days:
        items.append(Said(f"Xã, phường gửi hồ sơ lên tỉnh trước ngày {days} (26/2026/QĐ-TTg, Điều 5.1)."))
    return (*items, Room("nhiệm vụ, giải pháp"))
