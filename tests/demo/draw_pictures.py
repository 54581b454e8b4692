"""Draw the pictures of the demo catalogue: flat scenes in the project's palette, the same bytes on every run.

They stand in for photographs: JPEG and PNG, upright and turned by EXIF, wide and small, one of them with a position in its
metadata, which publishing has to strip. Run it from anywhere with `python tests/demo/draw_pictures.py`; it writes into the
bundles beside it and touches nothing else.
"""

# ruff: noqa: PLR0917 (a stroke is a row of numbers; naming each would hide the drawing)

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, TiffImagePlugin

CONTENT: Final = Path(__file__).resolve().parent / "content"

PAPER, SHEET, WASH = "#faf6ea", "#fffdf6", "#f0e7d3"
INK, DEEP, RIVER, MIST = "#23332f", "#164b46", "#5f9c90", "#d3e2d6"
BRICK, SUN, ROSE, LEAF, SILT, WHITE = "#b24e2e", "#eab43c", "#c9566b", "#5f7f3b", "#dcc296", "#fffcf3"
WOOD, BARK, SKY, GOLD, SHADE = "#9a6b3f", "#6b4a2f", "#e4eee4", "#f4d27a", "#c9ab7b"

Point = tuple[float, float]


class Canvas:
    """A sheet in its own units, drawn at twice its size and reduced, so that edges come out smooth."""

    SCALE: Final = 2

    def __init__(self, width: int, height: int, ground: str, seed: int) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * self.SCALE, height * self.SCALE), ground)
        self.pen = ImageDraw.Draw(self.image)
        self.chance = random.Random(seed)

    def _points(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.SCALE, y * self.SCALE) for x, y in points]

    def rect(self, x: float, y: float, w: float, h: float, fill: str, radius: float = 0) -> None:
        box = self._points([(x, y), (x + w, y + h)])
        self.pen.rounded_rectangle(box, radius * self.SCALE, fill=fill)

    def disc(self, x: float, y: float, rx: float, fill: str, ry: float | None = None) -> None:
        ry = rx if ry is None else ry
        self.pen.ellipse(self._points([(x - rx, y - ry), (x + rx, y + ry)]), fill=fill)

    def pie(self, x: float, y: float, rx: float, ry: float, start: float, end: float, fill: str) -> None:
        """Part of an ellipse between two angles in degrees, clockwise from three o'clock."""
        self.pen.pieslice(self._points([(x - rx, y - ry), (x + rx, y + ry)]), start, end, fill=fill)

    def shape(self, points: Sequence[Point], fill: str) -> None:
        self.pen.polygon(self._points(points), fill=fill)

    def smooth(self, points: Sequence[Point], fill: str) -> None:
        """A closed curve through the points (uniform Catmull-Rom)."""
        self.shape(_curve(points, closed=True), fill)

    def line(self, points: Sequence[Point], width: float, fill: str = INK) -> None:
        """A stroke with round ends and joints."""
        self.pen.line(self._points(points), fill=fill, width=round(width * self.SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, fill)

    def bow(self, points: Sequence[Point], width: float, fill: str = INK) -> None:
        """A smooth open stroke through the points."""
        self.line(_curve(points, closed=False), width, fill)

    def ripples(self, y: float, fill: str, rows: int = 3, step: float = 34) -> None:
        """Short strokes of a reflection, as under every drawing of the site."""
        for row in range(rows):
            x = 60 + 50 * row + self.chance.random() * 40
            while x < self.width - 60:
                length = 60 + self.chance.random() * 150
                self.line([(x, y + row * step), (min(x + length, self.width - 50), y + row * step)], 7, fill)
                x += length + 80 + self.chance.random() * 140

    def finished(self) -> Image.Image:
        return self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)


def _curve(points: Sequence[Point], *, closed: bool) -> list[Point]:
    count = len(points)
    spans = count if closed else count - 1

    def at(index: int) -> Point:
        return points[index % count] if closed else points[min(max(index, 0), count - 1)]

    drawn: list[Point] = []
    for index in range(spans):
        a, b, c, d = (at(index + offset) for offset in (-1, 0, 1, 2))
        for step in range(16):
            t = step / 16
            drawn.append(
                (
                    0.5
                    * (
                        2 * b[0]
                        + (c[0] - a[0]) * t
                        + (2 * a[0] - 5 * b[0] + 4 * c[0] - d[0]) * t**2
                        + (3 * b[0] - a[0] - 3 * c[0] + d[0]) * t**3
                    ),
                    0.5
                    * (
                        2 * b[1]
                        + (c[1] - a[1]) * t
                        + (2 * a[1] - 5 * b[1] + 4 * c[1] - d[1]) * t**2
                        + (3 * b[1] - a[1] - 3 * c[1] + d[1]) * t**3
                    ),
                )
            )
    return drawn if closed else [*drawn, points[-1]]


# Things that appear in several scenes


