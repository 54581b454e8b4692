"""A bundle: the folder of one thing, with its language files and pictures."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Final

from pydantic import ValidationError

from ocop.catalogue.models import FACTS, WORDS, Facts, Kind, Words
from ocop.catalogue.problem import Problem
from ocop.engine import passed_over

from .files import entries_of, is_folder, leads_outside, read_bytes, shown_path
from .frontmatter import taken_apart
from .letters import breaks_grammar, decoded, is_plain, letter_problems
from .raised import raised
from .schema import validated
from .spoken import key_meant
from .tree import Location, Table, line_at, plain, read_tree

PICTURES: Final = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".tif", ".tiff", ".bmp", ".heic", ".heif", ".jfif", ".svg"}
)
"""Endings of pictures. Which of them can be used is for the room of pictures to say."""
_LANGUAGE_FILE: Final = re.compile(r"(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]+)*)\.md")


_FACT_KEYS: Final = MappingProxyType({kind: tuple(model.model_fields) for kind, model in FACTS.items()})
_WORD_KEYS: Final = MappingProxyType({kind: tuple(model.model_fields) for kind, model in WORDS.items()})
_ONLY_FACTS: Final = MappingProxyType({kind: frozenset(keys) for kind, keys in _FACT_KEYS.items()})
_ONLY_WORDS: Final = MappingProxyType({kind: frozenset(keys) for kind, keys in _WORD_KEYS.items()})
_ONLY_KNOWN: Final = MappingProxyType({kind: keys | _ONLY_WORDS[kind] for kind, keys in _ONLY_FACTS.items()})
_KEY: Final = re.compile(r"[.\[]")
_NAMED_BY_OTHERS: Final = frozenset({"sources", "photos"})
"""Without these others would seem to name what is not there."""
_LENT: Final = {"verified": "2018-05-07", "date": "2018-05-07", "order": "0"}
"""Stand-ins for required keys on which nothing else depends."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What does not change while a catalogue is read. `content` and `root` are folders, `languages` tags."""

    content: Path
    root: Path
    languages: tuple[str, ...]
    default_language: str

    @property
    def facts_file(self) -> str:
        """Name of the file that holds facts and the words of the default language."""
        return f"{self.default_language}.md"


