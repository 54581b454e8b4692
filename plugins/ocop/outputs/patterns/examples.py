"""The examples of components: `theme/templates/components/<name>/examples.yaml`, rendered as a page would."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup

from ocop.outputs.theme import Assets

from .shapes import view

_FILE: Final = re.compile(r"^components/(\w+)/examples\.yaml$")
_ABOUT: Final = re.compile(r"\{#(.*?)#\}", re.DOTALL)
_PICTURE: Final = re.compile(r'(<img [^>]*?\bsrc=)"/[^"]*?([\w-]+)\.\w+"')
_SOURCE: Final = re.compile(r'<source [^>]*>| srcset="[^"]*"| sizes="[^"]*"')
_ADDRESS: Final = re.compile(r'\b(href|action|data-index)="(/[^"]*|https://[^"]*)"')
_ID: Final = re.compile(r'\bid="([^"]+)"')
_NAMES_ID: Final = re.compile(r'(\b(?:id|for|aria-\w+)="|\bhref="#|url\(#)([^")]+)')
STAND_IN: Final = "rice-flour"
"""The drawing that stands where an example names a picture that this site does not have."""


@dataclass(frozen=True, slots=True)
class Example:
    """An example: its name, the macro's name and the HTML that it gives, exactly."""

    title: str
    macro: str
    html: str


@dataclass(frozen=True, slots=True)
class Component:
    """A component: its name, what its file says of it and its examples in their order."""

    name: str
    about: str
    examples: tuple[Example, ...]


def component_names(environment: Environment) -> tuple[str, ...]:
    """Give the names of the components that have examples, in order."""
    templates = environment.list_templates(filter_func=lambda name: bool(_FILE.match(name)))
    return tuple(sorted(_FILE.sub(r"\1", name) for name in templates))


def component(name: str, environment: Environment) -> Component:
    """Read and render the examples of a component.

    Raises:
        TypeError: An example gives a view what it does not know.
        jinja2.TemplateError: A macro fails.
    """
    file = f"components/{name}/{name}.html"
    module: Any = environment.get_template(file).module
    about = _ABOUT.search(source(file, environment))
    examples = _parsed(written(name, environment))
    return Component(
        name,
        " ".join(about[1].split()) if about else "",
        tuple(
            Example(title, said["macro"], str(getattr(module, said["macro"])(**dict(_arguments(said["args"])))))
            for title, said in examples.items()
        ),
    )


def _parsed(examples: str) -> Mapping[str, Any]:
    import yaml  # noqa: PLC0415 - takes 10 ms, and examples change seldom

    from ocop.reading.parsed import LOADER  # noqa: PLC0415 - as above

    parsed: Mapping[str, Any] = yaml.load(examples, LOADER)  # noqa: S506 -- one of the safe ones
    return parsed


def _arguments(args: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in args.items():
        yield key, view(value["view"], value["is"]) if isinstance(value, dict) else value


def written(name: str, environment: Environment) -> str:
    """Give the text that a component's examples are written in."""
    return source(f"components/{name}/examples.yaml", environment)


def source(template: str, environment: Environment) -> str:
    """Give the text of a file of the templates."""
    if environment.loader is None:
        message = "the environment has no loader"
        raise TypeError(message)
    return environment.loader.get_source(environment, template)[0]


def at_home(html: str, number: int, assets: Assets) -> Markup:
    """Give an example's HTML for a page: pictures that are not there become a drawing, links lead nowhere.

    Ids carry the example's number, since several examples of one component stand on a page.
    """
    ids = set(_ID.findall(html))

    def numbered(found: re.Match[str]) -> str:
        return f"{found[1]}{found[2]}-{number}" if found[2] in ids else found[0]

    def picture(found: re.Match[str]) -> str:
        file = f"illustrations/{found[2]}.svg"
        return f'{found[1]}"{assets.url(file if file in assets.files else f"illustrations/{STAND_IN}.svg")}"'

    drawn = _PICTURE.sub(picture, _SOURCE.sub("", _NAMES_ID.sub(numbered, html)))
    return Markup(_ADDRESS.sub(r'\1="#"', drawn))  # noqa: S704 (made by our own macros, which escape)