def jar(on: Canvas, x: float, foot: float, size: float, body: str = BRICK) -> None:
    """A glazed earthen jar standing on `foot`, `size` high."""
    s = size / 300
    on.smooth(
        [
            (x - 70 * s, foot),
            (x - 118 * s, foot - 120 * s),
            (x - 84 * s, foot - 250 * s),
            (x + 84 * s, foot - 250 * s),
            (x + 118 * s, foot - 120 * s),
            (x + 70 * s, foot),
        ],
        body,
    )
    on.rect(x - 100 * s, foot - 272 * s, 200 * s, 30 * s, DEEP, 12 * s)
    for height in (150, 176):
        on.bow(
            [(x - 104 * s, foot - height * s), (x, foot - (height - 18) * s), (x + 104 * s, foot - height * s)], 5 * s, WHITE
        )


def lumps(on: Canvas, x: float, foot: float, width: float, size: float, fill: str = WHITE) -> None:
    """Broken pieces of flour in a row."""
    at = x
    while at < x + width - size * 0.7:
        w = size * (0.75 + on.chance.random() * 0.5)
        h = size * (0.65 + on.chance.random() * 0.5)
        on.shape(
            [
                (at, foot),
                (at + w * 0.12, foot - h * 0.72),
                (at + w * 0.5, foot - h),
                (at + w * 0.86, foot - h * 0.6),
                (at + w, foot),
            ],
            fill,
        )
        on.shape([(at + w * 0.5, foot - h), (at + w * 0.86, foot - h * 0.6), (at + w, foot), (at + w * 0.6, foot)], WASH)
        at += w + size * 0.12


def sampan(on: Canvas, x: float, y: float, size: float, hull: str = BARK) -> None:
    """A small boat whose water line is `y`."""
    s = size / 600
    on.smooth(
        [
            (x - 300 * s, y - 96 * s),
            (x - 190 * s, y - 24 * s),
            (x, y + 6 * s),
            (x + 190 * s, y - 24 * s),
            (x + 300 * s, y - 96 * s),
            (x + 170 * s, y - 62 * s),
            (x, y - 50 * s),
            (x - 170 * s, y - 62 * s),
        ],
        hull,
    )


def bloom(on: Canvas, x: float, y: float, size: float, petal: str, heart: str, petals: int = 12) -> None:
    for index in range(petals):
        angle = 2 * math.pi * index / petals
        on.disc(x + math.cos(angle) * size * 0.62, y + math.sin(angle) * size * 0.62, size * 0.34, petal)
    on.disc(x, y, size * 0.62, petal)
    on.disc(x, y, size * 0.26, heart)


def bush(on: Canvas, x: float, y: float, radius: float, petal: str, heart: str, flowers: int) -> None:
    """A round pot of flowers: leaves below, blooms in a sunflower spiral above."""
    on.disc(x, y + radius * 0.1, radius * 1.04, LEAF, radius * 0.96)
    for index in reversed(range(flowers)):
        reach = radius * 0.93 * math.sqrt((index + 0.5) / flowers)
        angle = index * 2.39996
        bloom(on, x + math.cos(angle) * reach, y + math.sin(angle) * reach * 0.92, radius * 0.15, petal, heart, 8)


def pot(on: Canvas, x: float, top: float, width: float, height: float, fill: str = BRICK) -> None:
    on.shape(
        [(x - width / 2, top), (x + width / 2, top), (x + width * 0.36, top + height), (x - width * 0.36, top + height)], fill
    )
    on.rect(x - width * 0.56, top - height * 0.1, width * 1.12, height * 0.22, "#8f3c22", 8)


def leaf(on: Canvas, x: float, y: float, length: float, angle: float, fill: str = LEAF) -> None:
    """A pointed leaf growing from (x, y); the angle in degrees, 0 to the right, clockwise."""
    a = math.radians(angle)
    ux, uy = math.cos(a), math.sin(a)
    side: list[Point] = []
    for t, w in ((0.0, 0.0), (0.3, 0.17), (0.6, 0.15), (1.0, 0.0), (0.6, -0.15), (0.3, -0.17)):
        side.append((x + ux * length * t - uy * length * w, y + uy * length * t + ux * length * w))
    on.smooth(side, fill)


def label(on: Canvas, x: float, y: float, w: float, h: float, emblem: str = DEEP) -> None:
    """A paper label with an emblem and bars where words would stand: no invented brand, no stars."""
    on.rect(x, y, w, h, WHITE, 10)
    on.rect(x + w * 0.06, y + h * 0.05, w * 0.88, h * 0.52, emblem, 8)
    on.disc(x + w / 2, y + h * 0.29, h * 0.13, SUN)
    on.bow(
        [
            (x + w * 0.2, y + h * 0.42),
            (x + w * 0.35, y + h * 0.47),
            (x + w * 0.5, y + h * 0.42),
            (x + w * 0.65, y + h * 0.47),
            (x + w * 0.8, y + h * 0.42),
        ],
        h * 0.025,
        WHITE,
    )
    for row, share in enumerate((0.72, 0.54, 0.62)):
        on.rect(x + w * 0.1, y + h * (0.65 + 0.1 * row), w * share, h * 0.045, INK if row == 0 else SILT, 4)


def table(on: Canvas, y: float, fill: str = SILT) -> None:
    on.rect(0, y, on.width, on.height - y, fill)
    on.rect(0, y, on.width, 10, SHADE)


