"""Links and pictures within bodies: `places/lang-bot-sa-dec#x` names a thing and leads to its page in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from markupsafe import Markup

from ocop.catalogue.assembled import Thing
from ocop.catalogue.models import Facts, Kind, Words

from .illustration import photo, thing_at
from .voice import Voice

_KINDS: Final = "|".join(kind.value for kind in Kind)
_THING: Final = re.compile(rf"(?P<key>(?:{_KINDS})/[a-z0-9-]+)/?(?P<fragment>#[\w-]+)?")
_IN_BODY: Final = re.compile(rf"\]\(\s*<?((?:{_KINDS})/[^)\s>]*)")


def link_resolver(voice: Voice) -> Callable[[str], str | None]:
    """Give the function that turns a thing's name into an address; other links it leaves alone (None)."""
    edition = voice.edition

    def resolve(href: str) -> str | None:
        found = _THING.fullmatch(href)
        if not found:
            return None
        thing = thing_at(edition, found["key"])
        if thing is None:
            return None
        return edition.addresses.thing(thing.kind, thing.slug, voice.lang).url + (found["fragment"] or "")

    return resolve


def image_maker(thing: Thing[Facts, Words], voice: Voice) -> Callable[[str, str], str | None]:
    """Give the function that turns a photo's file name into a picture; only photos listed in the front matter are shown."""
    entries = {entry.file: entry for entry in thing.facts.photos}

    def make(name: str, alt: str) -> str | None:
        if name not in entries:
            return None
        picture = photo(thing, entries[name], voice)
        sizes = "auto, (min-width: 40em) 36em, calc(100vw - 2rem)"
        *others, (_, fallback) = picture.sources
        sources = Markup("").join(
            Markup('<source type="{}" srcset="{}" sizes="{}">').format(kind, srcset, sizes) for kind, srcset in others
        )
        return Markup(
            '<picture>{}<img class="ocop-tint--{}" src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" '
            'loading="lazy" decoding="async"></picture>'
        ).format(
            *(sources, picture.tint, picture.src, fallback, sizes, picture.width, picture.height),
            alt or picture.alt,
        )

    return make


def named_things(markdown: str) -> Iterator[tuple[int, str]]:
    """Give every link of a body that names a thing: line from 1, and the link as written."""
    for number, line in enumerate(markdown.splitlines(), 1):
        for found in _IN_BODY.finditer(line):
            yield number, found[1]


def names_published_thing(href: str, voice: Voice) -> bool:
    """Say whether such a link leads to a page."""
    found = _THING.fullmatch(href)
    return bool(found) and thing_at(voice.edition, found["key"] if found else "") is not None
