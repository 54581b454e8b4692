"""Files for machines: sitemap.xml with language alternates and true dates, robots.txt."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from ocop.catalogue.models import Kind
from ocop.engine import Output

from .edition import Edition

SITEMAP = "sitemap.xml"


def outputs(edition: Edition) -> Iterator[Output]:
    """Give sitemap and robots.txt. Landing pages stay out: their canonical address is the full page's."""
    entries = tuple(_entries(edition))
    yield Output(SITEMAP, (entries,), lambda: _sitemap(entries))
    place = edition.addresses.absolute(edition.addresses.file(SITEMAP))
    robots = f"User-agent: *\nDisallow:{' /' if edition.sample else ''}\n\nSitemap: {place}\n"
    yield Output("robots.txt", (robots,), robots.encode)


def _entries(edition: Edition) -> Iterator[tuple[tuple[tuple[str, str], ...], str]]:
    """Give, per page, its addresses by language and the day it was last verified ("" for lists)."""
    absolute, addresses, languages = edition.addresses.absolute, edition.addresses, edition.languages
    yield tuple((lang, absolute(addresses.of("HOME", lang).url)) for lang in languages), ""
    catalogue = edition.catalogue
    kinds = (
        (Kind.PRODUCT, catalogue.products),
        (Kind.PRODUCER, catalogue.producers),
        (Kind.PLACE, catalogue.places),
        (Kind.STORY, catalogue.stories),
        (Kind.NEWS, catalogue.news),
    )
    for kind, things in kinds:
        if things:
            yield tuple((lang, absolute(addresses.index(kind, lang).url)) for lang in languages), ""
    yield tuple((lang, absolute(addresses.of("A_TO_Z", lang).url)) for lang in languages), ""
    for thing in catalogue.things():
        if thing.facts.gone is None and not thing.facts.draft:
            pages = tuple((lang, absolute(addresses.thing(thing.kind, thing.slug, lang).url)) for lang in languages)
            yield pages, thing.facts.verified.isoformat()


def _sitemap(entries: tuple[tuple[tuple[tuple[str, str], ...], str], ...]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for pages, verified in entries:
        links = "".join(f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(url)}/>' for lang, url in pages)
        lastmod = f"<lastmod>{verified}</lastmod>" if verified else ""
        lines.extend(f"<url><loc>{escape(url)}</loc>{lastmod}{links}</url>" for _, url in pages)
    lines.append("</urlset>\n")
    return "\n".join(lines).encode()
