"""The page of the map: the drawing, the list beside it under the same numbers, the same places as files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from ocop.catalogue.models import Kind
from ocop.engine import Output

from ..addresses import Address
from ..late_files import late_file
from ..order import newest_check_of
from ..pages import Frame, PageOutput, home_crumb, late_page, page_output
from ..structured import list_node
from ..views import Link
from ..voice import Voice
from .drawing import draw
from .files import geojson, gpx, kml, points
from .pins import Stack, stacks
from .rows import row
from .spots import shown, spots

ANCHOR = "diem-"
_WRITERS: Final = {"gpx": gpx, "kml": kml, "geojson": geojson}


def outputs(voice: Voice) -> Iterator[Output]:
    """Give the page of the map and its files; a catalogue without places has none."""
    edition = voice.edition
    if not any(shown(voice)):
        return
    for suffix in _WRITERS:
        yield late_file(_address(suffix, voice).save_as, partial(_file, suffix, voice), edition)
    yield late_page(edition.addresses.of("MAP", voice.lang), partial(_frame, voice), voice, partial(_page, voice), known="")


def _stacks(voice: Voice) -> tuple[Stack, ...]:
    return voice.edition.shared(("pins", voice.lang), lambda: tuple(stacks(spots(voice))))


def _address(suffix: str, voice: Voice) -> Address:
    stem = "diem-den" if voice.lang == voice.edition.default_language else "places"
    return voice.edition.addresses.of("MAP_FILE", voice.lang, f"{stem}.{suffix}")


def _file(suffix: str, voice: Voice) -> Output:
    name = f"{voice.edition.sitename}: {voice.say('Places')}"
    marks = points([spot for stack in _stacks(voice) for _, spot in stack.members], voice)
    return Output(_address(suffix, voice).save_as, (name, marks), partial(_WRITERS[suffix], name, marks))


def _frame(voice: Voice) -> Frame:
    edition, title = voice.edition, voice.say("Map")
    return Frame(
        template="map.html",
        title=title,
        description=voice.say("Places of the Sa Đéc area. The number on a pin is the number in the list."),
        addresses={lang: edition.addresses.of("MAP", lang) for lang in edition.languages},
        section="map",
        crumbs=(home_crumb(voice), Link(title, "")),
        modified=newest_check_of(edition.all_briefs(Kind.PLACE).values()),
    )


def _page(voice: Voice) -> PageOutput:
    frame, pins = _frame(voice), _stacks(voice)
    numbered = [member for stack in pins for member in stack.members]
    unplaced = [spot for spot in spots(voice) if spot.position is None]
    rows = (
        *(row(spot, str(number), f"{ANCHOR}{number}", voice) for number, spot in numbered),
        *(row(spot, "", "", voice) for spot in unplaced),
    )
    node = list_node(frame.title, frame.addresses[voice.lang].url, [(entry.title, entry.url) for entry in rows], voice)
    files = tuple(
        Link(suffix.upper() if suffix != "geojson" else "GeoJSON", _address(suffix, voice).url) for suffix in _WRITERS
    )
    drawing = draw(frame.description, pins, voice, anchor=ANCHOR)
    whole = frame._replace(jsonld=(node,))
    return page_output(whole, voice, map=drawing, intro=frame.description, spots=rows, files=files)
