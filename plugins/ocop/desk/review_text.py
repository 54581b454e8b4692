"""A review as text: lines for people, a table for Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import Final

from ocop.catalogue.status import PublicStatus
from ocop.text import date_short

from .asks import RANKS
from .review import Answer, Review

BOM: Final = "\ufeff"
"""Without it Excel takes UTF-8 for the system's old code page."""
HEADER: Final = (
    *("Sản phẩm", "Trang", "Chủ thể", "Nhóm", "Bộ", "Tình trạng", "Sao", "Có giá trị đến"),
    *("Mức", "Tiêu chí", "Yêu cầu", "Đạt", "Trang đã có", "Việc cần làm"),
)
STATUSES: Final = MappingProxyType(
    {
        PublicStatus.VALID: "còn hiệu lực",
        PublicStatus.EXTENDED: "được kéo dài",
        PublicStatus.EXPIRED: "hết hiệu lực",
        PublicStatus.REVOKED: "đã thu hồi",
        PublicStatus.GUIDED: "đang hướng dẫn hồ sơ",
        PublicStatus.NONE: "chưa công nhận",
    }
)
NOTE: Final = (
    "Đủ ở đây chỉ nghĩa là trang đã có phần mà 26/2026/QĐ-TTg (Phụ lục II) đòi ở câu chuyện, tờ rơi, website, mã truy xuất."
    " Sao do hội đồng chấm trên cả hồ sơ."
)


def lines(reviews: Sequence[Review]) -> Iterator[str]:
    """Give the review for people: a product, what its page has, what each higher rank still asks, and what would help."""
    for review in reviews:
        rank = f"{review.stars} sao, đến {date_short(review.until, 'vi')}" if review.stars and review.until else ""
        yield f"{review.title} ({review.key}): {', '.join(filter(None, (STATUSES[review.status], rank)))}"
        told: set[str] = set()
        for stars in RANKS:
            lacking = [answer for answer in review.lacking(stars) if answer.ask.stars == stars]
            asked = [answer for answer in review.answers if answer.ask.stars == stars]
            if asked:
                more = "" if stars == RANKS[0] else ", thêm"
                yield f"  {stars} sao{more}: {'đủ' if not lacking else f'thiếu {len(lacking)}/{len(asked)}'}"
            yield from _todos(lacking, told)
        helpful = [answer for answer in review.answers if not answer.ask.stars and not answer.is_met]
        if helpful:
            yield "  Nên có thêm:"
            yield from _todos(helpful, told)
        yield ""
    yield summary(reviews)
    yield NOTE


def summary(reviews: Sequence[Review]) -> str:
    """Give one sentence: how many pages have the minimum of each rank."""
    judged = [review for review in reviews if any(answer.ask.stars for answer in review.answers)]
    counts = ", ".join(f"{stars} sao {sum(review.highest >= stars for review in judged)}/{len(judged)}" for stars in RANKS)
    tourism = len(reviews) - len(judged)
    return f"{len(reviews)} sản phẩm. Trang đủ phần tối thiểu: {counts}. Nhóm du lịch: {tourism} (chỉ tính điểm)."


def table(reviews: Iterable[Review], separator: str = ",") -> bytes:
    """Give the review as CSV for Excel: UTF-8 with a byte order mark, CRLF, a line for each product and ask.

    `separator` is "," or, for an Excel that is set to Vietnamese, ";". A value that a spreadsheet would take for a formula is
    given an apostrophe in front, and no criterion is only "5.3", which it would take for a day of March.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    writer.writerow(HEADER)
    for review in reviews:
        for answer in review.answers:
            writer.writerow([_cell(value) for value in _row(review, answer)])
    return (BOM + buffer.getvalue()).encode("utf-8")


def _row(review: Review, answer: Answer) -> tuple[str, ...]:
    ask = answer.ask
    level = f"{ask.stars} sao" if ask.stars else ("điểm" if ask.criterion else "nên có")
    return (
        *(review.title, review.key, review.producer, review.group, str(review.set or "")),
        *(STATUSES[review.status], str(review.stars or ""), review.until.isoformat() if review.until else ""),
        *(
            level,
            f"mục {ask.criterion}" if ask.criterion else "",
            ask.words,
            "có" if answer.is_met else "chưa",
            answer.found,
            answer.todo,
        ),
    )


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _todos(answers: Iterable[Answer], told: set[str]) -> Iterator[str]:
    for answer in answers:
        again = answer.todo in told
        told.add(answer.todo)
        where = f" (tiêu chí {answer.ask.criterion})" if answer.ask.criterion else ""
        yield f"    – {answer.ask.words}{where}: {'như trên' if again else answer.todo}"
