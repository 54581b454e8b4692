"""The list beside a map: the same things under the same numbers, with the ways to get there."""

from __future__ import annotations

from urllib.parse import quote

from ..trip_views import SpotRow
from ..views import Link
from ..voice import Voice
from .spots import Spot


def row(spot: Spot, number: str, anchor: str, voice: Voice) -> SpotRow:
    """Give the row of a spot; ways and coordinates only where it was measured or documented."""
    here = spot.position if spot.position is not None and not spot.near else None
    point = "{:.6f}, {:.6f}".format(*here) if here else ""
    return SpotRow(
        number=number,
        anchor=anchor,
        title=spot.title,
        url=spot.url,
        lang=spot.lang,
        kind=spot.kind,
        commune=spot.commune,
        near=spot.near,
        point=point,
        at="{} {}".format(*spot.position) if spot.position else "",
        ways=_ways(spot.title, *here, voice) if here else (),
    )


def _ways(title: str, latitude: float, longitude: float, voice: Voice) -> tuple[Link, ...]:
    """Give links that open the traveller's own map (front-end.md §4): one syntax for all phones, and the phone's own scheme."""
    point = f"{latitude:.6f},{longitude:.6f}"
    return (
        Link(voice.say("Directions"), f"https://www.google.com/maps/dir/?api=1&destination={quote(point)}"),
        Link(voice.say("Open in the phone's map"), f"geo:{point}?q={point}({quote(title)})"),
    )
