"""The feeds, read as a feed reader reads them: what is new, in each language, with days and ids that never move."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import pytest

from ocop.catalogue.assembled import Catalogue
from ocop.catalogue.status import status_on
from ocop.reading import read_catalogue

SITE = "https://danh-muc.example"
DEMO = Path(__file__).resolve().parents[1] / "demo" / "content"
TODAY = date(2026, 11, 23)
FEEDS = {"vi": "feeds", "en": "en/feeds"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    reading = read_catalogue(DEMO, root=DEMO.parent, languages=("vi", "en"), default_language="vi", today=TODAY, sample=True)
    assert reading.catalogue
    return reading.catalogue


def atom(site: Path, language: str) -> Any:
    return feedparser.parse((site / FEEDS[language] / "atom.xml").read_bytes())


def items(site: Path, language: str) -> list[dict[str, Any]]:
    return list(json.loads((site / FEEDS[language] / "feed.json").read_text("utf-8"))["items"])


@pytest.mark.parametrize("language", FEEDS)
def test_the_atom_feed_is_well_formed_and_complete(addressed_site: Path, language: str) -> None:
    feed = atom(addressed_site, language)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.feed.title
    assert feed.feed.id
    assert feed.feed.language == language
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)
    assert {link.rel: link.href for link in feed.feed.links}["self"] == f"{SITE}/{FEEDS[language]}/atom.xml"
    for entry in feed.entries:
        assert entry.id
        assert entry.title
        assert entry.summary
        assert entry.link.startswith(f"{SITE}/")
        assert entry.published == entry.updated
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)


@pytest.mark.parametrize("language", FEEDS)
def test_the_json_feed_tells_the_same(addressed_site: Path, language: str) -> None:
    whole = json.loads((addressed_site / FEEDS[language] / "feed.json").read_text("utf-8"))
    assert whole["version"] == "https://jsonfeed.org/version/1.1"
    assert whole["feed_url"] == f"{SITE}/{FEEDS[language]}/feed.json"
    told = [(item["id"], item["url"], item["title"], item["date_published"]) for item in whole["items"]]
    assert told == [(entry.id, entry.link, entry.title, entry.published) for entry in atom(addressed_site, language).entries]


@pytest.mark.parametrize("language", FEEDS)
def test_entries_lead_to_pages_and_stand_newest_first(addressed_site: Path, language: str) -> None:
    found = items(addressed_site, language)
    days = [item["date_published"] for item in found]
    assert days == sorted(days, reverse=True)
    for item in found:
        assert (addressed_site / item["url"].removeprefix(SITE).strip("/") / "index.html").is_file()


def test_every_valid_recognition_story_news_and_event_is_told_and_no_other(addressed_site: Path, catalogue: Catalogue) -> None:
    urls = {item["url"].removeprefix(SITE).strip("/") for item in items(addressed_site, "vi")}
    ranked = {
        f"san-pham/{slug}"
        for slug, product in catalogue.products.items()
        if status_on(product.facts.recognitions, product.facts.dossier, TODAY).stars
        and product.facts.gone is None
        and not product.facts.draft
    }
    told = {f"cau-chuyen/{slug}" for slug in catalogue.stories} | {f"tin-tuc/{slug}" for slug in catalogue.news}
    held = {f"su-kien/{slug}" for slug, event in catalogue.events.items() if event.facts.gone is None}
    assert urls == ranked | told | held


def test_days_are_those_of_the_decision_or_the_publication(addressed_site: Path, catalogue: Catalogue) -> None:
    days = {item["url"].removeprefix(SITE).strip("/"): item["date_published"][:10] for item in items(addressed_site, "vi")}
    for slug, story in catalogue.stories.items():
        assert days[f"cau-chuyen/{slug}"] == story.facts.date.isoformat()
    for slug, product in catalogue.products.items():
        if f"san-pham/{slug}" in days:
            assert days[f"san-pham/{slug}"] == max(item.date for item in product.facts.recognitions).isoformat()


def test_a_rank_is_told_with_the_day_until_which_it_holds(addressed_site: Path) -> None:
    titles = {item["url"].rstrip("/").rpartition("/")[2]: item["title"] for item in items(addressed_site, "vi")}
    assert titles["bot-gao-loc-rach-sen"] == "Bột gạo lọc Rạch Sen: OCOP 4 sao, còn hiệu lực đến 15/03/2028"


def test_pages_name_the_feeds_of_their_language(addressed_site: Path) -> None:
    for page, language in (("index.html", "vi"), ("san-pham/bot-gao-loc-rach-sen/index.html", "vi"), ("en/index.html", "en")):
        text = (addressed_site / page).read_text("utf-8")
        assert f'type="application/atom+xml" href="/{FEEDS[language]}/atom.xml"' in text
        assert f'type="application/feed+json" href="/{FEEDS[language]}/feed.json"' in text


def test_a_recognition_leaves_the_feed_on_the_day_it_ends(
    project: Path, ocop: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = ocop("build", "-s", str(project / "pelicanconf.py"), today="2028-03-15")
    assert done.returncode == 0, done.stderr
    feed = (project / "output" / "feeds" / "atom.xml").read_text("utf-8")
    assert "bot-gao-loc-rach-sen" not in feed
    assert feedparser.parse(feed.encode()).bozo is False
