"""The pages: one with the tokens and the drawings, and one per component."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Final

from jinja2 import Environment
from markupsafe import Markup

from ocop.engine import Output
from ocop.outputs.addresses import Address
from ocop.outputs.illustration import drawing
from ocop.outputs.late_files import late_file
from ocop.outputs.pages import Frame, page_output
from ocop.outputs.views import Link, Picture
from ocop.outputs.voice import Voice

from .examples import Component, at_home, component, component_names
from .tokens import read_tokens

FOLDER: Final = "_components"
"""Where the pages stand; a published release must not have it."""
STYLES: Final = "css/patterns.css"
"""The style sheet of these pages alone."""
_CROPS: Final = ("plate", "wide", "square", "preview")
"""The frames that a picture is put into: 4:3, 16:9, 1:1, 1.91:1."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An example on its page: `html` is shown at work, `source` as text; `item`: it stands in a list."""

    title: str
    macro: str
    html: Markup
    source: str
    item: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """One of our drawings by name, with its weight in bytes."""

    name: str
    picture: Picture
    weight: int


def outputs(voice: Voice) -> Iterator[Output]:
    """Give the pattern pages, in the language of `voice`; nothing when the site is made for publishing."""
    edition = voice.edition
    if not edition.development:
        return
    # What they show is worked out when they are made: it is of the theme alone, which every output depends on, and would cost
    # each build more than reading a small catalogue.
    environment = edition.theme.environments[voice.lang]
    names = component_names(environment)
    yield late_file(_address("", voice).save_as, partial(_overview, names, voice), edition, known=" ".join(names))
    for name in names:
        yield late_file(_address(f"{name}/", voice).save_as, partial(_page, name, voice, environment), edition)


def _overview(names: tuple[str, ...], voice: Voice) -> Output:
    return page_output(
        _frame("", voice.say("Patterns"), voice),
        voice,
        tokens=read_tokens(voice.edition.theme.assets.files["css/ocop.css"].decode()),
        components=tuple(Link(name, _address(f"{name}/", voice).url) for name in names),
        drawings=tuple(_drawings(voice)),
        crops=_CROPS,
    )


def _page(name: str, voice: Voice, environment: Environment) -> Output:
    found = component(name, environment)
    frame = _frame(f"{name}/", name, voice)
    return page_output(frame, voice, component=found, examples=tuple(_shown(found, voice)))


def _shown(found: Component, voice: Voice) -> Iterator[Shown]:
    for number, example in enumerate(found.examples, 1):
        html = at_home(example.html, number, voice.edition.theme.assets)
        yield Shown(example.title, example.macro, html, example.html.strip(), example.html.lstrip().startswith("<li"))


def _drawings(voice: Voice) -> Iterator[Drawing]:
    for file, data in voice.edition.theme.assets.files.items():
        path = PurePosixPath(file)
        if path.parent.name == "illustrations" and path.suffix == ".svg":
            yield Drawing(path.stem, drawing(voice.edition, path.stem), len(data))


def _frame(path: str, title: str, voice: Voice) -> Frame:
    crumbs = (Link(voice.say("Patterns"), _address("", voice).url), Link(title, "")) if path else ()
    return Frame(
        template="component.html" if path else "patterns.html",
        title=title,
        description=voice.say("Every component of the theme in every state, for those who work on it. Not published."),
        addresses={voice.lang: _address(path, voice)},
        section="patterns",
        crumbs=crumbs,
        listed=False,
    )


def _address(path: str, voice: Voice) -> Address:
    return Address(voice.edition.addresses.file(f"{FOLDER}/{path}"), f"{FOLDER}/{path}index.html")