def palms(on: Canvas, x: float, foot: float, height: float, fill: str = LEAF) -> None:
    on.bow([(x, foot), (x + height * 0.05, foot - height * 0.5), (x + height * 0.02, foot - height)], height * 0.04, BARK)
    for angle in (-165, -140, -95, -50, -20, 10, 172):
        leaf(on, x + height * 0.02, foot - height, height * 0.48, angle, fill)


# Scenes


def drying_racks(on: Canvas) -> None:
    on.disc(860, 260, 130, SUN)
    palms(on, 140, 640, 360, "#7d9a55")
    on.rect(0, 640, 1200, 260, MIST)
    on.rect(0, 632, 1200, 14, DEEP)
    for x in (500, 1090):
        on.line([(x, 210), (x, 640)], 12)
    for foot in (310, 450, 590):
        lumps(on, 490, foot, 620, 58)
        on.shape([(460, foot), (1130, foot), (1100, foot + 28), (490, foot + 28)], SILT)
        on.rect(460, foot, 670, 8, SHADE)
    jar(on, 270, 636, 300)
    on.ripples(710, WHITE, 4, 44)


def flour_pack(on: Canvas) -> None:
    table(on, 640)
    on.disc(930, 690, 190, WHITE, 46)
    on.smooth([(760, 690), (850, 590), (930, 560), (1010, 590), (1100, 690), (930, 728)], SHEET)
    on.shape([(330, 190), (720, 190), (750, 720), (300, 720)], "#c79a63")
    on.shape([(330, 190), (720, 190), (726, 290), (324, 290)], "#b5864f")
    on.rect(316, 160, 418, 44, "#b5864f", 8)
    label(on, 385, 330, 280, 340)
    lumps(on, 790, 770, 130, 46)


def flour_bowl(on: Canvas) -> None:
    for row in range(6):
        on.rect(0, row * 150, 1200, 146, "#c79a63" if row % 2 else "#bd8f58")
    on.disc(610, 470, 350, "#9b7142")
    on.disc(600, 450, 350, DEEP)
    on.disc(600, 450, 312, RIVER)
    on.smooth([(330, 470), (400, 300), (590, 230), (780, 290), (865, 450), (800, 620), (610, 690), (420, 630)], WHITE)
    on.smooth([(450, 470), (530, 370), (660, 360), (730, 450), (680, 550), (540, 560)], WASH)
    on.smooth([(520, 460), (600, 410), (670, 450), (620, 510)], WHITE)
    on.line([(760, 370), (1090, 120)], 34, WOOD)
    on.smooth([(640, 470), (670, 390), (760, 350), (800, 400), (740, 470)], "#b98550")
    for x, y in ((180, 700), (230, 760), (150, 780), (1010, 740), (1060, 690)):
        on.disc(x, y, 12, WHITE)


def millstone(on: Canvas) -> None:
    on.rect(0, 700, 1200, 200, SILT)
    on.rect(90, 90, 300, 420, SKY)
    for x in (90, 240, 384):
        on.rect(x, 90, 8, 420, BARK)
    on.rect(90, 296, 300, 8, BARK)
    palms(on, 180, 510, 250, "#7d9a55")
    on.rect(430, 560, 470, 150, "#7c8a84", 20)
    on.rect(470, 400, 390, 170, "#9aa6a0", 26)
    on.disc(665, 402, 195, "#b7c1bb", 44)
    on.disc(665, 398, 60, INK, 16)
    on.line([(820, 380), (1040, 330)], 22, WOOD)
    on.line([(1040, 330), (1040, 250)], 22, WOOD)
    on.shape([(880, 600), (1010, 640), (1010, 668), (880, 640)], "#7c8a84")
    on.bow([(1000, 655), (1022, 690), (1026, 760)], 26, WHITE)
    on.smooth([(920, 730), (1140, 730), (1110, 880), (950, 880)], BRICK)
    on.disc(1030, 735, 110, WHITE, 24)
    lumps(on, 470, 706, 1, 1)
    for _ in range(70):
        on.disc(630 + on.chance.random() * 70, 350 + on.chance.random() * 44, 6, WHITE, 3.5)


def rice_basket(on: Canvas) -> None:
    on.disc(600, 470, 430, SHADE)
    on.disc(600, 460, 420, WOOD)
    on.disc(600, 460, 384, SILT)
    for k in range(-8, 9):
        reach = math.sqrt(max(0.0, 384**2 - (k * 46) ** 2))
        on.line([(600 + k * 46, 460 - reach), (600 + k * 46, 460 + reach)], 4, SHADE)
        on.line([(600 - reach, 460 + k * 46), (600 + reach, 460 + k * 46)], 4, SHADE)
    on.smooth([(330, 470), (400, 290), (600, 220), (810, 300), (880, 480), (780, 650), (580, 700), (400, 640)], WASH)
    for _ in range(760):
        reach, angle = 262 * math.sqrt(on.chance.random()), on.chance.random() * 2 * math.pi
        x, y = 602 + math.cos(angle) * reach, 462 + math.sin(angle) * reach * 0.9
        turn = on.chance.random() * math.pi
        dx, dy = math.cos(turn) * 10, math.sin(turn) * 10
        on.line([(x - dx, y - dy), (x + dx, y + dy)], 8, WHITE if on.chance.random() > 0.25 else "#e3d6ba")


