"""The catalogue as makers of pages see it: every look into it is noted as a question that can be answered (ADR 40).

A page goes by whole things (`thing products/bot-gao`), by whether one is there (`has`), by who stands to whom (`related`,
`products_of`, …), by all things of a kind (`all`), or whether there are any, by what frames every page (`frame`), and by the
day. The answer to a question about a thing names its files, what the day makes of it and its printed codes: more than any page
shows, never less.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from typing import Any, Final, TypeVar

from ocop.catalogue.assembled import Catalogue, Thing
from ocop.catalogue.brief import Brief, Briefs
from ocop.catalogue.face import Face
from ocop.catalogue.models import Facts, Kind, Language, Words
from ocop.catalogue.packed import face_in
from ocop.catalogue.relations import Relations
from ocop.engine import Witness, digest, fingerprint

AnyThing = TypeVar("AnyThing", bound=Thing[Any, Any])
FOOTER_PAGES: Final = (
    *("ocop-la-gi", "hang-sao", "kiem-tra-giay-chung-nhan", "huong-dan-ho-so", "ve-danh-muc", "van-ban", "rieng-tu"),
    *("du-lieu-mo", "du-lieu-con-thieu"),
)
"""Static pages that the footer leads to, where they exist, in this order."""
_FRAME: Final = (*(f"any {kind.value}" for kind in Kind), *(f"thing {Kind.PAGE.value}/{slug}" for slug in FOOTER_PAGES))
"""What the navigation and the footer of every page go by."""
OF_FRAME: Final = frozenset((*_FRAME, *(f"has {Kind.PAGE.value}/{slug}" for slug in FOOTER_PAGES)))
"""All questions that the answer to `frame` answers."""


class Things(Mapping[str, AnyThing]):
    """The things of a kind by slug; who asks for one, for all, or whether one is there, is noted."""

    def __init__(self, kind: Kind, things: Mapping[str, AnyThing], witness: Witness) -> None:
        self._name = kind.value
        self._things = things
        self._witness = witness

    def __getitem__(self, slug: str) -> AnyThing:
        self._witness.note(f"thing {self._name}/{slug}")
        return self._things[slug]

    def face(self, slug: str) -> Face:
        """Give the face of a thing: who shows it has asked for the thing."""
        self._witness.note(f"thing {self._name}/{slug}")
        return face_in(self._things, slug)

    def get(self, slug: str, default: Any = None) -> Any:
        """Give a thing, or the default."""
        self._witness.note(f"thing {self._name}/{slug}")
        return self._things.get(slug, default)

    def __contains__(self, slug: object) -> bool:
        self._witness.note(f"has {self._name}/{slug}")
        return slug in self._things

    def __bool__(self) -> bool:
        self._witness.note(f"any {self._name}")
        return bool(self._things)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def keys(self) -> KeysView[str]:
        """Give all slugs."""
        return self._all().keys()

    def values(self) -> ValuesView[AnyThing]:
        """Give all things."""
        return self._all().values()

    def items(self) -> ItemsView[str, AnyThing]:
        """Give all slugs with their things."""
        return self._all().items()

    def _all(self) -> Mapping[str, AnyThing]:
        self._witness.note(f"all {self._name}")
        return self._things


class Everything(Mapping[str, Thing[Facts, Words]]):
    """Every thing by key, from the kinds of a catalogue that notes."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._kinds: Mapping[str, Any] = kinds_of(catalogue)

    def __getitem__(self, key: str) -> Thing[Facts, Words]:
        kind, _, slug = key.partition("/")
        found: Thing[Facts, Words] = self._kinds[kind][slug]
        return found

    def face(self, key: str) -> Face:
        """Give the face of a thing. Raises KeyError."""
        kind, _, slug = key.partition("/")
        things = self._kinds[kind]
        return things.face(slug) if isinstance(things, Things) else face_in(things, slug)

    def __iter__(self) -> Iterator[str]:
        return (f"{kind}/{slug}" for kind, things in self._kinds.items() for slug in things)

    def __len__(self) -> int:
        return sum(map(len, self._kinds.values()))


class Kin(Mapping[str, tuple[Any, ...]]):
    """Who stands to whom in one way, found when it is asked for; the things themselves are asked for one by one."""

    def __init__(self, name: str, relations: Relations, catalogue: Catalogue, witness: Witness) -> None:
        self._name, self._relations = name, relations
        self._everything: Mapping[str, Any] = Everything(catalogue)
        self._witness = witness

    @cached_property
    def _found(self) -> Mapping[str, tuple[Brief, ...]]:
        found: Mapping[str, tuple[Brief, ...]] = getattr(self._relations, self._name)
        return found

    def __getitem__(self, key: str) -> tuple[Any, ...]:
        self._witness.note(f"{self._name} {key}")
        return tuple(self._everything[brief.key] for brief in self._found[key])

    def briefs(self, key: str) -> tuple[Brief, ...]:
        """Give the same in short, none for a key that is not there: who goes by them has asked for the things as well."""
        self._witness.note(f"{self._name} {key}")
        found = self._found.get(key, ())
        self._witness.note_all(f"thing {brief.key}" for brief in found)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


RELATIONS = ("products_of", "stories_about", "news_about", "displayed_at_place", "visits_at_place")
"""The mappings of `Relations`, by the names of questions about them."""


