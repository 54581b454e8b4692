"""Feeds per language, as Atom (RFC 4287) and JSON Feed 1.1: new and renewed recognitions, stories, news, events.

A recognition is in the feeds while it is the product's valid one, and its title says until when: a reader's copy that outlives
it still tells the truth. Ids stay the same for ever; days are those of the decision or the publication, never of the build.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from pydantic_core import to_json

from ocop import text
from ocop.catalogue.assembled import Event, News, Product, Story, Thing
from ocop.catalogue.models import Facts, Kind, RecognitionKind, Words
from ocop.catalogue.status import status_on
from ocop.engine import Output

from .addresses import Address
from .edition import Edition
from .json_lists import json_list
from .late_files import late_file
from .statuses import stars_text, status_view
from .views import Link
from .voice import Voice

MOST: Final = 50
"""Entries of a feed, newest first."""
ATOM: Final = "application/atom+xml"
JSON: Final = "application/feed+json"
_FILES: Final = ((ATOM, "atom.xml"), (JSON, "feed.json"))
_FIRST_YEAR: Final = 2026
"""Year from which the ids are ours to give (RFC 4151); part of every id, so it never changes."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry: `id` a tag URI, `url` absolute where the site's address is known, `kind` a word in the feed's language."""

    id: str
    url: str
    title: str
    summary: str
    language: str
    day: date
    kind: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself."""

    name: str
    subtitle: str
    language: str
    id: str
    updated: date


def outputs(voice: Voice) -> Iterator[Output]:
    """Give both feeds of a language."""
    for media_type, name in _FILES:
        path = _address(name, voice).save_as
        yield late_file(path, partial(_feed, media_type, name, voice), voice.edition)


def _feed(media_type: str, name: str, voice: Voice) -> Output:
    """Give a feed. While there is nothing to tell it is empty, and as old as the last check of a page."""
    edition = voice.edition
    found = edition.shared(("feed", voice.lang), lambda: edition.of_all((Kind.PRODUCT,), lambda: items(voice)))
    days = [item.day for item in found] or [brief.verified for kind in Kind for brief in edition.all_briefs(kind).values()]
    newest = max(days, default=date(_FIRST_YEAR, 1, 1))
    head = Head(edition.sitename, voice.say("New recognitions, stories and news"), voice.lang, _tag("feed", voice), newest)
    home = edition.addresses.absolute(edition.addresses.of("HOME", voice.lang).url)
    address = _address(name, voice)
    here = edition.addresses.absolute(address.url)
    write = _atom if media_type == ATOM else _json
    return Output(address.save_as, (head, home, here, found), partial(write, head, home, here, found))


def feed_links(voice: Voice) -> tuple[Link, ...]:
    """Give the feeds of a language for a page's head; `note` is the media type."""
    title = voice.say("New recognitions, stories and news")
    return tuple(Link(title, _address(name, voice).url, note=media_type) for media_type, name in _FILES)


def items(voice: Voice) -> tuple[Item, ...]:
    """Give the entries of a language, newest first."""
    edition, catalogue = voice.edition, voice.edition.catalogue
    found = [item for slug in _newest(edition) if (item := _recognition(catalogue.products[slug], voice))]
    found += [_article(story, voice.say("Story"), story.facts.author or "", voice) for story in _public(catalogue.stories)]
    found += [_article(item, voice.say("News"), "", voice) for item in _public(catalogue.news)]
    found += [_article(event, voice.say("Event"), "", voice) for event in _public(catalogue.events)]
    return tuple(sorted(found, key=lambda item: (-item.day.toordinal(), item.id))[:MOST])


def _newest(edition: Edition) -> Iterator[str]:
    """Give the products whose recognitions are new enough to be told of: no others are opened."""
    days = {
        slug: brief.offer.since
        for slug, brief in edition.all_briefs(Kind.PRODUCT).items()
        if brief.offer and brief.offer.stars and brief.offer.since and not (brief.draft or brief.gone)
    }
    least = sorted(days.values(), reverse=True)[:MOST][-1:]
    return (slug for slug, day in days.items() if day >= least[0])


