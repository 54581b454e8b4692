"""One language of an edition: interface words, days, money and names as they are printed in that language."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ocop import text
from ocop.catalogue.models import Group, Hours, Price
from ocop.catalogue.units import present_unit

from .edition import Edition
from .views import HoursRow, When

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def days_of(typed: str) -> tuple[str, ...]:
    """Give the days of opening hours one by one: "mon-wed" is mon, tue, wed."""
    found: list[str] = []
    for part in typed.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        start, end = DAYS.index(first), DAYS.index(last or first)
        found += DAYS[start : end + 1] if start <= end else (*DAYS[start:], *DAYS[: end + 1])
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Voice:
    """An edition speaking one language. `say` and `count` are the look-ups that message extraction knows."""

    edition: Edition
    lang: str
    _said: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was looked up: a page says forty texts, and the next one says most of them again."""
    _dates: dict[date, When] = field(default_factory=dict, init=False, repr=False, compare=False)
    _groups: dict[Group, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was written out. These are not views to share (`Edition.shared`): nobody is asked for them."""

    def say(self, message: str) -> str:
        """Give an interface text in this language."""
        found = self._said.get(message)
        if found is None:
            found = self._said[message] = self.edition.gettext(self.lang)(message)
        return found

    def count(self, singular: str, plural: str, number: int) -> str:
        """Give an interface text that counts; `{n}` in it becomes the number."""
        return self.edition.ngettext(self.lang)(singular, plural, number).format(n=text.number(number, self.lang))

    def when(self, day: date) -> When:
        """Give a day for people and machines. Only Vietnamese has a short form: 03/02/2026 means two days to travellers."""
        found = self._dates.get(day)
        if found is None:
            found = self._dates[day] = self._when(day)
        return found

    def _when(self, day: date) -> When:
        long = text.date_long(day, self.lang)
        return When(day.isoformat(), text.date_short(day, self.lang) if self.lang == "vi" else long, long)

    def span(self, first: date, last: date) -> str:
        """Give a run of days: 27/12/2026–04/01/2027; a single day stands alone."""
        begins, ends = self.when(first).short, self.when(last).short
        return begins if first == last else f"{begins} – {ends}" if self.lang != "vi" else f"{begins}–{ends}"

    def tag(self, language: str) -> str:
        """Give the lang attribute a text in `language` needs here; "" where it needs none."""
        return self.edition.tag(language, self.lang)

    def group(self, group: Group) -> str:
        """Give the short name of a group, as on cards and tiles; the official one is in the scheme's data."""
        found = self._groups.get(group)
        if found is None:
            found = self._groups[group] = self._group(group)
        return found

    def _group(self, group: Group) -> str:
        return {
            Group.FOOD: self.say("Food"),
            Group.DRINKS: self.say("Drinks"),
            Group.HERBS: self.say("Medicinal herbs"),
            Group.CRAFTS: self.say("Handicrafts"),
            Group.ORNAMENTALS: self.say("Ornamental plants and animals"),
            Group.TOURISM: self.say("Community tourism"),
        }[group]

    def address(self, street: str | None, unit: str | None, former: str | None = None) -> str:
        """Give an address in the order Vietnam writes it, without the district that no longer exists (ocop.md §2)."""
        units = self.edition.catalogue.units
        parts = [street] if street else []
        if unit and unit in units:
            present = present_unit(units, unit)
            parts += [self.unit(unit), self.province(present.province)]
        line = ", ".join(parts)
        if former and former in units:
            return f"{line} ({self.say('formerly')} {units[former].title})"
        return line

    def unit(self, slug: str) -> str:
        """Give the name of a commune or ward; in other languages than Vietnamese with the kind behind the name."""
        unit = self.edition.catalogue.units[slug]
        if self.lang == "vi":
            return unit.title
        name = unit.title.partition(" ")[2]
        return f"{name} {self.say('Ward') if unit.type == 'ward' else self.say('Commune')}"

    def province(self, title: str) -> str:
        """Give the name of a province: "tỉnh Đồng Tháp", "Đồng Tháp Province"."""
        name = title.removeprefix("tỉnh ").removeprefix("Tỉnh ")
        return self.say("{name} Province").format(name=name)

    def duration(self, typed: str) -> str:
        """Give a shelf life in words of this language."""
        number, unit = typed.split(" ")
        match unit:
            case "ngày":
                return self.count("{n} day", "{n} days", int(number))
            case "tháng":
                return self.count("{n} month", "{n} months", int(number))
            case _:
                return self.count("{n} year", "{n} years", int(number))

    def price(self, price: Price) -> str:
        """Give a reference price: amount, what it buys, and the day it was noted."""
        amount = text.money(price.amount, self.lang)
        per = {
            "pack": self.say("a pack"),
            "adult": self.say("an adult"),
            "child": self.say("a child"),
            "person": self.say("a person"),
            "night": self.say("a night"),
            "visit": self.say("a visit"),
        }[price.per]
        what = f"{per} {price.pack}" if price.pack else per
        return self.say("{amount} {what} (noted {date})").format(amount=amount, what=what, date=self.when(price.date).short)

    def hours(self, rows: tuple[Hours, ...]) -> tuple[HoursRow, ...]:
        """Give opening hours, a row per run of days."""
        return tuple(HoursRow(self._days(row.days), self._clock(row)) for row in rows)

    def _days(self, typed: str) -> str:
        names = dict(
            zip(
                DAYS,
                (
                    self.say("Monday"),
                    self.say("Tuesday"),
                    self.say("Wednesday"),
                    self.say("Thursday"),
                    self.say("Friday"),
                    self.say("Saturday"),
                    self.say("Sunday"),
                ),
                strict=True,
            )
        )
        if typed == "mon-sun":
            return self.say("Every day")
        runs = []
        for part in typed.replace(" ", "").split(","):
            first, _, last = part.partition("-")
            runs.append(self.say("{first} to {last}").format(first=names[first], last=names[last]) if last else names[first])
        return ", ".join(runs)

    def _clock(self, row: Hours) -> str:
        if row.opens is None or row.closes is None:
            return self.say("Closed")
        return f"{row.opens.hour}:{row.opens:%M}–{row.closes.hour}:{row.closes:%M}"
