"""Map, routes and events on the built site: files for other programs, pages that agree with them, what machines are told."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
from lxml import etree

SITE = "https://danh-muc.example"
GPX = {"g": "http://www.topografix.com/GPX/1/1"}
KML = {"k": "http://www.opengis.net/kml/2.2"}
LANGUAGES = (("ban-do", "diem-den", "vị trí gần đúng"), ("en/map", "places", "position approximate"))


def text(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text("utf-8")


def nodes(site: Path, path: str, kind: str) -> list[dict[str, Any]]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text(site, path), re.DOTALL)
    return [node for each in found for node in json.loads(each)["@graph"] if node["@type"] == kind]


def listed(site: Path, path: str) -> dict[str, str]:
    """The rows of the list beside the map: anchor → title."""
    rows = re.findall(r'<li id="(diem-\d+)".*?ocop-spots__name"><a href="[^"]*"[^>]*>([^<]*)</a>', text(site, path), re.DOTALL)
    return dict(rows)


@pytest.mark.parametrize(("folder", "stem", "near"), LANGUAGES)
def test_every_pin_leads_to_a_row_of_the_list_that_it_names(addressed_site: Path, folder: str, stem: str, near: str) -> None:
    rows = listed(addressed_site, folder)
    pins = re.findall(r'<a href="#(diem-\d+)"[^>]*><title>(\S+) ?(\S*)\. ?([^<]*)</title>', text(addressed_site, folder))
    assert len(pins) >= 5
    for anchor, _, _, _ in pins:
        assert anchor in rows
    titles = re.findall(r"<title>([^<]+)</title><g><circle", text(addressed_site, folder))
    assert all(any(title in pin for pin in titles) for title in rows.values())
    assert near in text(addressed_site, folder)
    assert stem


def test_a_place_with_an_approximate_position_gets_no_directions(addressed_site: Path) -> None:
    row = re.search(r"<li [^>]*data-near-only[^>]*>.*?</li>", text(addressed_site, "ban-do"), re.DOTALL)
    measured = re.search(r'<li id="[^"]*" data-at="[^"]*">.*?</li>', text(addressed_site, "ban-do"), re.DOTALL)
    assert row
    assert measured
    assert "google.com/maps" not in row[0]
    assert "geo:" not in row[0]
    assert "https://www.google.com/maps/dir/?api=1&amp;destination=10." in measured[0]
    assert 'href="geo:10.' in measured[0]


@pytest.mark.parametrize(("folder", "stem", "near"), LANGUAGES)
def test_gpx_kml_and_geojson_hold_the_places_of_the_list(addressed_site: Path, folder: str, stem: str, near: str) -> None:
    gpx = etree.parse(addressed_site / folder / f"{stem}.gpx")
    kml = etree.parse(addressed_site / folder / f"{stem}.kml")
    geojson = json.loads((addressed_site / folder / f"{stem}.geojson").read_text("utf-8"))
    features = geojson["features"]
    points = [(float(item.get("lat")), float(item.get("lon"))) for item in gpx.findall("g:wpt", GPX)]
    marks = [tuple(map(float, item.text.split(",")))[::-1] for item in kml.iterfind(".//k:coordinates", KML)]
    assert points == marks == [tuple(feature["geometry"]["coordinates"][::-1]) for feature in features]
    assert all(10.25 < latitude < 10.4 and 105.65 < longitude < 105.81 for latitude, longitude in points)
    assert len(features) == len(listed(addressed_site, folder))
    names = [item.text for item in gpx.findall("g:wpt/g:name", GPX)]
    assert names == [item.text for item in kml.iterfind(".//k:Placemark/k:name", KML)]
    for feature, name in zip(features, names, strict=True):
        assert feature["properties"]["approximate"] == (f"({near})" in (name or ""))
        assert feature["properties"]["url"].startswith(f"{SITE}/")


def test_a_map_asks_nobody_for_tiles_while_no_server_is_named(addressed_site: Path) -> None:
    page = text(addressed_site, "ban-do")
    assert "data-tiles" not in page
    assert "img-src &#39;self&#39; data:;" in page
    assert not re.search(r'<(?:script|img|link|iframe)[^>]+(?:src|href)="https?://(?!danh-muc)', page)


def test_a_route_has_its_stops_in_order_on_page_map_and_in_the_gpx(addressed_site: Path) -> None:
    page = text(addressed_site, "lo-trinh/mot-sang-tren-bo-say")
    stops = re.findall(r'<li id="dung-(\d)">.*?<h3[^>]*>.*?<a href="[^"]*"[^>]*>([^<]*)</a>', page, re.DOTALL)
    titles = ["Vườn nổi Bờ Sậy", "Làng hoa Bờ Sậy", "Tổ hợp tác hoa kiểng Bờ Sậy (mẫu)", "Miếu Bà Cầu Mây"]
    assert stops == [(str(number), title) for number, title in enumerate(titles, 1)]
    assert re.findall(r'ocop-stops__time">([\d:]+)<', page) == ["7:30", "9:00", "9:55", "10:50"]
    assert "Gợi ý của ban biên tập" in page
    gpx = etree.parse(addressed_site / "lo-trinh" / "mot-sang-tren-bo-say.gpx")
    names = [item.text for item in gpx.findall("g:rte/g:rtept/g:name", GPX)]
    assert [name.removesuffix(" (vị trí gần đúng)") for name in names if name] == titles
    (trip,) = nodes(addressed_site, "lo-trinh/mot-sang-tren-bo-say", "TouristTrip")
    assert [item["item"]["name"] for item in trip["itinerary"]["itemListElement"]] == titles


def test_a_route_without_measured_times_shows_none(addressed_site: Path) -> None:
    page = text(addressed_site, "lo-trinh/mot-ngay-theo-rach-sen")
    body = page.partition("<main")[2]
    assert "ocop-stops__time" not in body
    assert "phút" not in body.partition('id="gioi-thieu"')[0]
    assert "Hội quán Bờ Sậy (mẫu)" in page


def test_places_lead_to_their_routes_and_a_route_that_is_gone_only_to_its_own_page(addressed_site: Path) -> None:
    assert "/lo-trinh/mot-sang-tren-bo-say/" in text(addressed_site, "diem-den/vuon-noi-bo-say")
    assert "/lo-trinh/qua-cho-phien-cu/" not in text(addressed_site, "diem-den/homestay-mai-la-go-tram")
    assert "Chợ phiên đã nghỉ." in text(addressed_site, "lo-trinh/qua-cho-phien-cu")


def calendar(site: Path, name: str) -> tuple[bytes, icalendar.Calendar]:
    data = (site / "su-kien" / name).read_bytes()
    return data, icalendar.Calendar.from_ical(data)


@pytest.mark.parametrize("name", ["su-kien.ics", "hoi-banh-vam-nang-2026.ics"])
def test_a_calendar_is_folded_as_calendars_are(addressed_site: Path, name: str) -> None:
    data, found = calendar(addressed_site, name)
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")  # No letter is cut in two.
    assert any(line.startswith(b" ") for line in lines)
    assert not found.errors
    for event in found.events:
        assert not event.errors
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS"} <= set(event)


def test_whole_days_end_on_the_day_after_and_hours_are_told_in_utc_every_day(addressed_site: Path) -> None:
    _, found = calendar(addressed_site, "su-kien.ics")
    events = {str(event["UID"]).partition("@")[0]: event for event in found.events}
    assert set(events) == {"hoi-banh-vam-nang-2026", "cho-hoa-bo-say-2027", "dua-ghe-rach-sen-2025", "phien-cho-khan-ran-2026"}
    race, fair = events["dua-ghe-rach-sen-2025"], events["hoi-banh-vam-nang-2026"]
    assert (race.decoded("DTSTART"), race.decoded("DTEND")) == (date(2025, 12, 27), date(2025, 12, 28))
    assert fair.decoded("DTSTART") == datetime(2026, 11, 21, 1, tzinfo=UTC)
    assert fair.decoded("DTEND") == datetime(2026, 11, 21, 13, 30, tzinfo=UTC)
    assert fair["RRULE"] == {"FREQ": ["DAILY"], "COUNT": [9]}
    assert str(fair["SUMMARY"]) == "Hội bánh Vàm Nắng 2026"
    assert (str(fair["STATUS"]), str(events["phien-cho-khan-ran-2026"]["STATUS"])) == ("CONFIRMED", "CANCELLED")


def test_past_events_are_archived_below_those_to_come(addressed_site: Path) -> None:
    coming, past = text(addressed_site, "su-kien").split('id="da-qua"')
    order = [coming.index(f"/su-kien/{slug}/") for slug in ("hoi-banh-vam-nang-2026", "cho-hoa-bo-say-2027")]
    assert order == sorted(order)
    for slug in ("dua-ghe-rach-sen-2025", "phien-cho-khan-ran-2026"):
        assert f'<a href="/su-kien/{slug}/"' in past
    assert "Sự kiện này đã kết thúc." in text(addressed_site, "su-kien/dua-ghe-rach-sen-2025")
    assert "Đã hoãn hoặc hủy" in past


def test_search_engines_read_days_place_and_a_cancellation(addressed_site: Path) -> None:
    (fair,) = nodes(addressed_site, "su-kien/hoi-banh-vam-nang-2026", "Event")
    assert (fair["startDate"], fair["endDate"]) == ("2026-11-21T08:00:00+07:00", "2026-11-29T20:30:00+07:00")
    assert fair["location"]["name"] == "Nhà cổ Vàm Nắng"
    assert fair["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": 10.3419, "longitude": 105.7186}
    assert fair["eventStatus"] == "https://schema.org/EventScheduled"
    (market,) = nodes(addressed_site, "su-kien/phien-cho-khan-ran-2026", "Event")
    assert market["eventStatus"] == "https://schema.org/EventCancelled"


def test_routes_and_events_are_found_by_name_feed_and_sitemap(addressed_site: Path) -> None:
    assert "Một sáng trên Bờ Sậy" in text(addressed_site, "a-z")
    assert "Chợ hoa Bờ Sậy" in text(addressed_site, "a-z")
    indexes = (path.read_text("utf-8") for path in (addressed_site / "search").glob("vi.*.json"))
    assert any("Một sáng trên Bờ Sậy" in index for index in indexes)
    feed = json.loads((addressed_site / "feeds" / "feed.json").read_text("utf-8"))
    items = {item["url"]: item for item in feed["items"]}
    assert items[f"{SITE}/su-kien/cho-hoa-bo-say-2027/"]["tags"] == ["Sự kiện"]
    assert f"{SITE}/su-kien/phien-cho-khan-ran-2026/" not in items
    sitemap = (addressed_site / "sitemap.xml").read_text("utf-8")
    for path in ("ban-do/", "lo-trinh/", "su-kien/", "lo-trinh/mot-sang-tren-bo-say/", "en/events/cho-hoa-bo-say-2027/"):
        assert f"<loc>{SITE}/{path}</loc>" in sitemap
