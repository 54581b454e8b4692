"""The picture of a thing: its photos where there are some, else our drawing that fits it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

from ocop.catalogue.assembled import Thing
from ocop.catalogue.brief import Looks, looks_of
from ocop.catalogue.models import (
    Facts,
    Group,
    Photo,
    PlaceType,
    Words,
)
from ocop.pictures import MIDDLE, Box, Derivative, PictureInfo, card_derivatives, derivatives

from .edition import Edition
from .tints import nearest
from .views import Picture
from .voice import Voice

PICTURES: Final = "pictures"
"""Folder of the site that holds encoded photos; their names carry a hash of their content."""

_VIEW_BOX: Final = re.compile(rb'viewBox="0 0 (\d+) (\d+)"')
_GROUP_DRAWINGS: Final[Mapping[str, str]] = {
    Group.FOOD: "group-food",
    Group.DRINKS: "drinks",
    Group.HERBS: "herbs",
    Group.CRAFTS: "handicraft",
    Group.ORNAMENTALS: "flower-pots",
    Group.TOURISM: "sampan",
}
_SET_DRAWINGS: Final = {"6": "rice-noodles", "8": "prawn-crackers", "23": "flower-pots", "24": "bonsai"}
_PLACE_DRAWINGS: Final[Mapping[str, str]] = {
    PlaceType.CRAFT_VILLAGE: "rice-flour",
    PlaceType.FLOWER_VILLAGE: "flower-pots",
    PlaceType.GARDEN: "orchard",
    PlaceType.HOUSE: "old-house",
    PlaceType.TEMPLE: "temple",
    PlaceType.PROJECT: "sampan",
    PlaceType.SHOP: "kiln",
    PlaceType.HOMESTAY: "homestay",
}


def tile(group: Group) -> str:
    """Give the name of a group's tile."""
    return "group-plants" if group is Group.ORNAMENTALS else f"group-{group.value}"


def drawing_name(thing: Thing[Facts, Words], edition: Edition) -> str:
    """Give the drawing that stands for a thing without a photo: its own choice, else what fits its kind."""

    def looks_at(key: str) -> Looks | None:
        there = thing_at(edition, key)
        return looks_of(there.facts) if there else None

    return drawing_of(looks_of(thing.facts), looks_at)


def _nowhere(key: str) -> Looks | None:
    del key
    return None


def drawing_of(looks: Looks, looks_at: Callable[[str], Looks | None] = _nowhere) -> str:
    """Give the same by looks; `looks_at` gives those of the thing of a key, None where none is published."""
    match looks:
        case ("own", name):
            return name
        case ("offer", criteria, group):
            return _SET_DRAWINGS.get(criteria) or _GROUP_DRAWINGS[group]
        case ("place", place):
            return _PLACE_DRAWINGS[place]
        case ("as" | "trip" as sort, key):
            other = looks_at(key) if key else None
            alone = "hero-sa-dec" if sort == "as" else "sampan"
            return drawing_of(other, looks_at) if other else alone
        case _:
            return "kiln"


def thing_at(edition: Edition, key: str) -> Thing[Facts, Words] | None:
    """Give the thing that `products/x` names; None when it is not published."""
    return edition.things.get(key)


def has_drawing(edition: Edition, name: str) -> bool:
    """Say whether the theme has a drawing of this name."""
    return f"illustrations/{name}.svg" in edition.theme.assets.files


def drawing(edition: Edition, name: str, caption: str = "") -> Picture:
    """Give one of our drawings; its size is read from its viewBox. It is decoration, so its alternative text is empty."""
    return edition.shared(("drawing", name, caption), lambda: _drawing(edition, name, caption))


def _drawing(edition: Edition, name: str, caption: str) -> Picture:
    file = f"illustrations/{name}.svg"
    found = _VIEW_BOX.search(edition.theme.assets.files[file])
    width, height = (int(found[1]), int(found[2])) if found else (320, 240)
    return Picture("drawing", edition.theme.assets.url(file), width, height, "", caption=caption)


