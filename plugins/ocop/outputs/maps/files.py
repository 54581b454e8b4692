"""Places as files for other maps: GPX 1.1, KML 2.2, GeoJSON (RFC 7946). A place that nobody measured says so in its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from pydantic_core import to_json

from ..voice import Voice
from .spots import Spot


@dataclass(frozen=True, slots=True)
class Point:
    """A spot as a file gives it: `url` absolute where the site's address is known."""

    name: str
    note: str
    url: str
    latitude: float
    longitude: float
    near: bool
    key: str


def points(spots: Sequence[Spot], voice: Voice) -> tuple[Point, ...]:
    """Give the spots whose position, or at least whose commune, is known."""
    return tuple(
        Point(
            name=f"{spot.title} ({voice.say('position approximate')})" if spot.near else spot.title,
            note=", ".join(part for part in (spot.kind, spot.commune) if part),
            url=voice.edition.addresses.absolute(spot.url),
            latitude=spot.position[0],
            longitude=spot.position[1],
            near=spot.near,
            key=spot.key,
        )
        for spot in spots
        if spot.position is not None
    )


def gpx(name: str, found: Sequence[Point], *, route: bool = False) -> bytes:
    """Give a GPX file: waypoints, and with `route` the same as one route to follow in order."""
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="OCOP">\n'
        f"<metadata><name>{escape(name)}</name></metadata>\n"
    )
    body = "".join(_waypoint("wpt", point) for point in found)
    if route:
        body += f"<rte><name>{escape(name)}</name>\n{''.join(_waypoint('rtept', point) for point in found)}</rte>\n"
    return f"{head}{body}</gpx>\n".encode()


def _waypoint(tag: str, point: Point) -> str:
    link = f"<link href={quoteattr(point.url)}/>" if point.url.startswith("http") else ""
    return (
        f'<{tag} lat="{point.latitude}" lon="{point.longitude}"><name>{escape(point.name)}</name>'
        f"<desc>{escape(point.note)}</desc>{link}</{tag}>\n"
    )


def kml(name: str, found: Sequence[Point]) -> bytes:
    """Give a KML file; coordinates are longitude first."""
    marks = "".join(
        f"<Placemark><name>{escape(point.name)}</name><description>{escape(_described(point))}</description>"
        f"<Point><coordinates>{point.longitude},{point.latitude}</coordinates></Point></Placemark>\n"
        for point in found
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<name>{escape(name)}</name>\n{marks}</Document></kml>\n"
    ).encode()


def _described(point: Point) -> str:
    return " ".join(part for part in (point.note, point.url if point.url.startswith("http") else "") if part)


def geojson(name: str, found: Sequence[Point]) -> bytes:
    """Give a GeoJSON file; `approximate` tells a commune's middle from a measured position."""
    features = [
        {
            "type": "Feature",
            "id": point.key,
            "geometry": {"type": "Point", "coordinates": [point.longitude, point.latitude]},
            "properties": {"name": point.name, "note": point.note, "url": point.url, "approximate": point.near},
        }
        for point in found
    ]
    data = {"type": "FeatureCollection", "name": name, "features": features}
    return to_json(data) + b"\n"