def settling_jars(on: Canvas) -> None:
    on.rect(0, 0, 1200, 560, "#e6d8bd")
    for x in range(0, 1200, 75):
        on.rect(x, 0, 5, 560, SILT)
    on.rect(0, 700, 1200, 200, MIST)
    on.rect(0, 560, 1200, 150, SILT)
    on.rect(0, 700, 1200, 12, DEEP)
    for index, x in enumerate((230, 600, 970)):
        on.rect(x - 145, 240, 290, 450, DEEP, 46)
        on.rect(x - 125, 262, 250, 408, "#bfd8d2", 34)
        level = (560, 470, 400)[index]
        on.rect(x - 125, level, 250, 670 - level, WHITE, 34)
        on.rect(x - 125, level, 250, 60, WHITE)
        on.rect(x - 125, level - 40, 250, 40, GOLD if index == 0 else "#dfe9da")
        on.rect(x - 165, 218, 330, 36, BARK, 16)
    on.ripples(760, WHITE, 3, 42)


def mats_from_above(on: Canvas) -> None:
    for column in range(4):
        for row in range(3):
            x, y = 44 + column * 286, 40 + row * 284
            on.rect(x + 10, y + 12, 254, 252, "#c9b48d", 10)
            on.rect(x, y, 254, 252, SILT, 10)
            for k in range(1, 8):
                on.rect(x + k * 32 - 2, y, 4, 252, SHADE)
            for cx in range(5):
                for cy in range(5):
                    w = 30 + on.chance.random() * 10
                    px = x + 14 + cx * 47 + on.chance.random() * 8
                    py = y + 14 + cy * 47 + on.chance.random() * 8
                    on.shape(
                        [
                            (px, py + 6),
                            (px + w * 0.5, py),
                            (px + w, py + w * 0.3),
                            (px + w * 0.8, py + w),
                            (px + 4, py + w * 0.85),
                        ],
                        WHITE,
                    )
    for angle in range(-64, 80, 18):
        leaf(on, 1230, 960, 520, 180 + angle, DEEP)


def broken_flour(on: Canvas) -> None:
    on.rect(0, 0, 1200, 420, MIST)
    on.disc(240, 210, 90, SUN)
    on.rect(0, 400, 1200, 14, DEEP)
    on.shape([(60, 520), (1140, 520), (1200, 900), (0, 900)], SILT)
    for k in range(13):
        on.line([(60 + k * 90, 520), (k * 100, 900)], 5, SHADE)
    for row, size in ((560, 96), (680, 128), (830, 168)):
        lumps(on, 40, row, 1120, size)


def noodle_lines(on: Canvas) -> None:
    on.disc(980, 170, 110, SUN)
    on.rect(0, 690, 1200, 210, MIST)
    on.rect(0, 682, 1200, 12, DEEP)
    for post in (110, 600, 1090):
        on.line([(post, 170), (post, 690)], 16, BARK)
    for y in (230, 450):
        on.line([(60, y), (1140, y)], 16, WOOD)
        x = 92.0
        while x < 1110:
            drop = 148 + on.chance.random() * 34
            on.rect(x, y, 12, drop, WHITE if on.chance.random() > 0.3 else WASH, 6)
            x += 16
    on.ripples(750, WHITE, 4, 40)


def steamed_cakes(on: Canvas) -> None:
    table(on, 0, "#bd8f58")
    for turn in range(0, 360, 24):
        leaf(on, 520, 470, 400, turn, LEAF if turn % 48 else "#7d9a55")
    on.disc(520, 470, 300, WHITE)
    on.disc(520, 470, 268, WASH)
    for index in range(7):
        angle = math.radians(index * 51.43)
        x, y = (520, 470) if index == 6 else (520 + math.cos(angle * 1.167) * 160, 470 + math.sin(angle * 1.167) * 160)
        on.disc(x + 6, y + 8, 74, SHADE)
        on.disc(x, y, 74, WHITE)
        for k in range(6):
            leaf(on, x, y, 40, k * 60 + index * 9, ROSE if index % 2 else LEAF)
    on.disc(975, 300, 130, DEEP)
    on.disc(975, 300, 104, WHITE)
    on.disc(975, 300, 80, "#f1dcc0")
    on.line([(860, 700), (1150, 560)], 16, BARK)
    on.line([(880, 740), (1160, 620)], 16, BARK)


def crackers(on: Canvas) -> None:
    on.rect(0, 0, 1200, 900, DEEP)
    for x in range(-100, 1300, 200):
        for y in range(-100, 1000, 200):
            on.disc(x, y, 60, "#1b5750")
    on.disc(600, 470, 380, WHITE)
    on.disc(600, 470, 344, MIST)
    for x, y, size, fill in (
        (470, 350, 150, "#f3c9a4"),
        (730, 380, 160, "#f7dcc0"),
        (600, 560, 170, "#f3c9a4"),
        (420, 570, 130, "#f7dcc0"),
        (790, 600, 120, "#eeb98f"),
        (600, 400, 120, "#fbe9d4"),
    ):
        edge: list[Point] = []
        for index in range(14):
            angle = 2 * math.pi * index / 14
            reach = size * (0.86 + 0.2 * on.chance.random())
            edge.append((x + math.cos(angle) * reach, y + math.sin(angle) * reach))
        on.smooth([(px + 8, py + 10) for px, py in edge], "#d99b6d")
        on.smooth(edge, fill)
        for _ in range(9):
            on.disc(
                x + (on.chance.random() - 0.5) * size, y + (on.chance.random() - 0.5) * size, 5 + on.chance.random() * 6, WHITE
            )
    on.disc(1040, 170, 96, BRICK)
    on.disc(1040, 170, 74, "#8f2f1c")