def photo(thing: Thing[Facts, Words], entry: Photo, voice: Voice, *, card: bool = False) -> Picture:
    """Give a photo with its derivatives, AVIF and JPEG at the widths it has; for a `card` cut to 4:3 around its focal point."""
    edition = voice.edition
    words, _ = edition.words(thing, voice.lang)
    alt = words.alts.get(entry.file) or thing.words[edition.default_language].alts.get(entry.file, "")
    info = edition.photos[thing.key, entry.file]
    made = files_of(thing, entry, edition, card=card)
    kinds = ("image/avif", "image/jpeg")
    sources = tuple(
        (
            kind,
            ", ".join(f"{edition.addresses.file(f'{PICTURES}/{d.name}')} {d.width}w" for d in made if d.media_type == kind),
        )
        for kind in kinds
    )
    largest = max((d for d in made if d.media_type == "image/jpeg"), key=lambda d: d.width)
    return Picture(
        "photo",
        edition.addresses.file(f"{PICTURES}/{largest.name}"),
        largest.width,
        largest.height,
        alt,
        sources=sources,
        credit=f"{entry.author} ({entry.licence})",
        tint=nearest(info.colour),
        focus=tuple(_sides(entry.focus or MIDDLE, info, largest.box)),
    )


def files_of(thing: Thing[Facts, Words], entry: Photo, edition: Edition, *, card: bool = False) -> tuple[Derivative, ...]:
    """Give the files of a photo: of all of it, or of what a `card` shows of it."""
    info, digest = edition.photos[thing.key, entry.file], thing.pictures[entry.file].digest
    return card_derivatives(info, digest, entry.focus or MIDDLE) if card else derivatives(info, digest)


def _sides(focus: str, info: PictureInfo, box: Box | None) -> Iterator[Literal["left", "right", "top", "bottom"]]:
    """Give the sides of what is shown that the focal point is nearer to than a third."""
    left, top, right, bottom = box or (0, 0, info.width, info.height)
    across, down = (int(part) for part in focus.split())
    x = (info.width * across / 100 - left) / (right - left)
    y = (info.height * down / 100 - top) / (bottom - top)
    if not 1 / 3 <= x <= 2 / 3:
        yield "left" if x < 1 / 3 else "right"
    if not 1 / 3 <= y <= 2 / 3:
        yield "top" if y < 1 / 3 else "bottom"


def card_picture(thing: Thing[Facts, Words], voice: Voice) -> Picture:
    """Give the picture of a card: the first photo cut to its shape, else a drawing."""
    for entry in in_order(thing):
        return photo(thing, entry, voice, card=True)
    return drawing(voice.edition, drawing_name(thing, voice.edition))


def in_order(thing: Thing[Facts, Words]) -> list[Photo]:
    """Give the photos of a thing as they are shown: those of packs last."""
    return sorted(thing.facts.photos, key=lambda entry: entry.role == "pack")


def lead_picture(thing: Thing[Facts, Words], voice: Voice) -> Picture:
    """Give the picture that leads a page: the first photo, else a drawing that says that it is one."""
    for entry in in_order(thing):
        return photo(thing, entry, voice)
    return drawing(voice.edition, drawing_name(thing, voice.edition), voice.say("Illustration"))


def gallery(thing: Thing[Facts, Words], voice: Voice) -> tuple[Picture, ...]:
    """Give all photos after the first."""
    return tuple(photo(thing, entry, voice) for entry in in_order(thing)[1:])


def pack_photo(thing: Thing[Facts, Words], voice: Voice) -> Picture | None:
    """Give the photo of the pack, to compare with the goods in the hand; None when there is none."""
    return next((photo(thing, entry, voice) for entry in thing.facts.photos if entry.role == "pack"), None)
