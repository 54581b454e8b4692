"""Event pages and their list: what is on and to come, then what has been; each as a calendar file too."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ocop.catalogue.assembled import Event
from ocop.catalogue.models import Kind, PlaceFacts, ProductFacts
from ocop.engine import Output

from .addresses import Address
from .calendar_files import Entry, calendar
from .cards import card
from .illustration import lead_picture, thing_at
from .late_files import late_file
from .order import newest_check
from .pages import Frame, PageOutput, home_crumb, late_page, page_output, thing_addresses
from .records import gone_text, source_rows
from .structured import event_node, list_node
from .thing_pages import thing_page
from .trip_views import EventRow, EventView
from .views import Fact, Link
from .voice import Voice


def outputs(voice: Voice) -> Iterator[Output]:
    """Give a page and a calendar file per event, the list, and one calendar of everything."""
    slugs = tuple(voice.edition.briefs[Kind.EVENT])
    for slug in slugs:
        file = voice.edition.addresses.of("EVENT_FILE", voice.lang, f"{slug}.ics")
        yield late_file(file.save_as, partial(_calendar_of, slug, voice), voice.edition)
        yield thing_page(Kind.EVENT, slug, voice, _page)
    if slugs:
        yield late_file(_calendar_file(voice).save_as, partial(_calendar, voice), voice.edition)
        addresses = voice.edition.addresses.index(Kind.EVENT, voice.lang)
        yield late_page(addresses, partial(_list_frame, voice), voice, partial(_list, voice), known="")


def _newest_first(voice: Voice) -> list[Event]:
    events = voice.edition.catalogue.events.values()
    return sorted(events, key=lambda event: (-event.facts.starts.toordinal(), event.slug))


def _calendar_of(slug: str, voice: Voice) -> Output:
    event = voice.edition.catalogue.events[slug]
    words, _ = voice.edition.words(event, voice.lang)
    file = voice.edition.addresses.of("EVENT_FILE", voice.lang, f"{slug}.ics")
    entry = _entry(event, voice)
    return Output(file.save_as, (entry,), partial(calendar, words.title, (entry,)))


def _page(event: Event, voice: Voice) -> PageOutput:
    edition, say, facts = voice.edition, voice.say, event.facts
    words, language = edition.words(event, voice.lang)
    file = edition.addresses.of("EVENT_FILE", voice.lang, f"{event.slug}.ics")
    venue = thing_at(edition, facts.at) if facts.at else None
    about = (thing_at(edition, key) for key in facts.about)
    view = EventView(
        span=voice.span(facts.starts, facts.ends),
        starts=voice.when(facts.starts),
        ends=voice.when(facts.ends),
        facts=_facts(event, voice),
        venue=card(venue, voice) if venue else None,
        about=tuple(card(thing, voice) for thing in about if thing),
        files=() if facts.gone else (Link(say("Add to the calendar"), file.url),),
        picture=lead_picture(event, voice),
        sources=source_rows(event, voice),
        over=say("This event is over.") if facts.ends < edition.today else "",
        gone=gone_text(event, voice),
    )
    frame = Frame(
        template="event.html",
        title=words.title,
        description=words.summary,
        addresses=thing_addresses(event, voice),
        section="events",
        crumbs=(
            home_crumb(voice),
            Link(say("Events"), edition.addresses.index(Kind.EVENT, voice.lang).url),
            Link(words.title, "", lang=voice.tag(language)),
        ),
        body=edition.body(event, voice.lang),
        owner=event,
        fallback=language != voice.lang,
        draft=facts.draft,
        picture=view.picture,
        jsonld=(event_node(event, voice),),
        verified=voice.when(facts.verified),
    )
    return page_output(frame, voice, event=view)


def _calendar_file(voice: Voice) -> Address:
    slug = "su-kien" if voice.lang == voice.edition.default_language else "events"
    return voice.edition.addresses.of("EVENT_FILE", voice.lang, f"{slug}.ics")


def _calendar(voice: Voice) -> Output:
    entries = tuple(_entry(event, voice) for event in _newest_first(voice))
    name = f"{voice.edition.sitename}: {voice.say('Events')}"
    return Output(_calendar_file(voice).save_as, (name, entries), partial(calendar, name, entries))


def _list_frame(voice: Voice) -> Frame:
    edition, title = voice.edition, voice.say("Events")
    return Frame(
        template="events.html",
        title=title,
        description=voice.say("Fairs and festivals, as far as they are documented."),
        addresses={lang: edition.addresses.index(Kind.EVENT, lang) for lang in edition.languages},
        section="events",
        crumbs=(home_crumb(voice), Link(title, "")),
        modified=newest_check(_newest_first(voice)),
    )


def _list(voice: Voice) -> PageOutput:
    edition, say = voice.edition, voice.say
    events, frame = _newest_first(voice), _list_frame(voice)
    rows = [_row(event, voice) for event in events]
    day = edition.today.isoformat()
    coming = tuple(row for row in reversed(rows) if row.ends >= day and not row.cancelled)
    past = tuple(row for row in rows if row not in coming)
    found = [(row.title, row.url) for row in (*coming, *past)]
    whole = frame._replace(jsonld=(list_node(frame.title, frame.addresses[voice.lang].url, found, voice),))
    files = (Link(say("All events as a calendar"), _calendar_file(voice).url),)
    return page_output(whole, voice, intro=frame.description, coming=coming, past=past, files=files)


def _row(event: Event, voice: Voice) -> EventRow:
    edition, facts = voice.edition, event.facts
    words, language = edition.words(event, voice.lang)
    return EventRow(
        title=words.title,
        url=edition.addresses.thing(event.kind, event.slug, voice.lang).url,
        lang=voice.tag(language),
        span=voice.span(facts.starts, facts.ends),
        starts=facts.starts.isoformat(),
        ends=facts.ends.isoformat(),
        venue=_venue(event, voice),
        summary=words.summary,
        cancelled=facts.gone is not None,
    )


def _venue(event: Event, voice: Voice) -> str:
    edition, facts = voice.edition, event.facts
    venue = thing_at(edition, facts.at) if facts.at else None
    title = edition.words(venue, voice.lang)[0].title if venue else ""
    return ", ".join(part for part in (title, voice.address(facts.address, facts.unit)) if part)


def _facts(event: Event, voice: Voice) -> tuple[Fact, ...]:
    facts, say = event.facts, voice.say
    words, language = voice.edition.words(event, voice.lang)
    foreign = voice.tag(language)
    hours = ""
    if facts.opens is not None and facts.closes is not None:
        hours = f"{facts.opens.hour}:{facts.opens:%M}–{facts.closes.hour}:{facts.closes:%M}"
    website = (Link(facts.website.split("//", 1)[1].rstrip("/"), facts.website),) if facts.website else ()
    rows = [
        Fact(say("Days"), voice.span(facts.starts, facts.ends)),
        Fact(say("Hours"), hours),
        Fact(say("Venue"), _venue(event, voice)),
        Fact(say("Programme"), words.programme or "", lang=foreign),
        Fact(say("Access"), words.access or "", lang=foreign),
        Fact(say("Organiser"), facts.organiser or "", lang=voice.tag("vi")),
        Fact(say("Website"), "", website),
    ]
    return tuple(row for row in rows if row.value or row.links)


def _entry(event: Event, voice: Voice) -> Entry:
    edition, facts = voice.edition, event.facts
    words, _ = edition.words(event, voice.lang)
    venue = thing_at(edition, facts.at) if facts.at else None
    theirs = venue.facts if venue is not None else None
    position = theirs.position if isinstance(theirs, PlaceFacts | ProductFacts) else None
    return Entry(
        id=f"{event.slug}@{edition.host.lower()}",
        title=words.title,
        note=words.summary,
        url=edition.addresses.absolute(edition.addresses.thing(event.kind, event.slug, voice.lang).url),
        venue=_venue(event, voice),
        starts=facts.starts,
        ends=facts.ends,
        opens=facts.opens,
        closes=facts.closes,
        published=facts.date,
        cancelled=facts.gone is not None,
        position=(position.lat, position.lon) if position else None,
    )
