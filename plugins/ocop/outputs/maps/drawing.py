"""From stacks and names to the view of a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from ..trip_views import MapName, MapView, Pin, Sketch
from ..views import Link
from ..voice import Voice
from .names import Box, names
from .pins import APART, Stack, label
from .region import CREDIT, CREDIT_URL, HEIGHT, ISLAND, KILOMETRE, NORTH, RIVER, SCALE, WEST, WHOLE, WIDTH, View, mercator
from .spots import Spot

_BAR_KM = 2
_BESIDE = APART // 2 + 12
"""Units from the middle of a sketched water to its name: a place on the water may have its pin there."""
_FOOT: Box = (0, HEIGHT - 70, 250, HEIGHT)
"""The corner of the scale: no name is written there."""
_RIVER_NAME: tuple[Box, ...] = ((360, 10, 550, 200),)
"""Where the river's name stands in the whole region."""


def draw(  # noqa: PLR0913 (what is drawn, in which words, how near)
    title: str,
    stacks: Sequence[Stack],
    voice: Voice,
    *,
    anchor: str,
    view: View = WHOLE,
    line: Sequence[Spot] = (),
) -> MapView:
    """Give the drawing of these pins.

    Args:
        title: What the drawing shows, for those who do not see it.
        stacks: The pins.
        voice: The language of names.
        anchor: What the ids of the list begin with, e.g. `diem-`.
        view: The part of the region to draw.
        line: Spots to join in order, from pin to pin.
    """
    edition = voice.edition
    kilometres = _BAR_KM if view == WHOLE else 1
    sketches = _sketches(voice, view)
    at = {spot.key: f"{stack.x} {stack.y}" for stack in stacks for _, spot in stack.members}
    written = [(one.x - 20, one.y - 26, one.x + len(one.text) * 15, one.y + 8) for one in sketches]
    taken: list[Box] = [_FOOT, *(_RIVER_NAME if view == WHOLE else ()), *written]
    return MapView(
        title=title,
        width=WIDTH,
        height=HEIGHT,
        river=RIVER,
        island=ISLAND,
        river_name=voice.say("Tiền River"),
        names=tuple(
            MapName(*name.dot, name.x, name.y, name.text, name.side, name.present)
            for name in names(edition.catalogue.units, stacks, view, taken)
        ),
        sketches=sketches,
        pins=tuple(_pin(stack, anchor) for stack in stacks),
        line="M" + "L".join(at[spot.key] for spot in line) if line else "",
        base=f"scale({view.zoom}) translate({-view.x} {-view.y})" if view != WHOLE else "",
        scale=round(kilometres * KILOMETRE * view.zoom),
        scale_text=f"{kilometres} km",
        credit=Link(CREDIT, CREDIT_URL),
        near=any(stack.near for stack in stacks),
        frame=_frame(view) if edition.map.tiles else "",
        tiles=edition.map.tiles,
        tiles_credit=edition.map.tiles_credit,
        tiles_origin="{0.scheme}://{0.netloc}".format(urlsplit(edition.map.tiles)) if edition.map.tiles else "",
    )


def _frame(view: View) -> str:
    """Give west and north of the drawing and units per degree, in the projection of web maps."""
    west, north = WEST + view.x / SCALE, mercator(NORTH) - view.y / SCALE
    return f"{west:.6f} {north:.6f} {SCALE * view.zoom:.4f}"


def _pin(stack: Stack, anchor: str) -> Pin:
    first = stack.members[0][0]
    titles = "; ".join(dict.fromkeys(spot.title for _, spot in stack.members))
    return Pin(f"#{anchor}{first}", stack.x, stack.y, label(stack), titles, stack.near)


def _sketches(voice: Voice, view: View) -> tuple[Sketch, ...]:
    """Give the lines that documents name: a soft curve through the middles of the communes they are said to pass."""
    units = voice.edition.catalogue.units
    found = []
    for title, through in voice.edition.map.sketches:
        middles = [units[slug] for slug in through if slug in units]
        points = [view.project(unit.centre_lat, unit.centre_lon) for unit in middles if unit.centre_lat and unit.centre_lon]
        if len(points) < len(through):
            continue  # A commune that the list does not know, or without a middle: there is nothing to draw through.
        (x, y), rest = points[0], points[1:]
        path = f"M{x} {y}"
        for to_x, to_y in rest:
            along, across = (to_x - x) // 4, (to_y - y) // 4
            path += f"C{x + along - across} {y + across + along} {to_x - along + across} {to_y - across - along} {to_x} {to_y}"
            x, y = to_x, to_y
        middle = (points[0][0] + points[-1][0]) // 2, (points[0][1] + points[-1][1]) // 2
        found.append(Sketch(path, title.get(voice.lang) or next(iter(title.values())), middle[0] + _BESIDE, middle[1] + 10))
    return tuple(found)
