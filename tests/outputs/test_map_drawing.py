"""The drawing of the map: its weight, what can be tapped, what shares a spot, which names give way."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import combinations
from math import hypot
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import brotli
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ocop.catalogue.assembled import Place, Thing
from ocop.catalogue.lists import Unit
from ocop.catalogue.models import Kind, PlaceFacts, PlaceWords
from ocop.outputs.edition import Edition, MapSettings
from ocop.outputs.maps.drawing import draw
from ocop.outputs.maps.names import names
from ocop.outputs.maps.pins import APART, Stack, in_order, label, stacks
from ocop.outputs.maps.region import EAST, HEIGHT, NORTH, SOUTH, WEST, WHOLE, WIDTH, View, around
from ocop.outputs.maps.spots import Spot, spot_of
from ocop.outputs.theme import read_translations
from ocop.outputs.voice import Voice

THEME = Path(__file__).resolve().parents[2] / "theme"
MOST_BYTES = 6 * 1024
PHONE = 286
"""CSS pixels that the drawing is wide on a phone of 375."""
SYLLABLES = (
    *("An", "Bình", "Cẩm", "Châu", "Đình", "Đông", "Gò", "Hạnh", "Hòa", "Hưng", "Khánh", "Lạc", "Long", "Mỹ", "Ngọc", "Nhơn"),
    *("Phú", "Quới", "Rạch", "Sen", "Tân", "Thới", "Trâm", "Vĩnh", "Xóm"),
)


def spot(key: str, latitude: float, longitude: float, *, near: bool = False) -> Spot:
    return Spot(key, f"Nơi {key}", f"/{key}/", "", "Vườn", "Phường Mẫu", (latitude, longitude), near)


def unit(slug: str, latitude: float, longitude: float, *, former: bool = False) -> Unit:
    return Unit.model_validate(
        {
            "slug": slug,
            "code": "1",
            "title": f"Xã {slug.title()}",
            "type": "commune",
            "province": "tỉnh Mẫu",
            "centre_lat": f"{latitude:.5f}",
            "centre_lon": f"{longitude:.5f}",
            "source": "mẫu",
            "evidence": "C",
            **({"valid_to": "2025-06-30"} if former else {}),
        }
    )


def hundred() -> list[Spot]:
    """A hundred fictional places over the region, a fifth of them known by their commune only; the same on every run."""
    chance = random.Random(100)
    middles = [(chance.uniform(10.27, 10.38), chance.uniform(105.67, 105.78)) for _ in range(5)]
    found = []
    for number in range(100):
        title = " ".join(chance.sample(SYLLABLES, 3))
        near = number % 5 == 0
        position = chance.choice(middles) if near else (chance.uniform(10.265, 10.385), chance.uniform(105.665, 105.785))
        found.append(Spot(f"places/p{number}", f"{title} (mẫu)", f"/diem-den/p{number}/", "", "Vườn", "", position, near))
    return found


@pytest.fixture(scope="module")
def voice() -> Voice:
    """A voice that speaks for a region of nine communes, two of them of today."""
    chance = random.Random(9)
    places = [(chance.uniform(10.27, 10.38), chance.uniform(105.67, 105.78)) for _ in range(9)]
    units: Mapping[str, Unit] = {
        f"don-vi-{number}": unit(f"don-vi-{number}", *place, former=number > 1) for number, place in enumerate(places)
    }
    words = read_translations(THEME, "vi")
    edition = SimpleNamespace(
        catalogue=SimpleNamespace(units=units), map=MapSettings(), gettext=lambda _: words.gettext, default_language="vi"
    )
    return Voice(cast("Edition", edition), "vi")


@pytest.fixture(scope="module")
def rendered() -> Callable[[Any], str]:
    made = Environment(
        loader=FileSystemLoader(THEME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(read_translations(THEME, "vi"), newstyle=True)  # type: ignore[attr-defined]
    module: Any = made.get_template("components/map/map.html").module
    return lambda view: str(module.map(view))


def place_at(voice: Voice, **typed: Any) -> Spot:
    facts = PlaceFacts.model_validate({"type": "garden", "verified": "2026-11-23", **typed})
    words = PlaceWords.model_validate({"title": "Làng Mẫu", "summary": "Mẫu."})
    thing: Place = Thing(Kind.PLACE, "lang-mau", facts, {"vi": words}, {}, {}, "")
    edition = SimpleNamespace(
        **vars(voice.edition),
        words=lambda *_: (words, "vi"),
        tag=lambda *_: "",
        addresses=SimpleNamespace(thing=lambda *_: SimpleNamespace(url="/lang-mau/")),
    )
    return spot_of(thing, Voice(cast("Edition", edition), "vi"))


def test_a_place_of_several_former_communes_stands_between_them(voice: Voice) -> None:
    units = voice.edition.catalogue.units
    one, two = units["don-vi-2"], units["don-vi-3"]
    found = place_at(voice, unit="don-vi-0", former_units=["don-vi-2", "don-vi-3"])
    assert one.centre_lat and two.centre_lat and one.centre_lon and two.centre_lon  # noqa: PT018
    between = (one.centre_lat + two.centre_lat) / 2, (one.centre_lon + two.centre_lon) / 2
    assert found.position == pytest.approx(between, abs=1e-5)
    assert found.near


def test_a_place_stands_at_its_former_commune_before_its_present_one_and_nowhere_without_either(voice: Voice) -> None:
    units = voice.edition.catalogue.units
    former = place_at(voice, unit="don-vi-0", former_unit="don-vi-4")
    assert former.position == (units["don-vi-4"].centre_lat, units["don-vi-4"].centre_lon)
    assert (former.near, former.commune) == (True, "Xã Don-Vi-0")
    assert place_at(voice).position is None


def numbers(found: tuple[Stack, ...]) -> list[int]:
    return [number for stack in found for number, _ in stack.members]


def test_a_hundred_places_weigh_at_most_six_kilobytes(voice: Voice, rendered: Callable[[Any], str]) -> None:
    pins = stacks(hundred())
    html = rendered(draw("Điểm đến", pins, voice, anchor="diem-"))
    assert len(brotli.compress(html.encode(), quality=11)) <= MOST_BYTES
    for number in (stack.members[0][0] for stack in pins):
        assert f'href="#diem-{number}"' in html
    assert numbers(pins) == list(range(1, 101))


def test_what_is_tapped_is_24_pixels_apart_on_a_phone() -> None:
    for one, other in combinations(stacks(hundred()), 2):
        assert hypot(one.x - other.x, one.y - other.y) * PHONE / WIDTH >= 24, (one, other)


def test_places_on_one_spot_share_a_pin_with_their_numbers() -> None:
    found = stacks([spot("a", 10.31, 105.75), spot("b", 10.31, 105.75), spot("c", 10.3101, 105.7501), spot("d", 10.27, 105.70)])
    assert [(label(stack), len(stack.members)) for stack in found] == [("1–3", 3), ("4", 1)]


def test_numbers_run_from_north_to_south() -> None:
    found = stacks([spot("south", 10.27, 105.70), spot("north", 10.38, 105.74), spot("middle", 10.32, 105.72)])
    assert [stack.members[0][1].key for stack in found] == ["north", "middle", "south"]


def test_a_measured_place_never_shares_the_pin_of_a_commune_which_steps_aside() -> None:
    middle = (10.32, 105.74)
    found = stacks([spot("measured", *middle), spot("one", *middle, near=True), spot("two", *middle, near=True)])
    measured, near = sorted(found, key=lambda stack: stack.near)
    assert [other.key for _, other in measured.members] == ["measured"]
    assert (measured.x, measured.y) == WHOLE.project(*middle)
    assert {other.key for _, other in near.members} == {"one", "two"}
    assert APART <= hypot(near.x - measured.x, near.y - measured.y) <= 3 * APART


def test_a_place_that_a_route_meets_twice_has_both_numbers() -> None:
    home, away, back = spot("home", 10.31, 105.75), spot("away", 10.36, 105.70), spot("home", 10.31, 105.75)
    found = in_order([home, away, back])
    assert sorted(label(stack) for stack in found) == ["1, 3", "2"]


@pytest.mark.parametrize("corner", [(NORTH + 1, WEST - 1), (SOUTH - 1, EAST + 1)])
def test_nothing_is_drawn_outside_the_frame(corner: tuple[float, float]) -> None:
    x, y = WHOLE.project(*corner)
    assert 0 <= x <= WIDTH
    assert 0 <= y <= HEIGHT


def test_a_near_view_holds_its_stops_and_stays_within_the_region() -> None:
    stops = [(10.3208, 105.7312), (10.3260, 105.7344), (10.3004, 105.7520)]
    view = around(stops)
    assert 1 < view.zoom <= 2.5
    assert all(view.holds(*stop) for stop in stops)
    assert 0 <= view.x <= WIDTH - WIDTH / view.zoom
    assert 0 <= view.y <= HEIGHT - HEIGHT / view.zoom
    assert around([(10.26, 105.66), (10.39, 105.80)]) == View(0, 0, 1.0)


def test_no_name_is_written_over_a_pin_or_another_name() -> None:
    pins = stacks([spot("a", 10.32, 105.74), spot("b", 10.33, 105.70)])
    units = {f"u{n}": unit(f"u{n}", 10.32 + n * 0.0004, 105.74 + n * 0.0004, former=n > 0) for n in range(6)}
    found = list(names(units, pins, WHOLE))
    written = [name for name in found if name.text]
    assert written
    for name in written:
        left = {"start": name.x, "end": name.x - 130, "middle": name.x - 65}[name.side]
        assert not any(left < pin.x < left + 100 and abs(name.y - 8 - pin.y) < 20 for pin in pins), name
    assert len({(name.x, name.y) for name in written}) == len(written)


def test_a_line_that_documents_name_goes_through_its_communes(voice: Voice) -> None:
    known = MapSettings(
        sketches=(({"vi": "rạch Mẫu"}, ("don-vi-0", "don-vi-2")), ({"vi": "rạch Lạ"}, ("don-vi-0", "khong-co")))
    )
    speaking = Voice(cast("Edition", SimpleNamespace(**{**vars(voice.edition), "map": known})), "vi")
    (sketch,) = draw("", (), speaking, anchor="").sketches
    units = voice.edition.catalogue.units
    first, last = (WHOLE.project(units[slug].centre_lat or 0, units[slug].centre_lon or 0) for slug in ("don-vi-0", "don-vi-2"))
    assert sketch.text == "rạch Mẫu"
    assert sketch.path.startswith("M{} {}C".format(*first))
    assert sketch.path.endswith("{} {}".format(*last))
