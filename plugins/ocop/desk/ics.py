"""The calendar of deadlines as iCalendar (RFC 5545): whole days, with alarms at eight in the morning of days that matter."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from ocop.catalogue.validity import WINDOW_CLOSES_DAYS, WINDOW_OPENS_DAYS
from ocop.text import date_short

from .deadlines import Deadline, Part

ALARMS: Final = (
    (WINDOW_OPENS_DAYS, "còn 180 ngày: mở kỳ nộp hồ sơ đánh giá lại"),
    (WINDOW_CLOSES_DAYS, "còn 120 ngày: hôm nay là ngày cuối nộp hồ sơ đánh giá lại"),
    (30, "còn 30 ngày"),
    (0, "hôm nay hết hạn"),
)
"""Days before the end, and what is said."""
_LONGEST: Final = 75
"""Octets of a line (RFC 5545, 3.1)."""


def calendar(found: Iterable[Deadline], rounds: Iterable[date], today: date) -> bytes:
    """Give the calendar: an event for each end, one for each window to file in, one for each of the province's filing days."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//OCOP//Lich danh gia lai//VI",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Lịch đánh giá lại OCOP",
    ]
    for one in found:
        if one.part is not Part.EXPIRED:
            lines += _deadline(one, today)
    for day in rounds:
        lines += _event(
            f"round-{day}",
            today,
            day,
            day + timedelta(days=1),
            "Trước ngày này: xã, phường gửi hồ sơ OCOP lên tỉnh",
            "26/2026/QĐ-TTg, Điều 5.1",
        )
        lines += [*_alarm(30, "còn 30 ngày đến mốc gửi hồ sơ lên tỉnh"), "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in [_folded(line)]).encode("utf-8")


def _deadline(one: Deadline, today: date) -> Iterator[str]:
    contact = ", ".join(filter(None, (one.producer.title, *one.producer.phones, one.producer.email)))
    window = f"Nộp hồ sơ: {date_short(one.window[0], 'vi')}–{date_short(one.window[1], 'vi')}" if one.window else ""
    notes = "\n".join(filter(None, (f"Quyết định {one.decision}", window, contact)))
    name = f"{one.key}|{one.recognition.decision}|{one.recognition.date}"
    yield from _event(name, today, one.ends, one.ends + timedelta(days=1), f"Hết hạn OCOP: {one.title}", notes)
    for days, said in ALARMS:
        yield from _alarm(days, f"{one.title}: {said}")
    yield "END:VEVENT"
    if one.window and one.part in {Part.AHEAD, Part.OPEN, Part.CLOSING}:
        opens, closes = one.window
        title = f"Nộp hồ sơ đánh giá lại: {one.title}"
        yield from _event(f"{name}|window", today, opens, closes + timedelta(days=1), title, notes)
        yield "END:VEVENT"


def _event(name: str, today: date, first: date, after: date, summary: str, notes: str) -> tuple[str, ...]:  # noqa: PLR0913, PLR0917
    # The same certificate keeps its identity, so that a calendar that imports the file again does not show it twice.
    identity = hashlib.blake2b(name.encode(), digest_size=12).hexdigest()
    return (
        "BEGIN:VEVENT",
        f"UID:{identity}@ocop",
        f"DTSTAMP:{today:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{_escaped(summary)}",
        f"DESCRIPTION:{_escaped(notes)}",
        "TRANSP:TRANSPARENT",
    )


def _alarm(days: int, said: str) -> tuple[str, ...]:
    trigger = f"-P{days - 1}DT16H" if days else "PT8H"  # eight in the morning, `days` days before the day begins
    return ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{trigger}", f"DESCRIPTION:{_escaped(said)}", "END:VALARM")


def _escaped(text: str) -> str:
    for plain, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, safe)
    return text.replace("\r", "")


def _folded(line: str) -> str:
    parts: list[str] = []
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LONGEST:
            parts.append(part)
            part, size = " ", 1  # the space that begins a continued line counts
        part += letter
        size += octets
    return "\r\n".join([*parts, part])
