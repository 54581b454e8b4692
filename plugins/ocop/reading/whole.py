"""Everything that lies under content/, as a check may look at it: what it asks of other bundles is noted (ADR 40)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from pathlib import Path

from ocop.catalogue.groups import group_of_set, groups_on
from ocop.catalogue.lists import Document, Scheme, Unit
from ocop.catalogue.models import Facts, Group, Kind, ProductFacts, Words
from ocop.catalogue.status import Status, status_on
from ocop.engine import Witness

from .bundle import Bundle, Frame, read_bundle


@dataclass(frozen=True, slots=True)
class Whole:
    """What a check may look at. A list is None when its file could not be read: then nothing is said about what names it.

    `bundles` has the keys of all bundles, by kind and slug; `prints` name what lies in each, by key, where that is known. A
    check looks at its own bundle freely, and at others through the methods here alone: each notes what is asked, so that the
    same answers later stand for the same problems.
    """

    frame: Frame
    bundles: Mapping[Kind, Mapping[str, str]]
    units: Mapping[str, Unit] | None
    schemes: Mapping[str, Scheme] | None
    documents: Mapping[str, Document] | None
    today: date
    sample: bool
    prints: Mapping[str, str] = field(default_factory=dict)
    witness: Witness = field(default_factory=Witness, compare=False, repr=False)
    _read: dict[str, Bundle] = field(default_factory=dict, compare=False, repr=False)
    _judged: list[tuple[ProductFacts, Status]] = field(default_factory=list, compare=False, repr=False)
    """The product that was judged last."""
    _groups: dict[date, frozenset[Group]] = field(default_factory=dict, compare=False, repr=False)
    _sets: dict[int, Group | None] = field(default_factory=dict, compare=False, repr=False)

    def has(self, key: str) -> bool:
        """Say whether `products/bot-gao` has a folder, readable or not."""
        self.witness.note(f"has {key}")
        return self._is_there(key)

    def slugs(self, kind: Kind) -> Iterable[str]:
        """Give the slugs of all things of a kind."""
        self.witness.note(f"slugs {kind.value}")
        return self.bundles.get(kind, {}).keys()

    def keys(self, kinds: tuple[Kind, ...]) -> tuple[str, ...]:
        """Give the keys of all things of these kinds."""
        return tuple(f"{kind.value}/{slug}" for kind in kinds for slug in self.slugs(kind))

    def facts_of(self, key: str) -> Facts | None:
        """Give the facts of another bundle; None where there is none, or none that can be judged."""
        self.witness.note(f"bundle {key}")
        bundle = self._bundle(key)
        return bundle.facts if bundle is not None else None

    def words(self, kind: Kind) -> Iterator[tuple[str, Words]]:
        """Give key and words in the default language of all things of a kind that have them. All are read for it."""
        self.witness.note(f"bundles {kind.value}")
        for key in self.bundles.get(kind, {}).values():
            bundle = self._bundle(key)
            words = bundle.words.get(self.frame.default_language) if bundle is not None else None
            if bundle is not None and words is not None:
                yield bundle.key, words

    def answer(self, question: str) -> str:
        """Give in short what a question that was noted is answered with now."""
        asked, _, name = question.partition(" ")
        if asked == "has":
            return "1" if self._is_there(name) else ""
        if asked == "bundle":
            return self.prints.get(name, "")
        slugs = self.bundles.get(Kind(name), {})
        lines = slugs if asked == "slugs" else (f"{slug} {self.prints.get(f'{name}/{slug}', '')}" for slug in slugs)
        return blake2b("\n".join(lines).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def status_of(self, facts: ProductFacts) -> Status:
        """Give the public status of a product today; found once for all checks of a bundle."""
        if not self._judged or self._judged[0][0] is not facts:
            self._judged[:] = [(facts, status_on(facts.recognitions, facts.dossier, self.today))]
        return self._judged[0][1]

    def groups_on(self, day: date) -> frozenset[Group]:
        """Give the groups, as browsed today, in which a decision of a day could place a product; found once for a day."""
        if day not in self._groups:
            self._groups[day] = frozenset(entry.browsed_as for entry in groups_on(self.schemes or {}, day))
        return self._groups[day]

    def group_of_set(self, number: int) -> Group | None:
        """Give the group that a set belongs to; found once for all products of that set."""
        if number not in self._sets:
            self._sets[number] = group_of_set(self.schemes, number) if self.schemes else None
        return self._sets[number]

    @property
    def units_path(self) -> str:
        """How messages name the list of units."""
        return "content/data/units.yaml"

    def folder(self, key: str) -> Path:
        """Give the folder of a bundle."""
        return self.frame.content / key

    def _is_there(self, key: str) -> bool:
        kind, _, slug = key.partition("/")
        by_name: Mapping[str, Mapping[str, str]] = self.bundles  # type: ignore[assignment]  # a kind is equal to its name
        return slug in by_name.get(kind, ())

    def _bundle(self, key: str) -> Bundle | None:
        if key not in self._read:
            if not self._is_there(key):
                return None
            self._read[key] = read_bundle(Kind(key.partition("/")[0]), self.folder(key), self.frame)[0]
        return self._read[key]
