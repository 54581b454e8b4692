"""Files for machines at the root of the site: robots.txt."""

from __future__ import annotations

from collections.abc import Iterator

from ocop.engine import Output

from .edition import Edition
from .sitemap import SITEMAP


def outputs(edition: Edition) -> Iterator[Output]:
    """Give robots.txt. A site of sample data asks not to be indexed at all."""
    place = edition.addresses.absolute(edition.addresses.file(SITEMAP))
    robots = f"User-agent: *\nDisallow:{' /' if edition.sample else ''}\n\nSitemap: {place}\n"
    yield Output("robots.txt", (robots,), robots.encode)
