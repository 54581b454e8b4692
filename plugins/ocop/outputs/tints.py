"""The colour that holds a photo's place until it is there: the nearest of a few, as a class.

A page's policy allows no style of its own, and nine rules cost less than a small picture in every page.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

TINTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "paper": "#efe6d2",
        "silt": "#d3b88a",
        "sun": "#d9a441",
        "brick": "#a4583a",
        "rose": "#c07a80",
        "leaf": "#6f8350",
        "river": "#6f9c93",
        "wood": "#6e5139",
        "night": "#2f3a36",
    }
)
"""Name and colour, as in components/picture/picture.css. Muted pigments of the design: a place held must not shout."""


def nearest(colour: str) -> str:
    """Give the name of the tint nearest to "#rrggbb", by distance in sRGB with green counted most, as eyes do."""
    wanted = _parts(colour)

    def distance(name: str) -> int:
        red, green, blue = (a - b for a, b in zip(_parts(TINTS[name]), wanted, strict=True))
        return 2 * red * red + 4 * green * green + 3 * blue * blue

    return min(TINTS, key=distance)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
