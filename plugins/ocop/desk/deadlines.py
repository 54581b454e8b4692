"""The year's calendar: which certificates can be filed again, which are about to close, which are over; whom to ring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ocop.catalogue.assembled import Catalogue, Producer, Product
from ocop.catalogue.brief import Brief, Briefs
from ocop.catalogue.models import Kind, Recognition
from ocop.catalogue.status import EXPIRING_DAYS, StaffStatus, staff_status_on, status_on
from ocop.catalogue.validity import end_of, filing_window
from ocop.text import date_short, phone, sort_key


class Part(StrEnum):
    """The parts of the list, in the order in which they are told: what cannot wait comes first."""

    CLOSING = "closing"
    OPEN = "open"
    EXPIRING = "expiring"
    CLOSED = "closed"
    EXTENDED = "extended"
    EXPIRED = "expired"
    AHEAD = "ahead"


TITLES: Final = MappingProxyType(
    {
        Part.CLOSING: "Kỳ nộp hồ sơ sắp đóng",
        Part.OPEN: "Đang trong kỳ nộp hồ sơ đánh giá lại",
        Part.EXPIRING: "Sắp hết hạn, kỳ nộp đã đóng",
        Part.CLOSED: "Kỳ nộp hồ sơ đã đóng, giấy còn hạn",
        Part.EXTENDED: "Đang được kéo dài",
        Part.EXPIRED: "Đã hết hạn",
        Part.AHEAD: "Chưa tới kỳ nộp hồ sơ",
    }
)
_PARTS: Final = MappingProxyType(
    {
        StaffStatus.WINDOW_CLOSING: Part.CLOSING,
        StaffStatus.WINDOW_OPEN: Part.OPEN,
        StaffStatus.EXPIRING: Part.EXPIRING,
        StaffStatus.WINDOW_CLOSED: Part.CLOSED,
        StaffStatus.RUNNING: Part.CLOSED,
        StaffStatus.EXTENDED: Part.EXTENDED,
        StaffStatus.EXPIRED: Part.EXPIRED,
        StaffStatus.WINDOW_AHEAD: Part.AHEAD,
    }
)


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a producer, as its page has it; empty where nothing is known."""

    key: str
    title: str
    address: str
    phones: tuple[str, ...]
    email: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A product's newest recognition with its days. `ends`: the day on which it is over, an extension included.

    `window` holds the first and last day to file again; None where no rule gave one.
    """

    part: Part
    key: str
    title: str
    recognition: Recognition
    window: tuple[date, date] | None
    ends: date
    producer: Contact

    @property
    def decision(self) -> str:
        """The decision as letters name it."""
        return f"{self.recognition.decision} ngày {date_short(self.recognition.date, 'vi')}"

    def days_left(self, today: date) -> int:
        """Whole days until the end; 0 on the day itself, negative after it."""
        return (self.ends - today).days


def deadlines(
    catalogue: Catalogue, today: date, days: int, language: str = "vi", products: Iterable[Product] | None = None
) -> tuple[Deadline, ...]:
    """Give what ends within `days` days from `today` and what is over or extended already: by part, then by day.

    Left out: products that are gone, revoked or without a recognition, for none of which there is a day to keep. `products`:
    those to look at, where others are known to have nothing that ends.
    """
    looked_at = catalogue.products.values() if products is None else products
    found = (_of(product, catalogue, today, language) for product in looked_at)
    last = today + timedelta(days=days)
    kept = [one for one in found if one is not None and (one.part is Part.EXPIRED or one.ends <= last)]
    order = list(Part)
    return tuple(sorted(kept, key=lambda one: (order.index(one.part), one.ends, sort_key(one.title), one.key)))


def may_close(briefs: Briefs, today: date, days: int = EXPIRING_DAYS) -> tuple[Brief, ...]:
    """Give the products, in short, of which something may close within `days` days from `today`."""
    last = today + timedelta(days=days)
    offered = briefs.get(Kind.PRODUCT, {}).values()
    return tuple(one for one in offered if one.offer and any(today <= day <= last for day in one.offer.closes))


def closing(
    catalogue: Catalogue,
    today: date,
    days: int = EXPIRING_DAYS,
    language: str = "vi",
    products: Iterable[Product] | None = None,
) -> tuple[Deadline, ...]:
    """Give those whose certificate, extension or filing window closes within `days` days from `today`, the nearest first."""
    last = today + timedelta(days=days)
    known = deadlines(catalogue, today, 366, language, products)
    near = [(day, one) for one in known if (day := _closes(one, today)) is not None and day <= last]
    return tuple(one for _, one in sorted(near, key=lambda pair: (pair[0], pair[1].key)))


def closing_line(near: Iterable[Deadline], today: date, days: int = EXPIRING_DAYS) -> str:
    """Give one line that says what closes in the next days; "" when nothing does."""
    windows = [one for one in near if one.part in {Part.OPEN, Part.CLOSING}]
    terms = [one for one in near if one not in windows]
    said = [*_said("giấy hết hạn", terms, today), *_said("kỳ nộp hồ sơ đóng", windows, today)]
    return f"Trong {days} ngày tới: {'; '.join(said)}. Xem cả lịch: make remind" if said else ""


def _said(what: str, found: list[Deadline], today: date) -> Iterator[str]:
    if found:
        first = found[0]
        day = _closes(first, today) or first.ends
        others = f" và {len(found) - 1} mục khác" if len(found) > 1 else ""
        yield f"{len(found)} {what} ({first.title}, {date_short(day, 'vi')}{others})"


def _closes(one: Deadline, today: date) -> date | None:
    """The next day on which something of it closes."""
    if one.window is not None and one.window[0] <= today <= one.window[1]:
        return one.window[1]
    return one.ends if today < one.ends else None


def _of(product: Product, catalogue: Catalogue, today: date, language: str) -> Deadline | None:
    facts = product.facts
    part = _PARTS.get(staff_status_on(facts.recognitions, facts.dossier, today))
    recognition = status_on(facts.recognitions, facts.dossier, today).recognition
    if part is None or recognition is None or facts.gone is not None:
        return None
    return Deadline(
        part=part,
        key=product.key,
        title=product.words[language].title,
        recognition=recognition,
        window=filing_window(recognition),
        ends=end_of(recognition),
        producer=contact_of(catalogue.producers[facts.producer], catalogue, language),
    )


def contact_of(producer: Producer, catalogue: Catalogue, language: str = "vi") -> Contact:
    """Give how to reach a producer: the address with its commune of today, numbers as people write them."""
    facts = producer.facts
    unit = catalogue.units.get(facts.unit or "")
    place = [facts.address, f"{unit.title}, {unit.province}" if unit else None]
    return Contact(
        key=producer.key,
        title=producer.words[language].title,
        address=", ".join(part for part in place if part),
        phones=tuple(phone(one.number) for one in facts.phones),
        email=facts.email or "",
    )
