"""The tokens of the theme, read from its style sheet: colours of both themes with their contrast, sizes of type and space."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

GROUNDS: Final = ("paper", "sheet", "wash")
"""What text stands on."""
_TOKEN: Final = re.compile(r"--([\w-]+):\s*([^;}]+)")
_HEX: Final = re.compile(r"#[0-9a-f]{6}$")
_DARK: Final = "prefers-color-scheme: dark"


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour in both themes, as #rrggbb. `contrast`: on paper, sheet and wash, light ones first (WCAG ratio)."""

    name: str
    light: str
    dark: str
    contrast: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """A size of type or space: the token's name and its value as written."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """All tokens; `inks` are for text, lines and shapes, `grounds` for areas, `pigments` for drawings."""

    inks: tuple[Colour, ...]
    grounds: tuple[Colour, ...]
    pigments: tuple[Colour, ...]
    type: tuple[Size, ...]
    space: tuple[Size, ...]
    radius: str


def read_tokens(css: str) -> Tokens:
    """Read the tokens from the first layer of a style sheet, as sent or as written."""
    sheet = css.partition("@layer base")[0]
    light_text, _, rest = sheet.partition(_DARK)
    light = _found(light_text)
    dark = _found(rest.partition("@media print")[0], light)
    colours = [
        Colour(name, value, dark[name], tuple(_contrasts(name, light, dark)))
        for name, value in light.items()
        if _HEX.match(value)
    ]
    fills = {*GROUNDS, "sun", "stamp", "line", "on", "on-soft", "night"}
    return Tokens(
        inks=tuple(colour for colour in colours if colour.name not in fills and not colour.name.startswith("art-")),
        grounds=tuple(colour for colour in colours if colour.name in fills),
        pigments=tuple(colour for colour in colours if colour.name.startswith("art-")),
        type=tuple(Size(name, value) for name, value in light.items() if re.match(r"t-\w$", name)),
        space=tuple(Size(name, value) for name, value in light.items() if re.match(r"s-\d$", name)),
        radius=light.get("radius", ""),
    )


def _found(css: str, below: Mapping[str, str] | None = None) -> dict[str, str]:
    said = {name: value.strip() for name, value in _TOKEN.findall(re.sub(r"/\*.*?\*/", "", css))}
    found = {**(below or {}), **said}
    return {name: found.get(value[6:-1], value) if value.startswith("var(--") else value for name, value in found.items()}


def _contrasts(name: str, *schemes: dict[str, str]) -> list[str]:
    return [f"{contrast(scheme[name], scheme[ground]):.1f}" for scheme in schemes for ground in GROUNDS]


def contrast(one: str, two: str) -> float:
    """Give the contrast ratio of two colours (#rrggbb), 1 to 21 (WCAG 2.2, 1.4.3)."""
    high, low = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
