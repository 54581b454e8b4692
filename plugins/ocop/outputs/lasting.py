"""What one process that builds again and again hands from build to build: an object of its own, and no state of modules."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from ocop.engine import Known, Urgent
from ocop.reading import Held

from .kept import Keeper

if TYPE_CHECKING:
    from ocop.prose import Renderer

    from .compiled import CompiledTemplates
    from .theming import Parts

Made = TypeVar("Made")


@dataclass(slots=True)
class Latest(Generic[Made]):
    """What was made last, to be given again as long as the same is asked for."""

    key: Hashable = None
    made: Made | None = None

    def of(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Give what `make` gives, or gave last for this key, which names all that it goes by."""
        if self.made is None or self.key != key:
            self.key, self.made = key, make()
        return self.made


@dataclass(frozen=True, slots=True)
class Lasting:
    """What was read, what was made of it, and what is known of the folder it lies in.

    Each says by itself for which content, code, day and folder it speaks. `urgent` is who waits for a part of each build.
    """

    held: Held = field(default_factory=Held)
    keeper: Keeper = field(default_factory=Keeper)
    known: Known = field(default_factory=Known)
    compiled: Latest[CompiledTemplates] = field(default_factory=Latest)
    parts: Latest[Parts] = field(default_factory=Latest)
    prose: Latest[Renderer] = field(default_factory=Latest)
    urgent: Urgent | None = None