def kinds_of(catalogue: Catalogue) -> dict[str, Mapping[str, Thing[Facts, Words]]]:
    """Give the things of a catalogue by the names of their kinds, in the order of `Kind`."""
    return {kind.value: getattr(catalogue, kind.value) for kind in Kind}


def noted_catalogue(catalogue: Catalogue, witness: Witness) -> Catalogue:
    """Give the same catalogue, noting who asks for what; its lists are not noted, since the plan knows them."""
    return replace(catalogue, **{kind.value: Things(kind, getattr(catalogue, kind.value), witness) for kind in Kind})


class NotedRelations:
    """`Relations` that note what they are asked."""

    def __init__(self, oracle: CatalogueOracle) -> None:
        self._oracle = oracle
        self.products_of = self._kin("products_of")
        self.stories_about = self._kin("stories_about")
        self.news_about = self._kin("news_about")
        self.displayed_at_place = self._kin("displayed_at_place")
        self.visits_at_place = self._kin("visits_at_place")

    def near(self, slug: str) -> tuple[Brief, ...]:
        """Give the products near one, in short, as `Relations.related` does: what is shown of them is asked of the things."""
        question = f"related {slug}"
        self._oracle.witness.note(question)
        products = self._oracle.briefs[Kind.PRODUCT]  # by the answer, since that may be one of the last build
        return tuple(products[other] for other in self._oracle.answer(question).split())

    def _kin(self, name: str) -> Kin:
        return Kin(name, self._oracle.relations, self._oracle.catalogue, self._oracle.witness)


class CatalogueOracle:
    """Answers what makers of pages ask of one catalogue on one day; `language` is the one whose titles put things in order.

    `names` say by key what lies in a thing's folder and what the day makes of it; `codes` its printed codes. Without a name a
    thing is named by all it holds.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (each is one thing that answers are made from)
        self,
        catalogue: Catalogue,
        briefs: Briefs,
        language: Language,
        names: Mapping[str, str],
        codes: Mapping[str, str],
        day: str,
    ) -> None:
        self.witness = Witness()
        self.catalogue = noted_catalogue(catalogue, self.witness)
        self.briefs = briefs
        self._language = language
        self._kinds = kinds_of(catalogue)
        self._names, self._codes, self._day = names, codes, day
        self._answers: dict[str, str] = {}

    @cached_property
    def relations(self) -> Relations:
        """Who stands to whom."""
        return Relations(self.briefs, self._language)

    def answer(self, question: str) -> str:
        """Give today's answer."""
        known = self._answers.get(question)
        if known is None:
            known = self._answers[question] = self._answer(question)
        return known

    def _answer(self, question: str) -> str:  # noqa: PLR0911 (one for each question)
        asked, _, name = question.partition(" ")
        if asked == "thing":
            kind, _, slug = name.partition("/")
            return self._named(name) if slug in self._kinds[kind] else ""
        if asked == "related":
            there = name in self._kinds[Kind.PRODUCT.value]
            return " ".join(other.slug for other in self.relations.related(name)) if there else ""
        if asked in RELATIONS:
            found: Mapping[str, tuple[Brief, ...]] = getattr(self.relations, asked)
            return " ".join(brief.slug for brief in found.get(name, ()))
        if asked == "today":
            return self._day
        if asked == "frame":
            return blake2b("\n".join(map(self.answer, _FRAME)).encode(), digest_size=16).hexdigest()
        if asked == "has":
            kind, _, slug = name.partition("/")
            return "1" if slug in self._kinds[kind] else ""
        if asked == "any":
            return "1" if self._kinds[name] else ""
        return self._alls[name]

    def recall(self, answers: Mapping[str, str]) -> None:
        """Name all things at once, which nearly every page asks for, and take over who is related to whom, if nothing has
        changed that it is found from.
        """
        keys = [f"{kind}/{slug}" for kind, things in self._kinds.items() for slug in things]
        self._answers |= {f"thing {key}": self._named(key) for key in keys}
        if answers.get(_KIN) == self._kin:
            self._answers |= {question: answer for question, answer in answers.items() if question.startswith("related ")}
        else:
            self.relations.find()  # nearly every page will ask, and many of them in other processes

    def kept(self) -> Mapping[str, str]:
        """Give the name of all that relatives are found from."""
        return {_KIN: self._kin}

    def _named(self, key: str) -> str:
        name = self._names.get(key) or self._fingerprint(key)
        return f"{name} {digest(codes.encode())}" if (codes := self._codes.get(key)) else name

    def _fingerprint(self, key: str) -> str:
        kind, _, slug = key.partition("/")
        return fingerprint(self._kinds[kind][slug], self._day)

    @cached_property
    def _kin(self) -> str:
        return blake2b("\n".join(self.relations.related_by()).encode(), digest_size=16).hexdigest()

    @cached_property
    def _alls(self) -> Mapping[str, str]:
        found = {}
        for kind, things in self._kinds.items():
            lines = "\n".join(f"{slug} {self.answer(f'thing {kind}/{slug}')}" for slug in things)
            found[kind] = blake2b(lines.encode(), digest_size=16).hexdigest()
        return found


_KIN = "kin"
