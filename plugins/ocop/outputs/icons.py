"""The site as an app on a phone's screen: icons of our mark, and a web manifest in each language."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from ocop.engine import Output, fingerprint
from ocop.pictures import codec_versions, rasterised_anew

from .edition import Edition
from .jobs import DrawingJob
from .voice import Voice

MANIFEST: Final = "manifest.webmanifest"
TOUCH: Final = 180
"""Pixels of the icon that iOS takes."""
_MARK: Final = "illustrations/mark.svg"
_GROUND: Final = "#164b46"
_INK: Final = "#fffbf0"
_PAPER: Final = "#faf6ea"
_SIZES: Final = ((TOUCH, "any"), (192, "any"), (512, "any"), (512, "maskable"))
_SHARES: Final = {"any": 0.78, "maskable": 0.58}
"""How much of the side the mark takes. Of a maskable icon only a circle of 80 % of it is sure to be seen."""
_INNER: Final = re.compile(r"<svg[^>]*>(?:\s*<title>.*?</title>)?(.*)</svg>", re.DOTALL)


def outputs(edition: Edition) -> Iterator[Output]:
    """Give the icons, and a manifest per language."""
    made: dict[str, tuple[tuple[str, int], Callable[[], bytes]]] = {}
    for size, purpose in _SIZES:
        svg = _svg(edition, purpose)
        made[icon_path(edition, size, purpose)] = ((svg, size), partial(_icon, svg, size))
    job = DrawingJob(made, edition.cache)
    for path, (shown, make) in made.items():
        yield Output(path, (*shown, codec_versions()), make, job=job)
    for language in edition.languages:
        told = _manifest(Voice(edition, language))
        yield Output(manifest_path(edition, language), (told,), told.encode)


def manifest_path(edition: Edition, language: str) -> str:
    """Give the output path of a language's manifest."""
    return MANIFEST if language == edition.default_language else f"{language}/{MANIFEST}"


def icon_path(edition: Edition, size: int, purpose: str = "any") -> str:
    """Give the output path of an icon; its name carries a hash of what it shows, so that it can be kept for ever."""
    name = f"icon-{size}" if purpose == "any" else f"icon-{size}-{purpose}"
    return f"theme/{name}.{fingerprint(_svg(edition, purpose), size)[:10]}.png"


def _manifest(voice: Voice) -> str:
    edition, book = voice.edition, voice.edition.addresses
    manifest = {
        "lang": voice.lang,
        "name": edition.sitename,
        "short_name": edition.sitename.partition(" (")[0],
        "description": voice.say("One Commune One Product"),
        "start_url": book.of("HOME", voice.lang).url,
        "scope": book.file(""),
        "display": "minimal-ui",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": [
            {
                "src": book.file(icon_path(edition, size, purpose)),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size, purpose in _SIZES
            if size != TOUCH
        ],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"


def _svg(edition: Edition, purpose: str) -> str:
    return svg_of(edition.theme.assets.files[_MARK].decode(), purpose)


def svg_of(drawing: str, purpose: str) -> str:
    """Give an icon of our mark as SVG."""
    found = _INNER.search(drawing)
    mark = (found[1] if found else "").replace("currentColor", _INK)
    side = 40 * _SHARES[purpose]
    # The mark's own middle is at 20, 22.5 of its 40.
    place = f"translate({20 - side / 2:.2f} {20 - side * 22.5 / 40:.2f}) scale({side / 40:.3f})"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><g transform="{place}">{mark}</g></svg>'


def _icon(svg: str, size: int) -> bytes:
    made = io.BytesIO()
    picture = rasterised_anew(svg.encode(), (size, size), _GROUND)
    picture.quantize(32).save(made, "PNG", optimize=True)
    return made.getvalue()
