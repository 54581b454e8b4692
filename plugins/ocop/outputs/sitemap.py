"""sitemap.xml: every page that can be found, with its twins in other languages, its photos and the day it was last checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from ocop.engine import Output

from .edition import Edition

SITEMAP: Final = "sitemap.xml"
MOST_URLS: Final = 50_000
"""Pages of one file, by the protocol (sitemaps.org); more are split and sitemap.xml becomes their index."""
MOST_IMAGES: Final = 1_000
"""Pictures of one page, by the extension for images."""

_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMES: Final = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


class Entry(NamedTuple):
    """A page as the sitemap lists it; all addresses absolute.

    `alternates` are (language, address), the page itself and x-default among them. `modified` is an ISO day: when a thing's
    page was last compared with its sources; for a list the newest of what it lists; "" where there is none.
    """

    url: str
    alternates: tuple[tuple[str, str], ...] = ()
    modified: str = ""
    images: tuple[str, ...] = ()


def outputs(entries: Sequence[Entry], edition: Edition, *, most: int = MOST_URLS) -> Iterator[Output]:
    """Give sitemap.xml, and its parts where there are more than `most` pages. The order is that of the addresses."""
    ordered = tuple(sorted(entries, key=lambda entry: entry.url))
    parts = [ordered[start : start + most] for start in range(0, len(ordered), most)] or [()]
    if len(parts) == 1:
        data = edition.keeper.keep_equal((SITEMAP,), parts[0], partial(_urls, parts[0]))
        yield Output(SITEMAP, (data,), partial(bytes, data))
        return
    listed = []
    for number, part in enumerate(parts, 1):
        path = f"sitemap-{number}.xml"
        yield Output(path, (part,), partial(_urls, part))
        address = edition.addresses.absolute(edition.addresses.file(path))
        listed.append((address, max(entry.modified for entry in part)))
    yield Output(SITEMAP, (tuple(listed),), partial(_index, tuple(listed)))


def _urls(entries: tuple[Entry, ...]) -> bytes:
    lines = (
        f"<url><loc>{escape(entry.url)}</loc>{_modified(entry.modified)}"
        + "".join(f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(url)}/>' for lang, url in entry.alternates)
        + "".join(f"<image:image><image:loc>{escape(url)}</image:loc></image:image>" for url in entry.images[:MOST_IMAGES])
        + "</url>\n"
        for entry in entries
    )
    return f"{_HEAD}<urlset {_NAMES}>\n{''.join(lines)}</urlset>\n".encode()


def _index(parts: tuple[tuple[str, str], ...]) -> bytes:
    lines = (f"<sitemap><loc>{escape(url)}</loc>{_modified(day)}</sitemap>\n" for url, day in parts)
    return (
        f'{_HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{"".join(lines)}</sitemapindex>\n'.encode()
    )


def _modified(day: str) -> str:
    return f"<lastmod>{day}</lastmod>" if day else ""
