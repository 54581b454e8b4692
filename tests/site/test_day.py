"""The day that statuses are judged on: pinned, or the calendar's day where the site is."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo

import pytest

from ocop.outputs import environment


class Midnight(datetime):
    """17:30 UTC on 28 December: already the 29th in Vietnam."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime(2026, 12, 28, 17, 30, tzinfo=UTC).astimezone(tz)


@pytest.mark.parametrize(("zone", "day"), [("Asia/Ho_Chi_Minh", date(2026, 12, 29)), ("UTC", date(2026, 12, 28))])
def test_the_time_zone_setting_decides_which_day_it_is(monkeypatch: pytest.MonkeyPatch, zone: str, day: date) -> None:
    monkeypatch.delenv("OCOP_TODAY", raising=False)
    monkeypatch.setattr(environment, "datetime", Midnight)
    assert environment.today({"TIMEZONE": zone}) == day


def test_a_pinned_day_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCOP_TODAY", "2030-01-01")
    assert environment.today({"TIMEZONE": "UTC"}) == date(2030, 1, 1)