def _public(things: Any) -> Iterator[Any]:
    return (thing for thing in things.values() if not thing.facts.draft and thing.facts.gone is None)


def _recognition(product: Product, voice: Voice) -> Item | None:
    edition, facts = voice.edition, product.facts
    status = status_on(facts.recognitions, facts.dossier, edition.day)
    item = status.recognition
    if status.stars is None or item is None or facts.draft or facts.gone is not None:
        return None
    words, language = edition.words(product, voice.lang)
    view = status_view(product, voice)
    kind = {
        RecognitionKind.FIRST: voice.say("First recognition"),
        RecognitionKind.UPGRADE: voice.say("Upgrade"),
        RecognitionKind.REASSESSMENT: voice.say("Renewed recognition"),
        None: voice.say("Recognition"),
    }[item.kind]
    return Item(
        id=_tag(f"{product.key}/{item.date.isoformat()}/{text.slugify(item.decision)}", voice),
        url=_page(product, voice),
        title=f"{words.title}: {stars_text(status.stars, voice)}, {view.word[:1].lower()}{view.word[1:]}",
        summary=f"{words.summary} {view.document}.",
        language=language,
        day=item.date,
        kind=kind,
    )


def _article(article: Story | News | Event, kind: str, author: str, voice: Voice) -> Item:
    words, language = voice.edition.words(article, voice.lang)
    return Item(
        _tag(article.key, voice), _page(article, voice), words.title, words.summary, language, article.facts.date, kind, author
    )


def _page(thing: Thing[Facts, Words], voice: Voice) -> str:
    book = voice.edition.addresses
    return book.absolute(book.thing(thing.kind, thing.slug, voice.lang).url)


def _address(name: str, voice: Voice) -> Address:
    return voice.edition.addresses.of("FEED", voice.lang, name)


def _tag(key: str, voice: Voice) -> str:
    return f"tag:{voice.edition.host.lower()},{_FIRST_YEAR}:{voice.lang}/{key}"


def _moment(day: date) -> str:
    # Whole days in Vietnam, which has no summer time (ocop.md §6.3).
    return f"{day.isoformat()}T00:00:00+07:00"


def _atom(head: Head, home: str, here: str, found: tuple[Item, ...]) -> bytes:
    name = escape(head.name)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(head.language)}>',
        f"<id>{escape(head.id)}</id><title>{name}</title><subtitle>{escape(head.subtitle)}</subtitle>",
        f"<updated>{_moment(head.updated)}</updated>",
        f"<author><name>{name}</name></author>",
        f'<link rel="self" type="{ATOM}" href={quoteattr(here)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(home)}/>',
        *(_entry(item) for item in found),
        "</feed>\n",
    ]
    return "\n".join(lines).encode()


def _entry(item: Item) -> str:
    author = f"<author><name>{escape(item.author)}</name></author>" if item.author else ""
    return (
        f"<entry xml:lang={quoteattr(item.language)}><id>{escape(item.id)}</id><title>{escape(item.title)}</title>"
        f'<link rel="alternate" type="text/html" href={quoteattr(item.url)}/>'
        f"<published>{_moment(item.day)}</published><updated>{_moment(item.day)}</updated>{author}"
        f"<category term={quoteattr(item.kind)}/><summary>{escape(item.summary)}</summary></entry>"
    )


def _json(head: Head, home: str, here: str, found: tuple[Item, ...]) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.name,
        "description": head.subtitle,
        "home_page_url": home,
        "feed_url": here,
        "language": head.language,
    }
    return json_list(feed, "items", [to_json(_json_item(item)) for item in found])


def _json_item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_text": item.summary,
        "date_published": _moment(item.day),
        "language": item.language,
        "tags": [item.kind],
        **({"authors": [{"name": item.author}]} if item.author else {}),
    }
