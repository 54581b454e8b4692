"""Slugs: the ASCII identity of a thing, made from its title once and then kept."""

from __future__ import annotations

import re
from typing import Final

from .folding import fold

MAX_LENGTH: Final = 80
_GAP: Final = re.compile(r"[^a-z0-9]+")


def slugify(title: str) -> str:
    """Give "banh-phong-tom-sa-dec": lower-case ASCII letters and digits, single hyphens, at most 80 characters.

    A longer title is cut at a hyphen where there is one. A title without any Latin letter or digit gives "".
    """
    slug = _GAP.sub("-", fold(title)).strip("-")
    if len(slug) <= MAX_LENGTH:
        return slug
    cut = slug[: MAX_LENGTH + 1]
    whole_words, hyphen, _ = cut.rpartition("-")
    return whole_words if hyphen else slug[:MAX_LENGTH]
