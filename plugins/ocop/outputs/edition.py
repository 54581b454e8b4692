"""An edition: the catalogue as it stands on one day, with the theme and the settings it is published with."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeVar

from ocop.catalogue.assembled import Catalogue, Thing
from ocop.catalogue.brief import Brief, Briefs
from ocop.catalogue.models import Facts, Kind, Language, Words
from ocop.engine import fingerprint
from ocop.pictures import PictureInfo
from ocop.prose import Renderer
from ocop.qr import LedgerRow

from .addresses import Addresses
from .kept import Keeper
from .noted import OF_FRAME, CatalogueOracle, Everything, NotedRelations
from .theme import Theme

MOST_SHARED: Final = 8_000
"""Views kept by a process, 1 KB each: pages that show the same are made one after another."""
AnyWords = TypeVar("AnyWords", bound=Words)
Made = TypeVar("Made")
Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class MapSettings:
    """What settings say of the map. `tiles` is the address of a tile with {z}, {x}, {y}; "": no server is asked.

    `sketches` are lines that documents name: titles by language, and the communes they pass.
    """

    tiles: str = ""
    tiles_credit: str = ""
    sketches: tuple[tuple[Mapping[str, str], tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Edition:
    """Everything the families of outputs share. The day decides statuses; it is printed nowhere.

    `catalogue` notes who asks it for what, and `oracle` answers (`noted.py`); so do `relations` and `today`. What comes of the
    day for one product belongs to the product: who asked for it may go by `day`, which is not noted.

    `ledger` holds the rows whose owner is published; `photos` the pictures that were inspected, by thing key and file name;
    `host` is what printed codes begin with; `cache` is where encoded pictures are kept between builds; `previews` whether pages
    get a social preview, `offline` whether those seen stay readable without a connection. `development`: made for those who
    write and design, not for publishing. `core`: product pages, lists and facet pages alone, to measure generators by.
    """

    catalogue: Catalogue
    addresses: Addresses
    theme: Theme
    prose: Renderer
    languages: tuple[Language, ...]
    default_language: Language
    day: date
    sitename: str
    sample: bool
    host: str
    report_url: str
    ledger: tuple[LedgerRow, ...]
    photos: Mapping[tuple[str, str], PictureInfo]
    cache: Path
    oracle: CatalogueOracle
    previews: bool = True
    offline: bool = False
    development: bool = False
    core: bool = False
    map: MapSettings = field(default_factory=MapSettings)
    keeper: Keeper = field(default_factory=Keeper, compare=False, repr=False)
    """What lasts from build to build where one process makes several."""

    @property
    def today(self) -> date:
        """The day, for what is to be made anew when it changes."""
        self.oracle.witness.note("today")
        return self.day

    @cached_property
    def relations(self) -> NotedRelations:
        """Who stands to whom."""
        return NotedRelations(self.oracle)

    @property
    def briefs(self) -> Briefs:
        """All things in short, for the plan: what it finds there a late output has to be told (`known`), or ask for."""
        return self.oracle.briefs

    @cached_property
    def things(self) -> Everything:
        """Every thing that is published, by key."""
        return Everything(self.catalogue)

    @cached_property
    def lists_print(self) -> str:
        """One name for the lists of units, schemes and documents, which every page may go by."""
        catalogue = self.catalogue
        return fingerprint(catalogue.units, catalogue.schemes, catalogue.documents)

    @cached_property
    def _codes(self) -> Mapping[str, tuple[LedgerRow, ...]]:
        found: dict[str, list[LedgerRow]] = {}
        for row in self.ledger:
            if row.status != "void":
                found.setdefault(row.owner, []).append(row)
        return {owner: tuple(rows) for owner, rows in found.items()}

    @cached_property
    def _shared(self) -> dict[tuple[Hashable, ...], tuple[Any, frozenset[str]]]:
        return {}

    def shared_of(self, thing: str, key: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
        """Give the same of what is made of a thing, by its key: whoever takes it has asked for the thing as well."""
        self.oracle.witness.note(f"thing {thing}")
        return self.shared((thing, *key), make)

    def shared(self, key: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
        """Give what `make` gives: made once for the key, then the same object for every page that shows it.

        Every page that takes it has asked what was asked when it was made.
        """
        witness = self.oracle.witness
        found = self._shared.get(key)
        if found is None:
            with witness.noting() as asked:
                made = make()
            if len(self._shared) >= MOST_SHARED:
                self._shared.clear()
            found = self._shared[key] = (made, frozenset(asked))
        else:
            witness.note_all(found[1])
        shown: Made = found[0]
        return shown

    def kept(self, key: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
        """Give what `make` gives, plain data that outlives this edition: kept between builds while it would be the same."""
        return self.keeper.keep(key, make, self)

    def all_briefs(self, kind: Kind) -> Mapping[str, Brief]:
        """Give the things of a kind in short, for who makes an output: it has asked for all of them."""
        self.oracle.witness.note(f"all {kind.value}")
        return self.briefs[kind]

    def of_all(self, kinds: Iterable[Kind], make: Callable[[], Made]) -> Made:
        """Give what `make` gives, which shows all things of these kinds: asked for together, not also one by one."""
        names = [kind.value for kind in kinds]
        with self.oracle.witness.noting() as asked:
            made = make()
            told = tuple(f"{question} {name}" for name in names for question in ("thing", "has", "any"))
            asked -= {question for question in asked if question.startswith(told)}
            asked |= {f"all {name}" for name in names}
        return made

    def of_frame(self, make: Callable[[], Made]) -> Made:
        """Give what `make` gives, which every page shows of the site: asked for as one, by tens of thousands of pages."""
        with self.oracle.witness.noting() as asked:
            made = make()
            asked.difference_update(OF_FRAME)
            asked.add("frame")
        return made

    def gettext(self, language: Language) -> Callable[[str], str]:
        """Give the look-up of interface words in a language."""
        return self.theme.gettext(language)

    def ngettext(self, language: Language) -> Callable[[str, str, int], str]:
        """Give the look-up of interface words that count."""
        return self.theme.ngettext(language)

    def codes_of(self, key: str) -> tuple[LedgerRow, ...]:
        """Give the printed codes of a thing, void ones left out."""
        return self._codes.get(key, ())

    def words(self, thing: Thing[Facts, AnyWords], language: Language) -> tuple[AnyWords, Language]:
        """Give a thing's words in `language`, or in the default language where it has none, and the language they are in."""
        return self.spoken(thing.words, language)

    def spoken(self, words: Mapping[Language, Said], language: Language) -> tuple[Said, Language]:
        """Give the words that are in `language`, else those in the default language, and the language they are in."""
        found = words.get(language)
        return (words[self.default_language], self.default_language) if found is None else (found, language)

    def opened(self, briefs: Iterable[Brief]) -> tuple[Any, ...]:
        """Give the things that these are in short, in their order."""
        return tuple(self.things[brief.key] for brief in briefs)

    def body(self, thing: Thing[Facts, Words], language: Language) -> tuple[str, Language]:
        """Give a thing's body (Markdown) with the same fall-back, and the language it is in."""
        text = thing.bodies.get(language, "")
        if text.strip():
            return text, language
        return thing.bodies.get(self.default_language, ""), self.default_language

    def tag(self, language: Language, page_language: Language) -> str:
        """Give the lang attribute a text needs on a page of another language; "" where it needs none."""
        return "" if language == page_language else language
