"""Files for machines at the root of the site: robots.txt, llms.txt."""

from __future__ import annotations

from collections.abc import Iterator

from ocop.catalogue.models import Kind
from ocop.engine import Output

from .edition import Edition
from .feeds import feed_links
from .home import lead
from .open_data import API, CATALOGUE, PACKAGE, data_address
from .order import by_title
from .pages import language_name
from .sitemap import SITEMAP
from .views import Link
from .voice import Voice


def outputs(edition: Edition) -> Iterator[Output]:
    """Give robots.txt and llms.txt. A site of sample data asks not to be indexed at all."""
    robots = f"User-agent: *\nDisallow:{' /' if edition.sample else ''}\n"
    if edition.addresses.origin:  # a crawler takes no other than an absolute address
        robots += f"\nSitemap: {edition.addresses.absolute(edition.addresses.file(SITEMAP))}\n"
    yield Output("robots.txt", (robots,), robots.encode)
    told = _llms(edition)
    yield Output("llms.txt", (told,), told.encode)


def _llms(edition: Edition) -> str:
    """Give a guide for language models (llmstxt.org): what the site is, how to read a rank, where the data is."""
    voices = [Voice(edition, language) for language in edition.languages]
    english = next((voice for voice in voices if voice.lang == "en"), voices[0])
    sample = " Sample data: every name and figure is invented." if edition.sample else ""
    book = edition.addresses
    data = (
        Link("API v1", book.file(f"{API}/index.json"), note="JSON records of products, producers, places and printed codes"),
        Link(PACKAGE, data_address(PACKAGE, edition).url, note="tables as CSV, JSON and GeoJSON, with their schema"),
        Link(CATALOGUE, data_address(CATALOGUE, edition).url, note="the same described as DCAT"),
        Link(SITEMAP, book.file(SITEMAP), note="every page in every language"),
    )
    parts = [
        f"# {edition.sitename}\n\n> {lead(english)}{sample}\n",
        "An OCOP rank (3 to 5 stars) is given to a product by a decision of the State, for 36 months. A product has a rank "
        "only while its recognition is valid: in the data `status.stars` is null otherwise, and `status.until` is the first "
        "day on which it no longer holds. Stars within `recognitions` are facts of a past decision, not a rank today. "
        "Stars are not ratings by customers.\n",
        _section("Data", data, edition),
        *(_section(language_name(voice.lang), _pages(voice), edition) for voice in voices),
    ]
    return "\n".join(parts)


def _section(title: str, links: tuple[Link, ...], edition: Edition) -> str:
    lines = [
        f"- [{link.title}]({edition.addresses.absolute(link.url)}){f': {link.note}' if link.note else ''}\n" for link in links
    ]
    return f"## {title}\n\n{''.join(lines)}"


def _pages(voice: Voice) -> tuple[Link, ...]:
    edition, say = voice.edition, voice.say
    book, catalogue = edition.addresses, edition.catalogue
    lists = (
        (say("Products"), Kind.PRODUCT, catalogue.products),
        (say("Producers"), Kind.PRODUCER, catalogue.producers),
        (say("Places"), Kind.PLACE, catalogue.places),
        (say("Stories"), Kind.STORY, catalogue.stories),
        (say("News"), Kind.NEWS, catalogue.news),
        (say("Routes"), Kind.ROUTE, catalogue.routes),
        (say("Events"), Kind.EVENT, catalogue.events),
    )
    found = [Link(title, book.index(kind, voice.lang).url) for title, kind, things in lists if things]
    found.append(Link(say("A to Z"), book.of("A_TO_Z", voice.lang).url))
    for page in edition.opened(brief for brief in by_title(Kind.PAGE, voice) if not brief.draft):
        words, _ = edition.words(page, voice.lang)
        found.append(Link(words.title, book.thing(Kind.PAGE, page.slug, voice.lang).url, note=words.summary))
    found += [Link(link.title, link.url, note=link.note) for link in feed_links(voice)]
    return tuple(found)