def cracker_pack(on: Canvas) -> None:
    on.rect(0, 0, 1200, 620, MIST)
    table(on, 620)
    on.shape([(360, 170), (800, 170), (800, 740), (360, 740)], BRICK)
    on.shape([(800, 170), (890, 120), (890, 680), (800, 740)], "#8f3c22")
    on.shape([(360, 170), (450, 120), (890, 120), (800, 170)], "#c9663f")
    label(on, 420, 230, 320, 400, "#1b5750")
    on.rect(420, 660, 320, 18, WHITE, 6)
    on.rect(420, 692, 200, 18, "#e9b9a2", 6)
    for x, y in ((1000, 730), (1090, 700), (180, 740)):
        on.disc(x, y, 74, "#f3c9a4", 40)
        on.disc(x - 10, y - 8, 46, "#fbe9d4", 22)


def dried_fish(on: Canvas) -> None:
    on.disc(220, 190, 100, SUN)
    on.rect(0, 720, 1200, 180, RIVER)
    on.rect(0, 712, 1200, 14, DEEP)
    for y in (180, 420):
        on.line([(40, y), (1160, y)], 14, WOOD)
        for index in range(7):
            x = 150 + index * 150
            on.line([(x, y), (x, y + 34)], 5)
            on.smooth(
                [(x, y + 28), (x + 48, y + 84), (x + 30, y + 170), (x, y + 196), (x - 30, y + 170), (x - 48, y + 84)],
                "#a86f3e" if index % 2 else "#b98550",
            )
            on.smooth([(x, y + 60), (x + 20, y + 100), (x + 10, y + 160), (x - 10, y + 160), (x - 20, y + 100)], "#dba974")
            on.shape([(x - 34, y + 224), (x, y + 184), (x + 34, y + 224)], "#8a5830")
    on.ripples(770, MIST, 3, 40)


def mum_pot(on: Canvas) -> None:
    on.rect(0, 900, 900, 300, MIST)
    on.rect(0, 892, 900, 14, DEEP)
    for x in (150, 760):
        on.line([(x, 700), (x, 1200)], 16, BARK)
    bush(on, 170, 620, 150, "#f4d27a", BRICK, 34)
    bush(on, 760, 600, 160, "#f4d27a", BRICK, 36)
    pot(on, 170, 760, 190, 130)
    pot(on, 760, 750, 190, 140)
    bush(on, 455, 500, 330, SUN, BRICK, 110)
    pot(on, 455, 790, 380, 240)
    on.rect(60, 1022, 790, 26, BARK, 8)
    on.ripples(1090, WHITE, 3, 40)


def floating_garden(on: Canvas) -> None:
    """Wide: racks of flowers on stilts over the water, a boat between them."""
    on.disc(1320, 170, 100, SUN)
    for hill in range(0, 1801, 90):
        on.disc(hill, 330, 100, "#a9c3a0", 80)
    on.rect(0, 340, 1800, 420, RIVER)
    on.rect(0, 336, 1800, 12, DEEP)
    for left, right in ((40, 700), (1130, 1770)):
        for post in range(left + 40, right, 120):
            on.line([(post, 420), (post, 660)], 14, BARK)
        x = left + 60.0
        while x < right - 20:
            petal, heart = on.chance.choice([(SUN, BRICK), (ROSE, WHITE), (WHITE, SUN), ("#f4d27a", BRICK)])
            pot(on, x, 380, 84, 54)
            bush(on, x, 322, 66, petal, heart, 20)
            x += 118
        on.rect(left, 430, right - left, 22, WOOD, 8)
    sampan(on, 915, 560, 440)
    for x, petal in ((820, ROSE), (890, SUN), (960, WHITE)):
        bush(on, x, 480, 44, petal, BRICK, 14)
    on.line([(1040, 500), (1130, 330)], 10, WOOD)
    on.smooth([(1010, 500), (1030, 410), (1070, 410), (1090, 500)], DEEP)
    on.disc(1050, 386, 26, "#d9a77a")
    on.shape([(996, 384), (1050, 340), (1104, 384)], SILT)
    on.ripples(620, MIST, 4, 36)


