"""What is worked out while a template is compiled says what Jinja says when a page is made."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import Any

import pytest
from jinja2 import BytecodeCache, DictLoader, Environment, StrictUndefined, UndefinedError
from jinja2.bccache import Bucket
from markupsafe import Markup

from ocop.outputs.templates import OneTemplate, ThemeEnvironment

WORDS = {"More": "Thêm & nữa", "100%% rice": "100%% gạo", "By %(name)s": "<b>%(name)s</b> 100%%", "From {a}": "Từ <b>{a}"}
TEMPLATES = {
    "signs.html": "{# Signs. #}{%- set paths = {'pin': 'M0 0', 'by <hand>': '&'} -%}"
    "{%- macro icon(name, then='') -%}<i>{{ paths[name] }}{{ then }}</i>{%- endmacro -%}"
    "{%- macro step(link) -%}<a href=\"{{ link.url }}\">{{ icon('pin') }}{{ link.title }}</a>{%- endmacro -%}"
    "{%- macro way(links) -%}{% for link in links %}{{ step(link) }}{{ tail(link.title, b='&') }}{% endfor %}{%- endmacro -%}"
    "{%- macro tail(a, b='-', c='') -%}{{ a }}{{ b }}{{ c }}"
    "{% if caller is defined %}{{ caller() }}{% endif %}{%- endmacro -%}"
    "{%- macro note(text='', lead='') -%}<p>{{ lead }}|{{ text }}|{% if caller is defined %}{{ caller() }}{% endif %}</p>"
    "{%- endmacro -%}",
    "base.html": "{% from 'signs.html' import icon %}<title>{% block title %}{{ page.title }}{% endblock %}</title>"
    f"<style>{'ấ{} ' * 200}</style>{{% block body %}}{{% endblock %}}",
    "page.html": "{% extends 'base.html' %}{% from 'signs.html' import note, way, tail as end %}"
    "{% block title %}{{ super() }} &amp; {{ page.title }}{% endblock %}"
    "{% block body %}{{ way(page.links) }}{{ way(page.links) }}{% for link in page.links %}{{ loop.index }}{{ end(loop.last) }}"
    "{% endfor %}{{ icon('by <hand>') }}{{ icon(page.sign, 1) }}{{ icon(page.sign, true) }}"
    "{{ end('x' ~ end('y'), c=page.title) }}{% call end('<') %}{{ page.title }}{% endcall %}"
    "{% call note() %}&{{ page.title }}{% endcall %}{% call note(lead=page.title) %}{% endcall %}{{ note(lead='&') }}"
    "{{ note(page.title, lead=3) }}{{ note(lead=page.title, text='<') }}"
    "{{ page.title|upper }}{% endblock %}",
    "filled.html": "{% trans name=page.title %}By {{ name }}{% endtrans %}"
    "{% trans name=page.links|length %}By {{ name }}{% endtrans %}"
    "{{ _('From {a}').format(a=page.title) }}{{ _('From {a}').format(a=3) }}{{ _('From {a}').format(a=_('More')) }}"
    "{{ '{0} {a!r} {a:>9}'.format(page.title, a='&') }}{{ _('By %(name)s', name=page.title) }}",
    "missing.html": "{% if page.nothing is defined %}there{% else %}not there{% endif %}",
    "undefined.html": "{{ page.title }}\n{{ page.nothing }}",
    "few.html": "{% from 'signs.html' import step %}{{ step() }}",
    "twice.html": "{% from 'signs.html' import note %}{{ note(page.title, text=page.title) }}",
    "unknown.html": "{% from 'signs.html' import note %}{{ note(page.title, no=page.title) }}",
    "many.html": "{% from 'signs.html' import step %}{{ step(page, page) }}",
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


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    sign: str
    links: tuple[Link, ...]


PAGE = Page("Bột & <gạo>", "pin", (Link("Gạo & bột", "/?a&b"), Link("Gạo & bột", "/?a&b"), Link("Nếp", "/'nep'/")))


@pytest.mark.parametrize("name", ["page.html", "filled.html", "missing.html"])
def test_a_page_of_views_is_what_jinja_makes(both: tuple[Environment, Environment], name: str) -> None:
    plain, settled = (made.get_template(name).render(page=PAGE) for made in both)
    assert settled == plain


def test_a_page_of_views_needs_none_of_jinjas_long_ways(both: tuple[Environment, Environment]) -> None:
    template = both[1].get_template("page.html")
    assert isinstance(template, OneTemplate)
    assert template.page({"page": PAGE}).decode() == both[0].get_template("page.html").render(page=PAGE)
    assert "plain" not in vars(both[1])


@pytest.mark.parametrize("name", ["undefined.html", "few.html", "twice.html", "unknown.html", "many.html"])
def test_what_is_wrong_is_told_as_jinja_tells_it(both: tuple[Environment, Environment], name: str) -> None:
    told = []
    for made in both:
        with pytest.raises((UndefinedError, TypeError)) as found:
            made.get_template(name).render(page=PAGE)
        lines = [
            frame.lineno for frame in traceback.extract_tb(found.value.__traceback__) if frame.name.startswith("top-level")
        ]
        told.append((type(found.value), str(found.value), lines))
    assert told[0] == told[1]


def test_compiled_templates_that_were_kept_find_their_macros() -> None:
    codes: dict[str, bytes] = {}
    loader = DictLoader(TEMPLATES)
    first, second = (
        prepared(ThemeEnvironment(Words().gettext, loader=loader, bytecode_cache=Kept(codes), **OPTIONS)) for _ in "12"
    )
    made = first.get_template("page.html").render(page=PAGE)
    assert codes
    assert second.get_template("page.html").render(page=PAGE) == made
    assert "plain" not in vars(second)


def test_where_not_all_is_escaped_nothing_is_settled() -> None:
    loader = DictLoader(TEMPLATES)
    options = {**OPTIONS, "autoescape": False}
    plain = prepared(Environment(loader=loader, **options))
    same = prepared(ThemeEnvironment(Words().gettext, loader=loader, **options))
    assert same.get_template("page.html").render(page=PAGE) == plain.get_template("page.html").render(page=PAGE)


class Kept(BytecodeCache):
    def __init__(self, codes: dict[str, bytes]) -> None:
        self.codes = codes

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key] = bucket.bytecode_to_string()


def test_a_slip_is_told_when_the_page_is_made(both: tuple[Environment, Environment]) -> None:
    for made in both:
        with pytest.raises((KeyError, UndefinedError)):
            made.get_template("slip.html").render()
