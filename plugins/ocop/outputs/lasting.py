"""What one process that builds again and again hands from build to build: an object of its own, and no state of modules."""

from __future__ import annotations

from dataclasses import dataclass, field

from ocop.engine import Known, Urgent
from ocop.reading import Held

from .kept import Keeper


@dataclass(frozen=True, slots=True)
class Lasting:
    """What was read, what was made of it, and what is known of the folder it lies in.

    Each says by itself for which content, code, day and folder it speaks. `urgent` is who waits for a part of each build.
    """

    held: Held = field(default_factory=Held)
    keeper: Keeper = field(default_factory=Keeper)
    known: Known = field(default_factory=Known)
    urgent: Urgent | None = None
