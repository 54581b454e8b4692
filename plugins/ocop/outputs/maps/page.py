"""The page of the map: the drawing, the list beside it under the same numbers, the same places as files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ocop.engine import Output

from ..order import newest_check
from ..pages import Frame, home_crumb, page_output
from ..structured import list_node
from ..views import Link
from ..voice import Voice
from .drawing import draw
from .files import geojson, gpx, kml, points
from .pins import stacks
from .rows import row
from .spots import spots

ANCHOR = "diem-"


def outputs(voice: Voice) -> Iterator[Output]:
    """Give the page of the map and its files; a catalogue without places has none."""
    edition, say = voice.edition, voice.say
    found = spots(voice)
    if not found:
        return
    pins = stacks(found)
    numbered = [member for stack in pins for member in stack.members]
    unplaced = [spot for spot in found if spot.position is None]
    title, intro = say("Map"), say("Places of the Sa Đéc area. The number on a pin is the number in the list.")
    addresses = {lang: edition.addresses.of("MAP", lang) for lang in edition.languages}
    rows = (
        *(row(spot, str(number), f"{ANCHOR}{number}", voice) for number, spot in numbered),
        *(row(spot, "", "", voice) for spot in unplaced),
    )
    frame = Frame(
        template="map.html",
        title=title,
        description=intro,
        addresses=addresses,
        section="map",
        crumbs=(home_crumb(voice), Link(title, "")),
        jsonld=(list_node(title, addresses[voice.lang].url, [(entry.title, entry.url) for entry in rows], voice),),
        modified=newest_check(edition.catalogue.places.values()),
    )
    stem = "diem-den" if voice.lang == edition.default_language else "places"
    name = f"{edition.sitename}: {say('Places')}"
    marks = points([spot for _, spot in numbered], voice)
    files = []
    for suffix, write in (("gpx", gpx), ("kml", kml), ("geojson", geojson)):
        address = edition.addresses.of("MAP_FILE", voice.lang, f"{stem}.{suffix}")
        files.append(Link(suffix.upper() if suffix != "geojson" else "GeoJSON", address.url))
        yield Output(address.save_as, (name, marks), partial(write, name, marks))
    yield page_output(frame, voice, map=draw(intro, pins, voice, anchor=ANCHOR), intro=intro, spots=rows, files=tuple(files))
