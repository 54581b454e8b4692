"""What is worked out while a template is compiled says what Jinja says when a page is made."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from ocop.outputs.templates import ThemeEnvironment

WORDS = {"More": "Thêm & nữa", "100%% rice": "100%% gạo"}
TEMPLATES = {
    "parts.html": "{% macro card(item, level=2) %}<h{{ level }}>{{ item.title }}</h{{ level }}>{% endmacro %}"
    "{% macro show(value) %}[{{ value }}]{% endmacro %}",
    "words.html": "{{ _('More') }} {{ _('100%% rice') }} {% trans %}More{% endtrans %} {{ asset('a.js') }}",
    "macros.html": "{% from 'parts.html' import card, show as put %}{{ put(1) }}{{ put(true) }}{{ put('<b>') }}"
    "{{ put(_('More')) }}"
    "{% for item in items %}{{ card(item) }}{{ card(item, 3) }}{% endfor %}",
    "own.html": "{% set asset = other %}{{ asset('a.js') }}",
    "slip.html": "{{ asset('missing.js') }} {{ no_such_name }}",
}


def prepared(environment: Environment) -> Environment:
    environment.install_gettext_translations(Words(), newstyle=True)  # type: ignore[attr-defined]
    environment.globals["asset"] = {"a.js": "/a.1234.js"}.__getitem__
    return environment


class Words:
    def gettext(self, message: str) -> str:
        return WORDS.get(message, message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return one if number == 1 else many


OPTIONS: dict[str, Any] = {"autoescape": True, "undefined": StrictUndefined, "extensions": ["jinja2.ext.i18n"]}


@pytest.fixture
def both() -> tuple[Environment, Environment]:
    loader = DictLoader(TEMPLATES)
    return (
        prepared(Environment(loader=loader, **OPTIONS)),
        prepared(ThemeEnvironment(Words().gettext, loader=loader, **OPTIONS)),
    )


@pytest.mark.parametrize("name", ["words.html", "macros.html", "own.html"])
def test_a_settled_template_says_what_jinja_says(both: tuple[Environment, Environment], name: str) -> None:
    items = [{"title": "Bột & gạo"}, {"title": Markup("Bột & gạo")}]
    plain, settled = (made.get_template(name).render(items=items, other=lambda file: f"own {file}") for made in both)
    assert settled == plain


def test_a_slip_is_told_when_the_page_is_made(both: tuple[Environment, Environment]) -> None:
    for made in both:
        with pytest.raises((KeyError, UndefinedError)):
            made.get_template("slip.html").render()
