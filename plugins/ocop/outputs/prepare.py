"""From settings and files to an edition: what is read, checked beyond single pages, and put together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from ocop.catalogue.assembled import Catalogue, PictureFile
from ocop.catalogue.brief import Brief, Briefs, Looks
from ocop.catalogue.models import Kind
from ocop.catalogue.problem import Problem, Severity
from ocop.pictures import PictureInfo, inspect
from ocop.prose import Renderer
from ocop.qr import LedgerRow, check_frozen, check_owners, is_confirmed, read_ledger
from ocop.reading import Kept, Memory, Reading, has_errors, read_catalogue

from .addresses import Addresses, file_of
from .edition import Edition, MapSettings
from .illustration import drawing_of, has_drawing
from .lasting import Lasting
from .noted import CatalogueOracle
from .theme import Theme
from .upkeep import address_clashes, products_without_code, small_photos

LEDGER = Path("data") / "qr-ledger.csv"
"""Below the content folder."""


@dataclass(frozen=True, slots=True)
class EditionSettings:
    """What an edition is made with.

    `root` is what paths in problems are relative to; `patterns` are the *_URL and *_SAVE_AS settings that were set.
    """

    content: Path
    root: Path
    siteurl: str
    sitename: str
    languages: tuple[str, ...]
    default_language: str
    today: date
    sample: bool
    drafts: bool
    host: str
    report_url: str
    patterns: Mapping[str, str]
    markdown: Mapping[str, Any]
    cache: Path
    map: MapSettings = field(default_factory=MapSettings)
    previews: bool = True
    offline: bool = False
    core: bool = False
    fast_markdown: bool = True


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was read. `edition` is None when there is an error among `problems`.

    `ledger` holds all rows, also those without a page; `ledger_path` is how messages name the file. `named` has the key of
    every bundle, with the keys that it names; `keep` keeps what was read in the memory that it was read with;
    `remembered` bundles of how many were taken from there.
    """

    edition: Edition | None
    problems: tuple[Problem, ...]
    counts: Mapping[str, int]
    ledger: tuple[LedgerRow, ...] = ()
    ledger_path: str = ""
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)
    keep: Kept | None = None
    remembered: tuple[int, int] = (0, 0)

    def keeping(self, also: Kept) -> Prepared:
        """Give the same, which keeps something besides."""
        first = self.keep

        def keep() -> None:
            if first is not None:
                first()
            also()

        return replace(self, keep=keep)


