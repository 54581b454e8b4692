"""Structured data says what the page says and no more; it is read here as a search engine reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from ocop.catalogue.assembled import Catalogue
from ocop.catalogue.models import PlaceType
from ocop.catalogue.status import status_on
from ocop.reading import read_catalogue

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "tests" / "demo" / "content"
TODAY = date(2026, 11, 23)
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    reading = read_catalogue(DEMO, root=DEMO.parent, languages=("vi", "en"), default_language="vi", today=TODAY, sample=True)
    assert reading.catalogue
    return reading.catalogue


def graph(site: Path, path: str) -> list[dict[str, Any]]:
    found = SCRIPT.findall((site / path / "index.html").read_text("utf-8"))
    assert len(found) == 1, path
    data = json.loads(found[0])
    assert data["@context"] == "https://schema.org"
    return list(data["@graph"])


def node(site: Path, path: str, *types: str) -> dict[str, Any]:
    found = [item for item in graph(site, path) if item["@type"] in types]
    assert len(found) == 1, (path, types)
    return found[0]


def everything(site: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for page in sorted(site.rglob("index.html")):
        for text in SCRIPT.findall(page.read_text("utf-8")):
            yield page.relative_to(site).as_posix(), json.loads(text)


def keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for item in value.values():
            yield from keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from keys(item)


def test_goods_are_products_with_a_price_and_a_photo_and_models_without(catalogue: Catalogue, demo_site: Path) -> None:
    seen = set()
    for slug, product in catalogue.products.items():
        if product.facts.group == "tourism":
            continue
        found = node(demo_site, f"san-pham/{slug}", "Product", "ProductModel")
        priced = bool(product.facts.prices and product.facts.photos) and product.facts.gone is None
        assert (found["@type"] == "Product") == ("offers" in found) == priced, slug
        if priced:
            assert found["offers"]["priceCurrency"] == "VND"
        seen.add(found["@type"])
    assert seen == {"Product", "ProductModel"}


def test_a_certification_stands_exactly_while_it_is_valid_and_names_its_decision(catalogue: Catalogue, demo_site: Path) -> None:
    for slug, product in catalogue.products.items():
        status = status_on(product.facts.recognitions, product.facts.dossier, TODAY)
        for folder in ("san-pham", "en/products"):
            found = [item["hasCertification"] for item in graph(demo_site, f"{folder}/{slug}") if "hasCertification" in item]
            assert len(found) == (1 if status.stars else 0), slug
            for certificate in found:
                assert status.recognition
                assert certificate["certificationIdentification"] == status.recognition.decision
                assert certificate["certificationRating"]["ratingValue"] == status.stars
                assert certificate["certificationStatus"] == "https://schema.org/CertificationActive"
                assert certificate["issuedBy"]["name"] == status.recognition.issuer


def test_stars_are_nobodys_reviews(demo_site: Path) -> None:
    forbidden = {"aggregateRating", "review", "reviews", "award"}
    assert [path for path, data in everything(demo_site) if forbidden & set(keys(data))] == []


def test_a_producer_is_a_business_only_with_a_documented_address(catalogue: Catalogue, demo_site: Path) -> None:
    types = set()
    for slug, producer in catalogue.producers.items():
        found = node(demo_site, f"chu-the/{slug}", "Organization", "LocalBusiness")
        documented = bool(producer.facts.address and producer.facts.unit) and producer.facts.gone is None
        assert (found["@type"] == "LocalBusiness") == documented, slug
        assert ("telephone" in found) == bool(producer.facts.phones), slug
        types.add(found["@type"])
    assert types == {"Organization", "LocalBusiness"}


def test_a_position_stands_only_where_it_was_measured(catalogue: Catalogue, demo_site: Path) -> None:
    for path, data in everything(demo_site):
        kind, _, slug = path.removesuffix("/index.html").rpartition("/")
        mapping = {
            "diem-den": catalogue.places,
            "en/places": catalogue.places,
            "san-pham": catalogue.products,
            "en/products": catalogue.products,
        }.get(kind, {})
        if slug in mapping:
            position = mapping[slug].facts.position  # type: ignore[attr-defined]
            points = [item["geo"] for item in data["@graph"] if "geo" in item]
            expected = [{"@type": "GeoCoordinates", "latitude": position.lat, "longitude": position.lon}] if position else []
            assert points == expected or (kind.endswith(("san-pham", "products")) and points == []), path


def test_a_plan_on_paper_is_no_attraction(catalogue: Catalogue, demo_site: Path) -> None:
    for slug, place in catalogue.places.items():
        types = {item["@type"] for item in graph(demo_site, f"diem-den/{slug}")}
        if place.facts.type is PlaceType.PROJECT or place.facts.gone:
            assert "TouristAttraction" not in types, slug


def test_hours_name_every_day_of_a_run_and_midnight_for_a_closed_day(demo_site: Path) -> None:
    hours = node(demo_site, "san-pham/vuon-noi-bo-say", "TouristAttraction")["openingHoursSpecification"]
    days = [day.rpartition("/")[2] for row in hours for day in row["dayOfWeek"]]
    assert sorted(days) == sorted(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
    assert {row["opens"] for row in hours if row["dayOfWeek"] == ["https://schema.org/Tuesday"]} == {"00:00"}


def test_stories_and_news_are_articles_about_things_that_have_a_page(catalogue: Catalogue, demo_site: Path) -> None:
    known = {item["@id"] for _, data in everything(demo_site) for item in data["@graph"] if "@id" in item}
    for kind, things in (("cau-chuyen", catalogue.stories), ("tin-tuc", catalogue.news)):
        for slug, thing in things.items():
            found = node(demo_site, f"{kind}/{slug}", "Article")
            assert found["datePublished"] == thing.facts.date.isoformat()  # type: ignore[attr-defined]
            assert found["headline"] == thing.words["vi"].title
            assert {item["@id"] for item in found.get("about", [])} <= known


def test_both_languages_speak_of_one_thing(catalogue: Catalogue, demo_site: Path) -> None:
    for slug in catalogue.places:
        here, there = graph(demo_site, f"diem-den/{slug}")[0], graph(demo_site, f"en/places/{slug}")[0]
        assert here["@id"] == there["@id"]
        assert here["url"] != there["url"]


def test_a_list_names_its_cards_in_order_and_counts_on_over_its_pages(demo_site: Path) -> None:
    last = 0
    for path in ("san-pham", "san-pham/2"):
        page = (demo_site / path / "index.html").read_text("utf-8")
        page = re.sub(r"<template.*?</template>", "", page, flags=re.DOTALL)  # blank cards that a script fills
        items = node(demo_site, path, "CollectionPage")["mainEntity"]["itemListElement"]
        assert [item["url"] for item in items] == re.findall(r'ocop-card__name"><a href="([^"]+)"', page)
        names = re.findall(r'ocop-card__name"><a href="[^"]+"[^>]*>([^<]+)<', page)
        assert [item["name"] for item in items] == [unescape(name) for name in names]
        assert [item["position"] for item in items] == list(range(last + 1, last + len(items) + 1))
        last += len(items)


def test_the_way_back_is_that_of_the_page(demo_site: Path) -> None:
    for path, data in everything(demo_site):
        crumbs = [item for item in data["@graph"] if item["@type"] == "BreadcrumbList"]
        assert len(crumbs) == (0 if path in {"index.html", "en/index.html"} else 1), path
        for steps in (item["itemListElement"] for item in crumbs):
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert all("item" in step for step in steps[:-1]), path
            assert "item" not in steps[-1], path


def test_the_home_page_is_the_site(demo_site: Path) -> None:
    assert node(demo_site, ".", "WebSite")["url"] == "/"
    assert node(demo_site, "en", "WebSite")["@id"] == node(demo_site, ".", "WebSite")["@id"]
