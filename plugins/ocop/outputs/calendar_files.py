"""Events as iCalendar (RFC 5545): whole days without hours, else a span of UTC a day, so that no time zone is needed.

Ids and stamps stay the same for ever: they come from the slug and from the day the event was published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

_VIETNAM = timezone(timedelta(hours=7))
_MOST_OCTETS = 75
"""Of a line, its end left out (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as a calendar has it. `opens` and `closes` are the hours of every day, local time; both or neither."""

    id: str
    title: str
    note: str
    url: str
    venue: str
    starts: date
    ends: date
    opens: time | None
    closes: time | None
    published: date
    cancelled: bool
    position: tuple[float, float] | None = None


def calendar(name: str, entries: Sequence[Entry]) -> bytes:
    """Give a calendar of these events."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//OCOP//VI", "CALSCALE:GREGORIAN", f"NAME:{_text(name)}"]
    lines.append(f"X-WR-CALNAME:{_text(name)}")
    for entry in entries:
        lines += _event(entry)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines).encode()


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.id}"
    yield f"DTSTAMP:{entry.published:%Y%m%d}T000000Z"
    if entry.opens is None or entry.closes is None:
        yield f"DTSTART;VALUE=DATE:{entry.starts:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.ends + timedelta(days=1):%Y%m%d}"  # The day after the last: the end is not in it.
    else:
        yield f"DTSTART:{_utc(entry.starts, entry.opens)}"
        yield f"DTEND:{_utc(entry.starts, entry.closes)}"
        days = (entry.ends - entry.starts).days + 1
        if days > 1:
            yield f"RRULE:FREQ=DAILY;COUNT={days}"
    yield f"SUMMARY:{_text(entry.title)}"
    yield f"DESCRIPTION:{_text(entry.note)}"
    if entry.venue:
        yield f"LOCATION:{_text(entry.venue)}"
    if entry.position is not None:
        yield "GEO:{};{}".format(*entry.position)
    if entry.url.startswith("http"):
        yield f"URL:{entry.url}"
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _utc(day: date, clock: time) -> str:
    return f"{datetime.combine(day, clock, _VIETNAM).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(said: str) -> str:
    escaped = said.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(escaped.split("\r")).replace("\n", "\\n")


def _folded(line: str) -> str:
    # Lines are counted in octets, and no letter may be cut in two.
    parts, part, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _MOST_OCTETS:
            parts.append(part)
            part, size = " ", 1
        part, size = part + letter, size + octets
    return "\r\n".join([*parts, part]) + "\r\n"
