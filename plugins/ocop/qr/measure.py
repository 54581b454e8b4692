"""Sizes in millimetres, exact: a module is a decimal number of millimetres, never a nominal dpi."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

QUIET: Final = 4
"""Quiet zone in modules on each side (ISO/IEC 18004), always inside the file: designers crop (qr.md §4.4)."""
SMALLEST_MODULE: Final = Decimal("0.396")
"""Smallest X-dimension in millimetres (GS1 General Specifications 5.12.3.1)."""
USUAL_MODULE: Final = 0.5
"""Default X-dimension in millimetres: 6 dots at 300 dpi, 4 at 203 dpi (qr.md D4)."""


class ModuleTooSmallError(ValueError):
    """The X-dimension is under 0.396 mm or no number: `str()` says which."""


def module(module_mm: float) -> Decimal:
    """Give the X-dimension in millimetres as the decimal number that was typed. Raises ModuleTooSmallError."""
    exact = Decimal(str(module_mm))
    if not exact.is_finite() or exact < SMALLEST_MODULE:
        raise ModuleTooSmallError(f"a module of {module_mm} mm is refused: at least {SMALLEST_MODULE} mm")
    return exact


def millimetres(modules: int, module_mm: float) -> str:
    """Give the length of `modules` in millimetres, plainly written, e.g. "18.5". Raises ModuleTooSmallError."""
    length = modules * module(module_mm)
    return f"{length.normalize():f}"


def points(modules: int, module_mm: Decimal, places: int = 4) -> str:
    """Give the length of `modules` in points (1/72 inch), to `places` decimals: four are 0.00004 mm."""
    length = modules * module_mm * 72 / Decimal("25.4")
    return f"{length.quantize(Decimal(1).scaleb(-places)).normalize():f}"
