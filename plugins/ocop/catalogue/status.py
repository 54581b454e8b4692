"""What a product is on a day, derived from its recognitions; nobody types a status in.

Only the newest decision that exists on the day counts, whatever its stars: a re-assessment may lower a rank, and an upgrade
that is revoked revives nothing (ocop.md §1.5). Every function takes the day, past or future; none asks a clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile
from types import MappingProxyType
from typing import Final

from .models import Dossier, Recognition
from .validity import end_of, expiry, filing_window

CLOSING_DAYS: Final = 14
"""How many last days of a filing window the desk calls closing: our choice, not a rule."""
EXPIRING_DAYS: Final = 30
"""How many last days of a term are expiring: before 2026 issuers had to give notice so many days ahead (ocop.md §1.5)."""


class PublicStatus(StrEnum):
    """What the public is told. Only VALID and EXTENDED have stars."""

    VALID = "valid"
    EXTENDED = "extended"
    EXPIRED = "expired"
    REVOKED = "revoked"
    GUIDED = "guided"
    """A dossier is being prepared and no recognition is known (26/2026/QĐ-TTg, Điều 10.4a)."""
    NONE = "none"


class RecognitionStatus(StrEnum):
    """What one recognition is on a day, as a row of a product's history."""

    VALID = "valid"
    EXTENDED = "extended"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    NOT_YET = "not-yet"
    """The decision is of a later day."""


_PUBLIC: Final = MappingProxyType(
    {
        RecognitionStatus.VALID: PublicStatus.VALID,
        RecognitionStatus.EXTENDED: PublicStatus.EXTENDED,
        RecognitionStatus.EXPIRED: PublicStatus.EXPIRED,
        RecognitionStatus.REVOKED: PublicStatus.REVOKED,
    }
)
"""What the newest recognition that exists makes of its product; the others are said of older ones, or of later days."""


class StaffStatus(StrEnum):
    """What the desk has to do about a product; never shown to the public."""

    NONE = "none"
    GUIDED = "guided"
    RUNNING = "running"
    """Valid, without a filing window (the term ends before 22/05/2026)."""
    WINDOW_AHEAD = "window-ahead"
    WINDOW_OPEN = "window-open"
    WINDOW_CLOSING = "window-closing"
    """The last 14 days of the window."""
    WINDOW_CLOSED = "window-closed"
    EXPIRING = "expiring"
    """The last 30 days of the term."""
    EXTENDED = "extended"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Status:
    """A product's public status on a day.

    `recognition` is the one that decides it. `since` is the day of its decision. `until` is the day on which the status rests:
    valid: the term is over on it; extended: the extension is; expired: the day since when; revoked: the day of the revocation.
    All three are None for guided and none. `stars` is None unless valid or extended.
    """

    kind: PublicStatus
    recognition: Recognition | None = None
    stars: int | None = None
    since: date | None = None
    until: date | None = None


def current_recognition(recognitions: Sequence[Recognition], today: date) -> Recognition | None:
    """Give the newest recognition that exists on `today`, whatever has become of it; None when there is none.

    Source: an upgrade or a re-assessment is a new decision with its own date (26/2026/QĐ-TTg, Điều 6.1, Điều 7.5–7.6). Of two
    of one day the higher number is the newer; the rest of the order only makes it the same every time.
    """
    existing = [recognition for recognition in recognitions if recognition.date <= today]
    if len(existing) > 1:
        # Most have one, nearly all one of a day: only where a day has two does it take more than days to order them.
        newest = max(recognition.date for recognition in existing)
        existing = [recognition for recognition in existing if recognition.date == newest]
    return existing[0] if len(existing) == 1 else max(existing, key=_newness, default=None)