def prepare(
    settings: EditionSettings,
    theme: Callable[[], Theme],
    memory: Memory | None = None,
    workers: int | None = None,
    lasting: Lasting | None = None,
) -> Prepared:
    """Read the content, its pictures and the ledger, and give the edition, or all that is wrong with it.

    `memory` is what was read at the last build; `workers` the number of processes to read with, None for as many as pay;
    `lasting` is what lasts from build to build where one process makes several.
    """
    lasting = lasting or Lasting()
    reading = read_catalogue(
        settings.content,
        root=settings.root,
        languages=settings.languages,
        default_language=settings.default_language,
        today=settings.today,
        sample=settings.sample,
        memory=memory,
        workers=workers,
    )
    ledger, problems = read_ledger(settings.content / LEDGER, root=settings.root)
    found = [*reading.problems, *problems]
    told = Prepared(None, (), reading.counts, ledger, _ledger_path(settings), reading.named, reading.keep, reading.remembered)
    if reading.catalogue is None:
        # Pictures and codes are judged all the same: every problem is told at once.
        _, picture_problems = _inspect(reading.pictures, settings)
        found += [*picture_problems, *_ledger_problems(ledger, reading.named, settings)]
        return replace(told, problems=_sorted(found))
    briefs = reading.briefs if settings.drafts else _published(reading.briefs)
    found += [*_ledger_problems(ledger, reading.named, settings), *_code_problems(ledger, reading, settings)]
    catalogue = reading.catalogue if settings.drafts else without_drafts(reading.catalogue, briefs)
    found += () if settings.drafts else _references_to_drafts(catalogue, briefs)
    published = {brief.key for found_here in briefs.values() for brief in found_here.values()}
    photos, picture_problems = _inspect({key: reading.pictures[key] for key in published if reading.pictures[key]}, settings)
    found += [*picture_problems, *small_photos(photos, _content_path(settings))]
    found += products_without_code(briefs, ledger)
    if has_errors(found):
        return replace(told, problems=_sorted(found))
    oracle = _oracle(catalogue, briefs, ledger, reading.names, settings)
    edition = Edition(
        catalogue=oracle.catalogue,
        oracle=oracle,
        addresses=Addresses(settings.patterns, settings.siteurl, settings.default_language),
        theme=theme(),
        prose=lasting.prose.of(
            memory.code if memory is not None else "", lambda: Renderer(settings.markdown, fast=settings.fast_markdown)
        ),
        languages=settings.languages,
        default_language=settings.default_language,
        day=settings.today,
        sitename=settings.sitename,
        sample=settings.sample,
        host=settings.host,
        report_url=settings.report_url,
        ledger=tuple(row for row in ledger if row.owner in published),
        photos=photos,
        cache=settings.cache,
        development=settings.drafts,
        map=settings.map,
        previews=settings.previews,
        offline=settings.offline,
        core=settings.core,
        keeper=lasting.keeper,
    )
    edition.keeper.begin(f"{memory.code if memory else ''} {edition.lists_print}", oracle, edition)
    found += [*_drawing_problems(edition), *_alias_problems(edition), *address_clashes(edition)]
    return replace(told, edition=None if has_errors(found) else edition, problems=_sorted(found))


def _oracle(
    catalogue: Catalogue, briefs: Briefs, ledger: tuple[LedgerRow, ...], names: Mapping[str, str], settings: EditionSettings
) -> CatalogueOracle:
    """Give who answers what pages ask: of a thing with printed codes its rows of the ledger belong to the answer."""
    codes: dict[str, list[LedgerRow]] = {}
    for row in ledger:
        codes.setdefault(row.owner, []).append(row)
    return CatalogueOracle(
        catalogue,
        briefs,
        settings.default_language,
        names,
        {owner: repr(rows) for owner, rows in codes.items()},
        settings.today.isoformat(),
    )


def without_drafts(catalogue: Catalogue, published: Briefs) -> Catalogue:
    """Give the catalogue as the public sees it: things that are drafts are not there."""
    kept: dict[str, Any] = {
        kind.value: getattr(catalogue, kind.value).without(lambda slug, found=found: slug not in found)
        for kind, found in published.items()
    }
    return replace(catalogue, **kept)


def _published(briefs: Briefs) -> Briefs:
    return {kind: {slug: brief for slug, brief in found.items() if not brief.draft} for kind, found in briefs.items()}


def _references_to_drafts(published: Catalogue, briefs: Briefs) -> Iterator[Problem]:
    for brief in briefs[Kind.PRODUCT].values():
        if brief.offer is not None and brief.offer.producer not in briefs[Kind.PRODUCER]:
            yield _problem(brief, "reference-is-draft", found=brief.offer.producer, field="producer")
    keys = {brief.key for found in briefs.values() for brief in found.values()}
    for brief in briefs[Kind.STORY].values():
        for about in brief.about:
            if about not in keys:
                yield _problem(brief, "reference-is-draft", found=about, field="about")
    for brief in briefs[Kind.ROUTE].values():
        for index, stop in enumerate(brief.stops, 1):
            if stop not in keys:
                yield _problem(brief, "reference-is-draft", found=stop, field=f"stops[{index}].at")
    for slug, event in published.events.items():
        if event.facts.at is not None and event.facts.at not in keys:
            yield _problem(briefs[Kind.EVENT][slug], "reference-is-draft", found=event.facts.at, field="at")


