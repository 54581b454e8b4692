"""Everything that was read, before it is judged as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ocop.catalogue.lists import Document, Scheme, Unit
from ocop.catalogue.models import Kind

from .bundle import Bundle, Frame


@dataclass(frozen=True, slots=True)
class Whole:
    """What a check may look at. A list is None when its file could not be read: then nothing is said about what names it."""

    frame: Frame
    bundles: Mapping[Kind, Mapping[str, Bundle]]
    units: Mapping[str, Unit] | None
    schemes: Mapping[str, Scheme] | None
    documents: Mapping[str, Document] | None
    today: date
    sample: bool

    def has(self, key: str) -> bool:
        """Say whether `products/bot-gao` has a folder, readable or not."""
        kind, _, slug = key.partition("/")
        return any(slug in things for of, things in self.bundles.items() if of.value == kind)

    def keys(self, kinds: tuple[Kind, ...]) -> tuple[str, ...]:
        """Give the keys of all things of these kinds."""
        return tuple(f"{kind.value}/{slug}" for kind in kinds for slug in self.bundles.get(kind, ()))

    @property
    def units_path(self) -> str:
        """How messages name the list of units."""
        return "content/data/units.yaml"
