"""A thing in short agrees with the thing, and leaves no deadline out."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ocop.catalogue.assembled import Catalogue
from ocop.catalogue.brief import Brief, brief_of, briefs_of
from ocop.catalogue.models import Kind
from ocop.catalogue.status import status_on
from ocop.catalogue.validity import end_of, filing_window
from ocop.desk.deadlines import closing, may_close
from ocop.reading import read_catalogue
from ocop.text import sort_key

DEMO = Path(__file__).parents[1] / "demo"
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def demo() -> Catalogue:
    read = read_catalogue(
        DEMO / "content", root=DEMO, languages=("vi", "en"), default_language="vi", today=DAY, sample=True, workers=1
    )
    assert read.catalogue is not None, read.problems
    return read.catalogue


def things_of(catalogue: Catalogue) -> list[tuple[Kind, str, Any]]:
    return [(kind, slug, thing) for kind in Kind for slug, thing in getattr(catalogue, kind.value).items()]


def test_a_brief_says_what_the_thing_says(demo: Catalogue) -> None:
    briefs = briefs_of(demo, DAY)
    assert [(kind, slug) for kind, found in briefs.items() for slug in found] == [one[:2] for one in things_of(demo)]
    for kind, slug, thing in things_of(demo):
        brief, facts = briefs[kind][slug], thing.facts
        assert (brief.kind, brief.slug, brief.key, brief.source) == (kind, slug, thing.key, thing.source)
        assert (brief.draft, brief.gone) == (facts.draft, facts.gone is not None)
        assert brief.verified == facts.verified
        assert brief.day == getattr(facts, "date", facts.verified)
        assert brief.aliases == facts.aliases
        assert brief.orders == {language: sort_key(words.title) for language, words in thing.words.items()}
        assert brief.maker == (facts.type if kind is Kind.PRODUCER else None)
        assert brief.stops == (tuple(stop.at for stop in facts.stops) if kind is Kind.ROUTE else ())
        about = getattr(facts, "about", ()) if kind in {Kind.STORY, Kind.NEWS} else ()
        assert brief.about == ((about,) if isinstance(about, str) else about)
        for key in brief.mentions:
            assert any(f"]({key}" in body for body in thing.bodies.values())
        assert (brief.offer is not None) == (kind is Kind.PRODUCT)


def test_in_a_language_without_words_a_brief_stands_where_its_default_title_does(demo: Catalogue) -> None:
    for _, _, thing in things_of(demo):
        brief = brief_of(thing, DAY)
        for language in ("vi", "en", "km"):
            words = thing.words.get(language, thing.words["vi"])
            assert brief.order(language, "vi") == sort_key(words.title)


@pytest.mark.parametrize("day", [DAY + timedelta(days=days) for days in (-1500, -400, 0, 37, 400, 1500)], ids=str)
def test_an_offer_has_the_status_of_its_day(demo: Catalogue, day: date) -> None:
    for product in demo.products.values():
        facts, offer = product.facts, brief_of(product, day).offer
        assert offer is not None
        shared = ("group", "set", "producer", "unit", "former_unit", "displayed_at", "visit_at", "season_months", "gift")
        assert {name: getattr(offer, name) for name in shared} == {name: getattr(facts, name) for name in shared}
        status = status_on(facts.recognitions, facts.dossier, day)
        assert (offer.status, offer.stars) == (status.kind, status.stars or 0)
        assert (offer.since, offer.until) == (status.since, status.until)
        assert offer.year == (facts.dossier.year if facts.dossier else None)
        if status.recognition is None:
            assert offer.closes == ()
        else:
            window = filing_window(status.recognition)
            assert offer.closes == (end_of(status.recognition), *([window[1]] if window else []))


def test_on_no_day_of_three_years_a_product_is_left_out_of_which_something_closes(demo: Catalogue) -> None:
    told = 0
    for days in range(3 * 366):
        day = DAY + timedelta(days=days - 366)
        briefs: dict[Kind, dict[str, Brief]] = {
            Kind.PRODUCT: {slug: brief_of(product, day) for slug, product in demo.products.items()}
        }
        near = closing(demo, day)
        some = tuple(demo.products[brief.slug] for brief in may_close(briefs, day))
        assert closing(demo, day, products=some) == near, day
        told += len(near)
    assert told > 0
