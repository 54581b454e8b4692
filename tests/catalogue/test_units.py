from collections.abc import Mapping
from datetime import date

import pytest

from ocop.catalogue.lists import Unit
from ocop.catalogue.units import former_units_of, lost_units, present_unit, unit_on

Units = Mapping[str, Unit]


@pytest.mark.parametrize(
    ("code", "day", "title"),
    [
        ("29905", "2020-12-07", "Phường 1"),
        ("29905", "2025-06-30", "Phường 1"),
        ("29905", "2025-07-01", "Phường Sa Đéc"),
        ("29905", "2026-11-23", "Phường Sa Đéc"),
        ("29911", "2026-11-23", None),
        ("30214", "2025-06-30", None),
        ("00000", "2026-11-23", None),
    ],
)
def test_a_code_means_what_it_meant_on_the_day(units: Units, code: str, day: str, title: str | None) -> None:
    unit = unit_on(units, code, date.fromisoformat(day))
    assert (unit.title if unit else None) == title


@pytest.mark.parametrize(
    ("slug", "present"),
    [
        ("phuong-1", "phuong-sa-dec"),
        ("xa-tan-phu-dong", "xa-tan-duong"),
        ("xa-mau", "phuong-sa-dec"),
        ("phuong-sa-dec", "phuong-sa-dec"),
    ],
)
def test_a_former_unit_leads_to_the_present_one(units: Units, slug: str, present: str) -> None:
    assert present_unit(units, slug).slug == present


def test_a_present_unit_knows_what_went_into_it(units: Units) -> None:
    assert [unit.slug for unit in former_units_of(units, "phuong-sa-dec")] == ["phuong-1", "phuong-2", "xa-mau"]
    assert [unit.slug for unit in former_units_of(units, "xa-tan-duong")] == ["xa-tan-phu-dong"]
    assert former_units_of(units, "xa-mau") == ()


def test_successors_that_lead_nowhere_are_found(units: Units) -> None:
    def leading(slug: str, successor: str) -> Unit:
        return units[slug].model_copy(update={"successor": successor})

    circle = {**units, "phuong-sa-dec": leading("phuong-sa-dec", "phuong-1")}
    gap = {**units, "phuong-2": leading("phuong-2", "xa-khong-co")}
    assert lost_units(units) == ()
    assert lost_units(circle) == ("phuong-1", "phuong-2", "phuong-sa-dec", "xa-mau")
    assert lost_units(gap) == ("phuong-2", "xa-mau")
    with pytest.raises(ValueError, match="circle"):
        present_unit(circle, "phuong-1")
    with pytest.raises(KeyError):
        present_unit(gap, "phuong-2")
