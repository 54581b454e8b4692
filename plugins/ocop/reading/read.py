"""The whole way: a content folder → the assembled catalogue, or every problem at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from ocop.catalogue.assembled import Catalogue, PictureFile
from ocop.catalogue.brief import Briefs
from ocop.catalogue.models import Kind
from ocop.catalogue.packed import PackedThings, Store
from ocop.catalogue.problem import Problem
from ocop.engine import in_turns, share_count

from .bundle import Frame
from .checks import TOGETHER
from .examined import Examined, examined_all
from .files import shown_path
from .folders import bundle_slugs, top_problems, unreadable
from .lists import Lists, read_lists
from .memory import Comparison, Keep, Kept, Memory
from .message import has_errors
from .raised import raised
from .whole import Whole

_WORTH_A_FORK: Final = 64
"""Fewer bundles than this are read sooner than a fork pays."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading gave. `catalogue` is None when any problem is an error.

    `problems` are sorted by path, line and rule. `counts` has the bundles found of each kind ("products", …), those that are
    drafts ("drafts"), and the page files among them ("files"): things in, to be compared with pages out.

    `pictures` are the listed photos of every bundle that could be read, and `named` the keys that each bundle names, by key and
    also where there are errors: so that other rooms can judge pictures and codes, and all problems come at once.

    In another language than the default a required word that is missing (title, summary) is lent by the default language; it
    is not in that record's `model_fields_set`. A language with a blank body has none in `bodies`, while the default has one.
    """

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    counts: Mapping[str, int]
    pictures: Mapping[str, Mapping[str, PictureFile]]
    named: Mapping[str, frozenset[str]]
    briefs: Briefs = field(default_factory=dict)
    """What could be judged, in short."""
    names: Mapping[str, str] = field(default_factory=dict)
    """By key one name for all that can be seen of a thing on this day; none where nobody said what lies on the disk."""
    keep: Kept | None = None
    """Keeps what was read in the memory that it was read with."""
    remembered: tuple[int, int] = (0, 0)
    """How many bundles were taken from there, and of how many."""


def read_catalogue(  # noqa: PLR0913 (each is one fact about the project, all by name)
    content: Path,
    *,
    root: Path,
    languages: Sequence[str],
    default_language: str,
    today: date,
    sample: bool = False,
    memory: Memory | None = None,
    workers: int | None = None,
) -> Reading:
    """Read everything under `content`; paths in problems are relative to `root`.

    `today` decides which days lie ahead, and nothing else. `sample` allows data marked as sample. Bad content is never raised,
    always a problem; the same content gives the same result, in the same order, with or without a `memory` of the last reading,
    and with any number of `workers` (processes; None: as many as pay).
    """
    frame = Frame(content, root, tuple(languages), default_language)
    if not content.is_dir():
        missing = raised("content-missing", shown_path(content, root), 1, found=content.name)
        return Reading(None, (missing,), dict.fromkeys((*(kind.value for kind in Kind), "drafts", "files"), 0), {}, {})
    with _no_collections():
        return _read(frame, today, memory, workers, sample=sample)


def _read(frame: Frame, today: date, memory: Memory | None, workers: int | None, *, sample: bool) -> Reading:
    problems: list[Problem] = [*top_problems(frame), *unreadable(frame)]
    bundles: dict[Kind, dict[str, str]] = {}
    for kind in Kind:
        slugs, found = bundle_slugs(kind, frame)
        problems += found
        name = kind.value
        bundles[kind] = {slug: f"{name}/{slug}" for slug in slugs}
    base = memory.base(repr(frame), today.isoformat(), str(sample)) if memory is not None else ""
    together = memory.together(base) if memory is not None else None
    lists, found_in_lists = together[0] if together is not None else read_lists(frame, sample=sample)
    problems += found_in_lists
    prints = memory.prints if memory is not None else {}
    whole = Whole(frame, bundles, lists.units, lists.schemes, lists.documents, today, sample, prints)
    known = memory.recalled(base) if memory is not None else {}
    examined, changed = _examined(known, whole, workers)
    problems += [problem for one in examined.values() for problem in one.problems]
    compared = _compared(together[1] if together is not None else (), examined, whole)
    problems += [problem for _, found in compared for problem in found]
    catalogue = None if has_errors(problems) else _assembled(examined, bundles, lists)
    named = {key: one.named for key, one in examined.items()}
    pictures = {key: one.pictures for key, one in examined.items()}
    names = {key: f"{one.print} {one.standing}" for key, one in examined.items() if one.print}
    keep = Keep(memory, base, examined, changed, ((lists, found_in_lists), compared)) if memory is not None else None
    briefs = {
        kind: {slug: brief for slug in sorted(found) if (brief := examined[found[slug]].brief) is not None}
        for kind, found in bundles.items()
    }
    return Reading(
        catalogue,
        _sorted(problems),
        _counts(examined, bundles),
        pictures,
        named,
        briefs,
        names,
        keep,
        (len(examined.keys() - changed), len(examined)),
    )


def _examined(known: Mapping[str, Examined], whole: Whole, workers: int | None) -> tuple[dict[str, Examined], frozenset[str]]:
    """Give every bundle by key, in order, and the keys of those that are not as they were remembered, or are gone."""
    keys = [(kind, key) for kind, found in whole.bundles.items() for key in found.values()]
    fresh: dict[str, Examined] = {}
    stale: list[tuple[Kind, str]] = []
    answers: dict[str, str] = {}  # many ask the same, such as whether a producer is there
    for kind, key in keys:
        one = known.get(key)
        if one is None or one.print != whole.prints.get(key):
            stale.append((kind, key))
            continue
        for question, answer in one.asked:
            if question not in answers:
                answers[question] = whole.answer(question)
            if answers[question] != answer:
                stale.append((kind, key))
                break
        else:
            fresh[key] = one
    count = share_count(workers, _WORTH_A_FORK, len(stale))
    # A worker's things come back through a file that both have open, and lie there until they are kept.
    stores = [Store() for _ in range(count)] if count > 1 else None
    for number, part in in_turns(partial(examined_all, whole=whole, stores=stores), stale, count):
        for one in part.values():
            if stores is not None and one.packed is not None:
                one.packed.store = stores[number]
        fresh |= part
    ordered = {key: fresh[key] for _, key in keys}
    changed = {key for _, key in stale} | (known.keys() - ordered.keys())
    return ordered, frozenset(changed)


def _compared(known: Sequence[Comparison], examined: Mapping[str, Examined], whole: Whole) -> tuple[Comparison, ...]:
    """Give what the checks of all bundles together find, each with a name for the rows that it found it in."""
    made: list[Comparison] = []
    names = zip(*[one.rows.names for one in examined.values()], strict=True) if examined else [()] * len(TOGETHER)
    for number, (together, named) in enumerate(zip(TOGETHER, names, strict=True)):
        lines = "\n".join([f"{key} {name}" for key, name in zip(examined, named, strict=True) if name])
        print_ = blake2b(lines.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        if number < len(known) and known[number][0] == print_:
            made.append(known[number])
        else:
            adding = [key for key, name in zip(examined, named, strict=True) if name]
            found = together.compare([(key, row) for key in adding for row in examined[key].rows.all()[number]], whole)
            made.append((print_, tuple(found)))
    return tuple(made)


@contextmanager
def _no_collections() -> Iterator[None]:
    """Leave the cycle collector off: a reading makes many records and no cycles, and would take half as long again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _assembled(examined: Mapping[str, Examined], bundles: Mapping[Kind, Mapping[str, str]], lists: Lists) -> Catalogue:
    # Kind by kind the facts and words are of the kind's own models (bundle.read_bundle), which a mapping cannot express.
    things: dict[Kind, PackedThings[Any]] = {
        kind: PackedThings({slug: one for slug in sorted(found) if (one := examined[found[slug]].packed)})
        for kind, found in bundles.items()
    }
    return Catalogue(
        products=things[Kind.PRODUCT],
        producers=things[Kind.PRODUCER],
        places=things[Kind.PLACE],
        stories=things[Kind.STORY],
        news=things[Kind.NEWS],
        pages=things[Kind.PAGE],
        units=lists.units or {},
        schemes=lists.schemes or {},
        documents=lists.documents or {},
        routes=things[Kind.ROUTE],
        events=things[Kind.EVENT],
    )


def _counts(examined: Mapping[str, Examined], bundles: Mapping[Kind, Mapping[str, str]]) -> dict[str, int]:
    counts = {kind.value: len(found) for kind, found in bundles.items()}
    counts["drafts"] = sum(one.brief is not None and one.brief.draft for one in examined.values())
    counts["files"] = sum(one.languages for one in examined.values())
    return counts


def _sorted(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    distinct = {(one.path, one.line, one.rule, tuple(sorted(one.values.items()))): one for one in problems}
    return tuple(distinct[key] for key in sorted(distinct))
