"""What a card shows of a thing's words and pictures: a hundredth of what a thing holds, and opened without the rest."""

from __future__ import annotations

from typing import Any, NamedTuple

from .assembled import Thing
from .models import Language


class Face(NamedTuple):
    """The words of a card by language, as `Thing.words` has them, and whether the thing has photos."""

    words: dict[Language, tuple[str, str]]
    """Title and summary."""
    has_photos: bool


def face_of(thing: Thing[Any, Any]) -> Face:
    """Give what a card shows of a thing."""
    words = {language: (found.title, found.summary) for language, found in thing.words.items()}
    return Face(words, bool(thing.facts.photos))
