"""What stands in content/, read leniently: also where there are errors, so that forms can offer what there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ocop.catalogue.groups import present_scheme
from ocop.catalogue.lists import Scheme, Unit
from ocop.catalogue.models import Kind
from ocop.reading.bundle import Bundle, Frame, read_bundle
from ocop.reading.folders import bundle_folders
from ocop.reading.lists import read_lists
from ocop.text import fold

Choices = tuple[tuple[str, str], ...]
"""Pairs of what is typed and what it is called."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every bundle by kind and slug, and the lists; a list that cannot be read is empty."""

    frame: Frame
    bundles: Mapping[Kind, Mapping[str, Bundle]]
    units: Mapping[str, Unit]
    schemes: Mapping[str, Scheme]

    def title(self, key: str) -> str:
        """Give what a thing is called; its slug where that cannot be read."""
        kind, _, slug = key.partition("/")
        bundle = self.bundles.get(Kind(kind), {}).get(slug)
        return title_of(bundle, self.frame.default_language) if bundle is not None else slug

    def things(self, *kinds: Kind, keyed: bool = False) -> Choices:
        """Give the things of some kinds: their slugs, or keys such as products/bot-gao."""
        found = [
            (bundle.key if keyed else slug, title_of(bundle, self.frame.default_language))
            for kind in kinds
            for slug, bundle in self.bundles.get(kind, {}).items()
        ]
        return tuple(sorted(found, key=lambda pair: fold(pair[1])))

    def units_of(self, *, former: bool) -> Choices:
        """Give the communes and wards there are, or those that were."""
        found = [unit for unit in self.units.values() if (unit.valid_to is not None) == former]
        return tuple((unit.slug, unit.title) for unit in sorted(found, key=lambda unit: fold(unit.title)))

    def sets(self) -> Choices:
        """Give the sets of criteria in force: number and name."""
        if not self.schemes:
            return ()
        found = [one for group in present_scheme(self.schemes).groups for one in group.sets]
        return tuple(
            (str(one.number), f"{one.number}. {one.titles.get('vi', '')}") for one in sorted(found, key=lambda one: one.number)
        )


def look(frame: Frame) -> Shelf:
    """Read what stands under content/. Never raises for what is in it."""
    bundles: dict[Kind, dict[str, Bundle]] = {}
    for kind in Kind:
        folders, _ = bundle_folders(kind, frame)
        bundles[kind] = {folder.name: read_bundle(kind, folder, frame)[0] for folder in folders}
    lists, _ = read_lists(frame)
    return Shelf(frame, bundles, lists.units or {}, lists.schemes or {})


def title_of(bundle: Bundle, language: str) -> str:
    """Give the title of a bundle, its slug where it has none that can be read."""
    words = bundle.words.get(language)
    if words is not None:
        return words.title
    sheet = bundle.sheets.get(language)
    entry = sheet.table.entries.get("title") if sheet is not None else None
    text = getattr(entry, "text", "")
    return text or bundle.slug
