"""What one process that builds again and again hands from build to build: an object of its own, and no state of modules."""

from __future__ import annotations

from dataclasses import dataclass, field

from ocop.reading import Held

from .kept import Keeper


@dataclass(frozen=True, slots=True)
class Lasting:
    """What was read, and what was made of it. Each says by itself for which content, code and day it speaks."""

    held: Held = field(default_factory=Held)
    keeper: Keeper = field(default_factory=Keeper)
