from __future__ import annotations

import re
from pathlib import Path

import pytest

from ocop.outputs.tints import TINTS, nearest

TOKENS = (Path(__file__).parents[2] / "theme" / "styles" / "tokens.css").read_text("utf-8")
GROUNDS = ("paper", "sheet", "wash")
TEXT, SHAPE = 4.5, 3.0


def tokens(scheme: str) -> dict[str, str]:
    light, dark = TOKENS.split("prefers-color-scheme: dark", 1)
    found = dict(re.findall(r"--([\w-]+): ([^;]+);", light))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w-]+): ([^;]+);", dark.split("@media print")[0]))
    return {name: found[value[6:-1]] if value.startswith("var(--") else value for name, value in found.items()}


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, two: str) -> float:
    """Contrast ratio of WCAG 2.2, 1.4.3."""
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("ink", 7.0),
        *((name, TEXT) for name in ("soft", "river", "brick", "amber")),
        ("star", SHAPE),
        ("edge", SHAPE),
        ("focus", SHAPE),
    ],
)
def test_colours_stand_out_on_every_ground(scheme: str, ground: str, name: str, needed: float) -> None:
    colours = tokens(scheme)
    assert ratio(colours[name], colours[ground]) >= needed


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "ground", "needed"),
    [
        ("on", "art-deep", TEXT),
        ("on-soft", "art-deep", TEXT),
        ("sun", "art-deep", SHAPE),
        ("on", "stamp", TEXT),
        ("on-soft", "stamp", TEXT),
        ("night", "sun", TEXT),
    ],
)
def test_colours_stand_out_on_fills(scheme: str, name: str, ground: str, needed: float) -> None:
    colours = tokens(scheme)
    assert ratio(colours[name], colours[ground]) >= needed


def test_design_page_prints_the_measured_figures() -> None:
    design = (Path(__file__).parents[2] / "docs" / "design.md").read_text("utf-8")
    for scheme in ("light", "dark"):
        colours = tokens(scheme)
        for name in ("ink", "soft", "river", "brick", "amber", "star", "edge"):
            figures = " · ".join(f"{ratio(colours[name], colours[ground]):.1f}" for ground in GROUNDS)
            assert f"`{colours[name]}` | {figures} |" in design, f"{scheme} {name}: {figures}"


def test_the_colours_that_hold_a_photo_s_place_are_those_of_the_styles() -> None:
    sheet = (Path(__file__).parents[2] / "theme/templates/components/picture/picture.css").read_text("utf-8")
    assert dict(re.findall(r"img\.ocop-tint--(\w+) { background: (#[0-9a-f]{6}); }", sheet)) == TINTS


@pytest.mark.parametrize(
    ("colour", "name"),
    [("#ffffff", "paper"), ("#000000", "night"), ("#4c7a2e", "leaf"), ("#b03a1e", "brick"), ("#7fb0c0", "river")],
)
def test_the_nearest_colour_holds_the_place(colour: str, name: str) -> None:
    assert nearest(colour) == name
