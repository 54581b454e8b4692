"""Route pages: where to go first and next, on a map and in a list, to follow on a phone or to print on one sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from functools import partial

from ocop.catalogue.assembled import Route, Thing
from ocop.catalogue.models import Facts, Kind, PlaceFacts, ProductFacts, Stop, Words
from ocop.engine import Output

from .cards import card
from .illustration import lead_picture, thing_at
from .late_files import late_file
from .maps import Spot, draw, spot_of
from .maps.files import gpx, points
from .maps.pins import in_order
from .maps.region import WHOLE, around
from .maps.rows import row
from .pages import Frame, PageOutput, home_crumb, page_output, thing_addresses
from .records import gone_text, source_rows
from .structured import trip_node
from .thing_pages import thing_page
from .trip_views import RouteView, StopRow
from .views import Fact, Link
from .voice import Voice

ANCHOR = "dung-"
_HOUR = 60


def outputs(voice: Voice) -> Iterator[Output]:
    """Give a page and a GPX file per route."""
    for slug in voice.edition.briefs[Kind.ROUTE]:
        file = voice.edition.addresses.of("ROUTE_FILE", voice.lang, f"{slug}.gpx")
        yield late_file(file.save_as, partial(_file, slug, voice), voice.edition)
        yield thing_page(Kind.ROUTE, slug, voice, _route)


def _found(route: Route, voice: Voice) -> list[tuple[Stop, Thing[Facts, Words]]]:
    return [(stop, thing) for stop in route.facts.stops if (thing := thing_at(voice.edition, stop.at)) is not None]


def _file(slug: str, voice: Voice) -> Output:
    route = voice.edition.catalogue.routes[slug]
    words, _ = voice.edition.words(route, voice.lang)
    marks = points([spot_of(thing, voice) for _, thing in _found(route, voice)], voice)
    file = voice.edition.addresses.of("ROUTE_FILE", voice.lang, f"{slug}.gpx")
    return Output(file.save_as, (words.title, marks), partial(gpx, words.title, marks, route=True))


def _route(route: Route, voice: Voice) -> PageOutput:
    edition, say, facts = voice.edition, voice.say, route.facts
    words, language = edition.words(route, voice.lang)
    found = _found(route, voice)
    spots = [spot_of(thing, voice) for _, thing in found]
    file = edition.addresses.of("ROUTE_FILE", voice.lang, f"{route.slug}.gpx")
    marks = points(spots, voice)
    placed = [spot for spot in spots if spot.position is not None]
    positions = [spot.position for spot in spots if spot.position is not None]
    view_of = around(positions) if positions else WHOLE
    view = RouteView(
        length=say("Half-day route") if facts.length == "half-day" else say("One-day route"),
        by=facts.suggested_by or say("Suggested by the editors"),
        facts=_facts(route, voice),
        stops=_stops(route, found, spots, voice),
        map=draw(
            say("The stops in their order"),
            in_order(placed, view_of),
            voice,
            anchor=ANCHOR,
            view=view_of,
            line=placed,
        )
        if marks
        else None,
        files=(Link("GPX", file.url),),
        keep=tuple(dict.fromkeys((thing_addresses(route, voice)[voice.lang].url, *(spot.url for spot in spots)))),
        events=tuple(card(event, voice) for event in edition.catalogue.events.values() if _meets(event.facts.at, found)),
        sources=source_rows(route, voice),
        gone=gone_text(route, voice),
    )
    frame = Frame(
        template="route.html",
        title=words.title,
        description=words.summary,
        addresses=thing_addresses(route, voice),
        section="routes",
        crumbs=(
            home_crumb(voice),
            Link(say("Routes"), edition.addresses.index(Kind.ROUTE, voice.lang).url),
            Link(words.title, "", lang=voice.tag(language)),
        ),
        body=edition.body(route, voice.lang),
        owner=route,
        fallback=language != voice.lang,
        draft=facts.draft,
        picture=lead_picture(route, voice),
        jsonld=(trip_node(route, voice),),
        verified=voice.when(facts.verified),
    )
    return page_output(frame, voice, route=view)


def _meets(at: str | None, found: Sequence[tuple[Stop, Thing[Facts, Words]]]) -> bool:
    return at is not None and any(thing.key == at for _, thing in found)


def _facts(route: Route, voice: Voice) -> tuple[Fact, ...]:
    facts, say = route.facts, voice.say
    words, language = voice.edition.words(route, voice.lang)
    foreign = voice.tag(language)
    minutes = [stop.minutes for stop in facts.stops[1:]] + [stop.stay for stop in facts.stops]
    whole = sum(minute for minute in minutes if minute is not None) if None not in minutes else 0
    rows = [
        Fact(say("Starts at"), _clock(facts.starts) if facts.starts else ""),
        Fact(say("Takes"), _duration(whole, voice) if whole else ""),
        Fact(say("Season"), words.season or "", lang=foreign),
        Fact(say("Before you go"), words.before or "", lang=foreign),
    ]
    return tuple(entry for entry in rows if entry.value)


def _stops(
    route: Route, found: Sequence[tuple[Stop, Thing[Facts, Words]]], spots: Sequence[Spot], voice: Voice
) -> tuple[StopRow, ...]:
    words, language = voice.edition.words(route, voice.lang)
    now = None if route.facts.starts is None else _minutes(route.facts.starts)
    rows = []
    for number, ((stop, thing), spot) in enumerate(zip(found, spots, strict=True), 1):
        if number > 1 and now is not None:
            now = None if stop.minutes is None else now + stop.minutes
        rows.append(
            StopRow(
                way=_way(stop, voice) if number > 1 else "",
                spot=row(spot, str(number), f"{ANCHOR}{number}", voice),
                note=words.notes.get(stop.at, ""),
                note_lang=voice.tag(language),
                stay=_duration(stop.stay, voice) if stop.stay else "",
                when="" if now is None else f"{now // _HOUR}:{now % _HOUR:02}",
                hours=_hours(thing, voice),
                picture=lead_picture(thing, voice),
            )
        )
        if now is not None:
            now = None if stop.stay is None else now + stop.stay
    return tuple(rows)


def _hours(thing: Thing[Facts, Words], voice: Voice) -> str:
    facts = thing.facts
    rows = voice.hours(facts.hours) if isinstance(facts, PlaceFacts | ProductFacts) else ()
    return "; ".join(f"{entry.days} {entry.hours}" for entry in rows)


def _way(stop: Stop, voice: Voice) -> str:
    say = voice.say
    mode = {
        "walk": say("On foot"),
        "bicycle": say("By bicycle"),
        "motorbike": say("By motorbike"),
        "car": say("By car"),
        "boat": say("By boat"),
        None: "",
    }[stop.mode]
    return " · ".join(part for part in (mode, _duration(stop.minutes, voice) if stop.minutes else "") if part)


def _duration(minutes: int, voice: Voice) -> str:
    hours, rest = divmod(minutes, _HOUR)
    parts = (
        voice.count("{n} hour", "{n} hours", hours) if hours else "",
        voice.count("{n} minute", "{n} minutes", rest) if rest else "",
    )
    return " ".join(part for part in parts if part)


def _minutes(clock: time) -> int:
    return clock.hour * _HOUR + clock.minute


def _clock(clock: time) -> str:
    return f"{clock.hour}:{clock.minute:02}"