def old_house(on: Canvas) -> None:
    on.rect(0, 0, 1200, 760, SKY)
    palms(on, 110, 760, 460)
    palms(on, 1110, 760, 400)
    on.rect(0, 750, 1200, 150, SILT)
    on.shape([(150, 300), (600, 120), (1050, 300)], BRICK)
    on.shape([(190, 300), (600, 140), (1010, 300)], "#c9663f")
    on.rect(180, 290, 840, 30, "#8f3c22")
    on.rect(200, 320, 800, 430, GOLD)
    for x in (200, 392, 588, 784, 964):
        on.rect(x, 320, 36, 430, WHITE)
        on.rect(x - 8, 320, 52, 22, WHITE, 4)
        on.rect(x - 8, 728, 52, 22, WHITE, 4)
    for x in (260, 650 + 190):
        on.rect(x, 430, 108, 200, DEEP, 4)
        on.pie(x + 54, 430, 54, 54, 180, 360, RIVER)
        for k in range(6):
            on.rect(x + 8, 446 + k * 30, 92, 10, RIVER)
    for x in (452, 648):
        on.rect(x, 430, 112, 320, BARK, 4)
        on.pie(x + 56, 430, 56, 56, 180, 360, RIVER)
        on.rect(x + 52, 430, 8, 320, WOOD)
    on.disc(600, 236, 40, WHITE)
    bloom(on, 600, 236, 26, SUN, BRICK, 8)
    for k in range(3):
        on.rect(380 - k * 40, 750 + k * 26, 440 + k * 80, 28, WHITE if k % 2 == 0 else WASH, 4)
    for x in (250, 960):
        pot(on, x, 690, 90, 66)
        bush(on, x, 640, 66, ROSE, WHITE, 18)