@dataclass(frozen=True)
class Sheet:
    """A language file as it was read. `table` is None when its front matter could not be."""

    path: str
    table: Table
    body: str
    body_line: int

    @cached_property
    def lower_body(self) -> str:
        """The body in lower case, in which words are looked for."""
        return self.body.lower()

    def line(self, *location: str | int) -> int:
        """Give the file's line of a key or item of the front matter."""
        where: Location = location
        return line_at(self.table, where)


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was found in a folder: words where they are valid, sheets where they could be read at all.

    `facts` are what can be judged; where a fact is wrong, the others. None where they cannot be judged without it.
    """

    kind: Kind
    slug: str
    path: str
    facts: Facts | None
    words: Mapping[str, Words]
    sheets: Mapping[str, Sheet]
    languages: tuple[str, ...]
    """Languages that have a file, readable or not."""
    pictures: Mapping[str, Path]
    source: str
    """Path of the file with the facts."""

    @property
    def key(self) -> str:
        """Give the name by which others refer to it."""
        return f"{self.kind}/{self.slug}"


def read_bundle(kind: Kind, folder: Path, frame: Frame) -> tuple[Bundle, tuple[Problem, ...]]:
    """Read one folder. Never raises for what is in it."""
    shown = shown_path(folder, frame.root)
    listed, problems = _listed(folder, shown, frame)
    sheets: dict[str, Sheet] = {}
    for language, name in listed.languages.items():
        sheet, found = _read_sheet(os.path.join(folder, name), f"{shown}/{name}")  # noqa: PTH118 (one of thousands)
        problems += found
        if sheet is not None:
            sheets[language] = sheet
    source = f"{shown}/{frame.facts_file}"
    if frame.default_language not in listed.languages and frame.facts_file not in listed.refused:
        problems.append(raised("facts-file-missing", source, 1, found=frame.facts_file))
    facts, words, invalid = _validated(kind, sheets, frame)
    problems += invalid
    languages = tuple(tag for tag in frame.languages if tag in listed.languages or f"{tag}.md" in listed.refused)
    bundle = Bundle(kind, folder.name, shown, facts, words, sheets, languages, listed.pictures, source)
    return bundle, tuple(problems)


@dataclass(frozen=True, slots=True)
class _Listed:
    languages: dict[str, str]
    """Names of files."""
    pictures: dict[str, Path]
    refused: set[str]
    """Names that were there and told already, so that nothing is said to be missing."""


def _listed(folder: Path, shown: str, frame: Frame) -> tuple[_Listed, list[Problem]]:
    listed = _Listed({}, {}, set())
    problems: list[Problem] = []
    try:
        entries = entries_of(folder)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _Listed({}, {}, {f"{tag}.md" for tag in frame.languages}), [raised("file-unreadable", shown, 1, found=reason)]
    for entry in entries:
        name = entry.name
        if passed_over(name):
            continue
        path = f"{shown}/{name}"
        language = _LANGUAGE_FILE.fullmatch(name)
        if entry.is_symlink() and leads_outside(entry, frame.content):
            problems.append(raised("link-outside", path, 1, found=name))
            listed.refused.add(name)
        elif language and language["language"] in frame.languages:
            listed.languages[language["language"]] = name
        elif PurePath(name).suffix.lower() in PICTURES:
            picture = folder / name
            if picture.is_file():
                listed.pictures[name] = picture
            else:
                problems.append(raised("file-not-regular", path, 1, found=name))
        elif language:
            allowed = ", ".join(f"{tag}.md" for tag in frame.languages)
            problems.append(raised("language-unknown", path, 1, found=language["language"], allowed=allowed))
        else:
            problems.append(_unknown(entry, path, frame))
    return listed, problems


def _unknown(entry: os.DirEntry[str], path: str, frame: Frame) -> Problem:
    allowed = ", ".join([*(f"{tag}.md" for tag in frame.languages), "ảnh .jpg .png .webp .avif"])
    if is_folder(entry):
        return raised("folder-unknown", path, 1, found=entry.name, allowed=allowed, suggestion="")
    stem = entry.name.split(".")[0].strip().lower()
    suggestion = f"{stem}.md" if stem in frame.languages else ""
    return raised("file-unknown", path, 1, found=entry.name, allowed=allowed, suggestion=suggestion)


def _read_sheet(file: str, path: str) -> tuple[Sheet | None, tuple[Problem, ...]]:
    raw = read_bytes(file, path)
    if isinstance(raw, Problem):
        return None, (raw,)
    text = decoded(raw, path)
    if isinstance(text, Problem):
        return None, (text,)
    plain = is_plain(text)
    problems = () if plain else letter_problems(text, path)
    if problems and breaks_grammar(text):
        return None, problems
    page = taken_apart(text, path, plain=plain)
    if isinstance(page, Problem):
        return None, (*problems, page)
    table, found = read_tree(page.yaml, path, page.yaml_line, plain=plain)
    problems += found
    return (Sheet(path, table, page.body, page.body_line) if table is not None else None), problems


def _validated(kind: Kind, sheets: Mapping[str, Sheet], frame: Frame) -> tuple[Facts | None, dict[str, Words], list[Problem]]:
    facts: Facts | None = None
    words: dict[str, Words] = {}
    problems: list[Problem] = []
    fact_keys, word_keys = _FACT_KEYS[kind], _WORD_KEYS[kind]
    main = sheets.get(frame.default_language)
    if main is not None:
        facts, found = validated(FACTS[kind], main.table, main.path, _ONLY_FACTS[kind])
        if facts is None:
            facts = _remaining(FACTS[kind], main, found)
        own, more = validated(WORDS[kind], main.table, main.path, _ONLY_WORDS[kind])
        problems += (*found, *more)
        if not main.table.lines.keys() <= _ONLY_KNOWN[kind]:
            problems += _unknown_keys(kind, main, (*word_keys, *fact_keys), ())
        if own is not None:
            words[frame.default_language] = own
    for language, sheet in sheets.items():
        if sheet is main:
            continue
        facts_of_others = tuple(key for key in fact_keys if key not in word_keys)
        problems += _unknown_keys(kind, sheet, word_keys, facts_of_others, frame.facts_file)
        translated, found = _translated(WORDS[kind], sheet, words.get(frame.default_language))
        problems += found
        if translated is not None:
            words[language] = translated
    return facts, words, problems


def _remaining(model: type[Facts], sheet: Sheet, problems: tuple[Problem, ...]) -> Facts | None:
    """Facts without the keys that are wrong, so that the rest is judged at once; only ever used to find more problems."""
    wrong = {_KEY.split(problem.values.get("field", ""))[0] for problem in problems} - {""}
    if wrong & _NAMED_BY_OTHERS:
        return None
    typed = plain(sheet.table)
    sound = {key: typed[key] for key in model.model_fields if key in typed and key not in wrong}
    lent = {key: value for key, value in _LENT.items() if key in model.model_fields}
    try:
        return model.model_validate(lent | sound)
    except ValidationError:
        return None  # A key is wrong that the rest cannot be judged without.


def _unknown_keys(
    kind: Kind, sheet: Sheet, allowed: tuple[str, ...], facts: tuple[str, ...], facts_file: str = ""
) -> list[Problem]:
    if sheet.table.lines.keys() <= frozenset(allowed).difference(facts):
        return []
    problems = []
    fields = FACTS[kind].model_fields | WORDS[kind].model_fields
    usable = {name: fields[name] for name in (*allowed, *facts)}
    listed = ", ".join(allowed)
    for key, line in sheet.table.lines.items():
        if key in facts:
            values = {"found": key, "facts_file": facts_file, "allowed": listed}
            problems.append(raised("fact-in-translation", sheet.path, line, **values))
        elif key not in allowed:
            suggestion = key_meant(key, usable)
            problems.append(raised("key-unknown", sheet.path, line, found=key, suggestion=suggestion, allowed=listed))
    return problems


def _translated(model: type[Words], sheet: Sheet, original: Words | None) -> tuple[Words | None, tuple[Problem, ...]]:
    """Words in another language. A required word that is missing is lent by the original, and is not in `model_fields_set`."""
    words, problems = validated(model, sheet.table, sheet.path, model.model_fields)
    if words is not None or original is None:
        return words, tuple(problem for problem in problems if problem.rule != "key-missing")
    wrong = tuple(problem for problem in problems if problem.rule != "key-missing")
    if wrong:
        return None, wrong
    typed = plain(sheet.table)
    values = {name: typed[name] for name in model.model_fields if name in typed}
    lent = {name: getattr(original, name) for name, field in model.model_fields.items() if field.is_required()}
    whole = model.model_validate(lent | values)
    return model.model_construct(_fields_set=set(values), **dict(whole)), ()