def recognition_status_on(recognition: Recognition, newer_exists: bool, today: date) -> RecognitionStatus:
    """Give what one recognition is on `today`; `newer_exists`: a newer decision had replaced it before its end.

    A revocation counts from its day on and goes before all else (26/2026/QĐ-TTg, Điều 8). A recognition that was replaced stays
    so: neither its own term nor the end of the newer one brings it back. Term and extension: see `validity`.
    """
    if today < recognition.date:
        return RecognitionStatus.NOT_YET
    if recognition.revocation is not None and recognition.revocation.date <= today:
        return RecognitionStatus.REVOKED
    if newer_exists:
        return RecognitionStatus.SUPERSEDED
    if today < expiry(recognition):
        return RecognitionStatus.VALID
    return RecognitionStatus.EXTENDED if today < end_of(recognition) else RecognitionStatus.EXPIRED


def history_on(recognitions: Sequence[Recognition], today: date) -> tuple[tuple[Recognition, RecognitionStatus], ...]:
    """Give every recognition that exists on `today` with what it is then, newest first (order as `current_recognition`).

    One whose end came before the newer decision is expired, not superseded. At most the first is valid or extended.
    """
    existing = [item for item in recognitions if item.date <= today]
    if len(existing) > 1:
        existing.sort(key=_newness, reverse=True)
    rows: list[tuple[Recognition, RecognitionStatus]] = []
    for index, item in enumerate(existing):
        replaced = index > 0 and existing[index - 1].date < end_of(item)
        rows.append((item, recognition_status_on(item, replaced, today)))
    return tuple(rows)


def status_on(recognitions: Sequence[Recognition], dossier: Dossier | None, today: date) -> Status:
    """Give the public status on `today`, also a past or a future day.

    Decisions and revocations exist from their own day on, a dossier from 1 January of its year. The newest decision alone
    decides; a dossier changes nothing once there is one (an expired product with a new dossier is expired).
    Source: 26/2026/QĐ-TTg, Điều 4.3, 7.6, 8, 12; ocop.md §1.5.
    """
    recognition = current_recognition(recognitions, today)
    if recognition is None:
        guided = dossier is not None and dossier.year <= today.year
        return Status(PublicStatus.GUIDED if guided else PublicStatus.NONE)
    kind = _PUBLIC[recognition_status_on(recognition, newer_exists=False, today=today)]
    holds = kind is PublicStatus.VALID or kind is PublicStatus.EXTENDED
    return Status(
        kind=kind,
        recognition=recognition,
        stars=recognition.stars if holds else None,
        since=recognition.date,
        until=_until(recognition, kind),
    )


def staff_status_on(recognitions: Sequence[Recognition], dossier: Dossier | None, today: date) -> StaffStatus:
    """Give what the desk has to do on `today`: see `staff_status`."""
    return staff_status(status_on(recognitions, dossier, today), today)


def staff_status(status: Status, today: date) -> StaffStatus:
    """Give what the desk has to do where this is the public status; the valid one is told apart by the filing window.

    The last 30 days of a term are expiring, whatever the window. Source: 26/2026/QĐ-TTg, Điều 7.6a (see `filing_window`).
    """
    if status.kind is not PublicStatus.VALID or status.recognition is None:
        return StaffStatus(status.kind.value)
    if expiry(status.recognition) - today <= timedelta(days=EXPIRING_DAYS):
        return StaffStatus.EXPIRING
    window = filing_window(status.recognition)
    if window is None:
        return StaffStatus.RUNNING
    opens, closes = window
    if today < opens:
        return StaffStatus.WINDOW_AHEAD
    if today > closes:
        return StaffStatus.WINDOW_CLOSED
    return StaffStatus.WINDOW_CLOSING if (closes - today).days < CLOSING_DAYS else StaffStatus.WINDOW_OPEN


def _until(recognition: Recognition, kind: PublicStatus) -> date:
    if kind is PublicStatus.REVOKED and recognition.revocation is not None:
        return recognition.revocation.date
    return expiry(recognition) if kind is PublicStatus.VALID else end_of(recognition)


def _newness(recognition: Recognition) -> tuple[date, int, str, str, str, int, str]:
    """Give a total order: by day, then by serial number (as digits: it has no bound), then by whatever else differs."""
    serial = "".join(takewhile(str.isdecimal, recognition.decision)).lstrip("0")
    return (
        recognition.date,
        len(serial),
        serial,
        recognition.decision,
        recognition.issuer,
        -recognition.stars,
        recognition.model_dump_json(),
    )
