"""The catalogue as a stock Pelican site: articles with our templates over what they need, lists made by Pelican itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import fragments
from gathered import PAGE_SIZE, Gathered, Listed
from markupsafe import Markup
from views import plain, whole

from ocop.outputs.edition import Edition

HERE = Path(__file__).resolve().parent
SETTINGS = """\
import json
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_KEPT = json.loads((_HERE / "kept.json").read_text("utf-8"))
PATH = str(_HERE / "content")
OUTPUT_PATH = _KEPT["output"]
THEME = str(_HERE.parent / "theme")
THEME_TEMPLATES_OVERRIDES = [_KEPT["templates"]]
THEME_STATIC_DIR = "theme"
SITENAME = _KEPT["sitename"]
SITEURL = ""
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = _KEPT["lang"]
DEFAULT_PAGINATION = _KEPT["page_size"]
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = ARTICLE_SAVE_AS = ""
CATEGORY_URL = _KEPT["prefix"] + "{slug}/"
TAG_URL = _KEPT["products"] + "{slug}/"
CATEGORY_SAVE_AS, TAG_SAVE_AS = CATEGORY_URL + "index.html", TAG_URL + "index.html"
PAGINATION_PATTERNS = [(1, "{url}", "{save_as}"), (2, "{base_name}/{number}/", "{base_name}/{number}/index.html")]
ARTICLE_ORDER_BY = "weight"
TAG_REGEX_SUBSTITUTIONS = CATEGORY_REGEX_SUBSTITUTIONS = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
READERS = {"rst": None, "html": None}
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "extensions": ["jinja2.ext.i18n"]}


def _word(message):
    return _KEPT["words"].get(message, message)


JINJA_FILTERS = {"fromjson": json.loads}
JINJA_GLOBALS = {
    "_": _word,
    "gettext": _word,
    "ngettext": lambda one, many, number: _word(one if number == 1 else many),
    "asset": _KEPT["assets"].__getitem__,
    "inline": _KEPT["inlined"].__getitem__,
    "csp": lambda *names: _KEPT["policy"],
    "kept": _KEPT,
}
"""


def write(folder: Path, output: Path, templates: Path, edition: Edition, gathered: Mapping[str, Gathered]) -> None:
    """Write a theme, and for each language settings, content and what the settings read."""
    theme = folder / "theme"
    (theme / "templates").mkdir(parents=True)
    for file in (HERE / "pelican" / "templates").iterdir():
        (theme / "templates" / file.name).write_text(file.read_text("utf-8"), encoding="utf-8")
    for name, data in edition.theme.assets.files.items():
        target = theme / "static" / edition.theme.assets.path(name).removeprefix("theme/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    for lang, of in gathered.items():
        place = folder / lang
        (place / "content").mkdir(parents=True)
        (place / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
        kept = _kept(edition, of) | {"output": str(output / lang), "templates": str(templates)}
        (place / "kept.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        for number, (head, text) in enumerate((*_things(of), *_products(of))):
            lines = "".join(f"{name}: {value}\n" for name, value in head.items())
            (place / "content" / f"{number:06d}.md").write_text(f"{lines}\n{text}", encoding="utf-8")


def _kept(edition: Edition, of: Gathered) -> dict[str, Any]:
    assets = edition.theme.assets
    sites = {section: whole(site._replace(nav=())) | {"nav": _nav(site.nav)} for section, site in of.sites.items()}
    constants = fragments.constants(edition, of.lang, of.sites, of.report_url)
    return {
        "lang": of.lang,
        "prefix": f"{of.prefix.strip('/')}/" if of.prefix else "",
        "products": of.lists[0].page.url.lstrip("/"),
        "sitename": edition.sitename,
        "page_size": PAGE_SIZE,
        "words": fragments.words(edition.theme, of.lang),
        "assets": {name: assets.url(name) for name in assets.files},
        "inlined": {name: str(assets.inline(name)) for name in ("css/ocop.css", "js/status.js")},
        "policy": assets.csp("css/ocop.css", "js/status.js"),
        **{name: constants[name] for name in ("numbered", "most_named", "beside")},
        "sites": sites,
        "facets": of.facets,
        "lists": {listed.page.url: _list(listed) for listed in of.lists},
    }


def _nav(links: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"title": link.title, "url": link.url, "current": link.current} for link in links]


def _list(listed: Listed) -> dict[str, Any]:
    return {
        "page": whole(listed.page._replace(jsonld=Markup(""))),
        "title": listed.title,
        "intro": listed.intro,
        "count": listed.count,
        "number": listed.number,
        "narrowed": listed.narrowed,
        "section": listed.section,
        "facet": listed.facet,
    }


def _things(of: Gathered) -> Iterable[tuple[dict[str, Any], str]]:
    for thing in of.things:
        yield (
            _head(thing.card, thing.weight, of) | {"view": json.dumps({"card": plain(thing.card)}, ensure_ascii=False)},
            thing.body,
        )


def _products(of: Gathered) -> Iterable[tuple[dict[str, Any], str]]:
    for product in of.products:
        page = whole(product.page._replace(content=Markup("")))
        view = {"card": plain(product.card), "page": page, "product": whole(product.view)}
        tags = ", ".join(f"{facet}/{term}" for facet, terms in product.terms.items() for term in terms)
        head = _head(product.card, product.weight, of) | {"tags": tags, "save_as": f"{product.page.url.strip('/')}/index.html"}
        yield head | {"view": json.dumps(view, ensure_ascii=False)}, product.body


def _head(card: Any, weight: int, of: Gathered) -> dict[str, Any]:
    return {
        "title": card.title,
        "date": "2026-11-23",
        "slug": card.url.strip("/").replace("/", "-"),
        "category": of.path(card.url).split("/")[0],
        "weight": f"{weight:06d}",
        "url": card.url.lstrip("/"),
    }
