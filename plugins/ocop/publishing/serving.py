"""What a bucket must be told of every file, because no server configuration stands before it: kind and time to be kept.

The same as deploy/ has nginx and Caddy say; a test holds them together.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .keeping import is_hashed

TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "html": "text/html; charset=utf-8",
        "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "txt": "text/plain; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
        "ics": "text/calendar; charset=utf-8",
        "vcf": "text/vcard; charset=utf-8",
        "json": "application/json; charset=utf-8",
        "jsonld": "application/ld+json; charset=utf-8",
        "geojson": "application/geo+json; charset=utf-8",
        "gpx": "application/gpx+xml",
        "kml": "application/vnd.google-earth.kml+xml",
        "webmanifest": "application/manifest+json; charset=utf-8",
        "xml": "application/xml; charset=utf-8",
        "svg": "image/svg+xml; charset=utf-8",
        "pdf": "application/pdf",
        "zip": "application/zip",
        "avif": "image/avif",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "png": "image/png",
        "webp": "image/webp",
        "ico": "image/x-icon",
        "woff2": "font/woff2",
    }
)
LINKSET: Final = re.compile(r"01/[0-9]{14}/linkset\.json")
FOR_EVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"


def content_type(path: str) -> str:
    """The kind of a file by its name; what is not known is given as bytes."""
    if LINKSET.fullmatch(path):
        return "application/linkset+json"
    return TYPES.get(posixpath.splitext(path)[1][1:].lower(), "application/octet-stream")


def cache_control(path: str) -> str:
    """How long a browser may keep a file: for ever where its name carries a hash, else as long as it asks each time."""
    return FOR_EVER if is_hashed(path) else ASK_AGAIN


def switch_order(path: str) -> tuple[int, int, str]:
    """The place of a file in an ordered switch: data first, then pages from the deepest up, home, and last what leads robots
    here.
    """
    if path in {"sitemap.xml", "robots.txt"}:
        return (3, 0, path)
    if path == "index.html":
        return (2, 0, path)
    if path.endswith(".html"):
        return (1, -path.count("/"), path)
    return (0, 0, path)
