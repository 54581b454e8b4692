"""The colours of the look as printing inks (CMYK, 0 to 1). Text is black alone: two plates that slip blur small letters."""

from __future__ import annotations

from typing import Final, NamedTuple


class Ink(NamedTuple):
    """Cyan, magenta, yellow and black, 0 to 1 each."""

    cyan: float
    magenta: float
    yellow: float
    black: float


WHITE: Final = Ink(0, 0, 0, 0)
CODE: Final = Ink(0, 0, 0, 1)
"""The only ink of a code: black alone."""
TEXT: Final = Ink(0, 0, 0, 0.92)
SOFT: Final = Ink(0, 0, 0, 0.66)
LINE: Final = Ink(0, 0, 0, 0.3)
RIVER: Final = Ink(0.85, 0.40, 0.60, 0.28)
DEEP: Final = Ink(0.85, 0.45, 0.60, 0.40)
ON_DEEP: Final = Ink(0, 0.01, 0.05, 0)
BRICK: Final = Ink(0.20, 0.84, 0.95, 0.22)
STAR: Final = Ink(0.20, 0.62, 1, 0.12)
SUN: Final = Ink(0.06, 0.30, 0.85, 0)
WASH: Final = Ink(0.04, 0.06, 0.17, 0)

PIGMENTS: Final = {
    "art-ink": Ink(0.65, 0.45, 0.55, 0.65),
    "art-deep": DEEP,
    "art-river": Ink(0.62, 0.20, 0.45, 0.05),
    "art-mist": Ink(0.18, 0.04, 0.17, 0),
    "art-brick": Ink(0.18, 0.78, 0.90, 0.10),
    "art-sun": SUN,
    "art-rose": Ink(0.15, 0.78, 0.40, 0.03),
    "art-leaf": Ink(0.60, 0.30, 0.90, 0.18),
    "art-silt": Ink(0.12, 0.21, 0.45, 0.02),
    "art-paper": Ink(0, 0.01, 0.05, 0),
}
"""The ten pigments of the drawings by the name of their custom property."""