def _ledger_problems(ledger: tuple[LedgerRow, ...], owners: Collection[str], settings: EditionSettings) -> Iterator[Problem]:
    path = _ledger_path(settings)
    yield from check_owners(ledger, owners, path)
    yield from check_frozen(ledger, path, cache=settings.cache)


def _code_problems(ledger: tuple[LedgerRow, ...], reading: Reading, settings: EditionSettings) -> Iterator[Problem]:
    path = _ledger_path(settings)
    things = {brief.key: brief for found in reading.briefs.values() for brief in found.values()}
    products = reading.catalogue.products if reading.catalogue is not None else {}
    for row in ledger:
        if row.form == "gs1" and not row.frozen and row.status == "draft":
            product = products.get(row.owner.removeprefix("products/"))
            if product is None or not product.facts.gtin:
                yield Problem(path, row.line, "code-needs-gtin", values={"code": row.code, "owner": row.owner})
        if row.frozen and not is_confirmed(settings.host):
            yield Problem(path, row.line, "ledger-issued-needs-host", values={"found": row.code, "host": settings.host})
        owner = things.get(row.owner)
        if row.frozen and owner is not None and owner.draft and not settings.drafts:
            yield Problem(path, row.line, "code-without-page", values={"found": row.code, "owner": row.owner})


def _ledger_path(settings: EditionSettings) -> str:
    return (settings.content / LEDGER).relative_to(settings.root).as_posix()


def _content_path(settings: EditionSettings) -> str:
    return settings.content.relative_to(settings.root).as_posix()


def _inspect(
    pictures: Mapping[str, Mapping[str, PictureFile]], settings: EditionSettings
) -> tuple[dict[tuple[str, str], PictureInfo], list[Problem]]:
    photos: dict[tuple[str, str], PictureInfo] = {}
    problems: list[Problem] = []
    content = _content_path(settings)
    for key in sorted(pictures):
        for name, picture in pictures[key].items():
            seen = inspect(picture, path_for_problem=f"{content}/{key}/{name}", cache=settings.cache)
            if isinstance(seen, Problem):
                problems.append(seen)
            else:
                photos[key, name] = seen
    return photos, problems


def _drawing_problems(edition: Edition) -> Iterator[Problem]:
    def looks_at(key: str) -> Looks | None:
        kind, _, slug = key.partition("/")
        there = edition.briefs[Kind(kind)].get(slug)
        return there.looks if there else None

    briefs = [brief for found in edition.briefs.values() for brief in found.values()]
    names = {looks: drawing_of(looks, looks_at) for looks in {brief.looks for brief in briefs}}
    missing = {looks: name for looks, name in names.items() if not has_drawing(edition, name)}
    for brief in briefs if missing else ():
        if brief.looks in missing:
            yield _problem(brief, "drawing-unknown", found=missing[brief.looks])


def _alias_problems(edition: Edition) -> Iterator[Problem]:
    briefs = [brief for found in edition.briefs.values() for brief in found.values()]
    aliased = [brief for brief in briefs if brief.aliases]
    if not aliased:
        return
    own = {
        edition.addresses.thing(brief.kind, brief.slug, language).save_as: brief.key
        for brief in briefs
        for language in edition.languages
    }
    for brief in aliased:
        for alias in brief.aliases:
            if file_of(alias) in own:
                yield _problem(brief, "alias-clash", found=alias, other=own[file_of(alias)])


def _problem(brief: Brief, rule: str, **values: str) -> Problem:
    return Problem(brief.source, 1, rule, Severity.ERROR, values)


def _sorted(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(_distinct(problems), key=lambda problem: (problem.path, problem.line, problem.rule)))


def _distinct(problems: list[Problem]) -> list[Problem]:
    # Two rooms may see the same thing.
    seen: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        seen.setdefault((problem.path, problem.line, problem.rule, tuple(sorted(problem.values.items()))), problem)
    return list(seen.values())
