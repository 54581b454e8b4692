"""Maps drawn at build: the region, its pins and names as SVG, the list beside it, and files for other maps (ADR 25)."""

from .drawing import draw
from .page import outputs
from .spots import Spot, spot_of, spots

__all__ = ["Spot", "draw", "outputs", "spot_of", "spots"]
