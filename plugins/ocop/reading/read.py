"""The whole way: a content folder → the assembled catalogue, or every problem at once."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ocop.catalogue.assembled import Catalogue, PictureFile, Thing
from ocop.catalogue.models import Kind
from ocop.catalogue.problem import Problem

from .aliases import alias_problems
from .bundle import Bundle, Frame, read_bundle
from .checks import CHECKS, TOGETHER
from .files import read_bytes, shown_path
from .folders import bundle_folders, top_problems, unreadable
from .lists import Lists, read_lists
from .message import has_errors
from .names import reworded
from .only import named_by
from .raised import raised
from .whole import Whole


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


def read_catalogue(  # noqa: PLR0913 (each is one fact about the project, all by name)
    content: Path,
    *,
    root: Path,
    languages: Sequence[str],
    default_language: str,
    today: date,
    sample: bool = False,
) -> Reading:
    """Read everything under `content`; paths in problems are relative to `root`.

    `today` decides which days lie ahead, and nothing else. `sample` allows data marked as sample. Bad content is never raised,
    always a problem; the same content gives the same result, in the same order.
    """
    frame = Frame(content, root, tuple(languages), default_language)
    if not content.is_dir():
        missing = raised("content-missing", shown_path(content, root), 1, found=content.name)
        return Reading(None, (missing,), dict.fromkeys((*(kind.value for kind in Kind), "drafts", "files"), 0), {}, {})
    with _no_collections():
        return _read(frame, today, sample=sample)


def _read(frame: Frame, today: date, *, sample: bool) -> Reading:
    problems: list[Problem] = [*top_problems(frame), *unreadable(frame)]
    bundles: dict[Kind, dict[str, Bundle]] = {}
    for kind in Kind:
        folders, found = bundle_folders(kind, frame)
        problems += found
        bundles[kind] = {}
        for folder in folders:
            bundle, found_inside = read_bundle(kind, folder, frame)
            problems += found_inside
            bundles[kind][folder.name] = bundle
    lists, found_in_lists = read_lists(frame, sample=sample)
    problems += found_in_lists
    whole = Whole(frame, bundles, lists.units, lists.schemes, lists.documents, today, sample)
    problems = [reworded(problem, whole) for problem in problems]
    everything = [bundle for things in bundles.values() for bundle in things.values()]
    problems += [problem for bundle in everything for check in CHECKS for problem in check(bundle, whole)]
    problems += [problem for check_all in TOGETHER for problem in check_all(whole)]
    problems += alias_problems(everything, frame)
    pictures, unread = _pictures(everything, frame)
    problems += unread
    catalogue = None if has_errors(problems) else _assembled(bundles, lists, pictures, frame)
    named = {bundle.key: named_by(bundle) for bundle in everything}
    return Reading(catalogue, _sorted(problems), _counts(bundles), pictures, named)


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


def _pictures(bundles: Sequence[Bundle], frame: Frame) -> tuple[dict[str, dict[str, PictureFile]], list[Problem]]:
    pictures: dict[str, dict[str, PictureFile]] = {}
    problems: list[Problem] = []
    for bundle in bundles:
        listed = {photo.file for photo in bundle.facts.photos} if bundle.facts is not None else set()
        pictures[bundle.key] = {}
        for name in sorted(listed & bundle.pictures.keys()):
            file = bundle.pictures[name]
            raw = read_bytes(file, shown_path(file, frame.root), limit=None)
            if isinstance(raw, Problem):
                problems.append(raw)
            else:
                pictures[bundle.key][name] = PictureFile(file, hashlib.blake2b(raw, digest_size=16).hexdigest())
    return pictures, problems


def _assembled(
    bundles: Mapping[Kind, Mapping[str, Bundle]],
    lists: Lists,
    pictures: Mapping[str, Mapping[str, PictureFile]],
    frame: Frame,
) -> Catalogue:
    # Kind by kind the facts and words are of the kind's own models (bundle.read_bundle), which a mapping cannot express.
    things: dict[Kind, dict[str, Any]] = {
        kind: {slug: _thing(bundle, pictures[bundle.key], frame) for slug, bundle in sorted(found.items())}
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


def _thing(bundle: Bundle, pictures: Mapping[str, PictureFile], frame: Frame) -> Thing[Any, Any]:
    bodies = {
        language: bundle.sheets[language].body.strip("\n")
        for language in frame.languages
        if language in bundle.words and (language == frame.default_language or bundle.sheets[language].body.strip())
    }
    words = {language: bundle.words[language] for language in frame.languages if language in bundle.words}
    return Thing(bundle.kind, bundle.slug, bundle.facts, words, bodies, pictures, bundle.source)


def _counts(bundles: Mapping[Kind, Mapping[str, Bundle]]) -> dict[str, int]:
    everything = [bundle for things in bundles.values() for bundle in things.values()]
    counts = {kind.value: len(things) for kind, things in bundles.items()}
    counts["drafts"] = sum(bundle.facts is not None and bundle.facts.draft for bundle in everything)
    counts["files"] = sum(len(bundle.languages) for bundle in everything)
    return counts


def _sorted(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    distinct = {(one.path, one.line, one.rule, tuple(sorted(one.values.items()))): one for one in problems}
    return tuple(distinct[key] for key in sorted(distinct))