def checked_cloth(on: Canvas) -> None:
    """A folded checked scarf on a loom beam: few colours, kept as PNG."""
    on.rect(0, 0, 1200, 150, WOOD)
    on.rect(0, 140, 1200, 12, BARK)
    x0, x1 = 210, 990
    on.rect(x0, 80, x1 - x0, 700, WHITE)
    for index in range(10):
        x = x0 + index * 78
        if index % 2 == 0:
            on.rect(x, 80, 39, 700, INK)
    for index in range(9):
        y = 80 + index * 78
        if index % 2 == 0:
            on.rect(x0, y, x1 - x0, 39, BRICK)
            for column in range(0, 10, 2):
                on.rect(x0 + column * 78, y, 39, 39, "#5c2414")
    for x in range(x0 + 8, x1, 22):
        on.line([(x, 780), (x + 4, 850)], 5, INK if (x // 22) % 2 else BRICK)
    on.rect(0, 40, 1200, 44, BARK, 12)
    on.smooth([(60, 560), (120, 500), (180, 560), (120, 640)], WOOD)
    on.line([(120, 520), (120, 620)], 14, BRICK)


def capsules(on: Canvas) -> None:
    """Small on purpose: 400 pixels wide, never to be enlarged."""
    on.rect(0, 215, 400, 85, SILT)
    on.rect(120, 70, 110, 180, LEAF, 16)
    on.rect(130, 44, 90, 34, WHITE, 6)
    label(on, 130, 110, 90, 110, "#46602b")
    for x, y in ((270, 236), (304, 250), (286, 262), (330, 238), (255, 258)):
        on.disc(x, y, 14, "#46602b", 8)
        on.disc(x - 4, y - 2, 5, "#7d9a55", 3)
    for angle in (-150, -110, -70):
        leaf(on, 70, 240, 70, angle)
    on.disc(52, 176, 26, "#7d9a55", 22)
    on.disc(92, 190, 22, LEAF, 18)


def lotus_tea(on: Canvas) -> None:
    on.rect(0, 0, 1200, 560, MIST)
    table(on, 560, WOOD)
    for angle, fill in (
        (-160, ROSE),
        (-20, ROSE),
        (-140, "#dd8796"),
        (-40, "#dd8796"),
        (-115, "#eab3bb"),
        (-65, "#eab3bb"),
        (-90, "#f3cfd3"),
    ):
        leaf(on, 330, 640, 330, angle, fill)
    on.disc(330, 640, 70, SUN, 30)
    on.disc(800, 740, 260, "#7c5430", 44)
    on.smooth([(590, 480), (620, 640), (700, 720), (900, 720), (980, 640), (1010, 480)], WHITE)
    on.disc(800, 480, 212, WASH, 52)
    on.disc(800, 484, 186, "#b98a3a", 40)
    on.bow([(1000, 530), (1090, 530), (1090, 640), (960, 660)], 26, WHITE)
    for x in (720, 800, 880):
        on.bow([(x, 400), (x - 26, 340), (x + 20, 280), (x - 10, 210)], 10, WHITE)
    for x, y in ((740, 490), (830, 478), (870, 496)):
        leaf(on, x, y, 50, 200 + x % 40, LEAF)


def moon_boat(on: Canvas) -> None:
    on.rect(0, 0, 1200, 900, "#12302f")
    on.disc(850, 250, 130, "#f6e3a8")
    for _ in range(60):
        on.disc(on.chance.random() * 1200, on.chance.random() * 420, 2 + on.chance.random() * 2, WHITE)
    for x in range(-20, 1240, 80):
        on.disc(x, 560, 90, "#0d2524", 60 + (x // 80 % 3) * 22)
    on.rect(0, 560, 1200, 340, "#1d5752")
    for row in range(9):
        width = 190 - row * 12 + on.chance.random() * 60
        on.line([(850 - width / 2, 590 + row * 34), (850 + width / 2, 590 + row * 34)], 10, "#f6e3a8")
    sampan(on, 470, 690, 620, "#0b1f1e")
    on.smooth([(380, 640), (400, 500), (450, 500), (480, 640)], "#0b1f1e")
    on.disc(425, 470, 36, "#0b1f1e")
    on.shape([(350, 466), (425, 404), (500, 466)], "#0b1f1e")
    on.line([(480, 560), (660, 780)], 12, "#0b1f1e")
    on.disc(640, 600, 26, SUN)
    on.rect(634, 556, 12, 26, "#0b1f1e")
    on.ripples(760, RIVER, 3, 46)


def rice_wine(on: Canvas) -> None:
    on.rect(0, 0, 1200, 640, "#e6d8bd")
    table(on, 640, BARK)
    on.smooth(
        [
            (470, 720),
            (430, 480),
            (480, 330),
            (540, 290),
            (548, 160),
            (652, 160),
            (660, 290),
            (720, 330),
            (770, 480),
            (730, 720),
        ],
        "#4b1f2d",
    )
    on.rect(536, 120, 128, 70, BRICK, 10)
    on.bow([(540, 196), (600, 214), (660, 196)], 12, SILT)
    label(on, 488, 400, 224, 270, "#6f2a3f")
    for x in (860, 980):
        on.shape([(x - 50, 590), (x + 50, 590), (x + 34, 700), (x - 34, 700)], WHITE)
        on.disc(x, 592, 50, "#6f2a3f", 14)
    for index in range(7):
        x = 190 + index * 22
        on.bow([(230, 720), (x, 540), (x - 60 + index * 14, 380)], 6, LEAF)
        for k in range(6):
            on.disc(x - 52 + index * 13 + k * 3, 390 + k * 24, 9, "#5b2738", 12)
    on.rect(190, 640, 90, 100, DEEP, 12)


def small_boat(on: Canvas) -> None:
    on.disc(640, 190, 110, SUN)
    on.rect(0, 300, 900, 200, RIVER)
    on.rect(0, 296, 900, 8, DEEP)
    sampan(on, 430, 360, 420)
    on.pie(430, 326, 90, 84, 180, 360, BRICK)
    on.ripples(400, MIST, 3, 32)


def shop_shelves(on: Canvas) -> None:
    on.rect(0, 0, 1200, 900, WASH)
    on.rect(90, 90, 1020, 720, WOOD, 10)
    on.rect(116, 116, 968, 668, PAPER)
    for y in (320, 540, 762):
        on.rect(116, y, 968, 22, WOOD)
        x = 150.0
        while x < 1010:
            kind = on.chance.randrange(4)
            fill = on.chance.choice([BRICK, DEEP, SUN, LEAF, ROSE, SILT, RIVER])
            if kind == 0:
                on.rect(x, y - 130, 84, 130, fill, 8)
                on.rect(x + 14, y - 96, 56, 62, WHITE, 4)
            elif kind == 1:
                on.rect(x + 8, y - 120, 68, 120, fill, 20)
                on.rect(x + 20, y - 150, 44, 36, INK, 6)
                on.rect(x + 14, y - 84, 56, 44, WHITE, 4)
            elif kind == 2:
                on.smooth([(x + 10, y), (x, y - 70), (x + 84, y - 70), (x + 74, y)], SILT)
                bush(on, x + 42, y - 96, 42, fill if fill != SILT else ROSE, WHITE, 12)
            else:
                on.shape([(x, y), (x + 8, y - 150), (x + 80, y - 150), (x + 88, y)], "#c79a63")
                on.rect(x + 20, y - 104, 48, 60, WHITE, 4)
            x += 112
    on.rect(0, 860, 1200, 40, BRICK)


def rose_arch(on: Canvas) -> None:
    on.rect(0, 0, 1200, 900, SKY)
    on.rect(0, 700, 1200, 200, "#b7c79c")
    on.shape([(520, 700), (680, 700), (900, 900), (300, 900)], SILT)
    for post in (250, 950):
        on.line([(post, 300), (post, 740)], 20, WOOD)
    for index in range(46):
        t = index / 45
        angle = math.pi * (1 - t)
        x = 600 + math.cos(angle) * 350
        y = 330 - math.sin(angle) * 220
        on.disc(x + on.chance.random() * 30 - 15, y + on.chance.random() * 30 - 15, 58, LEAF if index % 2 else "#7d9a55")
    for post in (250, 950):
        for height in range(340, 730, 44):
            on.disc(post + on.chance.random() * 50 - 25, height, 52, LEAF if height % 3 else "#7d9a55")
    for index in range(64):
        t = on.chance.random()
        if index % 3:
            angle = math.pi * t
            x, y = (
                600 + math.cos(angle) * (340 + on.chance.random() * 40),
                330 - math.sin(angle) * (215 + on.chance.random() * 40),
            )
        else:
            x, y = on.chance.choice([250, 950]) + on.chance.random() * 80 - 40, 340 + t * 380
        fill = on.chance.choice([ROSE, "#dd8796", "#f3cfd3"])
        on.disc(x, y, 24, fill)
        on.disc(x - 3, y - 3, 14, "#a83d52" if fill == ROSE else ROSE)
        on.disc(x - 3, y - 3, 6, fill)


MOST_BYTES: Final = 60_000

Scene = Callable[[Canvas], None]

PICTURES: Final[tuple[tuple[str, Scene, int, int, str], ...]] = (
    ("products/bot-gao-loc-rach-sen/01-gian-phoi.jpg", drying_racks, 1200, 900, SKY),
    ("products/bot-gao-loc-rach-sen/02-goi-bot.jpg", flour_pack, 1200, 900, MIST),
    ("products/bot-gao-loc-rach-sen/03-to-bot.jpg", flour_bowl, 1200, 900, SILT),
    ("products/bot-gao-loc-rach-sen/04-coi-xay.jpg", millstone, 1200, 900, WASH),
    ("products/bot-gao-loc-rach-sen/05-nia-gao.jpg", rice_basket, 1200, 900, MIST),
    ("products/bot-gao-loc-rach-sen/06-hu-lang.jpg", settling_jars, 1200, 900, PAPER),
    ("products/bot-gao-loc-rach-sen/07-san-phoi.jpg", mats_from_above, 1200, 900, "#dfc9a2"),
    ("products/bot-gao-loc-rach-sen/08-bot-be-mieng.jpg", broken_flour, 1200, 900, SKY),
    ("products/bot-gao-loc-rach-sen/09-sao-hu-tieu.jpg", noodle_lines, 1200, 900, SKY),
    ("products/bot-gao-loc-rach-sen/10-dia-banh.jpg", steamed_cakes, 1200, 900, WASH),
    ("products/banh-phong-tom-vam-nang/bao-bi.jpg", cracker_pack, 1200, 900, MIST),
    ("products/cuc-mam-xoi-bo-say/chau-cuc.jpg", mum_pot, 900, 1200, PAPER),
    ("products/kho-ca-loc-vam-nang/sao-kho.jpg", dried_fish, 1200, 900, SKY),
    ("products/khan-ran-det-tay-vam-nang/khan-ran.png", checked_cloth, 1200, 900, WASH),
    ("products/vien-rau-ma-go-tram/vien-rau-ma.png", capsules, 400, 300, MIST),
    ("products/tra-tim-sen-rach-sen/chen-tra.jpg", lotus_tea, 1200, 900, MIST),
    ("products/ruou-nep-than-go-tram/chai-ruou.jpg", rice_wine, 1200, 900, SILT),
    ("products/hoa-hong-leo-bo-say/cong-hoa.jpg", rose_arch, 1200, 900, SKY),
    ("products/cheo-ghe-dem-trang-rach-sen/ghe-dem.jpg", moon_boat, 1200, 900, DEEP),
    ("products/vuon-noi-bo-say/vuon-noi.jpg", floating_garden, 1800, 760, SKY),
    ("pages/moi-kieu-viet/song.png", small_boat, 900, 500, SKY),
    ("places/vuon-noi-bo-say/vuon-noi.jpg", floating_garden, 1800, 760, SKY),
    ("places/nha-co-vam-nang/mat-tien.jpg", old_house, 1200, 900, SKY),
    ("places/diem-ban-ben-ghe/ke-hang.jpg", shop_shelves, 1200, 900, WASH),
    ("stories/nghe-banh-phong-no/dia-banh-phong.jpg", crackers, 1200, 900, DEEP),
    ("stories/theo-con-nuoc-lam-bot/gian-phoi.jpg", drying_racks, 1200, 900, "#f3dfc2"),
)
"""Where a picture goes, what is drawn, width and height in px as a reader sees it, colour of the ground."""

TURNED: Final = "products/cuc-mam-xoi-bo-say/chau-cuc.jpg"
"""Stored lying on its side with EXIF orientation 6 and with a position that must never be published."""


def _exif() -> Image.Exif:
    degrees = TiffImagePlugin.IFDRational
    exif = Image.Exif()
    exif[0x0112] = 6  # Orientation: turn 90° clockwise to view.
    exif[0x010F] = "DU LIEU MAU"
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (degrees(10), degrees(19), degrees(0)), 3: "E", 4: (degrees(105), degrees(44), degrees(0))}
    )
    return exif


def _save_jpeg(picture: Image.Image, target: Path, exif: Image.Exif | None = None) -> None:
    """Save at the best quality that stays within MOST_BYTES."""
    for quality in range(82, 40, -4):
        picture.save(target, "JPEG", quality=quality, optimize=True, progressive=True, exif=exif or Image.Exif())
        if target.stat().st_size <= MOST_BYTES:
            return


def draw(name: str, scene: Scene, width: int, height: int, ground: str) -> Path:
    """Draw one picture into its bundle and return where it is."""
    canvas = Canvas(width, height, ground, seed=width * 7 + height)
    scene(canvas)
    picture = canvas.finished()
    target = CONTENT / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if name == TURNED:
        _save_jpeg(picture.transpose(Image.Transpose.ROTATE_90), target, exif=_exif())
    elif name.endswith(".png"):
        picture.quantize(48, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
    else:
        _save_jpeg(picture, target)
    return target


def main() -> None:
    for picture in PICTURES:
        target = draw(*picture)
        print(f"{target.relative_to(CONTENT)}: {target.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
