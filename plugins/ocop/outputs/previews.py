"""Social previews: for each page and language the picture that is shown where its link is shared (1200 × 630)."""

from __future__ import annotations

from functools import partial
from typing import Final

from ocop.catalogue.assembled import Thing
from ocop.catalogue.models import Facts, Kind, Words
from ocop.engine import Output, fingerprint
from ocop.pictures import MIDDLE, PREVIEW_SIZE, SOCIAL_RECIPE, PhotoPart, Preview, cut, drawn, lettering
from ocop.text.typeface import Face, missing_letters

from .cards import eyebrow
from .edition import Edition
from .illustration import PICTURES, drawing_name, in_order
from .statuses import status_view
from .views import Picture
from .voice import Voice

HERO: Final = "hero-sa-dec"
"""The drawing of pages that are about no single thing."""
_PHOTO_SHAPE: Final = (8, 9)


def preview_of(title: str, owner: Thing[Facts, Words] | None, voice: Voice) -> Preview | None:
    """Give what is on the preview of a page; None where the setting says that there are none.

    Stars only of a recognition that is valid on the edition's day, with the day on which it ends. A title with letters that our
    typefaces lack is shown in the site's first language, whose letters they have.
    """
    edition = voice.edition
    if not edition.previews:
        return None
    told = _told(title, owner, voice)
    if voice.lang == edition.default_language or not missing_letters(" ".join(_texts(told)), Face.HEAD, Face.TEXT, Face.BOLD):
        return told
    own = Voice(edition, edition.default_language)
    return _told(edition.words(owner, own.lang)[0].title if owner else edition.sitename, owner, own)


def output_of(preview: Preview, edition: Edition) -> Output:
    """Give the Output of a preview. Its name carries a hash of what is on it, so those that share it ask for it anew."""
    inputs = (SOCIAL_RECIPE, *_texts(preview), preview.stars, _picture_inputs(preview))
    name = f"{fingerprint(*inputs)[:12]}-{SOCIAL_RECIPE}-{PREVIEW_SIZE[0]}.jpg"
    return Output(f"{PICTURES}/{name}", (*inputs, lettering()), partial(drawn, preview, cache=edition.cache))


def shown(preview: Preview, edition: Edition) -> Picture:
    """Give the preview as a page's head names it, with an absolute address."""
    url = edition.addresses.absolute(edition.addresses.file(output_of(preview, edition).path))
    alt = ". ".join(text for text in (preview.title, preview.rank) if text)
    return Picture("photo", url, *PREVIEW_SIZE, alt)


def _told(title: str, owner: Thing[Facts, Words] | None, voice: Voice) -> Preview:
    edition = voice.edition
    status = status_view(edition.catalogue.products[owner.slug], voice) if owner and owner.kind is Kind.PRODUCT else None
    return Preview(
        title=title,
        eyebrow=eyebrow(owner, voice) if owner and owner.kind is not Kind.PAGE else "",
        stars=status.stars if status else 0,
        rank=status.stars_text if status else "",
        note=status.word if status else "",
        site=edition.sitename,
        sample=voice.say("Sample data: every name and figure is invented.") if edition.sample else "",
        picture=_picture(owner, edition),
    )


def _picture(owner: Thing[Facts, Words] | None, edition: Edition) -> PhotoPart | bytes:
    for entry in in_order(owner) if owner else ():
        info = edition.photos[owner.key, entry.file] if owner else None
        if owner and info:
            box = cut(info, _PHOTO_SHAPE, entry.focus or MIDDLE) or (0, 0, info.width, info.height)
            return PhotoPart(owner.pictures[entry.file], box)
    name = drawing_name(owner, edition) if owner and owner.kind is not Kind.PAGE else HERO
    return edition.theme.assets.files[f"illustrations/{name}.svg"]


def _picture_inputs(preview: Preview) -> tuple[object, ...]:
    part = preview.picture
    return (part.file.digest, part.box) if isinstance(part, PhotoPart) else (part,)


def _texts(preview: Preview) -> tuple[str, ...]:
    return (preview.title, preview.eyebrow, preview.rank, preview.note, preview.site, preview.sample)
