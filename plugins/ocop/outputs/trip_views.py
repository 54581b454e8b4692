"""What templates see of maps, routes and events: plain frozen values, ready to print, as in `views`."""

from __future__ import annotations

from typing import NamedTuple

from .views import Card, Fact, Link, Picture, SourceRow, When


class Pin(NamedTuple):
    """A pin: `label` is the number in the list, or the numbers of all that share it; `title` names them."""

    url: str
    x: int
    y: int
    label: str
    title: str
    near: bool


class MapName(NamedTuple):
    """A name in the drawing with the dot it belongs to; `side` is SVG's text-anchor, `present` a commune of today."""

    dot_x: int
    dot_y: int
    x: int
    y: int
    text: str
    side: str
    present: bool


class Sketch(NamedTuple):
    """A line that documents name but nobody has measured: drawn through what they say it passes, and labelled as a sketch."""

    path: str
    text: str
    x: int
    y: int


class MapView(NamedTuple):
    """The drawing. `line` joins the stops of a route in order ("" without one); `scale` is the length of `scale_text`.

    `frame` is west, the height of north in the projection, and units per degree, for the script that lays tiles under the pins;
    `tiles` is the address of a tile with {z}, {x}, {y}, "" while no server is named.
    """

    title: str
    width: int
    height: int
    river: str
    island: str
    river_name: str
    names: tuple[MapName, ...]
    sketches: tuple[Sketch, ...]
    pins: tuple[Pin, ...]
    line: str
    base: str
    """The transform of the river where only a part of the region is drawn."""
    scale: int
    scale_text: str
    credit: Link
    near: bool
    frame: str = ""
    tiles: str = ""
    tiles_credit: str = ""
    tiles_origin: str = ""


class SpotRow(NamedTuple):
    """A row of the list beside a map. `point` is "10.302100, 105.758800", "" where nobody measured it."""

    number: str
    anchor: str
    title: str
    url: str
    lang: str
    kind: str
    commune: str
    near: bool
    point: str
    at: str
    ways: tuple[Link, ...]


class StopRow(NamedTuple):
    """A stop of a route: the way to it first, then the stop. `when` is the time one gets there, if the route says so."""

    way: str
    spot: SpotRow
    note: str
    note_lang: str
    stay: str
    when: str
    hours: str
    picture: Picture


class RouteView(NamedTuple):
    length: str
    by: str
    facts: tuple[Fact, ...]
    stops: tuple[StopRow, ...]
    map: MapView | None
    files: tuple[Link, ...]
    keep: tuple[str, ...]
    """Addresses of the pages that are kept for reading without a network."""
    events: tuple[Card, ...]
    sources: tuple[SourceRow, ...]
    gone: str


class EventRow(NamedTuple):
    """An event in the list. `ends` is the ISO day after which it is over, for the script that moves it to the past ones."""

    title: str
    url: str
    lang: str
    span: str
    starts: str
    ends: str
    venue: str
    summary: str
    cancelled: bool


class EventView(NamedTuple):
    span: str
    starts: When
    ends: When
    facts: tuple[Fact, ...]
    venue: Card | None
    about: tuple[Card, ...]
    files: tuple[Link, ...]
    picture: Picture
    sources: tuple[SourceRow, ...]
    over: str
    gone: str
