"""The sitemap lists every page that is to be found, and nothing else, with its twins, its photos and true days."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from xml.etree import ElementTree as ET

import pytest

from ocop.catalogue.assembled import Catalogue
from ocop.outputs.addresses import Addresses
from ocop.outputs.edition import Edition
from ocop.outputs.kept import Keeper
from ocop.outputs.sitemap import Entry, outputs
from ocop.reading import read_catalogue

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}
SITE = "https://danh-muc.example"
DEMO = Path(__file__).resolve().parents[1] / "demo" / "content"


@pytest.fixture(scope="module")
def site(addressed_site: Path) -> Path:
    return addressed_site


def urls(site: Path) -> dict[str, ET.Element]:
    root = ET.parse(site / "sitemap.xml").getroot()
    found = {cast("str", item.findtext("s:loc", "", NAMES)): item for item in root.findall("s:url", NAMES)}
    assert len(found) == len(root)
    return found


def file_of(url: str, site: Path) -> Path:
    return site / url.removeprefix(SITE).strip("/") / "index.html"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    reading = read_catalogue(
        DEMO, root=DEMO.parent, languages=("vi", "en"), default_language="vi", today=date(2026, 11, 23), sample=True
    )
    assert reading.catalogue
    return reading.catalogue


def test_every_page_that_is_to_be_found_is_listed_and_no_other(site: Path, catalogue: Catalogue) -> None:
    book = Addresses({}, SITE, "vi")
    hidden = {
        book.thing(thing.kind, thing.slug, language).save_as
        for thing in catalogue.things()
        for language in ("vi", "en")
        if thing.facts.gone or thing.facts.draft
    }
    own = set()
    for page in site.rglob("index.html"):
        canonical = re.search(r'<link rel="canonical" href="([^"]+)">', page.read_text("utf-8"))
        if canonical and file_of(canonical[1], site) == page:
            own.add(page.relative_to(site).as_posix())
    assert hidden
    assert {file_of(url, site).relative_to(site).as_posix() for url in urls(site)} == own - hidden


def test_addresses_are_absolute_sorted_and_lead_to_files(site: Path) -> None:
    found = list(urls(site))
    assert found == sorted(found)
    assert all(url.startswith(f"{SITE}/") for url in found)
    assert [url for url in found if not file_of(url, site).is_file()] == []


def test_twins_are_those_that_the_page_names(site: Path) -> None:
    for url, item in urls(site).items():
        page = file_of(url, site).read_text("utf-8")
        named = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page))
        assert {link.get("hreflang"): link.get("href") for link in item.findall("x:link", NAMES)} == named, url
        assert "x-default" in named


def test_days_are_those_of_the_last_check_and_lists_have_the_newest_of_theirs(site: Path, catalogue: Catalogue) -> None:
    days = {url: item.findtext("s:lastmod", "", NAMES) for url, item in urls(site).items()}
    for slug, story in catalogue.stories.items():
        assert days[f"{SITE}/cau-chuyen/{slug}/"] == days[f"{SITE}/en/stories/{slug}/"] == story.facts.verified.isoformat()
    newest = max(story.facts.verified for story in catalogue.stories.values())
    assert days[f"{SITE}/cau-chuyen/"] == newest.isoformat()


def test_photos_are_listed_with_their_page_and_are_there(site: Path) -> None:
    photos = {
        url: [cast("str", image.text) for image in item.findall("i:image/i:loc", NAMES)] for url, item in urls(site).items()
    }
    assert len(photos[f"{SITE}/san-pham/bot-gao-loc-rach-sen/"]) == 10
    for image in {image for images in photos.values() for image in images}:
        assert (site / image.removeprefix(f"{SITE}/")).is_file()


def edition() -> Edition:
    return cast("Edition", SimpleNamespace(addresses=Addresses({}, SITE, "vi"), keeper=Keeper()))


def test_more_pages_than_one_file_may_hold_are_split_and_indexed() -> None:
    entries = [Entry(f"{SITE}/{number:03}/", modified=f"2026-01-{number % 28 + 1:02}") for number in range(25)]
    made = {output.path: output.make() for output in outputs(entries, edition(), most=10)}
    assert sorted(made) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    index = ET.fromstring(made["sitemap.xml"])
    assert [item.findtext("s:loc", "", NAMES) for item in index] == [f"{SITE}/sitemap-{number}.xml" for number in (1, 2, 3)]
    parts = [ET.fromstring(made[f"sitemap-{number}.xml"]) for number in (1, 2, 3)]
    assert [len(part) for part in parts] == [10, 10, 5]
    assert [item.findtext("s:lastmod", "", NAMES) for item in index] == [
        max(url.findtext("s:lastmod", "", NAMES) for url in part) for part in parts
    ]


def test_addresses_that_mean_something_in_xml_are_escaped() -> None:
    (made,) = outputs([Entry(f"{SITE}/?a=1&b=<2>", alternates=(("vi", f'{SITE}/?a=1&b="2"'),))], edition())
    item: Any = ET.fromstring(made.make())[0]
    assert item.findtext("s:loc", "", NAMES) == f"{SITE}/?a=1&b=<2>"
    assert item.find("x:link", NAMES).get("href") == f'{SITE}/?a=1&b="2"'
