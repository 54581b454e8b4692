"""A bundle once it was read and judged: all that the rest of a build needs of it, and all that it went by."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from ocop.catalogue.assembled import PictureFile, Thing
from ocop.catalogue.brief import Brief, brief_of
from ocop.catalogue.models import Kind, ProductFacts
from ocop.catalogue.packed import Parcel, Store, packed
from ocop.catalogue.problem import Problem
from ocop.catalogue.status import history_on

from .bundle import Bundle, Frame, read_bundle
from .checks import CHECKS, TOGETHER
from .files import read_bytes, shown_path
from .names import reworded
from .only import named_by
from .whole import Whole

RowsOf = tuple[tuple[tuple[Any, ...], ...], ...]
"""By number of the check: tuples of text, numbers and bytes."""


class Rows:
    """What a bundle adds to each check that looks at all bundles together. `names` name it, check by check, "" for nothing;
    where it was remembered the rows themselves are fetched when somebody compares them.
    """

    __slots__ = ("_rows", "fetch", "names")

    def __init__(self, names: tuple[str, ...], rows: RowsOf | None) -> None:
        self.names, self._rows = names, rows
        self.fetch: Callable[[], RowsOf] = tuple

    def all(self) -> RowsOf:
        """Give the rows of every check."""
        return self.fetch() if self._rows is None else self._rows

    def __reduce__(self) -> tuple[type[Rows], tuple[tuple[str, ...], RowsOf | None]]:
        """Travel, without what fetches rows."""
        return Rows, (self.names, self._rows)


class Examined(NamedTuple):
    """What was found in one bundle.

    `print` names what lay in its folder; `asked` is what its checks asked of other bundles, with the answers: where both are as
    they were, so is everything else here. `rows` is what it adds to each check that looks at all bundles together.
    `standing` names what the day makes of it. `brief` is None where it could not be judged; `packed` is the thing itself.
    """

    print: str
    asked: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    rows: Rows
    named: frozenset[str]
    languages: int
    standing: str
    pictures: Mapping[str, PictureFile]
    brief: Brief | None
    packed: Parcel | None


def examine(kind: Kind, folder: Path, whole: Whole) -> Examined:
    """Read one bundle and judge it, knowing the whole. Never raises for what is in it."""
    frame = whole.frame
    bundle, found = read_bundle(kind, folder, frame)
    with whole.witness.noting() as noted:
        problems = [reworded(problem, whole) for problem in found]
        problems += [problem for check in CHECKS for problem in check(bundle, whole)]
        rows = tuple(tuple(tuple(row) for row in together.gather(bundle, whole)) for together in TOGETHER)
    pictures, unread = _pictures(bundle, frame)
    facts = bundle.facts
    judged = facts is not None and frame.default_language in bundle.words
    thing = _thing(bundle, pictures, frame) if judged else None
    status = whole.status_of(facts) if isinstance(facts, ProductFacts) else None
    return Examined(
        print=whole.prints.get(bundle.key, ""),
        asked=tuple((question, whole.answer(question)) for question in sorted(noted)),
        problems=(*problems, *unread),
        rows=Rows(tuple(map(_name_of, rows)), rows),
        named=named_by(bundle),
        languages=len(bundle.languages),
        standing=_standing(facts, whole) if isinstance(facts, ProductFacts) else "",
        pictures=pictures,
        brief=brief_of(thing, whole.today, status) if thing is not None else None,
        packed=packed(thing) if thing is not None else None,
    )


def _name_of(rows: tuple[tuple[Any, ...], ...]) -> str:
    # The form of marshal in which equal values are written alike, whoever else holds them.
    return blake2b(marshal.dumps(rows, 2), digest_size=8).hexdigest() if rows else ""


def examined_all(
    number: int, keys: Iterable[tuple[Kind, str]], whole: Whole, stores: Sequence[Store] | None
) -> dict[str, Examined]:
    """Examine bundles, one after another; by key.

    `stores` are where each process, known by its number, puts the things that it packs; None: they are held with the rest.
    """
    found: dict[str, Examined] = {}
    for kind, key in keys:
        one = found[key] = examine(kind, whole.folder(key), whole)
        if stores is not None and one.packed is not None:
            stores[number].add(one.packed)
    return found


def _standing(facts: ProductFacts, whole: Whole) -> str:
    """Name all that is derived from a product's recognitions and the day: two days with one name show the same."""
    history = ",".join([kind for _, kind in history_on(facts.recognitions, whole.today)])
    status = whole.status_of(facts)
    current = facts.recognitions.index(status.recognition) if status.recognition is not None else None
    return f"{status.kind} {status.stars} {status.since} {status.until} {current} {history}"


def _pictures(bundle: Bundle, frame: Frame) -> tuple[dict[str, PictureFile], list[Problem]]:
    pictures: dict[str, PictureFile] = {}
    problems: list[Problem] = []
    listed = {photo.file for photo in bundle.facts.photos} if bundle.facts is not None else set()
    for name in sorted(listed & bundle.pictures.keys()):
        file = bundle.pictures[name]
        raw = read_bytes(file, shown_path(file, frame.root), limit=None)
        if isinstance(raw, Problem):
            problems.append(raw)
        else:
            pictures[name] = PictureFile(file, hashlib.blake2b(raw, digest_size=16).hexdigest())
    return pictures, problems


def _thing(bundle: Bundle, pictures: Mapping[str, PictureFile], frame: Frame) -> Thing[Any, Any]:
    bodies = {
        language: bundle.sheets[language].body.strip("\n")
        for language in frame.languages
        if language in bundle.words and (language == frame.default_language or bundle.sheets[language].body.strip())
    }
    words = {language: bundle.words[language] for language in frame.languages if language in bundle.words}
    return Thing(bundle.kind, bundle.slug, bundle.facts, words, bodies, pictures, bundle.source)
